// The upload at the top of the page: choose the files, watch them being read, and see the report when something needs an answer.
// Emits: a report to open, a dataset that has come into use.

import { el, fill } from './dom.js';
import { icon } from './icons.js';
import { drawReport } from './import-report.js';
import { goesStraightThrough } from './import-answers.js';
import { runImport } from './import-run.js';
import { counted, fileSize } from './numbers.js';
import { askImport, cancelImport, commitImport } from './server.js';
import { stagedFiles } from './staged-files.js';

/** @import { Committed, ImportState, Mapping } from './api.d.ts' */
/** @import { Look } from './figure.js' */
/** @import { ImportProgress } from './import-run.js' */

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
    },
  });
  stage.append(el('footer', { class: 'upload-foot' }, start));

  /** Finished imports by id, so that their report opens without asking again. @type {Map<string, ImportState>} */
  const finished = new Map();
  let reportId = '';
  let stop = new AbortController();
  /** Files are on their way, or a decision is. */
  let isSending = false;

  /** @param {boolean} isOpen */
  function toggle(isOpen) {
    panel.hidden = !isOpen;
    onToggle(isOpen);
  }

  /** @param {string} heading @param {boolean} staging */
  function showPart(heading, staging) {
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

  async function upload() {
    stop = new AbortController();
    const { signal } = stop;
    showPart('Reading your files', false);
    const cancel = el(
      'button',
      {
        type: 'button',
        class: 'button',
        onclick: () => {
          stop.abort();
          showStage();
        },
      },
      'Cancel',
    );
    const bar = el('progress', { class: 'upload-bar', max: 1, 'aria-label': 'Progress of the upload' });
    const text = el('p', { class: 'upload-progress-text' }, 'Sending …');
    fill(other, el('div', { class: 'upload-progress' }, bar, text, cancel));
    isSending = true;
    try {
      const state = await runImport(staged.files(), { signal, onProgress: (progress) => drawProgress(bar, text, progress) });
      finished.set(state.id, state);
      if (state.state === 'failed' || !state.report) showFailure(state.error?.message ?? 'The files could not be read.');
      else if (goesStraightThrough(state.report))
        await commit(state.id, 'reject', {});
      else onReport(state.id);
    } catch (error) {
      if (!signal.aborted) showFailure(error instanceof Error ? error.message : String(error));
    } finally {
      // An upload that was stopped ends when the next one may have begun.
      if (stop.signal === signal) isSending = false;
    }
  }

  /** @param {string} id @param {'reject' | 'accept_valid'} policy @param {Mapping} mapping */
  async function commit(id, policy, mapping) {
    isSending = true;
    const committed = await commitImport(id, { policy, mapping }).finally(() => {
      isSending = false;
    });
    finished.set(id, { id, state: 'committed', report: committed.report });
    staged.clear();
    reportId = '';
    toggle(false);
    onCommitted(committed, id);
  }

  /** @param {string} message */
  function showFailure(message) {
    showPart('The files were not taken', false);
    fill(
      other,
      el(
        'div',
        { class: 'notice is-bad' },
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
    let state = finished.get(id);
    if (!state) {
      fill(other, el('p', { class: 'choice-more' }, 'Loading the report …'));
      try {
        state = await askImport(id);
      } catch (error) {
        if (reportId === id) showFailure(error instanceof Error ? error.message : String(error));
        return;
      }
    }
    if (reportId !== id) return;
    if (!state.report) return showFailure(state.error?.message ?? 'There is no report of this upload any more.');
    drawReport(
      other,
      { id, state, look: look() },
      {
        onCommit: (policy, mapping) => commit(id, policy, mapping),
        onDiscard: () => {
          void cancelImport(id).catch(() => undefined);
          finished.delete(id);
          staged.clear();
          close();
        },
        onFiles: showStage,
        onClose: close,
        onUndo: undoOf(id),
      },
    );
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

/** @param {HTMLProgressElement} bar @param {HTMLElement} text @param {ImportProgress} progress */
function drawProgress(bar, text, { step, bytes, bytesTotal, rows, issues }) {
  if (bytesTotal > 0) bar.value = bytes / bytesTotal;
  const part = `${fileSize(bytes)} of ${fileSize(bytesTotal)}`;
  text.textContent =
    step === 'sending' ? `Sending: ${part}` : `Reading: ${part} · ${counted(rows, 'row')} · ${counted(issues, 'issue')}`;
}
