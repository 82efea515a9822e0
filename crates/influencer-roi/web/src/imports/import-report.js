// What the import understood, on one screen: files, questions, mapping, issues, what it adds up to, and what can be done now. Every change
// is shown to the server at once; the figures are drawn anew from its answer.

import { el, fill, named } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { undone, withReport } from './import-draft.js';
import { importPreview } from './import-preview.js';
import { keepingPlace } from '../ui/keep-place.js';
import { brandRule } from './report-brand.js';
import { reportCodes } from './report-codes.js';
import { reportFiles } from './report-files.js';
import { reportFoot } from './report-foot.js';
import { reportIssues } from './report-issues.js';
import { generalNotes } from './report-notes.js';
import { reportQuestions } from './report-questions.js';
import { reconciliation } from './report-reconciliation.js';
import { repeatedRows } from './report-repeated.js';
import { sourceClasses } from './report-sources.js';
import { foldedSpellings } from './report-spellings.js';
import { reportStatuses } from './report-statuses.js';
import { rememberedNotice, reportSummary } from './report-summary.js';
import { ServerError, issuesAddress, keepMapping } from '../core/server.js';

/** @import { Mapping } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */
/** @import { Draft } from './import-draft.js' */
/** @import { OnChange } from './report-files.js' */
/** @import { OnSaveShape } from './report-shape.js' */

/**
 * @typedef {object} ReportActions
 * @property {(policy: 'reject' | 'accept_valid', mapping: Mapping) => Promise<void>} onCommit
 * @property {(draft: Draft) => void} onDraft the reader changed something
 * @property {(files: File[]) => void} onMoreFiles a missing table, or corrected rows
 * @property {() => void} onDiscard
 * @property {() => void} onFiles back to the list of files
 * @property {() => void} onClose
 * @property {(() => void) | null} onUndo brings back the data from before, while this upload is what is in use
 */

/**
 * @param {HTMLElement} root
 * @param {{ draft: Draft, look: Look }} shown
 * @param {ReportActions} actions
 * @returns {{ stop: () => void, preview: () => void, showTrouble: (error: unknown) => void }}
 */
export function importReport(root, { draft: begun, look }, actions) {
  const open = begun.state === 'ready';
  let draft = begun;
  const body = el('div', { class: 'report-body' });
  const trouble = el('div', { class: 'report-trouble', role: 'alert' });
  const status = el('p', { class: 'report-status', role: 'status' });
  // Seen, not read out: it changes faster than it can be listened to.
  const progress = el('p', { class: 'report-status' });
  const decisions = el('div', { class: 'report-decisions' });
  fill(root, body, el('footer', { class: 'report-foot' }, trouble, status, progress, decisions));

  const asking = importPreview(draft.id, {
    onReport(report, answers) {
      take(withReport(draft, report, answers));
      show('The figures are recalculated.');
    },
    onRefused(error) {
      take(undone(draft));
      show('');
      showTrouble(error, 'The change was taken back.');
    },
    onProgress: (text) => fill(progress, text),
  });

  /** @param {Draft} next */
  function take(next) {
    draft = next;
    actions.onDraft(draft);
  }

  /** @type {OnChange} */
  const change = (changed) => {
    take({ ...draft, answers: changed(draft.answers) });
    preview();
  };

  /** The figures on the screen no longer hold until the answer is there. */
  function preview() {
    fill(trouble);
    fill(progress);
    fill(status, 'Recalculating the figures …');
    root.toggleAttribute('data-stale', true);
    body.setAttribute('aria-busy', 'true');
    drawFoot(true);
    void asking.ask(draft.answers);
  }

  /** @param {string} said */
  function show(said) {
    root.toggleAttribute('data-stale', false);
    body.removeAttribute('aria-busy');
    fill(progress);
    fill(status, said);
    keepingPlace(body, () => fill(body, ...reportParts(draft, look, open ? { change, saveShape } : null, actions.onMoreFiles)));
    drawFoot(false);
  }

  /** Keeps a file's mapping as the screen shows it: proposals that stand there are answers. @type {OnSaveShape} */
  async function saveShape(file, name) {
    await asking.ask(draft.answers);
    try {
      const { title } = await keepMapping(draft.id, file, name);
      fill(status, 'Saved as your own shape ', named(title), ': the next files with these columns are read by it.');
    } catch (error) {
      showTrouble(error);
    }
  }

  /** @param {boolean} isStale */
  function drawFoot(isStale) {
    fill(decisions, ...reportFoot({ draft, look, isStale }, { ...actions, onCommit: (policy) => void commit(policy) }));
  }

  /** @param {'reject' | 'accept_valid'} policy */
  async function commit(policy) {
    for (const button of decisions.querySelectorAll('button')) button.disabled = true;
    try {
      await actions.onCommit(policy, draft.answers);
    } catch (error) {
      showTrouble(error, 'The numbers on the page have not changed.');
      drawFoot(false);
    }
  }

  /** @param {unknown} error @param {string} [then] */
  function showTrouble(error, then = '') {
    const issues = error instanceof ServerError ? error.issues : [];
    const text = error instanceof Error ? error.message : String(error);
    fill(
      trouble,
      el('div', { class: 'notice is-bad' }, icon('error', 17), el('p', {}, `${text} ${then}`.trim())),
      issues.length > 0 && reportIssues(issues, look, { addressOf: null, onFiles: null }),
    );
  }

  show('');
  return { stop: asking.stop, preview, showTrouble };
}

/**
 * @param {Draft} draft
 * @param {Look} look
 * @param {{ change: OnChange, saveShape: OnSaveShape } | null} open null where nothing can be changed any more
 * @param {(files: File[]) => void} onMoreFiles
 */
function reportParts({ id, kind, hasFiles, state, report, answers, questions, spellings }, look, open, onMoreFiles) {
  const change = open && open.change;
  const repeated = report.repeated_rows;
  const onFiles = change ? onMoreFiles : null;
  const addressOf = hasFiles ? (/** @type {string} */ file) => issuesAddress(kind, id, file) : null;
  return [
    reportSummary(report, state),
    rememberedNotice(report),
    change && questions.length > 0 && reportQuestions(questions, answers, look, change),
    report.issues.length > 0 && reportIssues(report.issues, look, { addressOf, onFiles }),
    repeated && (repeated.rows > 0 || repeated.choice === 'drop') && repeatedRows(repeated, look, change),
    reportFiles(report, look, open, onFiles),
    generalNotes(report),
    (report.keys ?? []).length > 0 && reportCodes(report, look, change),
    reportStatuses(report, look, change),
    // Without a row of tracking there is nothing to class and nothing to take a brand from.
    report.sources.length > 0 &&
      el('div', { class: 'report-columns' }, sourceClasses(report.sources, look, change), brandRule(report, look, change)),
    spellings.length > 0 && foldedSpellings(spellings, answers, look, change),
    report.reconciliation.length > 0 && reconciliation(report.reconciliation, look),
  ];
}
