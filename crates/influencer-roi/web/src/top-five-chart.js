// The five influencers with the most revenue, as bars. Reads: top_influencers as they are without the influencer filter.
// Emits: an influencer who was clicked.

import { chartCard } from './chart-card.js';
import { Chart } from './chart-setup.js';
import { el, fill, named } from './dom.js';
import { drawFigure, figureText } from './figure.js';
import { number, text } from './plain-table.js';
import { platformToken } from './platform-colour.js';
import { fadedColour, onThemeChange, tokenColour } from './theme.js';

/** @import { Panels, TopInfluencer } from './api.d.ts' */
/** @import { Look } from './figure.js' */

const ROW_PIXELS = 46;

/**
 * @param {HTMLElement} root
 * @param {{ onChoose: (id: string) => void }} options
 * @returns {(unfiltered: Panels, chosen: string[], look: Look) => void}
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
  /** @type {TopInfluencer[]} */
  let top = [];
  /** @type {string[]} */
  let on = [];
  const chart = buildChart(canvas);
  const paint = () => {
    chart.data.datasets[0].backgroundColor = top.map(({ id, platform }) => {
      const token = platformToken(platform);
      return on.length === 0 || on.includes(id) ? tokenColour(token) : fadedColour(token, 0.25);
    });
    chart.update();
  };
  onThemeChange(paint);

  return function render({ top_influencers }, chosen, look) {
    top = top_influencers;
    on = chosen;
    chart.data.labels = top.map((influencer) => influencer.id);
    chart.data.datasets[0].data = top.map((influencer) => influencer.revenue.value ?? 0);
    // The longest bar is as long as the card: the scale ends where it ends.
    if (chart.options.scales?.x) chart.options.scales.x.max = top[0]?.revenue.value ?? 1;
    bars.style.height = `${top.length * ROW_PIXELS}px`;
    paint();
    fill(names, ...top.map((influencer) => barLabel(influencer, chosen, look, onChoose)));
    card.setEmpty(top.length === 0 ? 'No influencer has revenue in this selection.' : '');
    card.setTable({
      headings: [text('Influencer'), text('Platform'), number('Revenue')],
      rows: () => top.map((one) => [named(one.name), named(one.platform), figureText(one.revenue, 'money', look.style)]),
    });
  };
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
      scales: { x: { display: false, beginAtZero: true }, y: { display: false } },
    },
  });
}

/** @param {TopInfluencer} influencer @param {string[]} chosen @param {Look} look @param {(id: string) => void} onChoose */
function barLabel({ id, name, platform, revenue }, chosen, look, onChoose) {
  const value = el('span', { class: 'top-five-value' });
  drawFigure(value, revenue, 'money', look, 'short');
  const isOn = chosen.includes(id);
  const button = el(
    'button',
    {
      type: 'button',
      class: 'top-five-button',
      'aria-pressed': String(isOn),
      title: isOn ? 'Take this filter back' : 'Show only this influencer',
    },
    named(name),
    el('span', { class: 'visually-hidden' }, `, ${platform}, `),
    value,
  );
  button.addEventListener('click', () => onChoose(id));
  return el('li', {}, button);
}
