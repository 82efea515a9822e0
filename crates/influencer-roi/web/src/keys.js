// Single keys: "/" goes to the search, Esc takes back: the open upload first, then the filters. Never inside a text field, never under an
// open panel.

import { isPopoverOpen } from './popover.js';

/** @param {{ onSearch: () => void, onEscape: () => void }} actions */
export function listenForKeys({ onSearch, onEscape }) {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || isPopoverOpen())
      return;
    if (event.key === '/') {
      event.preventDefault();
      onSearch();
    } else if (event.key === 'Escape') {
      onEscape();
    }
  });
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'file'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
