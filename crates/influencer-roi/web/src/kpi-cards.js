// The headline numbers. Reads: totals, daily. Emits: nothing.

import { el, fill } from './dom.js';
import { drawExplanation } from './explanation.js';
import { drawFigure, labelOf, reasonText, unitOf } from './figure.js';
import { icon } from './icons.js';
import { figureOf } from './numbers.js';
import { popover } from './popover.js';
import { drawSparkline } from './sparkline.js';

/** @import { Dashboard, Day } from './api.d.ts' */
/** @import { Look } from './figure.js' */

/**
 * @typedef {object} Scope what the numbers are about, in words
 * @property {string[]} filters one phrase a filter
 * @property {string} period
 */

/** @type {{ id: string, title: string, beside: string, line?: 'revenue' | 'orders' }[]} */
const CARDS = [
  { id: 'revenue', title: 'Total Revenue', beside: 'incremental_revenue', line: 'revenue' },
  { id: 'spend', title: 'Total Spend', beside: 'cost_per_order' },
  { id: 'roas', title: 'Overall ROAS', beside: 'roi' },
  { id: 'incremental_roas', title: 'Incremental ROAS', beside: 'baseline' },
  { id: 'orders', title: 'Total Orders', beside: 'aov', line: 'orders' },
];

/**
 * @param {HTMLElement} root
 * @returns {(answer: Dashboard, look: Look, scope: Scope) => void}
 */
export function kpiCards(root) {
  const cards = CARDS.map(buildCard);
  root.append(el('section', { class: 'kpi-cards', 'aria-label': 'Headline figures' }, ...cards.map((card) => card.element)));
  return (answer, look, scope) => cards.forEach((card) => card.show(answer, look, scope));
}

/** @param {typeof CARDS[number]} card */
function buildCard({ id, title, beside, line }) {
  const value = el('p', { class: 'kpi-value skeleton', 'data-figure': id });
  const note = el('p', { class: 'kpi-note' });
  const spark = el('div', { class: 'kpi-spark', 'aria-hidden': 'true' });
  const button = el(
    'button',
    { type: 'button', class: 'icon-button kpi-explain', 'aria-label': `How ${title} is worked out` },
    icon('formula', 15),
  );
  const element = el(
    'article',
    { class: 'card kpi-card', 'aria-label': title },
    el('div', { class: 'kpi-head' }, el('h2', { class: 'kpi-title' }, title), button),
    value,
    note,
    spark,
  );
  /** @type {[Dashboard, Look, Scope] | null} */
  let shown = null;
  const explained = popover(button, {
    label: `How ${title} is worked out`,
    class: 'explanation',
    draw: (panel) => shown && drawExplanation(panel, { id, title }, ...shown),
  });

  return {
    element,
    /** @param {Dashboard} answer @param {Look} look @param {Scope} scope */
    show(answer, look, scope) {
      shown = [answer, look, scope];
      value.classList.remove('skeleton');
      drawFigure(value, figureOf(answer.totals[id]), unitOf(look.definitions, id), look, 'short');
      drawNote(note, { id, beside }, answer, look);
      if (line)
        drawSparkline(
          spark,
          answer.daily.map((/** @type {Day} */ day) => day[line].value ?? 0),
        );
      explained.redraw();
    },
  };
}

/**
 * The line under the number: the figure that belongs beside it, or why there is no number.
 *
 * @param {HTMLElement} note
 * @param {{ id: string, beside: string }} card
 * @param {Dashboard} answer
 * @param {Look} look
 */
function drawNote(note, { id, beside }, { totals, dataset }, look) {
  const main = figureOf(totals[id]);
  note.classList.toggle('is-reason', main.value === null);
  if (main.value === null) {
    note.title = reasonText(main.reason, look.definitions);
    fill(
      note,
      id === 'incremental_roas' && !dataset.has_organic ? 'No baseline data: the files hold no organic sales' : note.title,
    );
    return;
  }
  note.title = '';
  if (beside === 'incremental_revenue' && !dataset.has_organic) return fill(note, 'No organic sales in this data');
  const value = el('span', { class: 'kpi-note-value' });
  drawFigure(value, figureOf(totals[beside]), unitOf(look.definitions, beside), look, 'short');
  fill(note, `${labelOf(look.definitions, beside)} `, value);
}
