// Doughnut of revenue by platform. Reads: platforms as they are without the platform filter. Emits: a platform that was clicked.

import { chartCard } from './chart-card.js';
import { Chart, pointerOver, tooltipLook } from './chart-setup.js';
import { el, fill, named } from './dom.js';
import { explainedNumber } from './explain-button.js';
import { drawFigure, figureText } from './figure.js';
import { figureOf } from './numbers.js';
import { number, text } from './plain-table.js';
import { platformToken } from './platform-colour.js';
import { fadedColour, onThemeChange, tokenColour } from './theme.js';
import { isolated } from './words.js';

/** @import { Dashboard, Panels, PlatformLine } from './api.d.ts' */
/** @import { Look } from './figure.js' */

/**
 * @param {HTMLElement} root
 * @param {{ onChoose: (platform: string) => void }} options
 * @returns {(answer: Dashboard, unfiltered: Panels, chosen: string[], look: Look) => void}
 */
export function platformChart(root, { onChoose }) {
  const card = chartCard(root, { title: 'Revenue by platform', class: 'platform-card' });
  const canvas = el('canvas', { role: 'img', 'aria-label': 'Doughnut chart of revenue by platform. The numbers are beside it.' });
  const total = el('span', { class: 'doughnut-total' });
  const explained = explainedNumber(total, { id: 'revenue', title: 'Revenue of all platforms' });
  const legend = el('ul', { class: 'platform-legend', 'aria-label': 'Platforms' });
  card.drawing.append(
    el(
      'div',
      { class: 'doughnut' },
      canvas,
      el('div', { class: 'doughnut-middle' }, explained, el('p', { class: 'doughnut-word' }, 'revenue')),
    ),
    legend,
  );
  /** @type {PlatformLine[]} */
  let lines = [];
  /** @type {string[]} */
  let on = [];
  /** @type {Chart<'doughnut', number[], string>} */
  const chart = new Chart(canvas, {
    type: 'doughnut',
    data: { labels: [], datasets: [{ data: [] }] },
    options: {
      cutout: '66%',
      onHover: pointerOver,
      onClick: (_event, elements) => elements[0] && onChoose(lines[elements[0].index].platform),
    },
  });
  const paint = () => {
    const slices = chart.data.datasets[0];
    slices.backgroundColor = lines.map(({ platform }) => sliceColour(platform, on));
    slices.borderColor = tokenColour('--surface');
    slices.borderWidth = 2;
    chart.update();
  };
  onThemeChange(paint);

  return function render(answer, unfiltered, chosen, look) {
    lines = unfiltered.platforms;
    on = chosen;
    chart.data.labels = lines.map((line) => isolated(line.platform, 40));
    // A slice has no size below zero; the legend and the table show the figure as it is.
    chart.data.datasets[0].data = lines.map((line) => Math.max(0, figureOf(line.revenue).value ?? 0));
    chart.options.plugins = { tooltip: tooltip(() => lines, look) };
    paint();
    drawFigure(total, figureOf(answer.totals.revenue), 'money', look, 'short');
    fill(legend, ...lines.map((line) => legendEntry(line, chosen, look, onChoose)));
    const sold = lines.some((line) => (figureOf(line.revenue).value ?? 0) > 0);
    card.setEmpty(!sold ? 'No platform sold anything in this selection.' : '');
    card.setTable({
      headings: [text('Platform'), ...['Revenue', 'Share', 'Orders', 'Spend', 'ROAS'].map(number)],
      rows: () => lines.map((line) => platformRow(line, look)),
    });
  };
}

/** @param {string} platform @param {string[]} chosen */
function sliceColour(platform, chosen) {
  const token = platformToken(platform);
  return chosen.length === 0 || chosen.includes(platform) ? tokenColour(token) : fadedColour(token, 0.25);
}

/** @param {PlatformLine} line @param {string[]} chosen @param {Look} look @param {(platform: string) => void} onChoose */
function legendEntry(line, chosen, look, onChoose) {
  const share = el('span', { class: 'legend-share' });
  drawFigure(share, figureOf(line.revenue_share), 'share', look);
  const isOn = chosen.includes(line.platform);
  const button = el(
    'button',
    {
      type: 'button',
      class: 'legend-button',
      'aria-pressed': String(isOn),
      title: isOn ? 'Take this filter back' : 'Show only this platform',
    },
    swatch(line.platform),
    named(line.platform),
    share,
  );
  button.addEventListener('click', () => onChoose(line.platform));
  return el('li', {}, button);
}

/** The small square in a platform's colour. @param {string} platform */
export function swatch(platform) {
  const square = el('span', { class: 'swatch', 'aria-hidden': 'true' });
  square.style.backgroundColor = `var(${platformToken(platform)})`;
  return square;
}

/** @param {() => PlatformLine[]} lines @param {Look} look @returns {any} */
function tooltip(lines, { style }) {
  return {
    ...tooltipLook(),
    callbacks: {
      label(/** @type {{ dataIndex: number }} */ item) {
        const line = lines()[item.dataIndex];
        return `${figureText(figureOf(line.revenue), 'money', style)}  (${figureText(figureOf(line.revenue_share), 'share', style)})`;
      },
    },
  };
}

/** @param {PlatformLine} line @param {Look} look */
function platformRow(line, look) {
  const cell = (/** @type {string} */ id, /** @type {string} */ unit) => {
    const figure = el('span');
    drawFigure(figure, figureOf(line[id]), unit, look, 'short');
    return figure;
  };
  return [
    named(line.platform),
    cell('revenue', 'money'),
    cell('revenue_share', 'share'),
    cell('orders', 'count'),
    cell('spend', 'money'),
    cell('roas', 'times'),
  ];
}
