// Doughnut of revenue by platform. Reads: platforms as they are without the platform filter. Emits: a platform that was clicked.

import { chartCard } from '../charts/chart-card.js';
import { Chart, pointerOver, tooltipLook } from '../charts/chart-setup.js';
import { el, named, put } from '../ui/dom.js';
import { explainedNumber } from '../definitions/explain-button.js';
import { drawFigure, figureText } from '../ui/figure.js';
import { keptItems } from '../ui/kept-items.js';
import { figureOf } from '../core/numbers.js';
import { number, text } from '../ui/plain-table.js';
import { printedChart } from '../charts/printed-chart.js';
import { platformToken } from '../charts/platform-colour.js';
import { swatch } from '../charts/platform-swatch.js';
import { onClickWithPrefetch } from '../ui/prefetch-on-press.js';
import { fadedColour, onThemeChange, tokenColour } from '../ui/theme.js';
import { clickHint } from '../state/toggle-value.js';
import { roasByVerdict, verdictText } from '../influencers/verdict.js';
import { isolated, valueText } from '../core/words.js';

/** @import { Figures, Panels, PlatformLine, Unit } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */

/** @typedef {(platform: string, click: MouseEvent) => void} OnChoose */

/**
 * @param {HTMLElement} root
 * @param {{ onChoose: OnChoose }} options
 */
export function platformChart(root, { onChoose }) {
  const card = chartCard(root, { title: 'Revenue by platform', class: 'platform-card' });
  const canvas = el('canvas', { role: 'img', 'aria-label': 'Doughnut chart of revenue by platform. The numbers are beside it.' });
  const total = el('span', { class: 'doughnut-total' });
  // Of the lines that are drawn, not of the selection: the two differ while a platform is chosen.
  const figures = () => shown.total;
  const explained = explainedNumber(total, { id: 'revenue', title: 'Revenue of all platforms', figures });
  // Not before the lines it stands above: it would move when they come.
  const head = el(
    'div',
    { class: 'legend-row legend-head', 'aria-hidden': 'true', hidden: true },
    ...['', 'of revenue', 'of spend', 'ROAS'].map((word) => el('span', {}, word)),
  );
  const legend = el('ul', { class: 'platform-legend', 'aria-label': 'Platforms' });
  card.drawing.append(
    el(
      'div',
      { class: 'doughnut' },
      canvas,
      el('div', { class: 'doughnut-middle' }, explained, el('p', { class: 'doughnut-word' }, 'revenue')),
    ),
    el('div', {}, head, legend),
  );
  /** @type {Shown} */
  let shown = { lines: [], total: {}, chosen: [], look: null };
  /** @type {Chart<'doughnut', number[], string>} */
  const chart = new Chart(canvas, {
    type: 'doughnut',
    data: { labels: [], datasets: [{ data: [], borderWidth: 2 }] },
    options: {
      cutout: '66%',
      onHover: pointerOver,
      onClick: ({ native }, elements) =>
        elements[0] && onChoose(shown.lines[elements[0].index].platform, /** @type {MouseEvent} */ (native)),
      plugins: { tooltip: tooltip(() => shown) },
    },
  });
  let drawn = '';
  const paint = () => {
    const slices = chart.data.datasets[0];
    chart.data.labels = shown.lines.map((line) => isolated(valueText('platform', line.platform), 40));
    // A slice has no size below zero; the legend and the table show the figure as it is.
    slices.data = shown.lines.map((line) => Math.max(0, figureOf(line.revenue).value ?? 0));
    slices.backgroundColor = shown.lines.map(({ platform }) => sliceColour(platform, shown.chosen));
    slices.borderColor = tokenColour('--surface');
    Object.assign(chart.options.plugins?.tooltip ?? {}, tooltipLook());
    chart.update('none');
  };
  onThemeChange(paint);
  const drawLegend = keptItems(legend, lineKey, (platform) => legendEntry(platform, () => shown, onChoose));

  return {
    printed: () => ({ canvas: printedChart(chart, { width: 130, height: 130 }), table: card.table() }),
    /** @param {Panels} panels @param {string[]} chosen @param {Look} look */
    render({ platforms: lines, platforms_total: whole }, chosen, look) {
      shown = { lines, total: whole, chosen, look };
      const drawing = JSON.stringify([lines.map((line) => [line.platform, line.revenue]), chosen]);
      if (drawing !== drawn) paint();
      drawn = drawing;
      drawFigure(total, figureOf(whole.revenue), 'money', look, 'short');
      head.hidden = lines.length === 0;
      drawLegend(lines);
      const sold = lines.some((line) => (figureOf(line.revenue).value ?? 0) > 0);
      card.setEmpty(!sold ? 'No platform has revenue in this selection.' : '');
      card.setTable({
        headings: [text('Platform'), ...['Revenue', 'of revenue', 'Orders', 'Spend', 'of spend', 'ROAS'].map(number), text('Verdict')],
        rows: () => lines.map((line) => platformRow(line, look)),
      });
    },
  };
}
/** @typedef {{ lines: PlatformLine[], total: Figures, chosen: string[], look: Look | null }} Shown */

/** @param {PlatformLine} line */
const lineKey = ({ platform }) => platform;

/** @param {string} platform @param {string[]} chosen */
function sliceColour(platform, chosen) {
  const token = platformToken(platform);
  return chosen.length === 0 || chosen.includes(platform) ? tokenColour(token) : fadedColour(token, 0.25);
}

/** @param {string} platform @param {() => Shown} shown @param {OnChoose} onChoose */
function legendEntry(platform, shown, onChoose) {
  const [ofRevenue, ofSpend] = [el('span', { class: 'legend-share' }), el('span', { class: 'legend-share' })];
  const roas = roasByVerdict();
  const said = (/** @type {string} */ words) => el('span', { class: 'visually-hidden' }, words);
  const button = el(
    'button',
    { type: 'button', class: 'legend-button legend-row' },
    el('span', { class: 'swatched' }, swatch(platform), named(valueText('platform', platform))),
    ofRevenue,
    said(' of revenue, '),
    ofSpend,
    said(' of spend, ROAS '),
    roas.element,
  );
  onClickWithPrefetch(button, (event) => onChoose(platform, event));
  return {
    element: el('li', {}, button),
    /** @param {PlatformLine} line */
    show(line) {
      const { chosen, look } = shown();
      if (look) {
        drawFigure(ofRevenue, figureOf(line.revenue_share), 'share', look);
        drawFigure(ofSpend, line.spend_share, 'share', look);
        roas.show(line.roas, line.verdict, look);
      }
      put(button, 'aria-pressed', String(chosen.includes(platform)));
      put(button, 'title', clickHint(chosen, platform));
    },
  };
}

/** @param {() => Shown} shown @returns {any} */
function tooltip(shown) {
  return {
    ...tooltipLook(),
    footerFont: { weight: 'normal' },
    callbacks: {
      label(/** @type {{ dataIndex: number }} */ { dataIndex }) {
        const { lines, look } = shown();
        const { revenue, revenue_share: share } = lines[dataIndex];
        if (!look) return '';
        return `${figureText(figureOf(revenue), 'money', look.style)}  (${figureText(figureOf(share), 'share', look.style)})`;
      },
      footer(/** @type {{ dataIndex: number }[]} */ [item]) {
        return item ? clickHint(shown().chosen, shown().lines[item.dataIndex].platform) : '';
      },
    },
  };
}

/** @param {PlatformLine} line @param {Look} look */
function platformRow(line, look) {
  const cell = (/** @type {string} */ id, /** @type {Unit} */ unit) => {
    const figure = el('span');
    drawFigure(figure, figureOf(line[id]), unit, look, 'short');
    return figure;
  };
  return [
    el('span', { class: 'swatched' }, swatch(line.platform), named(valueText('platform', line.platform))),
    cell('revenue', 'money'),
    cell('revenue_share', 'share'),
    cell('orders', 'count'),
    cell('spend', 'money'),
    cell('spend_share', 'share'),
    cell('roas', 'times'),
    verdictText(line.verdict, look.definitions),
  ];
}
