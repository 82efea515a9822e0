// The report in one line: how many files, what is wrong, what would be left out, and whether anything has changed yet.

import { el, named } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { counted } from '../core/numbers.js';

/** @import { ImportState, Report } from '../core/api.d.ts' */

/** @param {Report} report @param {ImportState['state']} state */
export function reportSummary(report, state) {
  const { errors, warnings, files, questions, appended_to: before, excluded } = report;
  return el(
    'p',
    { class: 'report-summary' },
    counted(files.length, 'file'),
    before && el('span', { class: 'badge' }, 'added to ', named(before.name)),
    el(
      'span',
      { class: errors > 0 ? 'badge is-bad' : 'badge is-good' },
      icon(errors > 0 ? 'error' : 'check', 13),
      errors > 0 ? counted(errors, 'error') : 'No errors',
    ),
    state === 'ready' &&
      questions.length > 0 &&
      el('span', { class: 'badge is-warn' }, icon('explain', 13), counted(questions.length, 'question')),
    warnings > 0 && el('span', { class: 'badge is-warn' }, icon('warning', 13), counted(warnings, 'warning')),
    excluded && excluded.rows > 0 && el('span', { class: 'badge is-warn' }, leftOutText(excluded.rows, state)),
    el('span', {}, stateText(state)),
  );
}

/** What an earlier upload decided for this one; nothing where it decided nothing. @param {Report} report */
export function rememberedNotice({ remembered = [] }) {
  if (remembered.length === 0) return null;
  return el(
    'div',
    { class: 'report-remembered', role: 'note' },
    el('p', {}, 'Read as you chose for earlier files with the same columns. Change below what no longer applies:'),
    el('ul', {}, ...remembered.map((choice) => el('li', {}, named(choice)))),
  );
}

/** @param {number} rows @param {ImportState['state']} state */
function leftOutText(rows, state) {
  return `${counted(rows, 'row')} ${state === 'ready' ? 'would be left out' : 'left out'}`;
}

/** @param {ImportState['state']} state */
function stateText(state) {
  return state === 'ready'
    ? 'Nothing has changed yet: the dashboard still shows the data from before.'
    : 'This became a version of the data.';
}
