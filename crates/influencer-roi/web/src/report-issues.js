// What is wrong or worth knowing, grouped, each with its first examples and the way to mend it.

import { el, named } from './dom.js';
import { icon } from './icons.js';
import { issuesAddress } from './server.js';

/** @import { Issue } from './api.d.ts' */

/** What makes a file unusable, and with it often a table: told before the table that is missing for it. */
const CAUSES = ['unreadable_file', 'empty_file', 'missing_column', 'unknown_table', 'repeated_file'];
/** Warnings that stop on the report, since they are seldom meant. */
const SELDOM_MEANT = ['no_rows'];

/** @param {string} importId @param {Issue[]} issues */
export function reportIssues(importId, issues) {
  const files = [...new Set(issues.map((issue) => issue.file).filter(Boolean))];
  return el(
    'section',
    { class: 'report-part', 'aria-label': 'Issues' },
    el('h3', {}, 'What is wrong, or worth knowing'),
    ...[...issues].sort((a, b) => rank(a) - rank(b)).map(oneIssue),
    files.length > 0 &&
      el(
        'p',
        { class: 'issue-links' },
        ...files.flatMap((file) => [
          el(
            'a',
            { class: 'link', href: issuesAddress(importId, file), download: '' },
            icon('download', 14),
            'All lines with issues in ',
            named(file),
          ),
        ]),
      ),
  );
}

/** @param {Issue} issue */
function rank({ severity, code }) {
  if (severity === 'error') return CAUSES.includes(code) ? 0 : code === 'missing_table' ? 1 : 2;
  return SELDOM_MEANT.includes(code) ? 3 : 4;
}

/** @param {Issue} issue */
function oneIssue({ severity, title, code, file, count, first }) {
  return el(
    'details',
    { class: `issue is-${severity}`, open: severity === 'error' || SELDOM_MEANT.includes(code) },
    el(
      'summary',
      {},
      icon(severity === 'error' ? 'error' : 'warning', 15),
      el('span', { class: 'visually-hidden' }, `${severity}: `),
      el('span', { class: 'issue-title' }, title || code.replaceAll('_', ' ')),
      file && el('span', { class: 'issue-file' }, named(file)),
      el('span', { class: 'issue-count' }, `${count.toLocaleString('en-IN')}×`),
    ),
    el('ul', { class: 'issue-examples' }, ...first.map((found) => example(found))),
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
