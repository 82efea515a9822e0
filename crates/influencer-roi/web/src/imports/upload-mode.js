// Whether the files take the place of the data or are added to it.

import { el } from '../ui/dom.js';

/** @import { ImportMode } from '../core/api.d.ts' */

/** @type {{ mode: ImportMode, label: string, hint: string }[]} */
const MODES = [
  {
    mode: 'replace',
    label: 'Replace the data',
    hint: 'The dashboard then shows these files only. The data from before stays as a version.',
  },
  {
    mode: 'append',
    label: 'Add to the current data (new months)',
    hint: 'Read together with the files of the data in use; rows that are in both are found.',
  },
];

/** @param {HTMLElement} root */
export function uploadMode(root) {
  /** @type {ImportMode} */
  let now = 'replace';
  const inputs = MODES.map(({ mode }) => {
    const input = el('input', { type: 'radio', name: 'import-mode', value: mode, checked: mode === now });
    input.addEventListener('change', () => {
      now = mode;
    });
    return input;
  });
  root.append(
    el(
      'fieldset',
      { class: 'upload-mode' },
      el('legend', { class: 'visually-hidden' }, 'What the files do'),
      ...MODES.map(({ label, hint }, at) =>
        el(
          'label',
          { class: 'mode-option' },
          inputs[at],
          el('span', {}, el('span', { class: 'mode-label' }, label), el('span', { class: 'mode-hint' }, hint)),
        ),
      ),
    ),
  );
  return {
    mode: () => now,
    /** The next upload begins as most do. */
    reset() {
      now = 'replace';
      inputs[0].checked = true;
    },
  };
}
