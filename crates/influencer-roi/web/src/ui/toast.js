// A short message at the foot of the page, with what can be done about it. Leaves by itself, but not while it is pointed at or the keyboard is in
// it: a slow reader still has "Undo".

import { el, fill } from './dom.js';
import { icon } from './icons.js';

/** @typedef {{ label: string, run: () => void }} ToastAction */

/** How long a message stays; where something can be done about it, longer. */
const STAY_MS = 6000;
const STAY_WITH_ACTIONS_MS = 15_000;

/**
 * @param {HTMLElement} root
 * @returns {(message: string, actions?: ToastAction[]) => void}
 */
export function toasts(root) {
  const box = el('div', { class: 'toast', role: 'status' });
  root.append(box);
  let stay = STAY_MS;
  let leaving = 0;
  const keep = () => clearTimeout(leaving);
  const leaveSoon = () => {
    keep();
    if (!box.matches(':hover, :focus-within')) leaving = window.setTimeout(hide, stay);
  };
  box.addEventListener('pointerenter', keep);
  box.addEventListener('focusin', keep);
  for (const name of ['pointerleave', 'focusout']) box.addEventListener(name, () => queueMicrotask(leaveSoon));
  const hide = () => {
    keep();
    fill(box);
    box.classList.remove('is-shown');
  };

  return function show(message, actions = []) {
    fill(
      box,
      el('span', { class: 'toast-text' }, message),
      ...actions.map((action) =>
        el(
          'button',
          {
            type: 'button',
            class: 'button-quiet',
            onclick: () => {
              hide();
              action.run();
            },
          },
          action.label,
        ),
      ),
      el('button', { type: 'button', class: 'icon-button', 'aria-label': 'Dismiss', onclick: hide }, icon('close')),
    );
    box.classList.add('is-shown');
    stay = actions.length > 0 ? STAY_WITH_ACTIONS_MS : STAY_MS;
    leaveSoon();
  };
}
