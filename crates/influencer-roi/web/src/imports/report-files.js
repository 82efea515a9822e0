// The files: which table each was taken for, and which of its columns hold what. Emits: another table, another column, more files.

import { withColumn, withRole } from './import-answers.js';
import { choice } from '../ui/choice.js';
import { el, named } from '../ui/dom.js';
import { fileButton } from '../ui/file-button.js';
import { counted, fileSize } from '../core/numbers.js';
import { fileColumns } from './report-columns.js';

/** @import { Mapping, ReportFile, Role } from '../core/api.d.ts' */

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
 * @param {ReportFile[]} files
 * @param {OnChange | null} onChange null where nothing can be changed any more
 * @param {((files: File[]) => void) | null} onFiles
 */
export function reportFiles(files, onChange, onFiles) {
  return el(
    'section',
    { class: 'report-part', 'aria-label': 'Files' },
    el('div', { class: 'report-part-head' }, el('h3', {}, 'Files and columns'), onFiles && fileButton('Add a file', onFiles)),
    el('ul', { class: 'file-list' }, ...files.map((file) => oneFile(file, onChange))),
  );
}

/** @param {ReportFile} file @param {OnChange | null} onChange */
function oneFile(file, onChange) {
  const facts = [counted(file.rows, 'row'), fileSize(file.bytes), file.encoding, DELIMITERS[file.delimiter] ?? file.delimiter];
  return el(
    'li',
    { class: 'report-file' },
    el(
      'div',
      { class: 'report-file-head' },
      named(file.name),
      file.sheet && el('span', { class: 'badge' }, 'sheet ', named(file.sheet)),
      onChange && !file.mends ? roleChoice(file, onChange) : roleBadge(file.role),
      file.mends && el('span', { class: 'badge is-good' }, 'mends ', named(file.mends)),
      el('span', { class: 'card-hint' }, facts.filter(Boolean).join(' · ')),
    ),
    file.role !== 'ignore' &&
      fileColumns(file, onChange && ((field, header) => onChange((answers) => withColumn(answers, file.name, field, header)))),
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
