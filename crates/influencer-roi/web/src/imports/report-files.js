// The files, a card each: what each was recognised as, what was done with it, and which of its columns hold what. Emits: another table,
// another column, a name to save its mapping under, more files.

import { withColumn, withRole } from './import-answers.js';
import { choice } from '../ui/choice.js';
import { el, named } from '../ui/dom.js';
import { fileButton } from '../ui/file-button.js';
import { counted, fileSize } from '../core/numbers.js';
import { fileColumns } from './report-columns.js';
import { icon } from '../ui/icons.js';
import { leftOutTable, noteList, notesOf } from './report-notes.js';
import { exactly } from './report-reconciliation.js';
import { canBeSaved, ownShape, saveAsShape } from './report-shape.js';

/** @import { Mapping, Report, ReportFile, Role } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */
/** @import { OnSaveShape } from './report-shape.js' */

/** @typedef {(change: (answers: Mapping) => Mapping) => void} OnChange */

/** @type {Record<string, string>} */
const DELIMITERS = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };
/** @type {Record<Role, string>} */
const ROLES = {
  influencers: 'Influencers',
  tracking: 'Tracking (sales)',
  payouts: 'Payouts',
  posts: 'Posts',
  ignore: 'Leave out',
  unknown: 'Not recognised: choose',
};

/** What can be changed about the files. @typedef {{ change: OnChange, saveShape: OnSaveShape }} Open */

/**
 * @param {Report} report
 * @param {Look} look
 * @param {Open | null} open null where nothing can be changed any more
 * @param {((files: File[]) => void) | null} onFiles
 */
export function reportFiles(report, look, open, onFiles) {
  return el(
    'section',
    { class: 'report-part', 'aria-label': 'Files' },
    el('div', { class: 'report-part-head' }, el('h3', {}, 'Files and columns'), onFiles && fileButton('Add a file', onFiles)),
    el('ul', { class: 'file-list' }, ...report.files.map((file) => oneFile(file, report, look, open))),
  );
}

/** @param {ReportFile} file @param {Report} report @param {Look} look @param {Open | null} open */
function oneFile(file, report, look, open) {
  const notes = notesOf(report, file);
  const isIncomplete = report.issues.some(({ code, file: of }) => code === 'missing_column' && of === file.name);
  const onColumn =
    open &&
    ((/** @type {string} */ field, /** @type {string} */ header) =>
      open.change((answers) => withColumn(answers, file.name, field, header)));
  return el(
    'li',
    { class: 'report-file' },
    fileHead(file, report, look),
    el(
      'div',
      { class: 'report-file-role' },
      el('span', { class: 'card-hint' }, 'Recognised as'),
      open && !file.mends ? roleChoice(file, open.change) : roleBadge(file.role),
      file.shape && !file.own_shape?.used && el('span', { class: 'badge is-good' }, named(file.shape)),
      file.mends && el('span', { class: 'badge is-good' }, 'corrects ', named(file.mends)),
      tablesOf(file, report),
    ),
    ownShape(file, open && open.change),
    file.role !== 'ignore' && usedColumns(file),
    notes.length > 0 && noteList(notes),
    leftOutTable(report, file, look),
    file.role !== 'ignore' && fileColumns(file, isIncomplete, onColumn),
    open && canBeSaved(file, report) && saveAsShape(file, open.saveShape),
  );
}

/** @param {ReportFile} file @param {Report} report @param {Look} look */
function fileHead(file, report, { style }) {
  const sums = report.reconciliation.find((one) => one.file === file.name);
  const money = [sums?.revenue_in && exactly(sums.revenue_in, 'money', style), sums?.spend_in && exactly(sums.spend_in, 'money', style)];
  const facts = [counted(file.rows, 'row'), ...money, fileSize(file.bytes), file.encoding, DELIMITERS[file.delimiter] ?? file.delimiter];
  return el(
    'div',
    { class: 'report-file-head' },
    named(file.name),
    file.sheet && el('span', { class: 'badge' }, 'sheet ', named(file.sheet)),
    el('span', { class: 'card-hint' }, facts.filter(Boolean).join(' · ')),
  );
}

/** The further tables that the same file feeds. @param {ReportFile} file @param {Report} report */
function tablesOf({ name }, { files }) {
  const further = files.filter((other) => other.name === `${name} · ${other.role}`).map(({ role }) => ROLES[role]);
  return further.length > 0 && el('span', { class: 'card-hint' }, `and ${further.join(', ')}`);
}

/** Column by column what it holds, and how sure that is. @param {ReportFile} file */
function usedColumns({ columns }) {
  const used = columns.filter(({ field }) => field);
  return (
    used.length > 0 &&
    el(
      'ul',
      { class: 'used-columns' },
      ...used.map(({ header, field, how }) =>
        el(
          'li',
          {},
          named(header || '(no heading)'),
          el('b', {}, `→ ${(field ?? '').replaceAll('_', ' ')}`),
          el('span', { class: `sureness is-${how}` }, icon(how === 'guess' ? 'explain' : 'check', 13), how === 'guess' && 'guess'),
        ),
      ),
    )
  );
}

/** @param {ReportFile} file @param {OnChange} onChange */
function roleChoice({ name, role }, onChange) {
  const roles = /** @type {Role[]} */ (Object.keys(ROLES));
  return choice({
    label: `Table of ${name.slice(0, 80)}`,
    place: `role ${name}`,
    now: role,
    options: roles
      .filter((id) => id !== 'unknown' || role === 'unknown')
      .map((id) => ({ value: id, label: ROLES[id], disabled: id === 'unknown' })),
    onChange: (to) => onChange((answers) => withRole(answers, name, /** @type {Role} */ (to))),
  });
}

/** @param {Role} role */
function roleBadge(role) {
  return el('span', { class: role === 'unknown' ? 'badge is-bad' : 'badge is-good' }, ROLES[role] ?? role);
}
