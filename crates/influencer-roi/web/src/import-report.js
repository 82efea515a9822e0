// What the import understood, on one screen: files, questions, mapping, issues, what it adds up to, and what can be done now.

import { missingTables, needsAnswer, withAnswer } from './import-answers.js';
import { el, fill } from './dom.js';
import { icon } from './icons.js';
import { counted, figureOf } from './numbers.js';
import { brandRule } from './report-brand.js';
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
    fill(
      foot,
      ...(open
        ? decisions(report, answers, look, act, actions)
        : [el('button', { type: 'button', class: 'button is-primary', onclick: actions.onClose }, 'Close')]),
    );
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
    el(
      'div',
      { class: 'report-columns' },
      report.sources.length > 0 &&
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
  const missing = missingTables(report);
  const waits = report.questions.some((question) => needsAnswer(question, answers));
  const blocked = missing || waits;
  const main =
    report.errors > 0
      ? el(
          'button',
          { type: 'button', class: 'button is-primary', disabled: blocked, onclick: () => act('accept_valid') },
          'Use the valid rows',
        )
      : el('button', { type: 'button', class: 'button is-primary', disabled: blocked, onclick: () => act('reject') }, 'Analyze');
  let note = Object.keys(answers).length > 0 ? 'The figures are worked out anew from your answers.' : '';
  if (report.errors > 0) note = `Leaves out ${leftOut(report, look)}`;
  if (waits) note = 'Answer the questions above first.';
  if (missing) note = 'A table is missing: add its file and upload again.';
  return [
    main,
    el('button', { type: 'button', class: 'button', onclick: actions.onFiles }, 'Change the files'),
    el('button', { type: 'button', class: 'button', onclick: actions.onDiscard }, 'Discard'),
    el('p', { class: 'report-note' }, note),
  ];
}

/** What the valid rows leave behind, file by file as the server counted it. @param {Report} report @param {Look} look */
function leftOut({ reconciliation: files }, { style }) {
  return (
    files
      .filter((file) => file.rows_excluded > 0)
      .map((file) => {
        const money = [
          [figureOf(file.revenue_excluded), 'revenue'],
          [figureOf(file.spend_excluded), 'spend'],
        ].flatMap(([figure, word]) =>
          typeof figure === 'object' && figure.value !== null ? [`${style.full('money', figure.value)} ${word}`] : [],
        );
        return [counted(file.rows_excluded, 'row'), `of ${file.role}`, money.length > 0 ? `(${money.join(', ')})` : '']
          .join(' ')
          .trim();
      })
      .join(', ') || 'the rows with errors'
  );
}
