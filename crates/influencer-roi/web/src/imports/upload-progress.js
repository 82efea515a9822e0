// How far an upload is: bytes, rows and issues so far, with a way to stop it. Emits: that it is to be stopped.

import { el } from '../ui/dom.js';
import { counted, fileSize } from '../core/numbers.js';

/** @import { ImportProgress } from './import-run.js' */

/** Said aloud so many times at most: the numbers change faster than they can be listened to. */
const SPOKEN_STEPS = 4;

/** @param {() => void} onCancel */
export function uploadProgress(onCancel) {
  const bar = el('progress', { class: 'upload-bar', max: 1, 'aria-label': 'Progress of the upload' });
  const text = el('p', { class: 'upload-progress-text' }, 'Sending …');
  const spoken = el('p', { class: 'visually-hidden', role: 'status' });
  const cancel = el('button', { type: 'button', class: 'button', onclick: onCancel }, 'Cancel');
  let lastSpoken = '';

  return {
    element: el('div', { class: 'upload-progress' }, bar, text, spoken, cancel),
    /** @param {ImportProgress} progress */
    show(progress) {
      const { step, bytes, bytesTotal } = progress;
      const share = bytesTotal > 0 ? bytes / bytesTotal : 0;
      bar.value = share;
      text.textContent = progressText(progress);
      const due = `${step} ${Math.floor(share * SPOKEN_STEPS)}`;
      if (due === lastSpoken) return;
      lastSpoken = due;
      spoken.textContent = text.textContent;
    },
  };
}

/** @param {ImportProgress} progress */
export function progressText({ step, bytes, bytesTotal, rows, issues }) {
  const part = `${fileSize(bytes)} of ${fileSize(bytesTotal)}`;
  if (step === 'sending') return `Sending: ${part}`;
  return `Reading: ${part} · ${counted(rows, 'row')} · ${counted(issues, 'issue')} so far`;
}
