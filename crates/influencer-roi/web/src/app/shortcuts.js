// The keys of the page in one list, to be looked up with "?".

import { el, fill } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { modal } from '../ui/modal.js';

/** @import { Shortcut } from '../ui/keys.js' */

/** Keys and clicks that belong to a place. @type {[string, string][]} */
const IN_PLACE = [
  ['Ctrl or Shift and click', 'Add a platform or influencer to those that are on'],
  ['← →', 'On an edge of the chosen days: a day earlier or later; with Shift a week'],
  ['Page Up, Page Down', 'On an edge of the chosen days: a month later or earlier'],
  ['Enter', 'In a field of the question about a campaign: estimate'],
  ['Shift and click', 'On a heading of the table: sort by one more column'],
];

/** @param {() => Shortcut[]} shortcuts @returns {() => void} shows them */
export function shortcutsDialog(shortcuts) {
  const box = modal({ label: 'Keyboard shortcuts', class: 'shortcuts' });
  return () => {
    const close = el('button', { type: 'button', class: 'icon-button', 'aria-label': 'Close', onclick: () => box.close() }, icon('close'));
    const entries = [...shortcuts().map((one) => entry(keyText(one.key), one.label)), ...IN_PLACE.map((one) => entry(...one))];
    fill(
      box,
      el('header', { class: 'modal-head' }, el('h2', { class: 'card-title' }, 'Keyboard shortcuts'), close),
      // On a small screen it scrolls, by keyboard too.
      el('div', { class: 'shortcut-list', role: 'region', 'aria-label': 'Keys', tabindex: '0' }, el('dl', {}, ...entries)),
    );
    box.showModal();
  };
}

/** @param {string} key @param {string} label */
function entry(key, label) {
  return el('div', {}, el('dt', {}, el('kbd', { class: 'key' }, key)), el('dd', {}, label));
}

/** A key as it is written on the keyboard at hand. @param {string} key */
export function keyText(key) {
  const command = /mac|iphone|ipad/i.test(navigator.platform) ? '⌘ ' : 'Ctrl ';
  return key.replace('Mod+', command).replace('Escape', 'Esc');
}
