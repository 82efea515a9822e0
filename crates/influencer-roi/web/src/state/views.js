// The views of the page: the one list that the address, the tabs, the palette, the help menu and the page itself read. A new view is an entry
// here, its builder in view-builders.js and a folder of its own.

import { INCREMENTALITY_FIELDS } from '../incrementality/settings.js';

/**
 * @typedef {object} ViewEntry
 * @property {string} id in the address
 * @property {string} label
 * @property {boolean} [isTab] listed among the tabs; the others are reached by Help
 * @property {string} [help] what the view is for, as the Help menu says it
 * @property {boolean} [hasFilters] follows the filters, and shows them
 * @property {boolean} [hasOwnDays] chooses days of its own, so that the period of the page is not offered
 */

/** In the order of the tabs; the first one is the view of an empty address. */
export const VIEWS = /** @type {const} @satisfies {readonly ViewEntry[]} */ ([
  { id: 'overview', label: 'Overview', isTab: true, hasFilters: true },
  { id: 'campaigns', label: 'Campaigns', isTab: true, hasFilters: true },
  { id: 'payouts', label: 'Payouts', isTab: true, hasFilters: true },
  { id: 'incrementality', label: 'Incrementality', isTab: true, hasOwnDays: true },
  { id: 'data', label: 'Data', isTab: true },
  { id: 'definitions', label: 'Definitions', help: 'what every number means' },
]);
/** @typedef {typeof VIEWS[number]['id']} ViewId */

export const FIRST_VIEW = VIEWS[0].id;

/** What single views keep in the address beside the selection: each field with its reader, which gives '' where the text cannot be read. */
export const VIEW_FIELDS = {
  ...INCREMENTALITY_FIELDS,
  /** The definition that is looked up. @param {string} text */
  term: (text) => (/^[a-z_]+$/.test(text) ? text : ''),
};

/** @param {string} text @returns {ViewId} the first view for a text that names none */
export function viewOf(text) {
  return VIEWS.find(({ id }) => id === text)?.id ?? FIRST_VIEW;
}

/** @param {ViewId} id @returns {ViewEntry} */
export function viewEntry(id) {
  return VIEWS.find((view) => view.id === id) ?? VIEWS[0];
}
