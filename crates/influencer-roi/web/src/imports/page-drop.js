// Files may be dropped anywhere on the page. Emits: the files.

import { el } from '../ui/dom.js';
import { icon } from '../ui/icons.js';

/** @param {HTMLElement} root @param {{ onFiles: (files: File[]) => void }} options */
export function pageDrop(root, { onFiles }) {
  const cover = el('div', { class: 'drop-cover', 'aria-hidden': 'true' }, el('p', {}, icon('upload', 28), 'Drop the files to upload them'));
  root.append(cover);
  // Entering a child is reported before the parent is left: only the balance shows whether the pointer is still over the page.
  let depth = 0;
  const show = (/** @type {number} */ next) => {
    depth = Math.max(0, next);
    cover.classList.toggle('is-shown', depth > 0);
  };
  /** @param {DragEvent} event */
  const holdsFiles = (event) => event.dataTransfer?.types.includes('Files') ?? false;

  addEventListener('dragenter', (event) => holdsFiles(event) && show(depth + 1));
  addEventListener('dragleave', (event) => holdsFiles(event) && show(depth - 1));
  addEventListener('dragover', (event) => holdsFiles(event) && event.preventDefault());
  addEventListener('drop', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    show(0);
    onFiles([...(event.dataTransfer?.files ?? [])]);
  });
}
