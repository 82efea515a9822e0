// The axes of a chart by day: months under it, money beside it.

import { monthText, shortDayText } from '../core/dates.js';
import { tokenColour } from '../ui/theme.js';

/** @import { NumberStyle } from '../core/numbers.js' */

const MONTHLY_FROM_DAYS = 46;
const QUARTERLY_FROM_DAYS = 550;
const YEARLY_FROM_DAYS = 1500;

/** The chart's labels are the days, oldest first; its points stand by their places among them. @param {() => NumberStyle | undefined} style @returns {any} */
export function dayScales(style) {
  return {
    x: {
      // Not by category: Chart.js would look at every day's label to find the few that are written.
      type: 'linear',
      min: 0,
      grid: { display: false },
      border: { display: false },
      /** @param {import('chart.js').LinearScale} axis */
      afterBuildTicks(axis) {
        const days = axis.getLabels();
        const wanted = tickMonths(days.length);
        if (wanted) axis.ticks = days.flatMap((day, at) => (wanted.test(day) ? [{ value: at }] : []));
        else everyDayTicks(axis);
      },
      ticks: {
        maxRotation: 0,
        autoSkipPadding: 16,
        /** @this {import('chart.js').LinearScale} @param {number} at */
        callback(at) {
          const days = this.getLabels();
          return tickText(days[at], days.length);
        },
      },
    },
    y: {
      grid: {},
      border: { display: false },
      ticks: {
        maxTicksLimit: 5,
        autoSkip: false,
        padding: 8,
        callback: (/** @type {number} */ value) =>
          style()
            ?.short('money', value)
            .replace(/\.00|(?<=\.\d)0(?=\D)/, ''),
      },
    },
  };
}

/** @typedef {{ x: number, y: number | null }} DayPoint */

/** Tells a chart its days. @param {import('chart.js').Chart<'line', DayPoint[], string>} chart @param {string[]} days oldest first */
export function setDays({ data, options }, days) {
  data.labels = days;
  if (options.scales?.x) options.scales.x.max = Math.max(1, days.length - 1);
}

/** A line through days. @param {(number | null)[]} values one a day @returns {DayPoint[]} */
export function dayPoints(values) {
  return values.map((y, x) => ({ x, y }));
}

/** A tick for every day: Chart.js leaves out those that have no room. @param {import('chart.js').Scale} axis */
export function everyDayTicks(axis) {
  axis.ticks = axis.getLabels().map((_, value) => ({ value }));
}

/** @param {import('chart.js').Chart<any, any, any>} chart */
export function paintAxes(chart) {
  for (const scale of /** @type {any[]} */ (Object.values(chart.options.scales ?? {}))) {
    scale.ticks.color = tokenColour('--ink-3');
    scale.grid.color = tokenColour('--line');
  }
}

/** Which days have a tick under them; null where Chart.js may choose. @param {number} count of days */
function tickMonths(count) {
  if (count < MONTHLY_FROM_DAYS) return null;
  if (count < QUARTERLY_FROM_DAYS) return /-01$/;
  return count < YEARLY_FROM_DAYS ? /-(01|04|07|10)-01$/ : /-01-01$/;
}

/** @param {string} day @param {number} count of days */
function tickText(day, count) {
  if (count < MONTHLY_FROM_DAYS) return shortDayText(day);
  return count < YEARLY_FROM_DAYS ? monthText(day, day.slice(5, 7) === '01') : day.slice(0, 4);
}
