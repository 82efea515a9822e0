// The files: what each was recognised as, what was done with it, and which of its columns hold what. Emits: another table, another column, more files.

import { withColumn, withRole } from './import-answers.js';
import { choice } from '../ui/choice.js';
import { el, named } from '../ui/dom.js';
import { fileButton } from '../ui/file-button.js';
import { counted, fileSize } from '../core/numbers.js';
import { fileColumns } from './report-columns.js';
import { leftOutTable, noteList, notesOf } from './report-notes.js';

/** @import { Mapping, Report, ReportFile, Role } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */

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

/**
 * @param {Report} report
 * @param {Look} look
 * @param {OnChange | null} onChange null where nothing can be changed any more
 * @param {((files: File[]) => void) | null} onFiles
 */
export function reportFiles(report, look, onChange, onFiles) {
  return el(
    'section',
    { class: 'report-part', 'aria-label': 'Files' },
    el('div', { class: 'report-part-head' }, el('h3', {}, 'Files and columns'), onFiles && fileButton('Add a file', onFiles)),
    el('ul', { class: 'file-list' }, ...report.files.map((file) => oneFile(file, report, look, onChange))),
  );
}

/** @param {ReportFile} file @param {Report} report @param {Look} look @param {OnChange | null} onChange */
function oneFile(file, report, look, onChange) {
  const notes = notesOf(report, file);
  const isIncomplete = report.issues.some(({ code, file: of }) => code === 'missing_column' && of === file.name);
  const facts = [counted(file.rows, 'row'), fileSize(file.bytes), file.encoding, DELIMITERS[file.delimiter] ?? file.delimiter];
  return el(
    'li',
    { class: 'report-file' },
    el(
      'div',
      { class: 'report-file-head' },
      named(file.name),
      file.sheet && el('span', { class: 'badge' }, 'sheet ', named(file.sheet)),
      file.shape && el('span', { class: 'badge is-good' }, 'recognised as ', named(file.shape)),
      onChange && !file.mends ? roleChoice(file, onChange) : roleBadge(file.role),
      file.mends && el('span', { class: 'badge is-good' }, 'mends ', named(file.mends)),
      el('span', { class: 'card-hint' }, facts.filter(Boolean).join(' · ')),
    ),
    notes.length > 0 && noteList(notes),
    leftOutTable(report, file, look),
    file.role !== 'ignore' &&
      fileColumns(
        file,
        isIncomplete,
        onChange && ((field, header) => onChange((answers) => withColumn(answers, file.name, field, header))),
      ),
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
