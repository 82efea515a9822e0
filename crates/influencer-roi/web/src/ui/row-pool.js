// The rows of a long table that are in the document, by their place in the list. A row that leaves at one end is used again at the other.

/**
 * @typedef {object} WindowedRow
 * @property {HTMLTableRowElement} element
 * @property {(at: number) => boolean} show draws what stands at a place of the list; false while that is still on its way
 */
/** @typedef {WindowedRow & { isWhole: boolean, isOld: boolean }} DrawnRow old: it shows what stood there before */

/** @param {() => WindowedRow} build */
export function rowPool(build) {
  /** @type {Map<number, DrawnRow>} */
  const rows = new Map();

  return {
    /** @param {number} at @returns {DrawnRow | undefined} */
    at: (at) => rows.get(at),
    /** @param {number} at @param {DrawnRow} row */
    put: (at, row) => void rows.set(at, row),
    /** @returns {DrawnRow} */
    fresh: () => ({ ...build(), isWhole: false, isOld: false }),
    /** The rows that show what stood there before. */
    old: () => [...rows].filter(([, row]) => row.isOld),
    /** @param {Element} element in a row @returns {number} the place in the list for which the row stands; -1 outside of the rows */
    placeOf(element) {
      for (const [at, row] of rows) if (row.element.contains(element)) return at;
      return -1;
    },
    /** Takes rows out of the document. @param {(at: number) => boolean} leaves @returns {DrawnRow[]} to be used again */
    takeOut(leaves) {
      const out = [];
      for (const [at, row] of rows) {
        if (!leaves(at)) continue;
        row.element.remove();
        rows.delete(at);
        out.push(row);
      }
      return out;
    },
    /** The rows in the document stand for the first of the list from now on, each where it stands. */
    renumber() {
      const inOrder = [...rows].sort(([one], [other]) => one - other);
      rows.clear();
      inOrder.forEach(([, row], at) => rows.set(at, row));
    },
  };
}
