// A button for what cannot be taken back: the first press arms it, the second does it. Leaving it disarms it.

import { el } from './dom.js';

/**
 * @param {object} texts
 * @param {string} texts.label
 * @param {string} texts.sure what it says when it is armed
 * @param {string} [texts.of] what it is done to, for screen readers
 * @param {string} [texts.place] by which it is found again
 * @param {() => void} onSure
 */
export function confirmButton({ label, sure, of = '', place }, onSure) {
  const button = el('button', { type: 'button', class: 'button-quiet is-small', 'data-place': place });
  let armed = false;
  /** @param {boolean} next */
  const arm = (next) => {
    armed = next;
    button.classList.toggle('is-armed', armed);
    button.textContent = armed ? sure : label;
    // The visible words first: a voice command says what it sees.
    button.setAttribute('aria-label', `${button.textContent}${of && `: ${of}`}`);
  };
  button.addEventListener('click', () => {
    if (armed) onSure();
    else arm(true);
  });
  button.addEventListener('blur', () => arm(false));
  arm(false);
  return button;
}
