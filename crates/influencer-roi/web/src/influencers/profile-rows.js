// The payouts or posts of one influencer as they stand in the files: the first few, more at the press of a button, all as a file.

import { dayText } from '../core/dates.js';
import { el, fill, named } from '../ui/dom.js';
import { profilePart, scrollBox } from './profile-part.js';
import { drawFigure } from '../ui/figure.js';
import { icon } from '../ui/icons.js';
import { NO_VALUE } from '../core/numbers.js';
import { number, plainRow, plainTable, text } from '../ui/plain-table.js';
import { askRows, rowsAddress } from '../core/server.js';

/** @import { RowsAnswer, Unit } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */

const PAGE_ROWS = 20;
const AS_TEXT = ['text', 'day'];
/** Known already: it is whose profile this is. */
const LEFT_OUT = ['influencer', 'influencer_id', 'name'];

/** @param {{ title: string, total: number | null, question: URLSearchParams, look: Look, signal: AbortSignal }} what */
export function profileRows({ title, total, question, look, signal }) {
  const box = el('div', { class: 'drawer-rows skeleton' });
  const foot = el('div', { class: 'drawer-actions' });
  const section = profilePart(title, total, box, foot);
  /** @type {HTMLTableElement | null} */
  let table = null;
  let have = 0;
  /** The button is not disabled meanwhile: that would take the focus from it. */
  let isLoading = false;

  async function load() {
    if (isLoading) return;
    isLoading = true;
    try {
      const page = await askRows(question, { offset: have, limit: PAGE_ROWS }, signal);
      have += page.rows.length;
      table ??= box.appendChild(scrollBox(title, emptyTable(title, page))).querySelector('table');
      table?.tBodies[0].append(...pageRows(page, look));
      drawFoot(page.total);
    } catch (error) {
      if (signal.aborted) return;
      fill(foot, el('p', { class: 'drawer-note', role: 'alert' }, error instanceof Error ? error.message : ''), more);
    }
    box.classList.remove('skeleton');
    isLoading = false;
  }

  const more = el('button', { type: 'button', class: 'button is-small', onclick: () => void load() }, 'Load more');

  /** @param {number} all */
  function drawFoot(all) {
    const hadFocus = document.activeElement === more;
    const link = el(
      'a',
      { class: 'link', href: rowsAddress(question), download: '' },
      icon('download', 14),
      `Download all ${title.toLowerCase()}`,
    );
    fill(foot, have < all && more, link);
    if (hadFocus) (have < all ? more : link).focus();
  }

  if (total) void load();
  return section;
}

/** The columns that are shown, the place in the file last. @param {RowsAnswer} page */
function shownColumns({ columns }) {
  const all = columns.map((column, at) => ({ ...column, at })).filter(({ id }) => !LEFT_OUT.includes(id));
  const isPlace = (/** @type {{ id: string }} */ { id }) => id === 'file' || id === 'line';
  return [...all.filter((column) => !isPlace(column)), ...all.filter(isPlace)];
}

/** @param {RowsAnswer} page */
function headings(page) {
  return shownColumns(page).map(({ id, label = id, unit }) => (AS_TEXT.includes(unit) ? text(label) : number(label)));
}

/** @param {string} title @param {RowsAnswer} page */
function emptyTable(title, page) {
  return plainTable(title, headings(page), []);
}

/** @param {RowsAnswer} page @param {Look} look */
function pageRows(page, look) {
  const columns = shownColumns(page);
  return page.rows.map((row) =>
    plainRow(
      headings(page),
      columns.map(({ at, unit }) => cell(row[at], unit, look)),
    ),
  );
}

/** @param {string | number | null} value @param {Unit} unit @param {Look} look */
function cell(value, unit, look) {
  if (value === null || value === '') return NO_VALUE;
  if (unit === 'day') return dayText(String(value));
  if (typeof value === 'string') return named(value);
  const element = el('span');
  drawFigure(element, { value }, unit, look, 'precise');
  return element;
}
