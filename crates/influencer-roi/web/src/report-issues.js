// What is wrong or worth knowing, grouped, each with its first examples and the way to mend it.

import { el, named } from './dom.js';
import { icon } from './icons.js';
import { issuesAddress } from './server.js';

/** @import { Issue } from './api.d.ts' */

/** @param {string} importId @param {Issue[]} issues errors first */
export function reportIssues(importId, issues) {
  const files = [...new Set(issues.map((issue) => issue.file).filter(Boolean))];
  return el(
    'section',
    { class: 'report-part', 'aria-label': 'Issues' },
    el('h3', {}, 'What is wrong, or worth knowing'),
    ...[...issues].sort((a, b) => a.severity.localeCompare(b.severity)).map((issue, at) => oneIssue(issue, at === 0)),
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

/** @param {Issue} issue @param {boolean} open */
function oneIssue({ severity, title, code, file, count, first }, open) {
  return el(
    'details',
    { class: `issue is-${severity}`, open: open && severity === 'error' },
    el(
      'summary',
      {},
      icon(severity === 'error' ? 'error' : 'warning', 15),
      el('span', { class: 'visually-hidden' }, `${severity}: `),
      el('span', { class: 'issue-title' }, title || code.replaceAll('_', ' ')),
      file && el('span', { class: 'issue-file' }, named(file)),
      el('span', { class: 'issue-count' }, `${count.toLocaleString('en-IN')}×`),
    ),
    el('ul', { class: 'issue-examples' }, ...first.map(example)),
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
