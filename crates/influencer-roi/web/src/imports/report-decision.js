// What can be done with an import that was read: which button, whether it may be pressed, and what it leaves behind.

import { missingTables, needsAnswer } from './import-answers.js';
import { moneyWords } from '../core/money-words.js';
import { counted } from '../core/numbers.js';

/** @import { Issue, Mapping, Reconciliation, Report } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */
/** @import { NumberStyle } from '../core/numbers.js' */

/** Errors that cost a whole file and no row of another. */
const LOST_FILES = ['unknown_table', 'unreadable_file', 'empty_file', 'repeated_file'];
/** @type {string} */
const UNUSABLE = 'unusable_file';
/** Said where rows are left out and none of their amounts could be read: 0 would be a claim. */
export const NOT_READABLE = 'amounts not readable';

/**
 * @typedef {object} Decision
 * @property {string} label of the button
 * @property {string} file whose name follows the label, or ''
 * @property {'reject' | 'accept_valid'} policy
 * @property {boolean} blocked
 * @property {string[]} notes one sentence each
 */

/** @param {Report} report @param {Mapping} answers @param {Look} look @returns {Decision} */
export function decisionOn(report, answers, look) {
  const lost = report.errors > 0 ? lostFiles(report) : [];
  const file = lost.length === 1 ? lost[0] : '';
  const label = mainLabel(report, lost);
  const waits = report.questions.some((question) => needsAnswer(question, answers));
  const missing = missingTables(report);
  return {
    label,
    file,
    policy: report.errors > 0 ? 'accept_valid' : 'reject',
    blocked: waits || !canFollow(report),
    notes: missing ? ['A table is missing: add its file.'] : waits ? ['Answer the questions above first.'] : notes(report, look, lost),
  };
}

/** Nothing is missing that no answer can make up for. @param {Report} report */
function canFollow(report) {
  return !missingTables(report) && (report.can_commit || report.questions.length > 0);
}

/** The files that are left out, when that is all that is wrong. @param {Report} report */
function lostFiles(report) {
  const errors = report.issues.filter(({ severity }) => severity === 'error');
  const ignored = report.files.filter(({ role }) => role === 'ignore').map(({ name }) => name);
  // A file that is unusable in this form may still have rows that count.
  const isLost = (/** @type {Issue} */ { code, file }) => LOST_FILES.includes(code) || (code === UNUSABLE && ignored.includes(file));
  if (!canFollow(report) || !errors.every(isLost)) return [];
  return [...new Set(errors.map(({ file }) => file))];
}

/** @param {Report} report @param {string[]} lost */
function mainLabel({ errors }, lost) {
  if (errors === 0) return 'Analyze';
  if (lost.length === 0) return 'Use the valid rows';
  return lost.length === 1 ? 'Continue without' : `Continue without ${counted(lost.length, 'file')}`;
}

/** @param {Report} report @param {Look} look @param {string[]} lost */
function notes(report, look, lost) {
  if (report.errors === 0) return report.questions.length > 0 ? ['The answers shown above are used.'] : [];
  if (lost.length > 0) return ['Every row of the other files counts.'];
  return [`Leaves out ${leftOut(report, look)}.`, 'The dashboard keeps showing this.'];
}

/** What the valid rows leave behind, file by file as the server counted it. @param {Report} report @param {Look} look */
function leftOut({ reconciliation: files }, { style }) {
  return (
    files
      .filter((file) => file.rows_excluded > 0)
      .map((file) => `${counted(file.rows_excluded, 'row')} of ${file.role}${amountsOf(file, style)}`)
      .join(', ') || 'the rows with errors'
  );
}

/** @param {Reconciliation} file @param {NumberStyle} style */
function amountsOf({ revenue_excluded: revenue, spend_excluded: spend }, style) {
  if (!revenue && !spend) return '';
  return ` (${moneyWords({ revenue, spend }, style) || NOT_READABLE})`;
}
