// A name that can be changed where it stands: Enter or leaving keeps it, Esc takes it back. Emits: the new name.

import { el, fill, named } from './dom.js';
import { icon } from './icons.js';

const LONGEST = 200;

/**
 * @param {string} name
 * @param {string} of what is renamed, for screen readers
 * @param {string} place by which the button is found again
 * @param {(name: string) => void} onRename
 */
export function renamable(name, of, place, onRename) {
  const element = el('span', { class: 'renamable' });

  /** @param {boolean} withFocus */
  function show(withFocus) {
    const edit = el(
      'button',
      { type: 'button', class: 'icon-button', 'aria-label': `Rename ${of}`, 'data-place': place, onclick: write },
      icon('rename', 14),
    );
    fill(element, named(name), edit);
    if (withFocus) edit.focus();
  }

  function write() {
    const input = el('input', { class: 'input', value: name, maxlength: LONGEST, 'aria-label': `Name of ${of}` });
    let isDone = false;
    /** @param {boolean} keep */
    const end = (keep) => {
      if (isDone) return;
      isDone = true;
      const next = input.value.trim();
      show(true);
      if (keep && next !== '' && next !== name) onRename(next);
    };
    input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' && event.key !== 'Escape') return;
      // Esc here means this name only.
      event.stopPropagation();
      end(event.key === 'Enter');
    });
    input.addEventListener('blur', () => end(true));
    fill(element, input);
    input.select();
    input.focus();
  }

  show(false);
  return element;
}
