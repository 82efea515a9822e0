// A titled part of the profile, and the box in which a wide table of it scrolls.

import { el, freshId } from '../ui/dom.js';

/** @import { Child } from '../ui/dom.js' */

const NOT_KEPT = 'This version was loaded before its rows were kept. Load the files again to see them.';

/** @param {string} title @param {number | null} count null where it is not known @param {...Child} children */
export function profilePart(title, count, ...children) {
  const id = freshId('part');
  return el(
    'section',
    { class: 'drawer-part', 'aria-labelledby': id },
    el('h3', { class: 'card-title', id }, title, ' ', el('span', { class: 'card-hint' }, count?.toLocaleString('en-IN'))),
    ...(count ? children : [el('p', { class: 'card-hint' }, count === null ? NOT_KEPT : 'None in this selection.')]),
  );
}

/** A table that scrolls sideways in itself. @param {string} title @param {HTMLElement} table */
export function scrollBox(title, table) {
  return el('div', { class: 'drawer-scroll', tabindex: '0', role: 'region', 'aria-label': `${title}, scrolls` }, table);
}
