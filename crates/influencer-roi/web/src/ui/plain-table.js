// A plain table of text and numbers: numbers stand right, under headings that stand right too.

import { el } from './dom.js';

/** @import { Child } from './dom.js' */
/** @typedef {{ label: string, isNumber: boolean }} Heading */

/** @param {string} label @returns {Heading} */
export const text = (label) => ({ label, isNumber: false });
/** @param {string} label @returns {Heading} */
export const number = (label) => ({ label, isNumber: true });

/**
 * @param {string} caption read out, not shown
 * @param {Heading[]} headings one without a label is a column of buttons
 * @param {HTMLTableRowElement[]} rows
 */
export function plainTable(caption, headings, rows) {
  return el(
    'table',
    { class: 'plain-table' },
    el('caption', { class: 'visually-hidden' }, caption),
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        ...headings.map(({ label, isNumber }) => (label ? el('th', { scope: 'col', class: isNumber && 'is-number' }, label) : el('td'))),
      ),
    ),
    el('tbody', {}, ...rows),
  );
}

/** A row whose first cell names it. @param {Heading[]} headings @param {Child[]} cells */
export function plainRow(headings, [first, ...rest]) {
  return el(
    'tr',
    {},
    el('th', { scope: 'row' }, first),
    ...rest.map((cell, at) => el('td', { class: headings[at + 1].isNumber && 'is-number' }, cell)),
  );
}
