// The rows of the influencer table that are in the document: those in sight and a few around them. A row whose line is still on its way
// shows its number and light bars, so that nothing is ever blank and nothing moves when the line comes.

import { Virtualizer, elementScroll, observeElementOffset, observeElementRect } from '@tanstack/virtual-core';
import { el, fill } from './dom.js';

/** @import { InfluencerLine } from './api.d.ts' */
/** @import { TableLook } from './table-cells.js' */
/** @import { Column } from './table-columns.js' */

const ROW_PIXELS = 40;
const HEAD_PIXELS = 80;
/** Browsers cut elements that are higher than some 33 million pixels. */
const MOST_PIXELS = 30_000_000;
export const MOST_ROWS = MOST_PIXELS / ROW_PIXELS;

/**
 * @param {HTMLDivElement} scroller
 * @param {HTMLTableSectionElement} body
 * @param {object} options
 * @param {(at: number) => InfluencerLine | undefined} options.lineAt
 * @param {(first: number, last: number, direction: 1 | -1) => void} options.onSight which rows are in sight now
 */
export function tableRows(scroller, body, { lineAt, onSight }) {
  const top = spacer();
  const bottom = spacer();
  body.append(top, bottom);
  /** The rows in the document, by their place in the table. @type {Map<number, HTMLTableRowElement>} */
  const rows = new Map();
  /** @type {Column[]} */
  let columns = [];
  /** @type {TableLook | null} */
  let look = null;
  let who = '';
  /** The row that the Tab key goes to. */
  let stop = 0;
  /** Where the focus goes as soon as the line is there. @type {{ at: number, stop: string } | null} */
  let waiting = null;
  /** The direction of the last scroll. @type {1 | -1} */
  let direction = 1;
  let lastFirst = 0;

  /** @type {Virtualizer<HTMLDivElement, HTMLElement>} */
  const virtual = new Virtualizer({
    count: 0,
    getScrollElement: () => scroller,
    estimateSize: () => ROW_PIXELS,
    overscan: 10,
    scrollMargin: HEAD_PIXELS,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => draw(false),
  });
  virtual._didMount();
  virtual._willUpdate();

  /** @param {boolean} afresh the lines themselves have changed, not only the place in the table */
  function draw(afresh) {
    const items = virtual.getVirtualItems();
    const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? -1];
    const place = focusedPlace() ?? (document.activeElement === scroller ? waiting : null);
    for (const [at, row] of rows) {
      if (at >= first && at <= last) continue;
      row.remove();
      rows.delete(at);
    }
    /** @type {Element} */
    let before = top;
    for (const { index } of items) {
      const row = rows.get(index) ?? newRow(index, columns);
      if (afresh || row.dataset.state !== 'shown') drawRow(row, index);
      if (before.nextElementSibling !== row) before.after(row);
      rows.set(index, row);
      before = row;
    }
    setHeight(top, first * ROW_PIXELS);
    setHeight(bottom, (virtual.options.count - 1 - last) * ROW_PIXELS);
    setStop(Math.max(first, Math.min(last, stop)));
    if (place) focusOn(place.at, place.stop);
    if (items.length === 0) return;
    if (first !== lastFirst) direction = first > lastFirst ? 1 : -1;
    lastFirst = first;
    onSight(first, last, direction);
  }

  /** @param {HTMLTableRowElement} row @param {number} at */
  function drawRow(row, at) {
    const line = lineAt(at);
    row.dataset.state = line ? 'shown' : 'loading';
    mark(row, 'aria-busy', !line);
    mark(row, 'aria-current', Boolean(who) && line?.id === who);
    columns.forEach((column, place) => {
      const cell = /** @type {HTMLElement} */ (row.children[place]);
      if (line && look) column.draw(cell, line, look);
      else fill(cell, place === 0 && el('span', { class: 'cell-note' }, look?.style.full('count', at + 1)));
    });
    for (const button of buttonsOf(row)) button.tabIndex = at === stop ? 0 : -1;
  }

  /** The one row whose buttons the Tab key reaches; the arrow keys go to the others. @param {number} at */
  function setStop(at) {
    for (const button of buttonsOf(rows.get(stop))) button.tabIndex = -1;
    stop = at;
    for (const button of buttonsOf(rows.get(stop))) button.tabIndex = 0;
  }

  /** Where in the rows the focus is, so that it can be put back. */
  function focusedPlace() {
    const focused = document.activeElement;
    if (!(focused instanceof HTMLElement) || !body.contains(focused)) return null;
    return { at: placeOf(focused), stop: focused.dataset.stop ?? 'name' };
  }

  /** @param {number} at @param {string} name the button's */
  function focusOn(at, name) {
    const buttons = buttonsOf(rows.get(at));
    const button = buttons.find((one) => one.dataset.stop === name) ?? buttons[0];
    waiting = button ? null : { at, stop: name };
    if (!button) return scroller.focus({ preventScroll: true });
    setStop(at);
    if (button !== document.activeElement) button.focus({ preventScroll: true });
  }

  return {
    /** @param {Element} element in a row @returns {number} the row's place in the table; -1 outside of the rows */
    placeOf,
    /** Scrolls no more than it takes to see a row. @param {number} at */
    show(at) {
      const [above, below] = [at * ROW_PIXELS, (at + 1) * ROW_PIXELS + HEAD_PIXELS - scroller.clientHeight];
      if (scroller.scrollTop > above) scroller.scrollTop = above;
      else if (scroller.scrollTop < below) scroller.scrollTop = below;
      else return;
      // Who goes there next must find the rows: they are drawn now, not when the browser tells of the scrolling.
      scroller.dispatchEvent(new Event('scroll'));
    },
    focusOn,
    count: () => virtual.options.count,
    redraw: () => draw(true),
    /** @param {{ columns: Column[], look: TableLook, count: number, who: string, toTop: boolean }} next */
    render(next) {
      if (String(columns.map(({ id }) => id)) !== String(next.columns.map(({ id }) => id))) clearRows();
      ({ columns, look, who } = next);
      // Asking the element itself would make the browser lay the whole page out first.
      if (next.toTop && virtual.scrollOffset) scroller.scrollTop = 0;
      virtual.setOptions({ ...virtual.options, count: next.count });
      virtual._willUpdate();
      virtual.measure();
      draw(true);
    },
  };

  function clearRows() {
    for (const row of rows.values()) row.remove();
    rows.clear();
  }
}

/** @param {HTMLElement} row @param {string} attribute @param {boolean} isOn */
function mark(row, attribute, isOn) {
  if (isOn) row.setAttribute(attribute, 'true');
  else row.removeAttribute(attribute);
}

/** @param {Element} element */
function placeOf(element) {
  return Number(element.closest('tr[aria-rowindex]')?.getAttribute('aria-rowindex') ?? 2) - 3;
}

/** @param {HTMLTableRowElement | undefined} row */
function buttonsOf(row) {
  return row ? [...row.querySelectorAll('button')] : [];
}

/** @param {number} at @param {Column[]} columns */
function newRow(at, columns) {
  const row = el('tr', { 'aria-rowindex': at + 3 });
  row.append(
    ...columns.map(({ isNumber }, place) =>
      place === 0 ? el('th', { scope: 'row', class: 'cell' }) : el('td', { class: isNumber ? 'cell is-number' : 'cell' }),
    ),
  );
  return row;
}

/** A row without content that keeps the place of the rows that are not there. */
function spacer() {
  return el('tr', { class: 'spacer', 'aria-hidden': 'true', hidden: true }, el('td', { colspan: 100 }));
}

/** @param {HTMLElement} row @param {number} pixels */
function setHeight(row, pixels) {
  row.style.height = `${Math.max(0, pixels)}px`;
  row.hidden = pixels <= 0;
}
