// Everything about one version that the list has no room for: rows and differences by table, the files it was made of.
// Emits: its report to open.

import { el, named } from '../ui/dom.js';
import { figureText, labelOf } from '../ui/figure.js';
import { icon } from '../ui/icons.js';
import { counted, fileSize, figureOf } from '../core/numbers.js';
import { number, plainRow, plainTable, text } from '../ui/plain-table.js';
import { issuesAddress, originalAddress } from '../core/server.js';
import { TABLES, tableChange } from './version-change.js';

/** @import { DatasetVersion, TableId } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */

/** The money of a table. @type {Partial<Record<TableId, string[]>>} */
const MONEY = { tracking: ['revenue', 'organic_revenue', 'other_revenue'], payouts: ['spend'] };

/** @param {DatasetVersion} version @param {Look} look @param {() => void} onReport */
export function versionDetails(version, look, onReport) {
  return el(
    'div',
    { class: 'version-details' },
    tableByTable(version, look),
    el('div', { class: 'version-facts-list' }, originals(version), report(version, onReport)),
  );
}

/** @param {DatasetVersion} version @param {Look} look */
function tableByTable(version, look) {
  const before = version.change && `Against version ${version.change.from_version}`;
  const headings = [text('Table'), number('Rows'), number('Money'), ...(before ? [number(before)] : [])];
  return el(
    'div',
    { class: 'report-scroll is-whole', tabindex: '0', role: 'region', 'aria-label': `Tables of version ${version.version}, scrolls` },
    plainTable(
      `Tables of version ${version.version}`,
      headings,
      TABLES.map((table) => plainRow(headings, tableCells(version, table, look))),
    ),
  );
}

/** @param {DatasetVersion} version @param {TableId} table @param {Look} look */
function tableCells(version, table, { style, definitions }) {
  const money = (MONEY[table] ?? [])
    .map((id) => ({ id, figure: figureOf(version.totals[id]) }))
    .filter(({ figure }) => figure.value)
    .map(({ id, figure }) => el('div', {}, `${figureText(figure, 'money', style)} ${labelOf(definitions, id).toLowerCase()}`));
  const change = tableChange(version, table, style);
  return [
    table.charAt(0).toUpperCase() + table.slice(1),
    (version.rows[table] ?? 0).toLocaleString('en-IN'),
    el('div', {}, ...money),
    ...(version.change ? [change && el('div', {}, ...changeLines(change))] : []),
  ];
}

/** @param {{ rows: string, money: string }} change */
function changeLines({ rows, money }) {
  if (money === '' || money === rows) return [el('div', {}, rows)];
  return [el('div', {}, `${rows} rows`), el('div', {}, money)];
}

/** @param {DatasetVersion} version */
function originals({ id, originals: files, sample, warnings, excluded }) {
  if (sample && !files) return el('p', { class: 'card-hint' }, 'Invented by the program: there are no uploaded files.');
  if (!files) return el('p', { class: 'card-hint' }, 'The uploaded files were not kept.');
  const hasIssues = warnings > 0 || (excluded?.rows ?? 0) > 0;
  return el(
    'div',
    {},
    el('p', {}, 'The files as they were uploaded:'),
    el(
      'ul',
      { class: 'original-list' },
      ...files.map(({ name, bytes }, at) =>
        el(
          'li',
          {},
          el('a', { class: 'link', href: originalAddress(id, at), download: '' }, icon('download', 14), named(name)),
          el('span', { class: 'card-hint' }, fileSize(bytes)),
          // The rows of a workbook are distinguished by sheet: its report has them.
          hasIssues && !name.toLowerCase().endsWith('.xlsx') && issuesLink(id, name),
        ),
      ),
    ),
  );
}

/** @param {string} id @param {string} file */
function issuesLink(id, file) {
  return el(
    'a',
    {
      class: 'link',
      href: issuesAddress('datasets', id, file),
      download: '',
      'aria-label': `Rows with issues (CSV) of ${file.slice(0, 80)}`,
    },
    'Rows with issues (CSV)',
  );
}

/** @param {DatasetVersion} version @param {() => void} onReport */
function report({ version, sample, warnings }, onReport) {
  if (sample) return null;
  const said = `See the report${warnings > 0 ? ` with ${counted(warnings, 'warning')}` : ''}`;
  return el('button', { type: 'button', class: 'button is-small', 'aria-label': `${said} of version ${version}`, onclick: onReport }, said);
}
