// The three charts of a report: actual against expected, the difference by day, and added up. Reads: the days of a report.

import { bandChart } from '../charts/band-chart.js';
import { chartCard } from '../charts/chart-card.js';
import { weekdayText } from '../core/dates.js';
import { el, fill, put } from '../ui/dom.js';
import { levelText } from './words.js';
import { number, text } from '../ui/plain-table.js';

/** @import { EstimateDay, EstimateReport } from '../core/api.d.ts' */
/** @import { Band, DayNumber } from '../charts/band-chart.js' */
/** @import { Look } from '../ui/figure.js' */

/** @type {(Band & { title: string, class: string, hint?: string, isIn: (day: EstimateDay) => boolean })[]} */
const CHARTS = [
  {
    title: 'Actual against expected',
    class: 'incrementality-actual',
    hint: 'dashed: what was to be expected without the campaign',
    lines: [
      { of: 'actual', label: 'Actual', colour: '--accent' },
      { of: 'expected', label: 'Expected', colour: '--ink-2', dashed: true },
    ],
    lower: 'lower',
    upper: 'upper',
    fromZero: true,
    isIn: () => true,
  },
  {
    title: 'Effect by day',
    class: 'incrementality-effect',
    hint: 'actual less expected',
    lines: [{ of: 'effect', label: 'Effect', colour: '--accent' }],
    lower: 'effect_lower',
    upper: 'effect_upper',
    isIn: () => true,
  },
  {
    title: 'Effect added up',
    class: 'incrementality-cumulative',
    hint: 'since the campaign began',
    lines: [{ of: 'cumulative', label: 'Effect so far', colour: '--accent' }],
    lower: 'cumulative_lower',
    upper: 'cumulative_upper',
    isIn: ({ cumulative }) => cumulative !== null,
  },
];
const PARTS = { before: 'Before', during: 'Campaign', tail: 'Days after' };

/** @param {HTMLElement} root */
export function reportCharts(root) {
  const all = CHARTS.map((shape) => {
    const card = chartCard(root, shape);
    return { shape, card, drawn: bandChart(card.drawing, shape) };
  });

  return {
    charts: all.map(({ drawn }) => drawn.chart),
    /** @param {EstimateReport} report @param {Look} look */
    render({ days, level }, look) {
      for (const { shape, card, drawn } of all) {
        const mine = days.filter(shape.isIn);
        drawn.show(mine, look.style);
        fill(card.extra, legend(shape, mine, level));
        put(drawn.canvas, 'aria-label', `Line chart: ${shape.title}, ${mine.length} days. The numbers are in the table.`);
        card.setTable(tableOf(shape, mine, level, look));
      }
    },
  };
}

/** @param {typeof CHARTS[number]} shape @param {EstimateDay[]} days @param {number} level */
function legend({ lines }, days, level) {
  const entry = (/** @type {string} */ name, /** @type {string} */ label) => el('li', { class: `legend-entry is-${name}` }, label);
  return el(
    'ul',
    { class: 'trend-legend', 'aria-label': 'Signs' },
    ...lines.map(({ of, label }) => entry(of, label)),
    entry('band', `${levelText(level)} interval`),
    days.some(({ masked }) => masked) && entry('masked', 'Left out'),
  );
}

/** @param {typeof CHARTS[number]} shape @param {EstimateDay[]} days @param {number} level @param {Look} look */
function tableOf({ lines, lower, upper }, days, level, { style }) {
  const money = (/** @type {number | null} */ value) => (value === null ? '–' : style.full('money', value));
  /** @type {DayNumber[]} */
  const columns = [...lines.map(({ of }) => of), lower, upper];
  return {
    headings: [text('Day'), text('Part'), ...lines.map(({ label }) => number(label)), number(`${levelText(level)} from`), number('To')],
    rows: () =>
      days.map((day) => [
        weekdayText(day.date),
        PARTS[day.part] + (day.masked ? ', left out' : ''),
        ...columns.map((name) => money(day[name])),
      ]),
  };
}
