// Keeps those rows of a long table in the document that are in sight, and a few around them. A row that leaves at one end is drawn anew at
// the other: nothing is built while somebody scrolls. What the page's layout would have to be worked out for is heard of, not asked for.
// Other words are drawn first where they are seen; the rows around, and those below the edge of the screen, follow once that is painted.

import { whenIdle } from './after-paint.js';
import { el, put } from './dom.js';
import { rowWindow } from './row-window.js';
import { seenPart } from './seen-part.js';

/** The height until the browser has told it. */
const USUAL_PIXELS = 760;
/** So many rows beyond the edge of the screen are drawn with those on it. */
const ROWS_BESIDE = 1;
const ROWS_A_FRAME = 8;

/**
 * @typedef {object} WindowedRow
 * @property {HTMLTableRowElement} element
 * @property {(at: number) => boolean} show draws what stands at a place of the list; false while that is still on its way
 */

/**
 * @param {HTMLElement} scroller
 * @param {HTMLTableSectionElement} body
 * @param {object} options
 * @param {number} options.rowPixels
 * @param {number} options.headPixels what stands above the rows, always in sight
 * @param {number} options.moreRows
 * @param {() => WindowedRow} options.build
 * @param {(first: number, last: number) => void} options.onDrawn
 * @param {() => void} [options.beforeDrawing]
 */
export function windowedRows(scroller, body, { rowPixels, headPixels, moreRows, build, onDrawn, beforeDrawing }) {
  const [top, bottom] = [spacer(), spacer()];
  body.append(top.element, bottom.element);
  /** @typedef {WindowedRow & { isWhole: boolean, isOld: boolean }} DrawnRow old: it shows what stood there before */
  /** The rows in the document, by their place in the list. @type {Map<number, DrawnRow>} */
  const rows = new Map();
  let view = USUAL_PIXELS - headPixels;
  let sight = rowWindow(0, { rowPixels, moreRows });
  let scrolled = 0;
  const seen = seenPart(scroller);
  const drawOldWhenIdle = whenIdle(drawOld);
  /** Its next scroll is our own, and followed already. */
  let isRewound = false;

  /** @param {boolean} afresh what stands in the rows has changed, not only which of them are in sight */
  function draw(afresh) {
    const { first, last, top: start } = sight.rows(view);
    beforeDrawing?.();
    const free = takenOut((at) => at < first || at > last);
    /** @type {Element} */
    let before = top.element;
    for (let at = first; at <= last; at += 1) {
      const known = rows.get(at);
      const row = known ?? free.pop() ?? { ...build(), isWhole: false, isOld: false };
      row.isOld = afresh && known !== undefined && !isSeen(headPixels + start + (at - first) * rowPixels - scrolled);
      // An old row is not whole: whoever draws next, after a scroll say, draws it too.
      if (row.isOld) row.isWhole = false;
      else if (!known || afresh || !row.isWhole) row.isWhole = row.show(at);
      if (before.nextElementSibling !== row.element) before.after(row.element);
      rows.set(at, row);
      before = row.element;
    }
    top.fill(start);
    bottom.fill(sight.height - start - (last - first + 1) * rowPixels);
    onDrawn(first, last);
    if (oldOnes().length === 0) return;
    put(scroller, 'data-late', '');
    drawOldWhenIdle();
  }

  /** Whether a row is on the screen or nearly so, as far as is known. @param {number} y of its top, from the scroller's */
  function isSeen(y) {
    const { from, to } = seen();
    return y + (1 + ROWS_BESIDE) * rowPixels > from && y - ROWS_BESIDE * rowPixels < to;
  }

  function oldOnes() {
    return [...rows].filter(([, row]) => row.isOld);
  }

  /** Some of those that are late. */
  function drawOld() {
    beforeDrawing?.();
    for (const [at, row] of oldOnes().slice(0, ROWS_A_FRAME)) {
      row.isOld = false;
      row.isWhole = row.show(at);
    }
    const { first, last } = sight.rows(view);
    onDrawn(first, last);
    const isMore = oldOnes().length > 0;
    put(scroller, 'data-late', isMore && '');
    return isMore;
  }

  /** @param {(at: number) => boolean} leaves */
  function takenOut(leaves) {
    const out = [];
    for (const [at, row] of rows) {
      if (!leaves(at)) continue;
      row.element.remove();
      rows.delete(at);
      out.push(row);
    }
    return out;
  }

  /** The rows in the document stand for the first of the list from now on, each where it stands. */
  function renumber() {
    const inOrder = [...rows].sort(([one], [other]) => one - other);
    rows.clear();
    inOrder.forEach(([, row], at) => rows.set(at, row));
  }

  const follow = () => {
    if (isRewound) return;
    scrolled = scroller.scrollTop;
    sight.scrolledTo(scrolled, view);
    draw(false);
  };
  scroller.addEventListener('scroll', follow);
  scroller.addEventListener('scrollend', () => {
    // It may come before the last step has been followed.
    follow();
    const rest = sight.restAt(view);
    if (Math.abs(rest - scroller.scrollTop) < 1) return;
    scroller.scrollTop = rest;
    draw(false);
  });
  new ResizeObserver(([{ contentRect }]) => {
    const next = Math.max(rowPixels, contentRect.height - headPixels);
    if (next === view) return;
    view = next;
    draw(false);
  }).observe(scroller);

  return {
    count: () => sight.total,
    /** @param {number} at @returns {HTMLTableRowElement | undefined} the row that stands there, while it is in the document */
    element: (at) => rows.get(at)?.element,
    /** @param {Element} element in a row @returns {number} the place in the list for which the row stands; -1 outside of the rows */
    placeOf(element) {
      for (const [at, row] of rows) if (row.element.contains(element)) return at;
      return -1;
    },
    /** Back to the top. Best before anything on the page is drawn: to scroll, the browser lays out what has changed. */
    rewind() {
      // Asking the element itself would make it do so every time.
      if (scrolled === 0) return;
      scrolled = 0;
      isRewound = true;
      scroller.scrollTop = 0;
      // The browser tells of a scroll at the beginning of the next frame.
      requestAnimationFrame(() => {
        isRewound = false;
      });
      renumber();
    },
    /** Other rows than before, seen from the first one on. @param {number} total */
    begin(total) {
      this.rewind();
      sight = rowWindow(total, { rowPixels, moreRows });
      draw(true);
    },
    /** The same rows, with other words. */
    redraw: () => draw(true),
    /** Draws what has come meanwhile. */
    loaded: () => draw(false),
    /** Rows of another build: none of them is kept. */
    clear: () => void takenOut(() => true),
    /** Scrolls no more than it takes to see a row, which is drawn at once: who goes there next finds it. @param {number} at */
    show(at) {
      const there = sight.showing(at, view);
      // Also where the scroller is there already: it may have come by itself, and what is drawn follows with the next frame.
      draw(false);
      if (there !== scroller.scrollTop) scroller.scrollTop = there;
      scrolled = there;
    },
  };
}

/** A row without content that keeps the place of rows that are not there. */
function spacer() {
  const element = el('tr', { class: 'spacer', 'aria-hidden': 'true', hidden: true }, el('td', { colspan: 100 }));
  let height = 0;
  return {
    element,
    /** @param {number} pixels */
    fill(pixels) {
      if (pixels === height) return;
      height = pixels;
      element.style.height = `${Math.max(0, pixels)}px`;
      element.hidden = pixels <= 0;
    },
  };
}
