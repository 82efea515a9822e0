// Draws a part of the page anew under the reader's hands: what had the focus has it again, what was open stays open, what was scrolled
// stays where it was, and what is being typed stays typed. Elements are recognised by data-place.

/** @param {HTMLElement} root @param {() => void} draw */
export function keepingPlace(root, draw) {
  const focused = document.activeElement;
  const place = focused instanceof HTMLElement && root.contains(focused) ? focused.dataset.place : undefined;
  const typed = focused instanceof HTMLInputElement && focused.type === 'text' ? focused.value : null;
  const opened = new Map(all(root, 'details').map((one) => [one.dataset.place, /** @type {HTMLDetailsElement} */ (one).open]));
  const scrolled = new Map(all(root, '.report-scroll').map((one) => [one.dataset.place, one.scrollTop]));
  draw();
  for (const one of all(root, 'details')) {
    const was = opened.get(one.dataset.place);
    if (was !== undefined) /** @type {HTMLDetailsElement} */ (one).open = was;
  }
  for (const one of all(root, '.report-scroll')) one.scrollTop = scrolled.get(one.dataset.place) ?? 0;
  const again = place && all(root, '*').find((one) => one.dataset.place === place);
  if (!again) return;
  again.focus({ preventScroll: true });
  if (again instanceof HTMLInputElement && typed !== null) again.value = typed;
}

/** @param {HTMLElement} root @param {string} selector @returns {HTMLElement[]} those with a place */
function all(root, selector) {
  return [...root.querySelectorAll(`${selector}[data-place]`)].filter((one) => one instanceof HTMLElement);
}
