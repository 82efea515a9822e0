// What is wrong or worth knowing, one entry a kind, each with what it means, the money it touches, its first examples and the way to correct
// it: rows can be taken away, corrected and brought back. Emits: corrected or missing files.

import { el, named } from '../ui/dom.js';
import { fileButton } from '../ui/file-button.js';
import { icon } from '../ui/icons.js';
import { moneyWords } from '../core/money-words.js';
import { counted } from '../core/numbers.js';

/** @import { Issue } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */
/** @import { NumberStyle } from '../core/numbers.js' */

/** What makes a file unusable, and with it often a table: reported before the table that is missing for it. */
const CAUSES = ['unreadable_file', 'unusable_file', 'empty_file', 'missing_column', 'unknown_table', 'repeated_file'];
/** Warnings that stop on the report, since they are seldom meant. */
const SELDOM_MEANT = ['no_rows'];

/**
 * @typedef {object} CorrectionLinks
 * @property {((file: string) => string) | null} addressOf where the rows with issues of a file can be had
 * @property {((files: File[]) => void) | null} onFiles null where no more files are taken
 */

/**
 * @param {Issue[]} issues
 * @param {Look} look
 * @param {CorrectionLinks} corrections
 */
export function reportIssues(issues, look, { addressOf, onFiles }) {
  const files = [...new Set(issues.map((issue) => issue.file).filter(Boolean))];
  return el(
    'section',
    { class: 'report-part report-issues', 'aria-label': 'Issues' },
    el('h3', {}, 'What is wrong, or worth knowing'),
    ...groupsOf(issues).map((group) => oneGroup(group, look.style, onFiles)),
    addressOf && files.length > 0 && correctionLines(files, addressOf, onFiles),
  );
}

/** The issues of each kind, the worst first. @param {Issue[]} issues */
export function groupsOf(issues) {
  /** @type {Map<string, Issue[]>} */
  const groups = new Map();
  for (const issue of issues) {
    const kind = `${issue.severity} ${issue.code}`;
    groups.set(kind, [...(groups.get(kind) ?? []), issue]);
  }
  return [...groups.values()].sort(([a], [b]) => rank(a) - rank(b));
}

/** @param {Issue} issue */
function rank({ severity, code }) {
  if (severity === 'error') return CAUSES.includes(code) ? 0 : code === 'missing_table' ? 1 : 2;
  return SELDOM_MEANT.includes(code) ? 3 : 4;
}

/** @param {Issue[]} group @param {NumberStyle} style @param {((files: File[]) => void) | null} onFiles */
function oneGroup(group, style, onFiles) {
  const [{ severity, code, title, meaning, file }] = group;
  const count = group.reduce((sum, issue) => sum + issue.count, 0);
  const isError = severity === 'error';
  const touched = group.length === 1 ? touchedMoney(group[0], style) : '';
  return el(
    'details',
    { class: `issue is-${severity}`, open: isError || SELDOM_MEANT.includes(code), 'data-place': `issue ${severity} ${code}` },
    el(
      'summary',
      {},
      severityBadge(isError),
      el('span', { class: 'issue-title' }, title || code.replaceAll('_', ' ')),
      file && el('span', { class: 'issue-file' }, group.length > 1 ? counted(group.length, 'file') : named(file)),
      touched && el('span', { class: 'issue-money' }, touched),
      el('span', { class: 'issue-count' }, `${count.toLocaleString('en-IN')}×`),
    ),
    el(
      'div',
      { class: 'issue-body' },
      meaning && el('p', { class: 'issue-meaning' }, meaning),
      ...group.map((issue) => examplesOf(issue, group.length > 1, style)),
      code === 'missing_table' && onFiles && fileButton('Add the missing file', onFiles),
    ),
  );
}

/** By icon and word, never by colour alone. @param {boolean} isError */
function severityBadge(isError) {
  return isError
    ? el('span', { class: 'badge is-bad' }, icon('error', 13), 'Error')
    : el('span', { class: 'badge is-warn' }, icon('warning', 13), 'Warning');
}

/** @param {Issue} issue @param {NumberStyle} style */
function touchedMoney({ money }, style) {
  const words = money ? moneyWords(money, style) : '';
  return words && `touches ${words}`;
}

/** @param {Issue} issue @param {boolean} isOneOfMany @param {NumberStyle} style */
function examplesOf(issue, isOneOfMany, style) {
  const { file, count, first } = issue;
  const rest = count - first.length;
  const touched = touchedMoney(issue, style);
  return el(
    'div',
    {},
    isOneOfMany && el('p', { class: 'issue-of-file' }, named(file), ` ${count.toLocaleString('en-IN')}×${touched && `, ${touched}`}`),
    el('ul', { class: 'issue-examples' }, ...first.map(example)),
    rest > 0 && first.length > 0 && el('p', { class: 'card-hint' }, `and ${rest.toLocaleString('en-IN')} more`),
  );
}

/** @param {Issue['first'][number]} found */
function example({ line, column, found, expected, fix }) {
  const where = [line ? `Line ${line}` : '', column ? `column ${column}` : ''].filter(Boolean).join(', ');
  return el(
    'li',
    {},
    where && el('span', { class: 'issue-where' }, el('bdi', {}, where), ': '),
    found && el('span', {}, 'found ', el('q', { class: 'issue-found' }, named(found))),
    expected && `${found ? ', ' : ''}expected ${expected}. `,
    fix && el('strong', { class: 'issue-fix' }, fix),
  );
}

/** @param {string[]} files @param {(file: string) => string} addressOf @param {((files: File[]) => void) | null} onFiles */
function correctionLines(files, addressOf, onFiles) {
  return el(
    'div',
    { class: 'corrections' },
    onFiles &&
      el(
        'p',
        { class: 'card-hint' },
        'Download the rows with issues, correct them in the file, and upload it here: each row takes the place of the old one.',
      ),
    el('ul', {}, ...files.map((file) => correctionLine(file, addressOf(file), onFiles))),
  );
}

/** @param {string} file @param {string} address @param {((files: File[]) => void) | null} onFiles */
function correctionLine(file, address, onFiles) {
  const link = el(
    'a',
    { class: 'link', href: address, download: '', 'aria-label': `Download rows with issues (CSV) of ${file.slice(0, 80)}` },
    icon('download', 14),
    'Download rows with issues (CSV)',
  );
  return el('li', { class: 'corrections-line' }, named(file), link, onFiles && fileButton('Upload corrected rows', onFiles));
}
