// What can be done with an import now: take it, change its files, discard it; or, when it is in the data, take it back.

import { el, named } from '../ui/dom.js';
import { decisionOn } from './report-decision.js';

/** @import { Look } from '../ui/figure.js' */
/** @import { Draft } from './import-draft.js' */

/**
 * @typedef {object} FootActions
 * @property {(policy: 'reject' | 'accept_valid') => void} onCommit
 * @property {() => void} onFiles
 * @property {() => void} onDiscard
 * @property {() => void} onClose
 * @property {(() => void) | null} onUndo
 */

/** @param {{ draft: Draft, look: Look, isStale: boolean }} shown @param {FootActions} actions */
export function reportFoot({ draft, look, isStale }, actions) {
  if (draft.state !== 'ready') return afterwards(actions);
  const { label, file, policy, blocked, notes } = decisionOn(draft.report, draft.answers, look);
  const main = el(
    'button',
    {
      type: 'button',
      class: 'button is-primary',
      // Nothing is taken whose figures have not been seen.
      disabled: blocked || isStale,
      title: file || null,
      onclick: () => actions.onCommit(policy),
    },
    el('span', { class: 'button-text' }, label, file && ' ', file && named(file)),
  );
  return [
    main,
    el('button', { type: 'button', class: 'button', onclick: actions.onFiles }, 'Change the files'),
    el('button', { type: 'button', class: 'button', onclick: actions.onDiscard }, 'Discard'),
    el('p', { class: 'report-note' }, isStale ? '' : notes.join(' ')),
  ];
}

/** @param {FootActions} actions */
function afterwards({ onClose, onUndo }) {
  return [
    el('button', { type: 'button', class: 'button is-primary', onclick: onClose }, 'Close'),
    onUndo && el('button', { type: 'button', class: 'button', onclick: onUndo }, 'Undo this upload'),
  ];
}
