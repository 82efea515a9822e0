// The headings of the influencer table, which sort it, and the row of totals under them. Emits: the order.

import { el, fill, put, write } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { onClickWithPrefetch } from '../ui/prefetch-on-press.js';
import { readSort, sortAfterClick } from '../core/sort.js';
import { columnCell, totalCell } from './table-columns.js';

/** @import { Dashboard } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */
/** @import { SortKey } from '../core/sort.js' */
/** @import { Column } from './table-columns.js' */

const ORDINALS = ['first', 'second', 'third'];

/** @param {HTMLElement} head @param {Column[]} columns @param {string} sort @param {(sort: string) => void} onSort */
export function drawHead(head, columns, sort, onSort) {
  const keys = readSort(sort);
  const focused = head.querySelector('button:focus')?.getAttribute('data-column');
  fill(
    head,
    ...columns.map((column, at) =>
      headCell(column, at, keys, (asNext) => onSort(sortAfterClick(sort, column.id, { descendingFirst: column.isNumber, asNext }))),
    ),
  );
  if (focused) /** @type {HTMLElement | null} */ (head.querySelector(`[data-column="${focused}"]`))?.focus();
}

/** @param {Column} column @param {number} at @param {SortKey[]} keys @param {(asNext: boolean) => void} onClick */
function headCell(column, at, keys, onClick) {
  const place = keys.findIndex((key) => key.column === column.id);
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
  const cell = columnCell('columnheader', column, at);
  if (place === 0 && direction) cell.ariaSort = direction;
  cell.append(button);
  return cell;
}

/** @param {HTMLElement} row @param {Column[]} columns @returns {(answer: Dashboard, look: Look) => void} shows the totals of an answer */
export function totalsRow(row, columns) {
  const [all, ...cells] = columns.map((column, at) => columnCell(at === 0 ? 'rowheader' : 'cell', column, at));
  cells.forEach((cell, at) => put(cell, 'data-total', columns[at + 1].id));
  const shows = cells.map((cell, at) => totalCell(cell, columns[at + 1]));
  fill(row, all, ...cells);
  return (answer, look) => {
    write(all, `All ${answer.influencers_total.toLocaleString('en-IN')}`);
    for (const show of shows) show(answer.totals, look);
  };
}
