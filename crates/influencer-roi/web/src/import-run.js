// One import from the first byte to its report: sends the files, then asks how far the reading is. Stopping leaves nothing behind.

import { askImport, cancelImport, sendFiles } from './server.js';

/** @import { ImportState } from './api.d.ts' */

const FIRST_PAUSE_MS = 60;
const LONGEST_PAUSE_MS = 500;

/**
 * @typedef {object} ImportProgress
 * @property {'sending' | 'reading'} step
 * @property {number} bytes
 * @property {number} bytesTotal
 * @property {number} rows
 * @property {number} issues
 */

/**
 * @param {File[]} files
 * @param {{ onProgress: (progress: ImportProgress) => void, signal: AbortSignal }} options
 * @returns {Promise<ImportState>} ready with its report, or failed
 */
export async function runImport(files, { onProgress, signal }) {
  const started = await sendFiles(files, {
    signal,
    onSent: (bytes, bytesTotal) => onProgress({ step: 'sending', bytes, bytesTotal, rows: 0, issues: 0 }),
  });
  try {
    return await untilRead(started.id, onProgress, signal);
  } catch (error) {
    // Stopped or lost: the server need not keep the files. That it may be gone as well changes nothing here.
    if (signal.aborted) await cancelImport(started.id).catch(() => undefined);
    throw error;
  }
}

/** @param {string} id @param {(progress: ImportProgress) => void} onProgress @param {AbortSignal} signal */
async function untilRead(id, onProgress, signal) {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    const state = await askImport(id, signal);
    if (state.progress) {
      const { bytes, bytes_total, rows, issues } = state.progress;
      onProgress({ step: 'reading', bytes, bytesTotal: bytes_total, rows, issues });
    }
    if (state.state !== 'running') return state;
    await wait(pause, signal);
  }
}

/** @param {number} milliseconds @param {AbortSignal} signal @returns {Promise<void>} */
function wait(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(new DOMException('Stopped', 'AbortError'));
      },
      { once: true },
    );
  });
}
