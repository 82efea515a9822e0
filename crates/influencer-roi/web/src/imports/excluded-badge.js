// Says that rows of the files were left out of the numbers, and what they amount to. Reads: dataset.excluded.

import { el, fill } from '../ui/dom.js';
import { drawFigure } from '../ui/figure.js';
import { icon } from '../ui/icons.js';
import { counted } from '../core/numbers.js';
import { popover } from '../ui/popover.js';
import { NOT_READABLE } from './report-decision.js';

/** @import { Dataset, Figure } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */

/**
 * @param {HTMLElement} root
 * @returns {(dataset: Dataset, look: Look) => void}
 */
export function excludedBadge(root) {
  const text = el('span');
  const button = el('button', { type: 'button', class: 'badge is-warn badge-button' }, icon('warning', 13), text);
  const element = el('div', { class: 'excluded-badge', hidden: true }, button);
  root.append(element);
  /** @type {[Dataset, Look] | null} */
  let shown = null;
  popover(button, { label: 'Rows left out', class: 'explanation', draw: (panel) => shown && drawPanel(panel, ...shown) });

  return (dataset, look) => {
    shown = [dataset, look];
    element.hidden = !dataset.excluded;
    if (dataset.excluded) text.textContent = `${counted(dataset.excluded.rows, 'row')} left out`;
  };
}

/** @param {HTMLElement} panel @param {Dataset} dataset @param {Look} look */
function drawPanel(panel, { excluded }, look) {
  if (!excluded) return;
  // An amount of 0 says nothing here: the rows left out may be of another table, or their amounts could not be read.
  const amounts = [amountIn('Revenue', excluded.revenue, look), amountIn('Spend', excluded.spend, look)].filter(
    (amount) => amount !== null,
  );
  fill(
    panel,
    el('h3', { class: 'popover-title' }, 'Rows left out'),
    el(
      'p',
      { class: 'explanation-meaning' },
      'These rows are in none of the numbers on this page: they could not be read, stand in a file that was left out, or repeat a row that counts once. The report of this version says which (Data, Details).',
    ),
    el(
      'dl',
      { class: 'figure-list' },
      el('div', {}, el('dt', {}, 'Rows'), el('dd', {}, excluded.rows.toLocaleString('en-IN'))),
      ...(amounts.length > 0 ? amounts : [el('div', {}, el('dt', {}, 'Revenue and spend in them'), el('dd', {}, NOT_READABLE))]),
    ),
  );
}

/** @param {string} word @param {Figure} figure @param {Look} look */
function amountIn(word, figure, look) {
  if (!figure.value) return null;
  const amount = el('dd');
  drawFigure(amount, figure, 'money', look);
  return el('div', {}, el('dt', {}, `${word} that can be read in them`), amount);
}
