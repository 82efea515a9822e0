// Search by influencer name. Emits: the text, a moment after the last key.

import { el } from '../ui/dom.js';
import { icon } from '../ui/icons.js';

const PAUSE_MS = 120;

/**
 * @param {HTMLElement} root
 * @param {{ onSearch: (text: string) => void }} options
 * @returns {{ render: (text: string) => void, focus: () => void }}
 */
export function searchBox(root, { onSearch }) {
  const input = el('input', {
    type: 'search',
    class: 'input search-input',
    id: 'search',
    placeholder: 'Search influencer',
    'aria-label': 'Search influencer by name',
    'aria-keyshortcuts': '/',
    autocomplete: 'off',
    spellcheck: 'false',
    maxlength: 200,
    dir: 'auto',
  });
  root.append(
    el('div', { class: 'search-box', role: 'search' }, icon('search', 15), input, el('kbd', { class: 'key', 'aria-hidden': 'true' }, '/')),
  );

  let waiting = 0;
  const emit = () => {
    clearTimeout(waiting);
    waiting = 0;
    onSearch(input.value.trim());
  };
  input.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(emit, PAUSE_MS);
  });
  input.addEventListener('change', emit);
  // Esc empties the field, and leaves it once it is empty.
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    if (input.value === '') return input.blur();
    input.value = '';
    emit();
  });

  return {
    render(text) {
      // While the reader types, the field is ahead of the address: it is left alone.
      if (waiting === 0 && input.value.trim() !== text) input.value = text;
    },
    focus() {
      input.focus();
      input.select();
    },
  };
}
