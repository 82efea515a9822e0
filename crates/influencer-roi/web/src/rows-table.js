// The rows behind a number as a table: however many there are, only those in sight are in the document. Reads: pages of rows.

import { dayText, isDay } from './dates.js';
import { el, fill, named } from './dom.js';
import { NO_VALUE, plainDigits } from './numbers.js';
import { ROW_PIXELS, rowWindow } from './row-window.js';

/** @import { RowsAnswer } from './api.d.ts' */
/** @import { NumberStyle } from './numbers.js' */
/** @typedef {RowsAnswer['columns'][number]} RowColumn */
/** @typedef {RowsAnswer['rows'][number][number]} Cell */

const MOST_LETTERS = 30;
const CELL_PADDING = 25;

/**
 * @param {HTMLElement} root
 * @param {{ row: (at: number) => Cell[] | undefined, want: (first: number, last: number) => void }} pages
 */
export function rowsTable(root, { row, want }) {
  const widths = el('colgroup');
  const head = el('tr', { 'aria-rowindex': 1 });
  const [top, bottom] = [spacer(), spacer()];
  const body = el('tbody', {}, top, bottom);
  const table = el('table', { class: 'rows-table' }, widths, el('thead', {}, head), body);
  const scroller = el('div', { class: 'rows-scroll', tabindex: '0', role: 'region', 'aria-label': 'Table of rows, scrolls' }, table);
  root.append(scroller);

  let sight = rowWindow(0);
  /** @type {RowColumn[]} */
  let columns = [];
  /** @type {NumberStyle | null} */
  let style = null;
  /** The rows in the document, by their place in the list. @type {Map<number, HTMLTableRowElement>} */
  const drawn = new Map();
  const view = () => Math.max(ROW_PIXELS, scroller.clientHeight - ROW_PIXELS);

  /** @param {boolean} afresh */
  function draw(afresh) {
    const { first, last, top: start } = sight.rows(view());
    for (const [at, old] of drawn) {
      if (!afresh && at >= first && at <= last) continue;
      old.remove();
      drawn.delete(at);
    }
    /** @type {Element} */
    let before = top;
    for (let at = first; at <= last; at += 1) {
      const line = drawn.get(at) ?? el('tr', { 'aria-rowindex': at + 2 });
      if (!line.dataset.shown) fillRow(line, at);
      if (before.nextElementSibling !== line) before.after(line);
      drawn.set(at, line);
      before = line;
    }
    top.style.height = `${start}px`;
    bottom.style.height = `${Math.max(0, sight.height - start - (last - first + 1) * ROW_PIXELS)}px`;
    if (last >= first) want(first, last);
  }

  /** @param {HTMLTableRowElement} line @param {number} at */
  function fillRow(line, at) {
    const cells = row(at);
    if (cells && style) {
      const how = style;
      line.dataset.shown = '';
      fill(line, ...columns.map((column, place) => cellOf(column, cells[place], how)));
    } else fill(line, ...columns.map((_, place) => el('td', {}, place === 0 && 'Loading …')));
  }

  const follow = () => {
    sight.scrolledTo(scroller.scrollTop, view());
    draw(false);
  };
  scroller.addEventListener('scroll', follow);
  scroller.addEventListener('scrollend', () => {
    // It may come before the last step has been followed.
    follow();
    const rest = sight.restAt(view());
    if (Math.abs(rest - scroller.scrollTop) < 1) return;
    scroller.scrollTop = rest;
    draw(false);
  });
  new ResizeObserver(() => draw(false)).observe(scroller);

  return {
    element: scroller,
    /** @param {RowsAnswer} answer with the first page @param {string} title @param {NumberStyle} nextStyle */
    show(answer, title, nextStyle) {
      columns = answer.columns;
      style = nextStyle;
      sight = rowWindow(answer.total);
      table.setAttribute('aria-label', title);
      table.setAttribute('aria-rowcount', String(answer.total + 1));
      drawHead(answer, nextStyle);
      scroller.scrollTop = 0;
      draw(true);
    },
    loaded: () => draw(false),
  };

  /** @param {RowsAnswer} answer @param {NumberStyle} how */
  function drawHead({ rows }, how) {
    for (const { firstElementChild: cell } of [top, bottom]) cell?.setAttribute('colspan', String(columns.length));
    fill(head, ...columns.map((column) => el('th', { scope: 'col', class: isNumber(column) && 'is-number' }, columnLabel(column))));
    const wide = columns.map((column, place) => {
      const letters = rows.map((cells) => cellText(column, cells[place], how).length);
      return `${Math.min(MOST_LETTERS, Math.max(columnLabel(column).length, ...letters)) + 1}ch + ${CELL_PADDING}px`;
    });
    fill(
      widths,
      ...wide.map((width) => {
        const column = el('col');
        column.style.width = `calc(${width})`;
        return column;
      }),
    );
    table.style.minWidth = `calc(${wide.join(' + ')})`;
  }
}

/** @param {RowColumn} column @param {Cell} value @param {NumberStyle} style */
function cellOf(column, value, style) {
  const text = cellText(column, value, style);
  const exact = typeof value === 'number' ? plainDigits(value) : null;
  if (isNumber(column)) return el('td', { class: 'is-number', 'data-exact': exact }, text);
  return el('td', { title: text.slice(0, 300) }, named(text));
}

/** @param {RowColumn} column @param {Cell} value @param {NumberStyle} style */
export function cellText({ id, unit }, value, style) {
  if (value === null || value === undefined || value === '') return NO_VALUE;
  // A line is looked for in an editor, which groups no digits.
  if (typeof value === 'number') return id === 'line' ? String(value) : style.exact(unit, value);
  return unit === 'day' && isDay(value) ? dayText(value) : value;
}

/** @param {RowColumn} column */
function isNumber({ unit }) {
  return unit !== 'text' && unit !== 'day';
}

/** @param {RowColumn} column */
function columnLabel({ id, label }) {
  return label ?? id.replaceAll('_', ' ');
}

/** Keeps the place of the rows that are not there. */
function spacer() {
  return el('tr', { class: 'spacer', 'aria-hidden': 'true' }, el('td'));
}
