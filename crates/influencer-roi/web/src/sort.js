// The order of the table as the server reads it: "-revenue,name" is revenue, largest first, then name.

/** @typedef {{ column: string, descending: boolean }} SortKey */

export const DEFAULT_SORT = '-revenue';

/** @param {string} sort @returns {SortKey[]} */
export function readSort(sort) {
  return sort
    .split(',')
    .filter((part) => /^-?[a-z_]+$/.test(part))
    .map((part) => ({ column: part.replace('-', ''), descending: part.startsWith('-') }));
}

/** @param {SortKey[]} keys */
export function writeSort(keys) {
  return keys.map((key) => (key.descending ? `-${key.column}` : key.column)).join(',');
}

/**
 * The order after a click on a column's heading. A column starts in its natural direction (text from A, numbers from the largest) and
 * turns round at the next click; with shift it becomes, or turns, the second key.
 *
 * @param {string} sort
 * @param {string} column
 * @param {{ descendingFirst: boolean, asSecond: boolean }} how
 */
export function sortAfterClick(sort, column, { descendingFirst, asSecond }) {
  const [first, second] = readSort(sort);
  /** @param {SortKey | undefined} known */
  const next = (known) => ({ column, descending: known?.column === column ? !known.descending : descendingFirst });
  if (asSecond && first && first.column !== column) return writeSort([first, next(second)]);
  return writeSort([next(first)]);
}
