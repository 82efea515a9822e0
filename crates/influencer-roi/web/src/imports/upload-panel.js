// The upload at the top of the page: choose the files, watch them being read, and see the report when something needs an answer.
// Emits: a report to open, a dataset that has come into use.

import { cancelImport, commitImport } from '../core/server.js';
import { el, fill } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { goesStraightThrough } from './import-answers.js';
import { draftOf, draftOfVersion } from './import-draft.js';
import { runImport, runMoreFiles } from './import-run.js';
import { reportScreen } from './report-screen.js';
import { forgetAnswers } from './saved-answers.js';
import { uploadFrame } from './upload-frame.js';
import { uploadRuns } from './upload-runs.js';
import { uploadStage } from './upload-stage.js';

/** @import { Committed, ImportState, Mapping } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */
/** @import { Draft } from './import-draft.js' */

const NOT_READ = 'The files could not be read.';

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
  const frame = uploadFrame(root, { onToggle, onClose: close });
  const stage = uploadStage(frame.stage, { onUpload: (stopsAtReport) => void upload(stopsAtReport) });
  const report = reportScreen(frame, { look, actions: reportActions, onFailure: showFailure });
  const runs = uploadRuns({ screen: frame.screen, onStart: showScreen, onStopped: showStage, onFailure: showFailure });
  let isCommitting = false;

  /** @param {string} heading */
  function showScreen(heading) {
    report.clear();
    frame.show(heading, 'screen');
  }

  function showStage() {
    report.clear();
    frame.show('Upload your files', 'stage');
    leaveReport();
  }

  function close() {
    runs.stop();
    frame.toggle(false);
    leaveReport();
  }

  /** The report on the screen is no longer wanted: neither here nor in the address. */
  function leaveReport() {
    const before = report.name();
    report.rename('');
    report.clear();
    if (before) onReport('');
  }

  /** @param {boolean} stopsAtReport whatever it says */
  async function upload(stopsAtReport) {
    const state = await runs.run('Reading your files', (watch) => runImport(stage.files(), stage.mode(), watch));
    if (!state) return;
    if (state.state === 'failed' || !state.report) return showFailure(state.error?.message ?? NOT_READ);
    report.remember(state.id, draftOf({ ...state, report: state.report }));
    if (stopsAtReport || !goesStraightThrough(state.report)) return onReport(state.id);
    await commit(state.id, 'reject', {}).catch(showFailure);
  }

  /** A missing table, or corrected rows: everything is read again, and what was chosen is applied again. @param {string} id @param {File[]} files */
  async function addToImport(id, files) {
    const before = report.draft(id);
    const state = await runs.run(
      'Reading your files again',
      (watch) => runMoreFiles(id, files, watch),
      (error) => {
        if (!before || report.name() !== id) return showFailure(error);
        report.draw(before);
        report.showTrouble(error);
      },
    );
    if (!state || report.name() !== id) return;
    const draft = draftReadAgain(state, before);
    if (!draft) return showFailure(state.error?.message ?? NOT_READ);
    report.remember(id, draft);
    report.draw(draft);
    // Files that cannot be read are not added; everything else stays as it was.
    if (state.error) report.showTrouble(new Error(state.error.message));
  }

  /** @param {string} id @param {'reject' | 'accept_valid'} policy @param {Mapping} mapping */
  async function commit(id, policy, mapping) {
    isCommitting = true;
    const committed = await commitImport(id, policy, mapping).finally(() => {
      isCommitting = false;
    });
    const { dataset } = committed;
    report.remember(id, draftOfVersion(dataset.id, committed.report, Boolean(dataset.originals)));
    forgetAnswers(id);
    stage.reset();
    report.rename(id);
    frame.toggle(false);
    onCommitted(committed, id);
  }

  /** @param {string} id */
  function discard(id) {
    void cancelImport(id).catch(() => undefined);
    report.forget(id);
    forgetAnswers(id);
    stage.clear();
    close();
  }

  /** @param {string} id */
  function reportActions(id) {
    return {
      onCommit: (/** @type {'reject' | 'accept_valid'} */ policy, /** @type {Mapping} */ mapping) => commit(id, policy, mapping),
      onMoreFiles: (/** @type {File[]} */ files) => void addToImport(id, files),
      onDiscard: () => discard(id),
      onFiles: showStage,
      onClose: close,
      onUndo: undoOf(id),
    };
  }

  /** @param {unknown} error */
  function showFailure(error) {
    showScreen('The files were not accepted');
    fill(frame.screen, ...failure(error, showStage));
  }

  return {
    isOpen: frame.isOpen,
    open: showStage,
    close,
    /** Esc closes what can be opened again as it was, and stops nothing that is under way. */
    escape: () => !runs.isRunning() && !isCommitting && close(),
    /** @param {File[]} files */
    add(files) {
      if (files.length === 0) return;
      runs.stop();
      stage.add(files);
      showStage();
      frame.scrollIntoView();
    },
    /** Follows the address. @param {string} id */
    renderReport(id) {
      if (id === report.name()) return;
      if (id) return void report.open(id);
      report.rename('');
      if (!frame.isStaging()) frame.toggle(false);
    },
  };
}

/** An import that was read again, with what was chosen before; null where there is no report. @param {ImportState} state @param {Draft | undefined} before @returns {Draft | null} */
function draftReadAgain(state, before) {
  if (!state.report) return null;
  const draft = draftOf({ ...state, report: state.report });
  const chosen = before?.answers ?? {};
  return Object.keys(chosen).length > 0 ? { ...draft, answers: { ...draft.answers, ...chosen } } : draft;
}

/** @param {unknown} error @param {() => void} onBack */
function failure(error, onBack) {
  const message = error instanceof Error ? error.message : String(error);
  return [
    el(
      'div',
      { class: 'notice is-bad', role: 'alert' },
      icon('error', 17),
      el('p', {}, `${message} The numbers on the page have not changed.`),
    ),
    el(
      'footer',
      { class: 'upload-foot' },
      el('button', { type: 'button', class: 'button is-primary', onclick: onBack }, 'Back to the files'),
    ),
  ];
}
