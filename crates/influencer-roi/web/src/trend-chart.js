// Influencer and organic revenue by day. Reads: daily. Emits: nothing.

import { chartCard } from './chart-card.js';
import { Chart, tooltipLook } from './chart-setup.js';
import { dayText, monthText, shortDayText } from './dates.js';
import { el, fill } from './dom.js';
import { figureText } from './figure.js';
import { number, text } from './plain-table.js';
import { fadedColour, onThemeChange, tokenColour } from './theme.js';

/** @import { Dashboard, Day } from './api.d.ts' */
/** @import { Look } from './figure.js' */

const MONTHLY_FROM_DAYS = 46;

/**
 * @param {HTMLElement} root
 * @returns {(answer: Dashboard, look: Look) => void}
 */
export function trendChart(root) {
  const card = chartCard(root, { title: 'Revenue by day', class: 'trend-card' });
  const canvas = el('canvas', { role: 'img' });
  card.drawing.append(canvas);
  const chart = buildChart(canvas);
  onThemeChange(() => {
    paint(chart);
    chart.update();
  });

  return function render({ daily, dataset, selection }, look) {
    const organic = dataset.has_organic;
    const everybody = passesOver(selection) ? ' (all influencers)' : '';
    drawLegend(card.extra, organic && `Organic${everybody}`);
    chart.data.datasets[1].label = `Organic${everybody}`;
    chart.data.labels = daily.map((day) => day.date);
    chart.data.datasets[0].data = daily.map((day) => day.revenue.value);
    chart.data.datasets[1].data = organic ? daily.map((day) => day.organic_revenue.value) : [];
    chart.options.scales = scales(daily, look);
    chart.options.plugins = { tooltip: tooltip(look) };
    paint(chart);
    chart.update();
    canvas.setAttribute(
      'aria-label',
      `Line chart of ${organic ? 'influencer and organic' : 'influencer'} revenue on ${daily.length} days. The numbers are in the table.`,
    );
    card.setEmpty(daily.length === 0 ? 'No days in this selection.' : '');
    card.setTable({
      headings: [text('Day'), number('Influencer revenue'), ...(organic ? [number(`Organic revenue${everybody}`)] : []), number('Orders')],
      rows: () => daily.map((day) => dayRow(day, organic, look)),
    });
  };
}

/** @param {HTMLCanvasElement} canvas @returns {Chart<'line', (number | null)[], string>} */
function buildChart(canvas) {
  /** A line through one day is no line: that day is a point. @param {{ dataset: { data: unknown[] } }} context */
  const pointRadius = ({ dataset }) => (dataset.data.length === 1 ? 3.5 : 0);
  const line = { data: [], borderWidth: 1.75, pointRadius, pointHoverRadius: 4, tension: 0 };
  return new Chart(canvas, {
    type: 'line',
    data: {
      labels: [],
      datasets: [
        { ...line, label: 'Influencer', fill: 'origin' },
        { ...line, label: 'Organic', borderWidth: 1.5 },
      ],
    },
    options: { interaction: { mode: 'index', intersect: false }, layout: { padding: { top: 8 } } },
  });
}

/** @param {Chart<'line', (number | null)[], string>} chart */
function paint(chart) {
  const [influencer, organic] = chart.data.datasets;
  influencer.borderColor = tokenColour('--accent');
  influencer.backgroundColor = fadedColour('--accent', 0.14);
  influencer.pointBackgroundColor = influencer.pointHoverBackgroundColor = tokenColour('--accent');
  organic.borderColor = tokenColour('--organic');
  organic.pointBackgroundColor = organic.pointHoverBackgroundColor = tokenColour('--organic');
  for (const scale of Object.values(chart.options.scales ?? {})) {
    if (scale?.ticks) scale.ticks.color = tokenColour('--ink-3');
    if (scale?.grid) scale.grid.color = tokenColour('--line');
  }
  if (chart.options.plugins?.tooltip) Object.assign(chart.options.plugins.tooltip, tooltipLook());
}

/** @param {Day[]} daily @param {Look} look @returns {any} */
function scales(daily, { style }) {
  const monthly = daily.length >= MONTHLY_FROM_DAYS;
  return {
    x: {
      grid: { display: false },
      border: { display: false },
      /** @param {{ ticks: { value: number }[] }} axis */
      afterBuildTicks(axis) {
        if (monthly) axis.ticks = daily.flatMap((day, at) => (day.date.endsWith('-01') ? [{ value: at }] : []));
      },
      ticks: {
        maxRotation: 0,
        autoSkipPadding: 16,
        /** @param {number} at */
        callback: (at) =>
          monthly ? monthText(daily[at].date, daily[at].date.slice(5, 7) === '01') : shortDayText(daily[at].date),
      },
    },
    y: {
      beginAtZero: true,
      grid: {},
      border: { display: false },
      ticks: {
        maxTicksLimit: 5,
        padding: 8,
        callback: (/** @type {number} */ value) => style.short('money', value).replace(/\.00|(?<=\.\d)0(?=\D)/, ''),
      },
    },
  };
}

/** @param {Look} look @returns {any} */
function tooltip({ style }) {
  return {
    ...tooltipLook(),
    callbacks: {
      title: (/** @type {{ label: string }[]} */ [item]) => (item ? dayText(item.label) : ''),
      label: (/** @type {{ dataset: { label: string }, parsed: { y: number } }} */ item) =>
        `${item.dataset.label}  ${style.full('money', item.parsed.y)}`,
    },
  };
}

const INFLUENCER_SIDE = ['category', 'platform', 'gender', 'tier', 'influencer', 'q'];

/** Is a filter on that does not touch organic sales, because nobody made them? @param {Dashboard['selection']} selection */
function passesOver(selection) {
  return INFLUENCER_SIDE.some((name) => (selection[name]?.length ?? 0) > 0);
}

/** @param {HTMLElement} root @param {string | false} organic what the line of organic sales is called, if there is one */
function drawLegend(root, organic) {
  fill(
    root,
    el('span', { class: 'legend-entry is-influencer' }, 'Influencer'),
    organic
      ? el('span', { class: 'legend-entry is-organic' }, organic)
      : el('span', { class: 'card-hint' }, 'No organic sales in this data'),
  );
}

/** @param {Day} day @param {boolean} organic @param {Look} look */
function dayRow(day, organic, { style }) {
  return [
    dayText(day.date),
    figureText(day.revenue, 'money', style),
    ...(organic ? [figureText(day.organic_revenue, 'money', style)] : []),
    figureText(day.orders, 'count', style),
  ];
}
