// The headings of the influencer table, which sort it, and the row of totals under them. Emits: the order.

import { el, fill, write } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { onClickWithPrefetch } from '../ui/prefetch-on-press.js';
import { readSort, sortAfterClick } from '../core/sort.js';
import { columnCell, totalCell } from './table-columns.js';

/** @import { Dashboard } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */
/** @import { SortKey } from '../core/sort.js' */
/** @import { Column, ColumnHead } from './table-columns.js' */

const ORDINALS = ['first', 'second', 'third'];

/**
 * @param {HTMLElement} head
 * @param {Column[]} columns
 * @param {string} sort
 * @param {(sort: string) => void} onSort
 * @returns {(breakEven: number | null) => void} shows what of the headings follows the answer
 */
export function drawHead(head, columns, sort, onSort) {
  const keys = readSort(sort);
  /** @type {ColumnHead[]} */
  const beside = [];
  const focused = head.querySelector('button:focus')?.getAttribute('data-column');
  fill(
    head,
    ...columns.map((column, at) => {
      const sorted = (/** @type {string} */ id, /** @type {boolean} */ asNext) =>
        onSort(sortAfterClick(sort, id, { descendingFirst: column.isNumber, asNext }));
      const cell = headCell(column, at, keys, sorted);
      const own = column.head?.();
      if (!own) return cell;
      beside.push(own);
      cell.classList.add('has-axis');
      cell.lastElementChild?.before(own.element);
      return cell;
    }),
  );
  if (focused) /** @type {HTMLElement | null} */ (head.querySelector(`[data-column="${focused}"]`))?.focus();
  return (breakEven) => beside.forEach((own) => own.show(breakEven));
}

/** @param {Column} column @param {number} at @param {SortKey[]} keys @param {(id: string, asNext: boolean) => void} onClick */
function headCell(column, at, keys, onClick) {
  const cell = columnCell('columnheader', column, at);
  for (const { id, label } of column.sorts ?? [column]) {
    const place = keys.findIndex((key) => key.column === id);
    cell.append(sortButton({ id, label, meaning: column.meaning }, place, keys, (asNext) => onClick(id, asNext)));
    if (place === 0) cell.ariaSort = keys[0].descending ? 'descending' : 'ascending';
  }
  return cell;
}

/** @param {{ id: string, label: string, meaning: string }} column @param {number} place among the keys @param {SortKey[]} keys @param {(asNext: boolean) => void} onClick */
function sortButton(column, place, keys, onClick) {
  const direction = place < 0 ? null : keys[place].descending ? 'descending' : 'ascending';
  const button = el(
    'button',
    {
      type: 'button',
      class: 'sort-button',
      'data-column': column.id,
      title: `${column.meaning}\nClick: sort · Shift: as the next key`,
      'aria-description': place > 0 && `sorted by this ${ORDINALS[place]}, ${direction}`,
    },
    column.label,
    direction && icon(direction, 13),
    place >= 0 && keys.length > 1 && el('span', { class: 'sort-place', 'aria-hidden': 'true' }, place + 1),
  );
  onClickWithPrefetch(button, (event) => onClick(event.shiftKey));
  return button;
}

/** @param {HTMLElement} row @param {Column[]} columns @returns {(answer: Dashboard, look: Look, isNarrowed: boolean) => void} shows the totals of an answer, which the choice of a verdict leaves as they are */
export function totalsRow(row, columns) {
  const [all, ...cells] = columns.map((column, at) => columnCell(at === 0 ? 'rowheader' : 'cell', column, at));
  const shows = cells.map((cell, at) => totalCell(cell, columns[at + 1]));
  fill(row, all, ...cells);
  return (answer, look, isNarrowed) => {
    write(all, isNarrowed ? 'Whole selection' : `All ${answer.influencers_total.toLocaleString('en-IN')}`);
    for (const show of shows) show(answer.totals, look);
  };
}
