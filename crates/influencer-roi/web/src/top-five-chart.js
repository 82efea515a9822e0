// The five influencers with the most revenue, as bars. Reads: top_influencers as they are without the influencer filter.
// Emits: an influencer who was clicked.

import { chartCard } from './chart-card.js';
import { Chart } from './chart-setup.js';
import { el, named, put, write } from './dom.js';
import { drawFigure, figureText } from './figure.js';
import { keptItems } from './kept-items.js';
import { number, text } from './plain-table.js';
import { printedChart } from './printed-chart.js';
import { platformToken } from './platform-colour.js';
import { fadedColour, onThemeChange, tokenColour } from './theme.js';
import { clickHint } from './toggle-value.js';
import { isolated, valueText } from './words.js';

/** @import { Panels, TopInfluencer } from './api.d.ts' */
/** @import { Look } from './figure.js' */

const ROW_PIXELS = 46;
const PRINTED_ROW_PIXELS = 36;

/** @typedef {(id: string, click: MouseEvent) => void} OnChoose */
/** @typedef {{ top: TopInfluencer[], chosen: string[], look: Look | null }} Shown */

/**
 * @param {HTMLElement} root
 * @param {{ onChoose: OnChoose }} options
 */
export function topFiveChart(root, { onChoose }) {
  const card = chartCard(root, { title: 'Top five influencers', hint: 'by revenue', class: 'top-five-card' });
  const canvas = el('canvas', {
    role: 'img',
    'aria-label': 'Bar chart of the five influencers with the most revenue. Names and numbers stand above the bars.',
  });
  const bars = el('div', { class: 'top-five-bars' }, canvas);
  const names = el('ol', { class: 'top-five-names', 'aria-label': 'Top five influencers' });
  card.drawing.append(el('div', { class: 'top-five' }, bars, names));
  /** @type {Shown} */
  let shown = { top: [], chosen: [], look: null };
  const chart = buildChart(canvas);
  let drawn = '';
  const paint = () => {
    const { top, chosen } = shown;
    chart.data.labels = top.map((influencer) => influencer.id);
    chart.data.datasets[0].data = top.map((influencer) => influencer.revenue.value ?? 0);
    // The longest bar is as long as the card: the scale ends where it ends.
    if (chart.options.scales?.x) chart.options.scales.x.max = top[0]?.revenue.value ?? 1;
    chart.data.datasets[0].backgroundColor = top.map(({ id, platform }) => {
      const token = platformToken(platform);
      return chosen.length === 0 || chosen.includes(id) ? tokenColour(token) : fadedColour(token, 0.25);
    });
    chart.update('none');
  };
  onThemeChange(paint);
  const drawNames = keptItems(names, ({ id }) => id, (id) => barLabel(id, () => shown, onChoose));

  return {
    printed: () => ({ canvas: printedChart(chart, { width: 320, height: shown.top.length * PRINTED_ROW_PIXELS || 1 }, (context) => label(context, shown)) }),
    /** @param {Panels} panels @param {string[]} chosen @param {Look} look */
    render({ top_influencers: top }, chosen, look) {
      if (top.length !== shown.top.length) bars.style.height = `${top.length * ROW_PIXELS}px`;
      shown = { top, chosen, look };
      const drawing = JSON.stringify([top, chosen]);
      if (drawing !== drawn) paint();
      drawn = drawing;
      drawNames(top);
      card.setEmpty(top.length === 0 ? 'No influencer has revenue in this selection.' : '');
      card.setTable({
        headings: [text('Influencer'), text('Platform'), number('Revenue')],
        rows: () => top.map((one) => [named(one.name), named(valueText('platform', one.platform)), figureText(one.revenue, 'money', look.style)]),
      });
    },
  };
}

/** Writes name and revenue above each bar. @param {CanvasRenderingContext2D} context @param {Shown} shown */
function label(context, { top, look }) {
  context.font = `12px ${Chart.defaults.font.family}`;
  context.fillStyle = tokenColour('--ink');
  top.forEach(({ name, revenue }, at) => {
    const y = at * PRINTED_ROW_PIXELS + 9;
    context.textAlign = 'left';
    context.fillText(isolated(name, 32), 0, y);
    context.textAlign = 'right';
    if (look) context.fillText(figureText(revenue, 'money', look.style), 320, y);
  });
}

/**
 * The bars are only drawn: the buttons that lie over them take the clicks, and the keyboard.
 *
 * @param {HTMLCanvasElement} canvas
 * @returns {Chart<'bar', number[], string>}
 */
function buildChart(canvas) {
  return new Chart(canvas, {
    type: 'bar',
    data: { labels: [], datasets: [{ data: [], barThickness: 8, borderRadius: 4, borderSkipped: false }] },
    options: {
      indexAxis: 'y',
      events: [],
      plugins: { tooltip: { enabled: false } },
      scales: { x: { display: false, beginAtZero: true, ticks: { display: false } }, y: { display: false, ticks: { display: false } } },
    },
  });
}

/** @param {string} id @param {() => Shown} shown @param {OnChoose} onChoose */
function barLabel(id, shown, onChoose) {
  const who = named('');
  const where = el('span', { class: 'visually-hidden' });
  const value = el('span', { class: 'top-five-value' });
  const button = el('button', { type: 'button', class: 'top-five-button' }, who, where, value);
  button.addEventListener('click', (event) => onChoose(id, event));
  return {
    element: el('li', {}, button),
    /** @param {TopInfluencer} influencer */
    show({ name, platform, revenue }) {
      const { chosen, look } = shown();
      write(who, name);
      write(where, `, ${valueText('platform', platform)}, `);
      if (look) drawFigure(value, revenue, 'money', look, 'short');
      put(button, 'aria-pressed', String(chosen.includes(id)));
      put(button, 'title', clickHint(chosen, id));
    },
  };
}
