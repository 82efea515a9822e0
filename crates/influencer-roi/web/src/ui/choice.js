// A list to choose one value from. Emits: the chosen value.

import { el } from './dom.js';

/** @typedef {{ value: string, label: string, disabled?: boolean }} Option */

/**
 * @param {object} shape
 * @param {string} shape.label for screen readers
 * @param {string} shape.place by which it is found again when it is drawn anew
 * @param {string} shape.now the chosen value
 * @param {Option[]} shape.options
 * @param {(value: string) => void} shape.onChange
 */
export function choice({ label, place, now, options, onChange }) {
  const select = el(
    'select',
    { class: 'input', 'aria-label': label, 'data-place': place },
    ...options.map(({ value, label: text, disabled }) => el('option', { value, selected: value === now, disabled }, text)),
  );
  select.addEventListener('change', () => onChange(select.value));
  return select;
}
