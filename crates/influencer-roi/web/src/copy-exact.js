// Copying gives the exact numbers. A card says ₹3.41 Cr; what is pasted is 34122850.4, and rows of the table keep their columns.

export function copyExactly() {
  document.addEventListener('copy', (event) => {
    const text = exactSelection(document.getSelection());
    if (text === null || !event.clipboardData) return;
    event.clipboardData.setData('text/plain', text);
    event.preventDefault();
  });
}

/** @param {Selection | null} selection @returns {string | null} null when there is no figure in it */
function exactSelection(selection) {
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const around =
    range.commonAncestorContainer instanceof Element
      ? range.commonAncestorContainer
      : range.commonAncestorContainer.parentElement;
  const one = around?.closest('[data-exact]');
  if (one instanceof HTMLElement)
    return selection.toString().trim() === one.textContent?.trim() ? (one.dataset.exact ?? null) : null;

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
