// The content hash of a version: the beginning to distinguish versions, the whole of it to copy.

import { el } from '../ui/dom.js';
import { icon } from '../ui/icons.js';

const SHOWN_LETTERS = 12;

/** @param {string} hash @param {string} of whose it is, for screen readers @param {string} place by which the button is found again */
export function contentHash(hash, of, place) {
  const said = el('span', { role: 'status', class: 'hash-said' });
  const label = `Copy the content hash of ${of}`;
  const copy = el(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': label, title: 'Copy the whole hash', 'data-place': place },
    icon('copy', 13),
  );
  copy.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(hash);
      said.textContent = 'copied';
    } catch {
      // Not every browser lets a page copy: the whole hash stands there to be selected.
      said.textContent = hash;
    }
  });
  return el('span', { class: 'content-hash' }, el('code', { class: 'hash', title: hash }, hash.slice(0, SHOWN_LETTERS)), copy, said);
}
