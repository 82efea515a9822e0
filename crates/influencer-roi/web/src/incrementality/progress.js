// How the estimate stands: how far it is, that the data cannot carry it, that it was cancelled or has failed, that the figures below
// answer another question. Emits: that it is to be tried again.

import { el, fill, put, write } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { troubleText } from '../core/trouble.js';
import { Unreachable } from '../core/server.js';
import { whenChanged } from '../ui/when-changed.js';

/** @import { EstimateJob } from '../core/api.d.ts' */
/** @import { IconName } from '../ui/icons.js' */

/**
 * @typedef {object} Standing
 * @property {EstimateJob | null} job
 * @property {unknown} trouble the server could not be asked
 * @property {boolean} isWaiting it was asked for, and nothing has come yet
 * @property {boolean} isCancelled by the reader
 * @property {boolean} isStale do figures of another question stand below?
 */

/**
 * @param {HTMLElement} root
 * @param {{ running: HTMLElement, onRetry: () => void }} options running: where it stands how far the estimate is
 * @returns {(standing: Standing) => void}
 */
export function estimateProgress(root, { running, onRetry }) {
  const bar = el('progress', { class: 'upload-bar', 'aria-label': 'Progress of the estimate', max: 1 });
  const doing = el('p', { class: 'upload-progress-text' });
  const spoken = el('p', { class: 'visually-hidden', role: 'status' });
  const said = el('div', { class: 'incrementality-said', role: 'status' });
  fill(running, bar, doing);
  root.append(spoken, said);
  const draw = whenChanged();

  return (standing) => {
    const { job, trouble, isWaiting } = standing;
    const isRunning = !trouble && (isWaiting || job?.state === 'running');
    running.hidden = !isRunning;
    write(spoken, isRunning ? 'The estimate is running.' : job?.state === 'ready' ? 'The estimate is ready.' : '');
    const progress = isRunning ? job?.progress : null;
    put(bar, 'value', progress && progress.total > 0 ? progress.done / progress.total : false);
    doing.textContent = progress ? `${progress.done} of ${progress.total} · ${progress.doing}` : 'Looking at the data …';
    const [sign, look, text] = isRunning && !standing.isStale ? ['info', '', ''] : wordsOf(standing, isRunning);
    draw([text, look], () =>
      fill(
        said,
        text &&
          el(
            'div',
            { class: `notice ${look}` },
            icon(/** @type {IconName} */ (sign), 16),
            el('p', {}, text),
            Boolean(trouble) && el('button', { type: 'button', class: 'button', onclick: onRetry }, icon('retry', 15), 'Try again'),
          ),
      ),
    );
  };
}

/** @param {Standing} standing @param {boolean} isRunning @returns {[sign: IconName, look: string, text: string]} */
function wordsOf({ job, trouble, isCancelled, isStale }, isRunning) {
  if (trouble) return [trouble instanceof Unreachable ? 'offline' : 'error', 'is-bad', troubleText(trouble)];
  if (job?.state === 'failed') return ['error', 'is-bad', `The estimate failed: ${job.error?.message ?? 'the reason is not known'}`];
  if (job?.state === 'refused')
    return [
      'error',
      'is-warn',
      job.error?.message ??
        'This data cannot carry the question as it stands, so no number is given. What is refused below says what to do.',
    ];
  if (isCancelled || job?.state === 'cancelled')
    return ['info', '', `Cancelled.${isStale ? ' The figures below answer the question before.' : ' Estimate again whenever you like.'}`];
  if (!isStale) return ['info', '', ''];
  return [
    'info',
    '',
    isRunning
      ? 'The figures below answer the question before, until the new ones are there.'
      : 'The question has changed: the figures below answer the one before. Estimate again.',
  ];
}
