// The frame of an influencer's profile: a heading with the way to the neighbours, a close button, and room for the content. On a wide screen the
// page beside it stays in use; on a phone it takes the whole screen. Emits: that it is to be closed, or to go to a neighbour.

import { el, fill, freshId } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { isNarrow, onNarrowChange } from '../ui/narrow.js';

/** @import { Neighbours } from './profile.js' */

/** @param {HTMLElement} root @param {{ onClose: () => void, onWalk: (side: 'before' | 'after') => void }} options */
export function profileDialog(root, { onClose, onWalk }) {
  const id = freshId('drawer');
  const title = el('h2', { class: 'drawer-title', id, tabindex: '-1', autofocus: true });
  const place = el('span', { class: 'card-hint' });
  const before = headButton('Previous influencer', 'ascending', 'k', () => onWalk('before'));
  const after = headButton('Next influencer', 'descending', 'j', () => onWalk('after'));
  const closing = headButton('Close the profile', 'close', 'Escape', onClose);
  const content = el('div', { class: 'drawer-content' });
  const dialog = el(
    'dialog',
    { class: 'drawer', 'aria-labelledby': id },
    el('div', { class: 'drawer-head' }, title, place, before, after, closing),
    content,
  );
  root.append(dialog);
  /** What had the focus before. @type {Element | null} */
  let opener = null;

  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    onClose();
  });
  dialog.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector(':popover-open')) return;
    const action = { Escape: onClose, j: () => onWalk('after'), k: () => onWalk('before') }[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  onNarrowChange(() => {
    if (!dialog.open) return;
    dialog.close();
    show();
  });

  function show() {
    if (isNarrow()) dialog.showModal();
    else dialog.show();
  }

  return {
    content,
    isOpen: () => dialog.open,
    open() {
      opener = document.activeElement;
      show();
    },
    /** Closes, and puts the focus back where it came from. @param {() => boolean} focusOnRow false where the row is not in sight */
    close(focusOnRow) {
      const hadFocus = dialog.contains(document.activeElement);
      dialog.close();
      const fromRow = !opener?.isConnected || opener.closest('.influencer-table');
      if (hadFocus && !(fromRow && focusOnRow()) && opener instanceof HTMLElement) opener.focus();
    },
    /** @param {Node} name @param {Neighbours} neighbours */
    drawHead(name, { at, before: previous, after: next, total }) {
      fill(title, name);
      place.textContent = at >= 0 ? `${(at + 1).toLocaleString('en-IN')} of ${total.toLocaleString('en-IN')}` : '';
      setOff(before, previous < 0);
      setOff(after, next < 0);
    },
  };
}

/** @param {string} label @param {import('../ui/icons.js').IconName} sign @param {string} key @param {() => void} onClick */
function headButton(label, sign, key, onClick) {
  const attributes = { type: 'button', class: 'icon-button', 'aria-label': label, 'aria-keyshortcuts': key, title: `${label} (${key})` };
  return el('button', { ...attributes, onclick: onClick }, icon(sign));
}

/** Not disabled: that would take the focus from under the finger that walks. @param {HTMLElement} button @param {boolean} isOff */
function setOff(button, isOff) {
  if (isOff) button.setAttribute('aria-disabled', 'true');
  else button.removeAttribute('aria-disabled');
}
