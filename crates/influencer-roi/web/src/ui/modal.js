// A box above the page: everything else waits until it is closed by Esc or by a click beside it. The browser keeps the focus inside and
// gives it back.

import { el } from './dom.js';

/** @param {{ label: string, class: string, onClose?: () => void }} options */
export function modal({ label, class: name, onClose = () => undefined }) {
  const box = el('dialog', { class: `modal ${name}`, 'aria-label': label, onclose: onClose });
  // The box has no padding of its own: a click that reaches it, and nothing in it, was beside it.
  box.addEventListener('click', (event) => event.target === box && box.close());
  document.body.append(box);
  return box;
}
