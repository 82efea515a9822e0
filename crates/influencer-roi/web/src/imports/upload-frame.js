// The frame of the upload: a heading, a close button, and two bodies of which one is shown: the files to send, and whatever follows them.
// Emits: that it was opened or closed.

import { el } from '../ui/dom.js';
import { icon } from '../ui/icons.js';

/** @typedef {ReturnType<typeof uploadFrame>} UploadFrame */

/** @param {HTMLElement} root @param {{ onToggle: (isOpen: boolean) => void, onClose: () => void }} options */
export function uploadFrame(root, { onToggle, onClose }) {
  const title = el('h2', { class: 'upload-title', tabindex: '-1', id: 'upload-title' }, '');
  const close = el(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': 'Close the upload', onclick: onClose },
    icon('close', 18),
  );
  const stage = el('div', { class: 'upload-body' });
  const screen = el('div', { class: 'upload-body' });
  const panel = el(
    'section',
    { class: 'upload-panel card', hidden: true, 'aria-labelledby': 'upload-title' },
    el('header', { class: 'card-head' }, title, el('div', { class: 'chart-extra' }), close),
    stage,
    screen,
  );
  root.append(panel);

  /** @param {boolean} isOpen */
  function toggle(isOpen) {
    panel.hidden = !isOpen;
    onToggle(isOpen);
  }

  return {
    /** Where the files are chosen. */
    stage,
    /** Where progress, failures and reports are drawn. */
    screen,
    isOpen: () => !panel.hidden,
    isStaging: () => !stage.hidden,
    toggle,
    /** Opens one of the two bodies. @param {string} heading @param {'stage' | 'screen'} body */
    show(heading, body) {
      // What was dimmed on the screen before is not on this one.
      screen.toggleAttribute('data-stale', false);
      title.textContent = heading;
      stage.hidden = body !== 'stage';
      screen.hidden = body !== 'screen';
      toggle(true);
      // What had the focus may just have gone; the heading says what came instead.
      if (body === 'screen') title.focus();
    },
    scrollIntoView: () => panel.scrollIntoView({ block: 'nearest' }),
  };
}
