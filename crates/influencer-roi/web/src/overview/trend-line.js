// The lines of revenue by day on their canvas: influencer, organic, and dashed the days they are compared with. Draws again only what
// has changed. Chart.js draws axes, points under the pointer and the tooltip. It makes an element of every day of every line, which takes
// longer than all else of an answer: so it is given the days when the pointer is over them, and the lines are drawn here.

import { Chart } from '../charts/chart-setup.js';
import { chartTip } from '../charts/chart-tip.js';
import { weekdayText } from '../core/dates.js';
import { dayPoints, dayScales, paintAxes, setDays } from '../charts/day-axis.js';
import { el } from '../ui/dom.js';
import { fadedColour, onThemeChange, tokenColour } from '../ui/theme.js';

/** @import { ChartArea } from 'chart.js' */
/** @import { Comparison, Day } from '../core/api.d.ts' */
/** @import { DayPoint } from '../charts/day-axis.js' */
/** @import { NumberStyle } from '../core/numbers.js' */

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
 * @param {(area: ChartArea) => void} onPlace receives where on the canvas the days stand, whenever they are laid out
 */
export function trendLine(root, onPlace) {
  const canvas = el('canvas', { role: 'img' });
  root.append(canvas);
  /** @type {Lines | null} */
  let shown = null;
  /** One value a day for each line; none where there is no such line. @type {(number | null)[][]} */
  let values = [];
  /** Whether Chart.js has been given the days. */
  let isGiven = false;
  const line = { data: /** @type {DayPoint[]} */ ([]), showLine: false, pointRadius: 0, pointHoverRadius: 4 };
  const dashed = { ...line, pointHoverRadius: 3 };
  const scales = dayScales(() => shown?.style);
  scales.y.beginAtZero = true;
  /** @type {import('chart.js').Plugin<'line'>} */
  const placing = {
    id: 'placing',
    afterLayout: ({ chartArea }) => onPlace(chartArea),
    beforeDatasetsDraw: (drawn) => drawLines(drawn, values),
  };
  /** @type {Chart<'line', DayPoint[], string>} */
  const chart = new Chart(canvas, {
    type: 'line',
    data: {
      labels: /** @type {string[]} */ ([]),
      datasets: [
        { ...line, label: 'Influencer' },
        { ...line, label: 'Organic' },
        { ...dashed, label: 'Influencer' },
        { ...dashed, label: 'Organic' },
      ],
    },
    options: {
      normalized: true,
      parsing: false,
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
  root.addEventListener('pointermove', () => {
    if (isGiven) return;
    isGiven = true;
    values.forEach((line, at) => {
      chart.data.datasets[at].data = dayPoints(line);
    });
    chart.update('none');
  });

  /** Lays out the axes for the lines that are shown. */
  function update() {
    const drawn = values.filter((_, at) => chart.isDatasetVisible(at)).flat();
    const y = chart.options.scales?.y;
    if (y) [y.suggestedMin, y.suggestedMax] = rangeOf(drawn);
    chart.update('none');
  }

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
      setDays(
        chart,
        daily.map((day) => day.date),
      );
      values = [of('revenue'), hasOrganic ? of('organic_revenue') : [], before('revenue'), hasOrganic ? before('organic_revenue') : []];
      isGiven = false;
      for (const dataset of chart.data.datasets) dataset.data = [];
      update();
    },
    /** @param {LineName} name @param {boolean} isShown */
    toggle(name, isShown) {
      for (const at of LINES[name]) chart.setDatasetVisibility(at, isShown);
      update();
    },
  };
}

/** How each line is drawn. @type {{ width: number, dash: number[] }[]} */
const STROKES = [
  { width: 1.75, dash: [] },
  { width: 1.5, dash: [] },
  { width: 1.5, dash: [4, 3] },
  { width: 1.5, dash: [4, 3] },
];

/** @param {Chart<'line', any, any>} chart @param {(number | null)[][]} values */
function drawLines(chart, values) {
  const { ctx } = chart;
  ctx.save();
  ctx.lineJoin = 'round';
  // The first line lies above the others.
  for (let at = values.length - 1; at >= 0; at -= 1) {
    if (!chart.isDatasetVisible(at) || values[at].length === 0) continue;
    ctx.strokeStyle = ctx.fillStyle = String(chart.data.datasets[at].borderColor);
    ctx.lineWidth = STROKES[at].width;
    ctx.setLineDash(STROKES[at].dash);
    const course = courseOf(chart, values[at]);
    if (at === 0) fillBelow(chart, course, values[at].length);
    ctx.stroke(course);
    if (values[at].length === 1) ctx.fill(course);
  }
  ctx.restore();
}

/** A line through the days that have a value; a day by itself is a point. @param {Chart<'line', any, any>} chart @param {(number | null)[]} values */
function courseOf({ scales: { x, y } }, values) {
  const course = new Path2D();
  // Both axes are straight: two places determine all of them.
  const [left, ground] = [x.getPixelForValue(0), y.getPixelForValue(0)];
  const wide = x.getPixelForValue(1) - left;
  const high = (y.getPixelForValue(y.max) - y.getPixelForValue(y.min)) / (y.max - y.min);
  let isOn = false;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at];
    if (value !== null) course[isOn ? 'lineTo' : 'moveTo'](left + at * wide, ground + value * high);
    isOn = value !== null;
  }
  if (values.length === 1 && values[0] !== null) course.arc(x.getPixelForValue(0), y.getPixelForValue(values[0]), 2.5, 0, 2 * Math.PI);
  return course;
}

/** The area below the influencers' line. @param {Chart<'line', any, any>} chart @param {Path2D} course @param {number} count of days */
function fillBelow({ ctx, scales: { x, y } }, course, count) {
  if (count < 2) return;
  const ground = y.getPixelForValue(0);
  const area = new Path2D(course);
  area.lineTo(x.getPixelForValue(count - 1), ground);
  area.lineTo(x.getPixelForValue(0), ground);
  area.closePath();
  ctx.fillStyle = fadedColour('--accent', 0.14);
  ctx.fill(area);
}

/** From the lowest to the highest, nothing among them. @param {(number | null)[]} values */
function rangeOf(values) {
  let [low, high] = [0, 0];
  for (const value of values) {
    if (value !== null && value < low) low = value;
    if (value !== null && value > high) high = value;
  }
  return [low, high];
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
  return one.date === other.date && one.revenue.value === other.revenue.value && one.organic_revenue.value === other.organic_revenue.value;
}

/** @param {Chart<'line', DayPoint[], string>} chart */
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
  const dayAt = (/** @type {{ dataIndex: number }} */ { dataIndex }) => shown()?.daily[dataIndex]?.date ?? '';
  return {
    title: (/** @type {{ dataIndex: number }[]} */ [item]) => (item ? weekdayText(dayAt(item)) : ''),
    /** @param {{ datasetIndex: number, dataIndex: number, dataset: { label: string }, parsed: { y: number } }} item */
    label({ datasetIndex, dataIndex, dataset, parsed }) {
      const lines = shown();
      const then = datasetIndex > 1 ? lines?.compared.get(dayAt({ dataIndex }))?.compared_date : undefined;
      return `${dataset.label}${then ? `, ${weekdayText(then)}` : ''}  ${lines?.style.full('money', parsed.y)}`;
    },
  };
}
