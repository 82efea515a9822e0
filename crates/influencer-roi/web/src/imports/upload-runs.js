// Runs an upload with its progress on the screen, one at a time. Emits: that the reader has stopped it.

import { fill } from '../ui/dom.js';
import { uploadProgress } from './upload-progress.js';

/** @import { ImportState } from '../core/api.d.ts' */
/** @import { ProgressWatch } from './import-run.js' */

/** @param {{ screen: HTMLElement, onStart: (heading: string) => void, onStopped: () => void, onFailure: (error: unknown) => void }} options */
export function uploadRuns({ screen, onStart, onStopped, onFailure }) {
  let stop = new AbortController();
  let isRunning = false;

  return {
    isRunning: () => isRunning,
    stop: () => stop.abort(),
    /**
     * @param {string} heading
     * @param {(watch: ProgressWatch) => Promise<ImportState>} work
     * @param {(error: unknown) => void} [onOwnFailure] where a failure is not shown as that of an upload
     * @returns {Promise<ImportState | null>} null when it was stopped or failed
     */
    async run(heading, work, onOwnFailure = onFailure) {
      stop.abort();
      stop = new AbortController();
      const { signal } = stop;
      onStart(heading);
      const progress = uploadProgress(() => {
        stop.abort();
        onStopped();
      });
      fill(screen, progress.element);
      isRunning = true;
      try {
        return await work({ signal, onProgress: progress.show });
      } catch (error) {
        if (!signal.aborted) onOwnFailure(error);
        return null;
      } finally {
        // A run that was stopped ends when the next one may have begun.
        if (stop.signal === signal) isRunning = false;
      }
    },
  };
}
