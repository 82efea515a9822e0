// Asks what the figures are under other answers. Changes that follow each other quickly are asked once; a slow answer never overwrites a
// newer one; while files are read again it says how far that is.

import { untilRead } from './import-run.js';
import { latestOnly } from '../core/latest.js';
import { ServerError, previewImport } from '../core/server.js';
import { progressText } from './upload-progress.js';
import { wait } from '../core/wait.js';

/** @import { Mapping, Report } from '../core/api.d.ts' */

const PAUSE_MS = 200;
const PROGRESS_AFTER_MS = 700;

/**
 * @param {string} id of the import
 * @param {object} options
 * @param {(report: Report, answers: Mapping) => void} options.onReport
 * @param {(error: unknown) => void} options.onRefused
 * @param {(text: string) => void} options.onProgress
 */
export function importPreview(id, { onReport, onRefused, onProgress }) {
  const run = latestOnly();

  /** @param {Mapping} answers @param {AbortSignal} signal */
  async function preview(answers, signal) {
    await wait(PAUSE_MS, signal);
    const ended = new AbortController();
    void follow(AbortSignal.any([signal, ended.signal]));
    try {
      return await inTurn(answers, signal);
    } finally {
      ended.abort();
    }
  }

  /** A reading that was given up has the import until it ends: this one waits for it. @param {Mapping} answers @param {AbortSignal} signal */
  async function inTurn(answers, signal) {
    for (;;) {
      try {
        return await previewImport(id, answers, signal);
      } catch (error) {
        if (!(error instanceof ServerError) || error.code !== 'not_ready') throw error;
        const { state } = await untilRead(id, { onProgress: () => undefined, signal });
        if (state !== 'ready') throw error;
        await wait(PAUSE_MS, signal);
      }
    }
  }

  /** Only figures that take long say how far they are. @param {AbortSignal} signal */
  async function follow(signal) {
    try {
      await wait(PROGRESS_AFTER_MS, signal);
      await untilRead(id, { onProgress: (progress) => !signal.aborted && onProgress(progressText(progress)), signal });
    } catch {
      // Stopped, or the progress cannot be had: the answer itself shows what went wrong.
    }
  }

  return {
    /** @param {Mapping} answers */
    async ask(answers) {
      try {
        const result = await run((signal) => preview(answers, signal));
        if (result?.answer.report) onReport(result.answer.report, answers);
      } catch (error) {
        onRefused(error);
      }
    },
    /** No caller waits for the answer any more. */
    stop: () => void run(() => Promise.resolve()),
  };
}
