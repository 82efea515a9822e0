// The order of the table as the server reads it: "-revenue,name" is revenue, largest first, then name.

/** @typedef {{ column: string, descending: boolean }} SortKey */

export const DEFAULT_SORT = '-revenue';
const MAX_KEYS = 3;

/** The keys of an order: at most three, no column twice. @param {string} sort @returns {SortKey[]} */
export function readSort(sort) {
  const keys = sort
    .split(',')
    .filter((part) => /^-?[a-z_]+$/.test(part))
    .map((part) => ({ column: part.replace('-', ''), descending: part.startsWith('-') }));
  return keys.filter(({ column }, at) => keys.findIndex((key) => key.column === column) === at).slice(0, MAX_KEYS);
}

/** @param {SortKey[]} keys */
export function writeSort(keys) {
  return keys.map((key) => (key.descending ? `-${key.column}` : key.column)).join(',');
}

/**
 * The order after a click on a column's heading. A column starts in its natural direction (text from A, numbers from the largest) and
 * turns round at the next click. With shift the others stay: the column turns where it stands, or becomes the next key, the last one
 * giving way when there is no room.
 *
 * @param {string} sort
 * @param {string} column
 * @param {{ descendingFirst: boolean, asNext: boolean }} how
 */
export function sortAfterClick(sort, column, { descendingFirst, asNext }) {
  const keys = readSort(sort);
  const known = keys.find((key) => key.column === column);
  const next = { column, descending: known ? !known.descending : descendingFirst };
  if (!asNext) return writeSort([keys[0]?.column === column ? next : { column, descending: descendingFirst }]);
  return writeSort(known ? keys.map((key) => (key === known ? next : key)) : [...keys.slice(0, MAX_KEYS - 1), next]);
}
