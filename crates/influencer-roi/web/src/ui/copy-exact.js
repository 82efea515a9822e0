// Copying gives the exact numbers. A card says ₹3.41 Cr; what is pasted is 34122850.4, and rows of the table keep their columns.

import { finishAll } from './after-paint.js';

export function copyExactly() {
  document.addEventListener('copy', (event) => {
    finishAll();
    const text = exactSelection(document.getSelection());
    if (text === null || !event.clipboardData) return;
    event.clipboardData.setData('text/plain', text);
    event.preventDefault();
  });
}

/** A number that is a button is copied when it is pressed, and its panel says so. */
export function copyPressed() {
  document.addEventListener('click', async ({ target }) => {
    if (!(target instanceof Element && target.closest('.copy-figure'))) return;
    finishAll();
    const number = target.closest('.copy-figure[data-exact]');
    if (!(number instanceof HTMLElement)) return;
    const said = number.closest('[popover]')?.querySelector('.copy-said');
    const exact = number.dataset.exact ?? '';
    const copied = await navigator.clipboard.writeText(exact).then(
      () => true,
      () => false,
    );
    // Not every browser lets a page copy: then the digits stand there to be selected.
    if (said) said.textContent = copied ? `${exact} is copied` : exact;
  });
}

/** @param {Selection | null} selection @returns {string | null} null when there is no figure in it */
function exactSelection(selection) {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const around =
    range.commonAncestorContainer instanceof Element ? range.commonAncestorContainer : range.commonAncestorContainer.parentElement;
  const one = around?.closest('[data-exact]');
  if (one instanceof HTMLElement) return selection.toString().trim() === one.textContent?.trim() ? (one.dataset.exact ?? null) : null;

  const copy = range.cloneContents();
  const figures = /** @type {NodeListOf<HTMLElement>} */ (copy.querySelectorAll('[data-exact]'));
  if (figures.length === 0) return null;
  for (const figure of figures) figure.textContent = figure.dataset.exact ?? '';
  for (const unseen of copy.querySelectorAll('.visually-hidden')) unseen.remove();
  const rows = [...copy.querySelectorAll('tr')].filter((row) => !row.hasAttribute('aria-hidden'));
  if (rows.length === 0)
    return [...copy.childNodes]
      .map((node) => node.textContent?.trim())
      .filter(Boolean)
      .join(' ');
  return rows.map((row) => [...row.children].map((cell) => cell.textContent?.trim()).join('\t')).join('\n');
}
