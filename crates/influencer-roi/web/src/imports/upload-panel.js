// The upload at the top of the page: choose the files, watch them being read, and see the report when something needs an answer.
// Emits: a report to open, a dataset that has come into use.

import { el, fill } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { goesStraightThrough } from './import-answers.js';
import { draftOf, draftOfVersion } from './import-draft.js';
import { importReport } from './import-report.js';
import { runImport, runMoreFiles, untilRead } from './import-run.js';
import { forgetAnswers, saveAnswers, savedAnswers } from './saved-answers.js';
import { askDatasetReport, askDatasets, cancelImport, commitImport } from '../core/server.js';
import { stagedFiles } from './staged-files.js';
import { uploadMode } from './upload-mode.js';
import { uploadProgress } from './upload-progress.js';

/** @import { Committed, ImportState, Mapping } from '../core/api.d.ts' */
/** @import { Look } from '../core/figure.js' */
/** @import { Draft } from './import-draft.js' */
/** @import { Watching } from './import-run.js' */

/** What the address calls the report of a version, before its id. */
const OF_VERSION = 'version:';

/** The address's name for the report that a version was made with. @param {string} id */
export const reportOfVersion = (id) => OF_VERSION + id;

/**
 * @param {HTMLElement} root
 * @param {object} options
 * @param {() => Look} options.look
 * @param {(open: boolean) => void} options.onToggle
 * @param {(id: string) => void} options.onReport the report to show; '' for none
 * @param {(committed: Committed, importId: string) => void} options.onCommitted
 * @param {(importId: string) => (() => void) | null} options.undoOf takes an upload back, while that can be done
 */
export function uploadPanel(root, { look, onToggle, onReport, onCommitted, undoOf }) {
  const title = el('h2', { class: 'upload-title', tabindex: '-1', id: 'upload-title' }, '');
  const closing = el(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': 'Close the upload', onclick: () => close() },
    icon('close', 18),
  );
  const stage = el('div', { class: 'upload-body' });
  const other = el('div', { class: 'upload-body' });
  const panel = el(
    'section',
    { class: 'upload-panel card', hidden: true, 'aria-labelledby': 'upload-title' },
    el('header', { class: 'card-head' }, title, el('div', { class: 'chart-extra' }), closing),
    stage,
    other,
  );
  root.append(panel);

  const start = el(
    'button',
    { type: 'button', class: 'button is-primary', disabled: true, onclick: () => void upload() },
    icon('upload', 16),
    'Upload & Analyze',
  );
  const staged = stagedFiles(stage, {
    onChange: (files) => {
      start.disabled = files.length === 0;
      check.disabled = files.length === 0;
    },
  });
  const mode = uploadMode(stage);
  const check = el('button', { type: 'button', class: 'button', disabled: true, onclick: () => void upload(true) }, 'Check first');
  stage.append(el('footer', { class: 'upload-foot' }, check, start));

  /** What is known of imports by id, so that their report opens as it was left. @type {Map<string, Draft>} */
  const drafts = new Map();
  let reportId = '';
  let stop = new AbortController();
  /** The report on the screen. @type {ReturnType<typeof importReport> | null} */
  let report = null;
  /** Files are on their way, or a decision is. */
  let isSending = false;

  /** @param {boolean} isOpen */
  function toggle(isOpen) {
    panel.hidden = !isOpen;
    onToggle(isOpen);
  }

  /** @param {string} heading @param {boolean} staging */
  function showPart(heading, staging) {
    report?.stop();
    report = null;
    // What was dimmed on the screen before is not on this one.
    other.toggleAttribute('data-stale', false);
    title.textContent = heading;
    stage.hidden = !staging;
    other.hidden = staging;
    toggle(true);
    // What had the focus may just have gone; the heading says what came instead.
    if (!staging) title.focus();
  }

  /** The report on the screen is no longer wanted: neither here nor in the address. */
  function leaveReport() {
    const before = reportId;
    reportId = '';
    report?.stop();
    report = null;
    if (before) onReport('');
  }

  function showStage() {
    showPart('Upload your files', true);
    leaveReport();
  }

  function close() {
    stop.abort();
    toggle(false);
    leaveReport();
  }

  /** @param {boolean} [stops] on the report, whatever it says */
  async function upload(stops = false) {
    const state = await watched('Reading your files', (watching) => runImport(staged.files(), mode.mode(), watching));
    if (!state) return;
    if (state.state === 'failed' || !state.report) return showFailure(state.error?.message ?? 'The files could not be read.');
    drafts.set(state.id, draftOf({ ...state, report: state.report }));
    if (stops || !goesStraightThrough(state.report)) return onReport(state.id);
    await commit(state.id, 'reject', {}).catch(showFailure);
  }

  /** A missing table, or mended rows: everything is read again, and what was chosen is applied again. @param {string} id @param {File[]} files */
  async function addToImport(id, files) {
    const before = drafts.get(id);
    const state = await watched(
      'Reading your files again',
      (watching) => runMoreFiles(id, files, watching),
      (error) => {
        if (!before || reportId !== id) return showFailure(error);
        drawReport(before);
        report?.showTrouble(error);
      },
    );
    if (!state || reportId !== id) return;
    if (!state.report) return showFailure(state.error?.message ?? 'The files could not be read.');
    const draft = draftOf({ ...state, report: state.report });
    const chosen = before?.answers ?? {};
    const again = Object.keys(chosen).length > 0 ? { ...draft, answers: { ...draft.answers, ...chosen } } : draft;
    drafts.set(id, again);
    drawReport(again);
    // Files that cannot be read are not added; everything else stays as it was.
    if (state.error) report?.showTrouble(new Error(state.error.message));
  }

  /**
   * Runs with its progress on the screen. Stopped by the reader: back to the files.
   *
   * @param {string} heading
   * @param {(watching: Watching) => Promise<ImportState>} work
   * @param {(error: unknown) => void} [onFailure]
   * @returns {Promise<ImportState | null>} null when it was stopped or failed
   */
  async function watched(heading, work, onFailure = showFailure) {
    stop.abort();
    stop = new AbortController();
    const { signal } = stop;
    showPart(heading, false);
    const progress = uploadProgress(() => {
      stop.abort();
      showStage();
    });
    fill(other, progress.element);
    isSending = true;
    try {
      return await work({ signal, onProgress: progress.show });
    } catch (error) {
      if (!signal.aborted) onFailure(error);
      return null;
    } finally {
      // What was stopped ends when the next may have begun.
      if (stop.signal === signal) isSending = false;
    }
  }

  /** @param {string} id @param {'reject' | 'accept_valid'} policy @param {Mapping} mapping */
  async function commit(id, policy, mapping) {
    isSending = true;
    const committed = await commitImport(id, { policy, mapping }).finally(() => {
      isSending = false;
    });
    const { dataset } = committed;
    drafts.set(id, draftOfVersion(dataset.id, committed.report, Boolean(dataset.originals)));
    forgetAnswers(id);
    staged.clear();
    mode.reset();
    reportId = '';
    toggle(false);
    onCommitted(committed, id);
  }

  /** @param {unknown} error */
  function showFailure(error) {
    showPart('The files were not taken', false);
    const message = error instanceof Error ? error.message : String(error);
    fill(
      other,
      el(
        'div',
        { class: 'notice is-bad', role: 'alert' },
        icon('error', 17),
        el('p', {}, `${message} The numbers on the page have not changed.`),
      ),
      el(
        'footer',
        { class: 'upload-foot' },
        el('button', { type: 'button', class: 'button is-primary', onclick: showStage }, 'Back to the files'),
      ),
    );
  }

  /** @param {string} id */
  async function showReport(id) {
    reportId = id;
    showPart('What was understood', false);
    const known = drafts.get(id);
    if (known) return drawReport(known);
    fill(other, el('p', { class: 'choice-more' }, 'Loading the report …'));
    try {
      const draft = await askDraft(id);
      if (reportId !== id) return;
      drafts.set(id, draft);
      drawReport(draft);
    } catch (error) {
      if (reportId === id) showFailure(error);
    }
  }

  /** @param {Draft} draft */
  function drawReport(draft) {
    const id = reportId;
    showPart('What was understood', false);
    report = importReport(
      other,
      { draft, look: look() },
      {
        onCommit: (policy, mapping) => commit(id, policy, mapping),
        onDraft: (changed) => {
          drafts.set(id, changed);
          saveAnswers(id, changed.answers);
        },
        onMoreFiles: (files) => void addToImport(id, files),
        onDiscard: () => {
          void cancelImport(id).catch(() => undefined);
          drafts.delete(id);
          forgetAnswers(id);
          staged.clear();
          close();
        },
        onFiles: showStage,
        onClose: close,
        onUndo: undoOf(id),
      },
    );
    // Answers whose figures never came, or that a new reading has not seen yet.
    if (draft.state === 'ready' && draft.answers !== draft.settled) report.preview();
  }

  return {
    isOpen: () => !panel.hidden,
    open: showStage,
    close,
    /** Esc closes what can be opened again as it was, and stops nothing that is under way. */
    escape: () => !isSending && close(),
    /** @param {File[]} files */
    add(files) {
      if (files.length === 0) return;
      stop.abort();
      staged.add(files);
      showStage();
      panel.scrollIntoView({ block: 'nearest' });
    },
    /** Follows the address. @param {string} id */
    renderReport(id) {
      if (id === reportId) return;
      if (id) return void showReport(id);
      reportId = '';
      if (stage.hidden) toggle(false);
    },
  };
}

/** The report of an import, or of a version. @param {string} id as the address has it @returns {Promise<Draft>} */
async function askDraft(id) {
  if (id.startsWith(OF_VERSION)) {
    const version = id.slice(OF_VERSION.length);
    const [report, versions] = await Promise.all([askDatasetReport(version), askDatasets()]);
    return draftOfVersion(
      version,
      report,
      versions.some((one) => one.id === version && one.originals !== null),
    );
  }
  const state = await untilRead(id, { onProgress: () => undefined, signal: new AbortController().signal });
  if (!state.report) throw new Error(state.error?.message ?? 'There is no report of this upload any more.');
  const draft = draftOf({ ...state, report: state.report });
  // The server shows the report as it was asked for last, maybe by another tab: the figures are asked for under these answers.
  return draft.state === 'ready' ? { ...draft, answers: savedAnswers(id) ?? { ...draft.answers } } : draft;
}
