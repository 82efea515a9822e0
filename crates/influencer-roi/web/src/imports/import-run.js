// One import from the first byte to its report: sends the files, then asks how far the reading is. Stopping leaves nothing behind.

import { askImport, cancelImport, sendFiles, sendMoreFiles } from '../core/server.js';
import { wait } from '../core/wait.js';

/** @import { ImportMode, ImportState } from '../core/api.d.ts' */
/** @import { Sending } from '../core/server.js' */

const FIRST_PAUSE_MS = 60;
const LONGEST_PAUSE_MS = 500;

/**
 * @typedef {object} ImportProgress
 * @property {'sending' | 'reading'} step
 * @property {number} bytes
 * @property {number} bytesTotal
 * @property {number} rows
 * @property {number} issues
 *
 * @typedef {{ onProgress: (progress: ImportProgress) => void, signal: AbortSignal }} ProgressWatch
 */

/**
 * @param {File[]} files
 * @param {ImportMode} mode
 * @param {ProgressWatch} watch
 * @returns {Promise<ImportState>} ready with its report, or failed
 */
export const runImport = (files, mode, watch) => run((sent) => sendFiles(files, mode, sent), watch);

/**
 * The import read again with more files.
 *
 * @param {string} id
 * @param {File[]} files
 * @param {ProgressWatch} watch
 * @returns {Promise<ImportState>} ready with its report, or failed
 */
export async function runMoreFiles(id, files, watch) {
  // A preview that is no longer waited for may still be working on the import.
  await untilRead(id, watch);
  return run((sent) => sendMoreFiles(id, files, sent), watch);
}

/** @param {(sent: Sending) => Promise<ImportState>} send @param {ProgressWatch} watch */
async function run(send, { onProgress, signal }) {
  const started = await send({
    signal,
    onSent: (bytes, bytesTotal) => onProgress({ step: 'sending', bytes, bytesTotal, rows: 0, issues: 0 }),
  });
  try {
    return await untilRead(started.id, { onProgress, signal });
  } catch (error) {
    // Stopped or lost: the server need not keep the files. That it may be gone as well changes nothing here.
    if (signal.aborted) await cancelImport(started.id).catch(() => undefined);
    throw error;
  }
}

/** An import as it is when it is no longer being read. @param {string} id @param {ProgressWatch} watch @returns {Promise<ImportState>} */
export async function untilRead(id, { onProgress, signal }) {
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
