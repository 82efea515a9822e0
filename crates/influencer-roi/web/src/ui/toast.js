// A short message at the foot of the page, with what can be done about it. Stays until it is dismissed or the next one comes:
// a slow reader still has "Undo".

import { el, fill } from './dom.js';
import { icon } from './icons.js';

/** @typedef {{ label: string, run: () => void }} ToastAction */

/**
 * @param {HTMLElement} root
 * @returns {(message: string, actions?: ToastAction[]) => void}
 */
export function toasts(root) {
  const box = el('div', { class: 'toast', role: 'status' });
  root.append(box);
  const hide = () => {
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
  };
}
