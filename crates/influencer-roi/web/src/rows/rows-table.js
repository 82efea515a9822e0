// The rows behind a number as a table: however many there are, only those in sight are in the document. Reads: pages of rows.

import { dayText, isDay } from '../core/dates.js';
import { el, fill, named, put } from '../ui/dom.js';
import { NO_VALUE, plainDigits } from '../core/numbers.js';
import { windowedRows } from '../ui/windowed-rows.js';

/** @import { RowsAnswer } from '../core/api.d.ts' */
/** @import { NumberStyle } from '../core/numbers.js' */
/** @typedef {RowsAnswer['columns'][number]} RowColumn */
/** @typedef {RowsAnswer['rows'][number][number]} Cell */

const ROW_PIXELS = 34;
const MAX_LETTERS = 30;
const CELL_PADDING = 25;
/** How wide a letter is, as a part of a digit. */
const LETTER = 0.86;

/**
 * @param {HTMLElement} root
 * @param {{ row: (at: number) => Cell[] | undefined, want: (first: number, last: number) => void }} pages
 */
export function rowsTable(root, { row, want }) {
  const widths = el('colgroup');
  const head = el('tr', { 'aria-rowindex': 1 });
  const body = el('tbody');
  const table = el('table', { class: 'rows-table' }, widths, el('thead', {}, head), body);
  const scroller = el('div', { class: 'rows-scroll', tabindex: '0', role: 'region', 'aria-label': 'Table of rows, scrolls' }, table);
  root.append(scroller);

  /** @type {RowColumn[]} */
  let columns = [];
  /** @type {NumberStyle | null} */
  let style = null;
  const rows = windowedRows(scroller, body, {
    rowPixels: ROW_PIXELS,
    headPixels: ROW_PIXELS,
    moreRows: 20,
    build,
    onDrawn: (first, last) => last >= first && want(first, last),
  });

  function build() {
    const element = el('tr');
    return {
      element,
      /** @param {number} at */
      show(at) {
        const cells = row(at);
        const how = style;
        const isWhole = cells !== undefined && how !== null;
        put(element, 'aria-rowindex', at + 2);
        put(element, 'data-shown', isWhole && '');
        fill(
          element,
          ...columns.map((column, place) => (isWhole ? cellOf(column, cells[place], how) : el('td', {}, place === 0 && 'Loading …'))),
        );
        return isWhole;
      },
    };
  }

  return {
    element: scroller,
    /** @param {RowsAnswer} answer with the first page @param {string} title @param {NumberStyle} nextStyle */
    show(answer, title, nextStyle) {
      columns = answer.columns;
      style = nextStyle;
      table.setAttribute('aria-label', title);
      table.setAttribute('aria-rowcount', String(answer.total + 1));
      drawHead(answer, nextStyle);
      rows.begin(answer.total);
    },
    loaded: rows.loaded,
  };

  /** @param {RowsAnswer} answer @param {NumberStyle} how */
  function drawHead({ rows: first }, how) {
    fill(head, ...columns.map((column) => el('th', { scope: 'col', class: isNumber(column) && 'is-number' }, columnLabel(column))));
    const wide = columns.map((column, place) => {
      const letters = first.map((cells) => cellText(column, cells[place], how).length);
      // A number is never cut; letters are narrower than digits, and what is cut of a text stands in its tooltip.
      const most = Math.min(MAX_LETTERS, Math.max(columnLabel(column).length, ...letters));
      return `${isNumber(column) ? most + 1 : Math.ceil(most * LETTER) + 1}ch + ${CELL_PADDING}px`;
    });
    fill(
      widths,
      ...wide.map((width, place) => {
        const column = el('col');
        // The first text takes what is left over.
        if (place > 0) column.style.width = `calc(${width})`;
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
