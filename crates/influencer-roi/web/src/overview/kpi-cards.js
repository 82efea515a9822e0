// The headline numbers. Reads: totals, comparison, daily. Emits: nothing.

import { el, fill, put } from '../ui/dom.js';
import { explainButton } from '../definitions/explain-button.js';
import { drawFigure, labelOf, reasonText, unitOf } from '../ui/figure.js';
import { drawChange } from './kpi-change.js';
import { NO_LIFT, liftFigures } from './lift-card.js';
import { figureOf } from '../core/numbers.js';
import { drawSparkline } from '../charts/sparkline.js';

/** @import { Dashboard, Day } from '../core/api.d.ts' */
/** @import { Lift } from './lift-card.js' */
/** @import { Look } from '../ui/figure.js' */

/**
 * @typedef {object} Scope what the numbers are about, in words
 * @property {string[]} filters one phrase a filter
 * @property {string} period
 */

/** @typedef {{ id: string, title: string, beside?: string, line?: 'revenue' | 'orders' }} Card */
/** @type {Card[]} */
const CARDS = [
  { id: 'revenue', title: 'Total Revenue', beside: 'incremental_revenue', line: 'revenue' },
  { id: 'spend', title: 'Total Spend' },
  { id: 'roas', title: 'Overall ROAS', beside: 'break_even_roas' },
  { id: 'incremental_roas', title: 'Incremental ROAS', beside: 'baseline' },
  { id: 'orders', title: 'Total Orders', line: 'orders' },
];
/** Half as high, one above the other. @type {Card[]} */
const SMALL_CARDS = [
  { id: 'cost_per_order', title: 'Cost per order' },
  { id: 'aov', title: 'Average order value' },
];

/**
 * @param {HTMLElement} root
 * @returns {(answer: Dashboard, look: Look, compare: string, lift?: Lift) => void} compare: as in the address
 */
export function kpiCards(root) {
  const large = CARDS.map((card) => buildCard(card, 'kpi-card'));
  const small = SMALL_CARDS.map((card) => buildCard(card, 'kpi-card is-small-card'));
  const cards = [...large, ...small];
  const pair = el('div', { class: 'kpi-pair' }, ...small.map((card) => card.element));
  root.append(el('section', { class: 'kpi-cards', 'aria-label': 'Headline figures' }, ...large.map((card) => card.element), pair));
  return (answer, look, compare, lift = NO_LIFT) => cards.forEach((card) => card.show(answer, look, compare, lift));
}

/** @param {Card} card @param {string} classes */
function buildCard({ id, title, beside, line }, classes) {
  const value = el('p', { class: 'kpi-value skeleton', 'data-figure': id !== 'incremental_roas' && id });
  const note = el('p', { class: 'kpi-note' });
  const noteValue = el('span', { class: 'kpi-note-value' });
  const spark = el('div', { class: 'kpi-spark', 'aria-hidden': 'true' });
  const button = explainButton({ id, title });
  button.classList.add('kpi-explain');
  const element = el(
    'article',
    { class: `card ${classes}`, 'aria-label': title },
    el('div', { class: 'kpi-head' }, el('h2', { class: 'kpi-title' }, title), button),
    value,
    note,
    spark,
  );
  const drawLift = id === 'incremental_roas' && liftFigures(value, note);
  return {
    element,
    /** @param {Dashboard} answer @param {Look} look @param {string} compare @param {Lift} lift */
    show(answer, look, compare, lift) {
      value.classList.remove('skeleton');
      if (drawLift) {
        if (drawLift(lift, answer, look, compare)) return;
      } else drawFigure(value, figureOf(answer.totals[id]), unitOf(look.definitions, id), look, 'short');
      drawNote(note, noteValue, { id, beside }, answer, compare, look);
      if (line)
        drawSparkline(
          spark,
          answer.daily.map((/** @type {Day} */ day) => day[line].value ?? 0),
        );
    },
  };
}

/**
 * The line under the number: why there is none, how it has changed while something is compared, else the figure that belongs beside it.
 *
 * @param {HTMLElement} note
 * @param {HTMLElement} value the figure in it
 * @param {{ id: string, beside?: string }} card
 * @param {Dashboard} answer
 * @param {string} compare
 * @param {Look} look
 */
function drawNote(note, value, { id, beside }, answer, compare, look) {
  const { totals, dataset } = answer;
  const main = figureOf(totals[id]);
  note.classList.toggle('is-reason', main.value === null);
  if (main.value === null) {
    note.title = reasonText(main.reason, look.definitions);
    fill(note, id === 'incremental_roas' && !dataset.has_organic ? 'No baseline data: the files contain no organic sales' : note.title);
    return;
  }
  put(note, 'title', '');
  if (answer.comparison) return drawChange(note, id, answer, compare, look);
  if (!beside) return fill(note);
  if (beside === 'incremental_revenue' && !dataset.has_organic) return fill(note, 'No organic sales in this data');
  drawFigure(value, figureOf(totals[beside]), unitOf(look.definitions, beside), look, 'short');
  // The measured lift stands two cards on: this one is a definition, and says so.
  const name = `${beside === 'incremental_revenue' ? 'Published ' : ''}${labelOf(look.definitions, beside)}`;
  if (value.parentNode !== note) fill(note, `${name} `, value);
}
