// The files to send, whether they replace the data or are added to it, and the two buttons that send them. Emits: that they are to be sent.

import { el } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { stagedFiles } from './staged-files.js';
import { uploadMode } from './upload-mode.js';

/** @param {HTMLElement} root @param {{ onUpload: (stopsAtReport: boolean) => void }} options */
export function uploadStage(root, { onUpload }) {
  const start = el(
    'button',
    { type: 'button', class: 'button is-primary', disabled: true, onclick: () => onUpload(false) },
    icon('upload', 16),
    'Upload & Analyze',
  );
  const check = el('button', { type: 'button', class: 'button', disabled: true, onclick: () => onUpload(true) }, 'Check first');
  const staged = stagedFiles(root, {
    onChange: (files) => {
      start.disabled = check.disabled = files.length === 0;
    },
  });
  const mode = uploadMode(root);
  root.append(el('footer', { class: 'upload-foot' }, check, start));

  return {
    files: staged.files,
    mode: mode.mode,
    add: staged.add,
    clear: staged.clear,
    /** The next upload begins as most do. */
    reset() {
      staged.clear();
      mode.reset();
    },
  };
}
