// Keeps those rows of a long table in the document that are in sight, and a few around them. A row that leaves at one end is drawn anew at the
// other: nothing is built while the reader scrolls. Sizes come from observers: asking an element would make the browser lay out the page.
// Changed rows are drawn first where they are seen; the rows around, and those below the edge of the screen, follow once that is painted.

import { whenIdle } from './after-paint.js';
import { el, put } from './dom.js';
import { rowPool } from './row-pool.js';
import { rowWindow } from './row-window.js';
import { seenPart } from './seen-part.js';

/** The height until the browser has reported it. */
const USUAL_PIXELS = 760;
/** So many rows beyond the edge of the screen are drawn with those on it. */
const ROWS_BESIDE = 1;
const ROWS_A_FRAME = 8;

/** @import { DrawnRow, WindowedRow } from './row-pool.js' */

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
  const rows = rowPool(build);
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
    const free = rows.takeOut((at) => at < first || at > last);
    /** @type {Element} */
    let before = top.element;
    for (let at = first; at <= last; at += 1) {
      const known = rows.at(at);
      const row = known ?? free.pop() ?? rows.fresh();
      row.isOld = afresh && known !== undefined && !isSeen(headPixels + start + (at - first) * rowPixels - scrolled);
      drawRow(row, at, afresh || !known);
      if (before.nextElementSibling !== row.element) before.after(row.element);
      rows.put(at, row);
      before = row.element;
    }
    top.fill(start);
    bottom.fill(sight.height - start - (last - first + 1) * rowPixels);
    onDrawn(first, last);
    if (rows.old().length === 0) return;
    put(scroller, 'data-late', '');
    drawOldWhenIdle();
  }

  /** Whether a row is on the screen or nearly so, as far as is known. @param {number} y of its top, from the scroller's */
  function isSeen(y) {
    const { from, to } = seen();
    return y + (1 + ROWS_BESIDE) * rowPixels > from && y - ROWS_BESIDE * rowPixels < to;
  }

  /** Some of those that are late. */
  function drawOld() {
    beforeDrawing?.();
    for (const [at, row] of rows.old().slice(0, ROWS_A_FRAME)) {
      row.isOld = false;
      drawRow(row, at, true);
    }
    const { first, last } = sight.rows(view);
    onDrawn(first, last);
    const isMore = rows.old().length > 0;
    put(scroller, 'data-late', isMore && '');
    return isMore;
  }

  followScroller(scroller, {
    onScroll() {
      if (isRewound) return;
      scrolled = scroller.scrollTop;
      sight.scrolledTo(scrolled, view);
      draw(false);
    },
    onRest() {
      const rest = sight.restAt(view);
      if (Math.abs(rest - scroller.scrollTop) < 1) return;
      scroller.scrollTop = rest;
      draw(false);
    },
    onHeight(pixels) {
      const next = Math.max(rowPixels, pixels - headPixels);
      if (next === view) return;
      view = next;
      draw(false);
    },
  });

  return {
    count: () => sight.total,
    /** @param {number} at @returns {HTMLTableRowElement | undefined} the row that stands there, while it is in the document */
    element: (at) => rows.at(at)?.element,
    placeOf: rows.placeOf,
    /** Back to the top. Best before anything on the page is drawn: to scroll, the browser lays out what has changed. */
    rewind() {
      // Asking the element itself would make it do so every time.
      if (scrolled === 0) return;
      scrolled = 0;
      isRewound = true;
      scroller.scrollTop = 0;
      // The browser reports a scroll at the beginning of the next frame.
      requestAnimationFrame(() => {
        isRewound = false;
      });
      rows.renumber();
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
    clear: () => void rows.takeOut(() => true),
    /** Scrolls no more than it takes to see a row, which is drawn at once: the focus may go there next. @param {number} at */
    show(at) {
      const there = sight.showing(at, view);
      // Also where the scroller is there already: it may have come by itself, and what is drawn follows with the next frame.
      draw(false);
      if (there !== scroller.scrollTop) scroller.scrollTop = there;
      scrolled = there;
    },
  };
}

/** @param {DrawnRow} row @param {number} at @param {boolean} isOther it is to show something else than it does */
function drawRow(row, at, isOther) {
  // An old row is not whole: the next drawing, after a scroll say, draws it too.
  if (row.isOld) row.isWhole = false;
  else if (isOther || !row.isWhole) row.isWhole = row.show(at);
}

/**
 * @param {HTMLElement} scroller
 * @param {{ onScroll: () => void, onRest: () => void, onHeight: (pixels: number) => void }} options rest: the scrolling has ended
 */
function followScroller(scroller, { onScroll, onRest, onHeight }) {
  scroller.addEventListener('scroll', onScroll);
  scroller.addEventListener('scrollend', () => {
    // It may come before the last step has been followed.
    onScroll();
    onRest();
  });
  new ResizeObserver(([{ contentRect }]) => onHeight(contentRect.height)).observe(scroller);
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
