// Lines by day with the band in which they may as well lie, over the days of a campaign, its tail and what is masked. One chart shows
// what was sold beside what was to be expected, another the difference. Reads: days of an estimate.

import { Chart } from './chart-setup.js';
import { chartTip } from './chart-tip.js';
import { weekdayText } from '../core/dates.js';
import { dayPoints, dayScales, paintAxes, setDays } from './day-axis.js';
import { el } from '../ui/dom.js';
import { drawSpans } from './chart-spans.js';
import { fadedColour, onThemeChange, tokenColour } from '../ui/theme.js';

/** @import { EstimateDay } from '../core/api.d.ts' */
/** @import { DayPoint } from './day-axis.js' */
/** @import { NumberStyle } from '../core/numbers.js' */

/** @typedef {{ [Name in keyof EstimateDay]: EstimateDay[Name] extends number | null ? Name : never }[keyof EstimateDay]} DayNumber a number that a day has */

/**
 * @typedef {object} Band
 * @property {{ of: DayNumber, label: string, colour: string, dashed?: boolean }[]} lines the last one is that of the band; colour: a token
 * @property {DayNumber} lower
 * @property {DayNumber} upper
 * @property {boolean} [fromZero]
 */

/** @typedef {{ datasetIndex: number, dataIndex: number }} Item of the tooltip */

/** @param {HTMLElement} root @param {Band} band */
export function bandChart(root, { lines, lower, upper, fromZero = false }) {
  const canvas = el('canvas', { role: 'img' });
  root.append(canvas);
  /** @type {EstimateDay[]} */
  let days = [];
  /** @type {NumberStyle | undefined} */
  let style;
  const scales = dayScales(() => style);
  scales.y.beginAtZero = fromZero;
  // Edges are not drawn; as lines of the chart they have their room on its scale.
  const edge = { borderWidth: 0, pointRadius: 0, pointHoverRadius: 0 };
  /** @type {Chart<'line', DayPoint[], string>} */
  const chart = new Chart(canvas, {
    type: 'line',
    data: {
      labels: [],
      datasets: [
        { ...edge, data: [] },
        { ...edge, data: [] },
        ...lines.map(({ label, dashed }) => ({
          label,
          data: [],
          borderWidth: dashed ? 1.5 : 1.75,
          borderDash: dashed ? [4, 3] : [],
          pointRadius: 0,
          pointHoverRadius: 4,
        })),
      ],
    },
    options: {
      normalized: true,
      parsing: false,
      interaction: { mode: 'index', intersect: false },
      layout: { padding: { top: 20 } },
      scales,
      plugins: {
        tooltip: {
          enabled: false,
          external: chartTip(root),
          filter: (/** @type {Item} */ { datasetIndex }) => datasetIndex > 1,
          callbacks: {
            title: (/** @type {Item[]} */ [item]) => (item ? dayText(days[item.dataIndex]) : ''),
            label: (/** @type {Item} */ { datasetIndex, dataIndex }) => lineText(datasetIndex - 2, days[dataIndex]),
          },
        },
      },
    },
    plugins: [{ id: 'band', beforeDatasetsDraw: drawBehind }],
  });
  paint();
  onThemeChange(() => {
    paint();
    chart.update('none');
  });

  function paint() {
    lines.forEach(({ colour }, at) => {
      const line = chart.data.datasets[at + 2];
      line.borderColor = line.pointBackgroundColor = line.pointHoverBackgroundColor = tokenColour(colour);
    });
    paintAxes(chart);
    // Above and below nothing are distinguished at a glance.
    const colour = (/** @type {{ tick: { value: number } }} */ { tick }) =>
      tokenColour(tick?.value === 0 && !fromZero ? '--control-line' : '--line');
    Object.assign(chart.options.scales?.y?.grid ?? {}, { color: colour });
  }

  function drawBehind() {
    const { ctx, chartArea } = chart;
    drawSpans(ctx, chartArea, days);
    const [low, high] = [0, 1].map((at) => chart.getDatasetMeta(at).data.filter(({ y }) => Number.isFinite(y)));
    ctx.beginPath();
    for (const { x, y } of [...low, ...high.reverse()]) ctx.lineTo(x, y);
    ctx.fillStyle = fadedColour(lines[lines.length - 1].colour, 0.2);
    ctx.fill();
  }

  /** @param {number} at @param {EstimateDay} day */
  function lineText(at, day) {
    const short = (/** @type {DayNumber} */ name) => style?.short('money', day[name] ?? 0);
    const between = at === lines.length - 1 ? ` (${short(lower)} to ${short(upper)})` : '';
    return `${lines[at].label}  ${style?.full('money', day[lines[at].of] ?? 0)}${between}`;
  }

  return {
    canvas,
    chart,
    /** @param {EstimateDay[]} next @param {NumberStyle} nextStyle */
    show(next, nextStyle) {
      [days, style] = [next, nextStyle];
      setDays(
        chart,
        days.map(({ date }) => date),
      );
      [lower, upper, ...lines.map(({ of }) => of)].forEach((name, at) => {
        chart.data.datasets[at].data = dayPoints(days.map((day) => day[name]));
      });
      chart.update('none');
    },
  };
}

/** @param {EstimateDay} day */
function dayText({ date, part, masked }) {
  const word = { before: '', during: ', campaign', tail: ', tail' }[part];
  return `${weekdayText(date)}${word}${masked ? ', left out' : ''}`;
}
