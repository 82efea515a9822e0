// How far the measuring of all campaigns is, that it was stopped or has failed. Emits: that it is to stop, or to go on.

import { el, fill } from '../ui/dom.js';

/** @import { MeasuredCampaigns } from '../core/api.d.ts' */

/**
 * @param {HTMLElement} root
 * @param {{ onStop: (dataset: string) => void, onAgain: () => void }} options
 * @returns {(answer: MeasuredCampaigns) => void}
 */
export function campaignsStatus(root, { onStop, onAgain }) {
  const status = el('div', { class: 'card campaigns-status', role: 'status' }, 'Asking for the campaigns …');
  root.append(status);

  /** @param {string} words */
  const stopped = (words) =>
    fill(status, el('span', {}, words), el('button', { type: 'button', class: 'button', onclick: onAgain }, 'Go on measuring'));

  return ({ state, progress: { done, total, doing }, dataset, error }) => {
    status.hidden = state === 'ready';
    if (state === 'running') {
      const stop = () => {
        onStop(dataset.id);
        stopped('Stopped; what is measured stays.');
      };
      fill(
        status,
        el('span', {}, `Measuring the campaigns: ${done} of ${total}. ${doing}`),
        el('progress', { max: total || 1, value: done, 'aria-label': 'Campaigns measured' }),
        el('button', { type: 'button', class: 'button', onclick: stop }, 'Stop'),
      );
    }
    if (state === 'cancelled' || state === 'failed')
      stopped(error?.message ?? `Stopped after ${done} of ${total} campaigns; what is measured stays.`);
  };
}
