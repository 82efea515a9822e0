// The lines of revenue by day on their canvas: influencer, organic, and dashed the days they are compared with. Draws again only what
// has changed.

import { Chart } from './chart-setup.js';
import { chartTip } from './chart-tip.js';
import { weekdayText } from './dates.js';
import { dayScales, paintAxes } from './day-axis.js';
import { el } from './dom.js';
import { fadedColour, onThemeChange, tokenColour } from './theme.js';

/** @import { ChartArea } from 'chart.js' */
/** @import { Comparison, Day } from './api.d.ts' */
/** @import { NumberStyle } from './numbers.js' */

/** Where each line stands among the chart's datasets. */
const LINES = /** @type {const} */ ({ influencer: [0], organic: [1], compared: [2, 3] });
/** @typedef {keyof typeof LINES} LineName */
/** @typedef {Comparison['daily'][number]} ComparedDay */

/**
 * @typedef {object} Lines what the chart shows
 * @property {Day[]} daily
 * @property {boolean} hasOrganic
 * @property {string} organicLabel
 * @property {Map<string, ComparedDay>} compared by the shown day
 * @property {NumberStyle} style
 */

/**
 * @param {HTMLElement} root
 * @param {(area: ChartArea) => void} onPlace told where on the canvas the days stand, whenever they are laid out
 */
export function trendLine(root, onPlace) {
  const canvas = el('canvas', { role: 'img' });
  root.append(canvas);
  /** @type {Lines | null} */
  let shown = null;
  const line = { data: /** @type {(number | null)[]} */ ([]), borderWidth: 1.75, pointRadius: 0, pointHoverRadius: 4, tension: 0 };
  const dashed = { ...line, borderWidth: 1.5, borderDash: [4, 3], pointHoverRadius: 3 };
  const scales = dayScales(() => shown?.style);
  scales.y.beginAtZero = true;
  /** @type {import('chart.js').Plugin<'line'>} */
  const placing = { id: 'placing', afterLayout: ({ chartArea }) => onPlace(chartArea), beforeDatasetDraw: fillBelow };
  /** @type {Chart<'line', (number | null)[], string>} */
  const chart = new Chart(canvas, {
    type: 'line',
    data: {
      labels: /** @type {string[]} */ ([]),
      datasets: [
        { ...line, label: 'Influencer' },
        { ...line, label: 'Organic', borderWidth: 1.5 },
        { ...dashed, label: 'Influencer' },
        { ...dashed, label: 'Organic' },
      ],
    },
    options: {
      normalized: true,
      interaction: { mode: 'index', intersect: false },
      layout: { padding: { top: 8 } },
      scales,
      plugins: { tooltip: { enabled: false, external: chartTip(root), callbacks: tipText(() => shown) } },
    },
    plugins: [placing],
  });
  paint(chart);
  onThemeChange(() => {
    paint(chart);
    chart.update('none');
  });

  return {
    canvas,
    chart,
    /** @param {Lines} next */
    show(next) {
      const same = shown !== null && areSame(shown, next);
      shown = next;
      const { daily, compared, hasOrganic, organicLabel } = next;
      chart.data.datasets[1].label = organicLabel;
      if (same) return;
      const of = (/** @type {'revenue' | 'organic_revenue'} */ id) => daily.map((day) => day[id].value);
      const before = (/** @type {'revenue' | 'organic_revenue'} */ id) =>
        compared.size > 0 ? daily.map(({ date }) => compared.get(date)?.[id].value ?? null) : [];
      chart.data.labels = daily.map((day) => day.date);
      /** @type {(number | null)[][]} */
      const data = [of('revenue'), hasOrganic ? of('organic_revenue') : [], before('revenue'), hasOrganic ? before('organic_revenue') : []];
      data.forEach((values, at) => Object.assign(chart.data.datasets[at], { data: values, pointRadius: pointRadius(values) }));
      chart.update('none');
    },
    /** @param {LineName} name @param {boolean} isShown */
    toggle(name, isShown) {
      for (const at of LINES[name]) chart.setDatasetVisibility(at, isShown);
      chart.update('none');
    },
  };
}

/** The area below the influencers' line. @param {Chart<'line'>} chart @param {{ index: number, meta: import('chart.js').ChartMeta<'line'> }} line */
function fillBelow({ ctx, scales: { y } }, { index, meta: { data, dataset } }) {
  if (index !== 0 || data.length < 2 || !dataset) return;
  const ground = y.getPixelForValue(0);
  ctx.beginPath();
  /** @type {import('chart.js').LineElement} */ (/** @type {unknown} */ (dataset)).path(ctx);
  ctx.lineTo(data[data.length - 1].x, ground);
  ctx.lineTo(data[0].x, ground);
  ctx.closePath();
  ctx.fillStyle = fadedColour('--accent', 0.14);
  ctx.fill();
}

/** A line through one day is no line: that day is a point. @param {unknown[]} values */
function pointRadius({ length }) {
  return length === 1 ? 3.5 : 0;
}

/** @param {Lines} one @param {Lines} other */
function areSame(one, other) {
  return (
    one.style === other.style &&
    one.hasOrganic === other.hasOrganic &&
    one.daily.length === other.daily.length &&
    one.compared.size === other.compared.size &&
    one.daily.every((day, at) => isSameDay(day, other.daily[at])) &&
    [...one.compared.values()].every((day) => {
      const now = other.compared.get(day.date);
      return now !== undefined && now.compared_date === day.compared_date && isSameDay(day, now);
    })
  );
}

/** @param {Day} one @param {Day} other */
function isSameDay(one, other) {
  return (
    one.date === other.date &&
    one.revenue.value === other.revenue.value &&
    one.organic_revenue.value === other.organic_revenue.value
  );
}

/** @param {Chart<'line', (number | null)[], string>} chart */
function paint(chart) {
  const [influencer, organic, ...ghosts] = chart.data.datasets;
  influencer.borderColor = tokenColour('--accent');
  organic.borderColor = tokenColour('--organic');
  ghosts[0].borderColor = fadedColour('--accent', 0.75);
  ghosts[1].borderColor = fadedColour('--organic', 0.85);
  for (const line of chart.data.datasets) line.pointBackgroundColor = line.pointHoverBackgroundColor = line.borderColor;
  paintAxes(chart);
}

/** @param {() => Lines | null} shown @returns {any} */
function tipText(shown) {
  return {
    title: (/** @type {{ label: string }[]} */ [item]) => (item ? weekdayText(item.label) : ''),
    /** @param {{ datasetIndex: number, label: string, dataset: { label: string }, parsed: { y: number } }} item */
    label({ datasetIndex, label, dataset, parsed }) {
      const lines = shown();
      const then = datasetIndex > 1 ? lines?.compared.get(label)?.compared_date : undefined;
      return `${dataset.label}${then ? `, ${weekdayText(then)}` : ''}  ${lines?.style.full('money', parsed.y)}`;
    },
  };
}
