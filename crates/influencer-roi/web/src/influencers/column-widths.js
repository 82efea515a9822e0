// How wide the columns of the influencer table are: as wide as the longest number so far, so that a filter does not make them move. Tells how many
// columns are on the screen.

import { el, put } from '../ui/dom.js';
import { lettersOf } from './table-columns.js';

/** @import { Look } from '../ui/figure.js' */
/** @import { Column } from './table-columns.js' */

/** Left and right of a number, as the style has it. */
const PADDING_PIXELS = 24;
/** How wide a digit is; 0 until it has been measured. */
let digit = 0;

/** @param {HTMLElement} scroller @param {HTMLElement} table @param {HTMLElement} frame around the scroller */
export function columnWidths(scroller, table, frame) {
  /** The longest number of each column so far, in characters. @type {Map<string, number>} */
  let letters = new Map();
  /** How wide the part of the table on the screen is: all of it until the browser has reported it, and when it is scrolled sideways. */
  let view = Infinity;
  let width = Infinity;
  let seenColumns = Infinity;

  /** How wide the columns are together. */
  let whole = 0;
  let scrollLeft = 0;
  const follow = () => {
    view = scrollLeft > 0 ? Infinity : width;
    // A shadow at an edge says that there is more beyond it.
    put(scroller, 'data-before', scrollLeft > 0 && '');
    put(frame, 'data-after', scrollLeft + width < whole - 1 && '');
  };
  const onScroll = () => {
    scrollLeft = scroller.scrollLeft;
    follow();
  };
  scroller.addEventListener('scroll', onScroll, { passive: true });
  new ResizeObserver(([{ contentRect }]) => {
    // Nothing of a table that is hidden is on the screen, and it is drawn for when it is.
    width = contentRect.width || Infinity;
    follow();
  }).observe(scroller);

  return {
    /** How many columns, from the first one, are on the screen. */
    seen: () => seenColumns,
    /** Other columns than before. */
    reset() {
      letters = new Map();
    },
    /** Makes room for lines that have come. @param {Column[]} columns @param {Record<string, unknown>[]} lines @param {Look} look */
    widen(columns, lines, look) {
      for (const column of columns) letters.set(column.id, Math.max(letters.get(column.id) ?? 0, lettersOf(column, lines, look)));
      const wide = columns.map((column) =>
        Math.max(column.width, Math.ceil((letters.get(column.id) ?? 0) * digitPixels()) + PADDING_PIXELS),
      );
      wide.forEach((pixels, place) => table.style.setProperty(`--column-${place}`, `${pixels}px`));
      const ends = wide.map((_, place) => wide.slice(0, place + 1).reduce((sum, pixels) => sum + pixels, 0));
      whole = ends[ends.length - 1];
      table.style.setProperty('--columns', `${whole}px`);
      seenColumns = ends.filter((end, place) => end - wide[place] < view).length;
      follow();
    },
  };
}

/** How wide a digit is in the table, as far as can be determined without a layout. */
function digitPixels() {
  if (digit === 0) {
    const context = el('canvas').getContext('2d');
    const { fontFamily } = getComputedStyle(document.documentElement);
    if (context) context.font = `14px ${fontFamily}`;
    digit = context?.measureText('0').width ?? 9;
  }
  return digit;
}
