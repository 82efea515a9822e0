// What went wrong, or must be known, above the figures: offline, an error of the server, warnings of an answer. Emits: what the reader does about
// it.

import { el, fill } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { ServerError, Unreachable } from '../core/server.js';
import { troubleText } from '../core/trouble.js';

/** Errors that another version of the data puts right. */
const NEEDS_VERSION = ['dataset_damaged', 'no_current_dataset'];
/** A link keeps a version that is not there. */
const GONE = 'no_such_dataset';

/**
 * @param {HTMLElement} root
 * @param {{ onRetry: () => void, onClear: () => void, onVersions: () => void, onCurrent: () => void }} options
 */
export function notices(root, { onRetry, onClear, onVersions, onCurrent }) {
  const trouble = el('div', { class: 'notices', role: 'alert' });
  const warned = el('div', { class: 'notices', role: 'status' });
  root.append(trouble, warned);

  /** The warnings that stand there. */
  let shown = '';

  return {
    /** @param {unknown} error @param {string} stillShown when the figures on the screen are from, or '' */
    showTrouble(error, stillShown) {
      const figures = stillShown ? ` The figures below are those of ${stillShown}.` : '';
      const wrongQuestion = error instanceof ServerError && error.status === 400;
      const noVersion = error instanceof ServerError && NEEDS_VERSION.includes(error.code);
      fill(
        trouble,
        el(
          'div',
          { class: 'notice is-bad' },
          icon(error instanceof Unreachable ? 'offline' : 'error', 17),
          el('p', {}, troubleText(error) + figures),
          noVersion && el('button', { type: 'button', class: 'button', onclick: onVersions }, 'Show the versions'),
          error instanceof ServerError &&
            error.code === GONE &&
            el('button', { type: 'button', class: 'button', onclick: onCurrent }, 'Show the data in use'),
          wrongQuestion && el('button', { type: 'button', class: 'button', onclick: onClear }, 'Clear the filters'),
          el('button', { type: 'button', class: 'button', onclick: onRetry }, icon('retry', 15), 'Try again'),
        ),
      );
    },
    clearTrouble: () => fill(trouble),
    /** @param {{ message: string }[]} warnings */
    showWarnings(warnings) {
      const words = warnings.map(({ message }) => message).join('\n');
      if (words === shown) return;
      shown = words;
      fill(warned, ...warnings.map(({ message }) => el('div', { class: 'notice' }, icon('info', 15), el('p', {}, message))));
    },
  };
}
