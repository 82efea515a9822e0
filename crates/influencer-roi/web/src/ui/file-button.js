// A button that lets files be chosen. Emits: the files.

import { el } from './dom.js';
import { icon } from './icons.js';

export const ACCEPTED = '.csv,.tsv,.txt,.gz,.xlsx';

/** @param {string} label @param {(files: File[]) => void} onFiles */
export function fileButton(label, onFiles) {
  const input = el('input', { type: 'file', multiple: true, hidden: true, accept: ACCEPTED });
  input.addEventListener('change', () => {
    const files = [...(input.files ?? [])];
    // The same file, corrected, can be chosen again.
    input.value = '';
    if (files.length > 0) onFiles(files);
  });
  const button = el('button', { type: 'button', class: 'button is-small', onclick: () => input.click() }, icon('upload', 14), label);
  return el('span', { class: 'file-button' }, button, input);
}
