// What was done without a question, and the rows that do not count, by reason. Shown under the file they are about.

import { el, named } from '../ui/dom.js';
import { figureText } from '../ui/figure.js';
import { numberStyle } from '../core/numbers.js';
import { number, plainRow, plainTable, text } from '../ui/plain-table.js';
import { byClass, exactly } from './report-reconciliation.js';

/** @import { LeftOut, Reconciliation, Report, ReportFile, ReportNote } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */
/** @import { NumberStyle } from '../core/numbers.js' */
/** @import { Heading } from '../ui/plain-table.js' */

/** @type {Partial<Record<ReportFile['role'], Heading[]>>} */
const MEASURES = { tracking: [number('Orders'), number('Revenue')], payouts: [number('Spend')] };

/** The notes about one file; its shape is named beside its name. @param {Report} report @param {ReportFile} file */
export function notesOf({ notes = [] }, { name, shape }) {
  const noted = [`Read as ${shape}.`, `Read by your own shape “${shape}”.`];
  return notes.filter((note) => note.file === name && !noted.includes(note.text));
}

/** @param {ReportNote[]} notes */
export function noteList(notes) {
  return el('ul', { class: 'report-notes' }, ...notes.map((note) => el('li', {}, named(note.text))));
}

/** Notes about several files, or about one that is not listed. @param {Report} report */
export function generalNotes({ notes = [], files }) {
  const general = notes.filter((note) => !files.some((file) => file.name === note.file));
  if (general.length === 0) return null;
  return el(
    'section',
    { class: 'report-part', 'aria-label': 'Done without a question' },
    el('h3', {}, 'What was done without a question'),
    noteList(general),
  );
}

/**
 * What counts of a file, and what was left out on purpose; nothing where nothing was.
 *
 * @param {Report} report
 * @param {ReportFile} file
 * @param {Look} look
 */
export function leftOutTable({ reconciliation }, { name, role, left_out: parts = [] }, { style }) {
  if (parts.length === 0) return null;
  const title = `What counts of ${name.slice(0, 80)}`;
  const headings = [text('Rows of the file'), number('Rows'), ...(MEASURES[role] ?? [])];
  const used = reconciliation.find((one) => one.file === name);
  const counted = used ? [['Counted', style.exact('count', used.rows_used), ...usedAmounts(used, style)]] : [];
  const leftOut = parts.map((part) => [leftOutWhy(part), style.exact('count', part.rows), ...leftOutAmounts(part, role, style)]);
  return el(
    'div',
    { class: 'report-scroll is-whole', tabindex: '0', role: 'region', 'aria-label': `${title}, scrolls` },
    plainTable(
      title,
      headings,
      [...counted, ...leftOut].map((cells) => plainRow(headings, cells)),
    ),
  );
}

/** @param {LeftOut} part */
const leftOutWhy = ({ why }) => el('span', {}, 'Left out: ', named(why));

/** Rows that are left out for their currency are in that currency. @param {LeftOut} part @param {ReportFile['role']} role @param {NumberStyle} style */
function leftOutAmounts({ why, orders, money }, role, style) {
  const [, currency] = /^in ([A-Z]{3})$/.exec(why) ?? [];
  const amount = figureText(money, 'money', currency ? numberStyle(currency) : style);
  if (role === 'tracking') return [figureText(orders, 'count', style), amount];
  return role === 'payouts' ? [amount] : [];
}

/** @param {Reconciliation} used @param {NumberStyle} style */
function usedAmounts({ orders_used: orders, revenue_used: revenue, spend_used: spend }, style) {
  if (revenue)
    return [byClass(orders, (figure) => exactly(figure, 'count', style)), byClass(revenue, (figure) => exactly(figure, 'money', style))];
  return spend ? [exactly(spend, 'money', style)] : [];
}
