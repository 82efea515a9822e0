// Moves all versions but the newest few into the bin. Emits: how many to keep.

import { el, fill } from '../ui/dom.js';
import { counted } from '../core/numbers.js';

/** @import { DatasetVersion } from '../core/api.d.ts' */

const USUAL = 5;

/** @param {DatasetVersion[]} versions newest first @param {(last: number) => void} onKeep */
export function keepLast(versions, onKeep) {
  const input = el('input', {
    class: 'input keep-number',
    type: 'number',
    min: 1,
    value: Math.min(USUAL, Math.max(1, versions.length - 1)),
    'aria-label': 'How many of the newest versions to keep',
    'data-place': 'keep number',
  });
  const place = el('span', {});
  const draw = () => {
    const last = Number(input.value);
    const gone = Number.isInteger(last) && last >= 1 ? deletedBy(versions, last) : 0;
    const button = el(
      'button',
      { type: 'button', class: 'button-quiet is-small', 'data-place': 'keep' },
      `Delete ${counted(gone, 'older version')}`,
    );
    button.addEventListener('click', () => {
      button.disabled = true;
      onKeep(last);
    });
    fill(place, gone > 0 ? button : el('span', { class: 'card-hint' }, 'nothing to delete: the version in use stays'));
  };
  input.addEventListener('input', draw);
  draw();
  return el('div', { class: 'keep-last' }, el('label', {}, 'Keep only the last ', input), place);
}

/** How many versions are deleted: never the one in use. @param {DatasetVersion[]} versions newest first @param {number} last */
export function deletedBy(versions, last) {
  return versions.slice(last).filter(({ current }) => !current).length;
}
