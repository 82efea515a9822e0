// What the import understood, on one screen: files, questions, mapping, issues, what it adds up to, and what can be done now.

import { withAnswer } from './import-answers.js';
import { el, fill, named } from './dom.js';
import { icon } from './icons.js';
import { counted } from './numbers.js';
import { brandRule } from './report-brand.js';
import { decisionOn } from './report-decision.js';
import { reportFiles } from './report-files.js';
import { reportIssues } from './report-issues.js';
import { reportQuestions } from './report-questions.js';
import { reconciliation } from './report-reconciliation.js';
import { sourceClasses } from './report-sources.js';
import { ServerError } from './server.js';

/** @import { ImportState, Mapping, Report } from './api.d.ts' */
/** @import { Look } from './figure.js' */

/**
 * @typedef {object} ReportActions
 * @property {(policy: 'reject' | 'accept_valid', mapping: Mapping) => Promise<void>} onCommit
 * @property {() => void} onDiscard
 * @property {() => void} onFiles back to the list of files
 * @property {() => void} onClose
 * @property {(() => void) | null} onUndo brings back the data from before, while this upload is what is in use
 */

/**
 * @param {HTMLElement} root
 * @param {{ id: string, state: ImportState, look: Look }} shown
 * @param {ReportActions} actions
 */
export function drawReport(root, { id, state, look }, actions) {
  const report = /** @type {Report} */ (state.report);
  const open = state.state === 'ready';
  const foot = el('footer', { class: 'upload-foot report-foot' });
  /** What the reader has answered or changed so far. @type {Mapping} */
  let answers = {};
  /** @param {string} part @param {string} value */
  const answer = (part, value) => {
    answers = withAnswer(answers, part, value);
    drawFoot();
  };
  for (const { id: part, proposed } of report.questions) if (proposed) answers = withAnswer(answers, part, proposed);

  const trouble = el('div', { role: 'alert' });
  const drawFoot = () =>
    fill(foot, ...(open ? decisions(report, answers, look, act, actions) : afterwards(actions)));
  /** @param {'reject' | 'accept_valid'} policy */
  async function act(policy) {
    for (const button of foot.querySelectorAll('button')) button.disabled = true;
    try {
      await actions.onCommit(policy, answers);
    } catch (error) {
      const issues = error instanceof ServerError ? error.issues : [];
      fill(
        trouble,
        el(
          'div',
          { class: 'notice is-bad' },
          icon('error', 17),
          el('p', {}, `${error instanceof Error ? error.message : error} The numbers on the page have not changed.`),
        ),
        issues.length > 0 && reportIssues(id, issues),
      );
      drawFoot();
    }
  }

  fill(
    root,
    el('p', { class: 'report-summary' }, ...summary(report, state)),
    open && report.questions.length > 0 && reportQuestions(report.questions, answers, answer),
    report.issues.length > 0 && reportIssues(id, report.issues),
    reportFiles(report.files),
    // Without a row of tracking there is nothing to class and nothing to take a brand from.
    report.sources.length > 0 &&
      el(
        'div',
        { class: 'report-columns' },
        sourceClasses(report.sources, look, open ? (value, to) => answer(`source.${value}`, to) : null),
        brandRule(report, look, open ? (rule) => answer('brand', rule) : null),
      ),
    report.reconciliation.length > 0 && reconciliation(report.reconciliation, look),
    trouble,
    foot,
  );
  drawFoot();
}

/** @param {Report} report @param {ImportState} state */
function summary(report, state) {
  const errors = el(
    'span',
    { class: report.errors > 0 ? 'badge is-bad' : 'badge is-good' },
    icon(report.errors > 0 ? 'error' : 'check', 13),
    report.errors > 0 ? counted(report.errors, 'error') : 'No errors',
  );
  const warnings =
    report.warnings > 0 && el('span', { class: 'badge is-warn' }, icon('warning', 13), counted(report.warnings, 'warning'));
  const open = state.state === 'ready';
  return [
    counted(report.files.length, 'file'),
    ' ',
    errors,
    ' ',
    warnings,
    ' ',
    open ? 'Nothing has changed yet: the dashboard still shows the data from before.' : 'This upload is in the data.',
  ];
}

/**
 * @param {Report} report
 * @param {Mapping} answers
 * @param {Look} look
 * @param {(policy: 'reject' | 'accept_valid') => void} act
 * @param {ReportActions} actions
 */
function decisions(report, answers, look, act, actions) {
  const { label, file, policy, blocked, notes } = decisionOn(report, answers, look);
  const main = el(
    'button',
    { type: 'button', class: 'button is-primary', disabled: blocked, title: file || null, onclick: () => act(policy) },
    el('span', { class: 'button-text' }, label, file && ' ', file && named(file)),
  );
  return [
    main,
    el('button', { type: 'button', class: 'button', onclick: actions.onFiles }, 'Change the files'),
    el('button', { type: 'button', class: 'button', onclick: actions.onDiscard }, 'Discard'),
    el('p', { class: 'report-note' }, notes.join(' ')),
  ];
}

/** @param {ReportActions} actions */
function afterwards({ onClose, onUndo }) {
  return [
    el('button', { type: 'button', class: 'button is-primary', onclick: onClose }, 'Close'),
    onUndo && el('button', { type: 'button', class: 'button', onclick: onUndo }, 'Undo this upload'),
  ];
}
