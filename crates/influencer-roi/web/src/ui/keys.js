// Single keys. Never inside a text field, never with other modifiers, never under an open dialog or panel.

import { isPopoverOpen } from './popover.js';

/** @typedef {{ key: string, label: string, run: () => void }} Shortcut key: as the keyboard says it; letters large; "Mod+K" for Ctrl or ⌘ */

/** @param {Shortcut[]} shortcuts */
export function listenForKeys(shortcuts) {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || isTyping(event.target) || isPopoverOpen() || isDialogOpen()) return;
    const pressed = keyOf(event);
    const shortcut = shortcuts.find(({ key }) => key === pressed);
    if (!shortcut) return;
    event.preventDefault();
    shortcut.run();
  });
}

/** What is pressed, as shortcuts name it; '' for what cannot be one. @param {{ key: string, ctrlKey: boolean, metaKey: boolean, altKey: boolean, shiftKey: boolean }} event */
export function keyOf({ key, ctrlKey, metaKey, altKey, shiftKey }) {
  const isLetter = /^[a-z]$/i.test(key);
  // Where "?" or "/" stands is the keyboard's own affair: only letters mind Shift.
  if (altKey || (shiftKey && isLetter)) return '';
  const name = isLetter ? key.toUpperCase() : key;
  return ctrlKey || metaKey ? `Mod+${name}` : name;
}

/** A dialog that lets nothing else be used. A drawer beside the page is none. */
function isDialogOpen() {
  return document.querySelector('dialog:modal') !== null;
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  // A field of a dialog that was just closed keeps the focus until the next frame.
  if (target instanceof Element && !target.checkVisibility()) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button', 'file'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
