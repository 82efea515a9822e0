// What went in, what is used and what is left out, file by file: in = used + left out.

import { el, named } from '../ui/dom.js';
import { NO_VALUE, figureOf } from '../core/numbers.js';
import { number, plainTable, text } from '../ui/plain-table.js';
import { NOT_READABLE } from './report-decision.js';

/** @import { Figure, Reconciliation, SourceClass, Unit } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */
/** @import { NumberStyle } from '../core/numbers.js' */

/** @type {SourceClass[]} */
const CLASSES = ['influencer', 'organic', 'other'];
const HEADINGS = [text('File'), text('What'), number('In'), number('Used'), number('Left out')];

/** @param {Reconciliation[]} files @param {Look} look */
export function reconciliation(files, look) {
  return el(
    'section',
    { class: 'report-part', 'aria-label': 'Reconciliation' },
    el('h3', {}, 'What it adds up to'),
    el(
      'div',
      { class: 'report-scroll', tabindex: '0', role: 'region', 'aria-label': 'Reconciliation, scrolls', 'data-place': 'sums' },
      plainTable(
        'What it adds up to',
        HEADINGS,
        files.flatMap((file) => fileRows(file, look)),
      ),
    ),
  );
}

/** @param {Reconciliation} file @param {Look} look */
function fileRows(file, { style }) {
  // To the last decimal: only then can the reader see that the parts add up.
  const money = (/** @type {Figure | undefined} */ figure) => exactly(figure, 'money', style);
  const count = (/** @type {Figure | undefined} */ figure) => exactly(figure, 'count', style);
  const rows = [['rows', ...[file.rows_in, file.rows_used, file.rows_excluded].map((rowCount) => style.exact('count', rowCount))]];
  /** @param {Figure | undefined} figure @param {typeof money} write */
  const leftOut = (figure, write) => (file.rows_excluded > 0 && figureOf(figure).value === 0 ? NOT_READABLE : write(figure));
  if (file.revenue_in)
    rows.push(['revenue', money(file.revenue_in), byClass(file.revenue_used, money), leftOut(file.revenue_excluded, money)]);
  if (file.orders_in) rows.push(['orders', count(file.orders_in), byClass(file.orders_used, count), leftOut(file.orders_excluded, count)]);
  if (file.spend_in) rows.push(['spend', money(file.spend_in), money(file.spend_used), leftOut(file.spend_excluded, money)]);
  return rows.map(([what, ...cells], at) =>
    el(
      'tr',
      { class: at === 0 && 'is-first' },
      at === 0 && el('th', { scope: 'rowgroup', rowspan: rows.length }, named(file.file)),
      el('td', {}, what),
      ...cells.map((cell) => el('td', { class: 'is-number' }, cell)),
    ),
  );
}

/** @param {Figure | undefined} figure @param {Unit} unit @param {NumberStyle} style */
export function exactly(figure, unit, style) {
  const { value } = figureOf(figure);
  return value === null ? NO_VALUE : style.exact(unit, value);
}

/**
 * "₹41,000 influencer + ₹9,000 organic"; a class with nothing in it is left out.
 *
 * @param {Record<SourceClass, Figure> | undefined} used
 * @param {(figure: Figure) => string} write
 */
export function byClass(used, write) {
  if (!used) return '';
  const parts = CLASSES.filter((id) => figureOf(used[id]).value).map((id) => `${write(used[id])} ${id}`);
  return parts.join(' + ') || '0';
}
