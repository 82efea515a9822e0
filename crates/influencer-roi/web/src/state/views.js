// The views of the page: the one list that the address, the tabs, the palette, the help menu and the page itself read. A new view is an entry
// here, its builder in view-builders.js and a folder of its own.

import { INCREMENTALITY_FIELDS, NO_QUESTION, isQuestionOpen } from '../incrementality/settings.js';
import { readRules, writeRules } from './plan-rules.js';

/** @import { PageState } from './address.js' */

/**
 * @typedef {object} ViewEntry
 * @property {string} id in the address
 * @property {string} label
 * @property {boolean} [isTab] listed among the tabs; the others are reached by Help
 * @property {string} [help] what the view is for, as the Help menu says it
 * @property {boolean} [hasFilters] follows the filters, and shows them
 * @property {boolean} [hasQuestions] a question about one campaign opens in it, which has a brand and days of its own
 */

/** In the order of the tabs; the first one is the view of an empty address. */
export const VIEWS = /** @type {const} @satisfies {readonly ViewEntry[]} */ ([
  { id: 'overview', label: 'Overview', isTab: true, hasFilters: true },
  { id: 'campaigns', label: 'Campaigns', isTab: true, hasFilters: true, hasQuestions: true },
  { id: 'payouts', label: 'Payouts', isTab: true, hasFilters: true },
  { id: 'posts', label: 'Posts', isTab: true, hasFilters: true },
  { id: 'plan', label: 'Plan', isTab: true, hasFilters: true },
  { id: 'data', label: 'Data', isTab: true },
  { id: 'insights', label: 'To do', hasFilters: true, help: 'what to do this week, the most money first' },
  { id: 'definitions', label: 'Definitions', help: 'what every number means' },
]);
/** @typedef {typeof VIEWS[number]['id']} ViewId */

export const FIRST_VIEW = VIEWS[0].id;

/** What single views keep in the address beside the selection: each field with its reader, which gives '' where the text cannot be read. */
export const VIEW_FIELDS = {
  ...INCREMENTALITY_FIELDS,
  /** The rules of the plan, as its query has them. @param {string} text */
  plan: (text) => writeRules(readRules(text)),
  /** The definition that is looked up. @param {string} text */
  term: (text) => (/^[a-z_]+$/.test(text) ? text : ''),
};

/** Questions about campaigns had a view of their own: its links open them where they stand now. @param {URLSearchParams} query */
export function renewLink(query) {
  if (query.get('view') !== 'incrementality') return;
  query.set('view', 'campaigns');
  if (!query.get('lift_campaign')) query.set('lift', 'ask');
}

/** The view as its tab shows it: without an open question. @param {PageState} state @param {ViewId} view @returns {PageState} */
export const atView = (state, view) => ({ ...state, ...NO_QUESTION, view });

/** Whether the view has days of its own, so that the period of the page is not offered. @param {PageState} state */
export const hasOwnDays = (state) => Boolean(viewEntry(state.view).hasQuestions) && isQuestionOpen(state);

/** Whether the view follows the filters. @param {PageState} state */
export const hasFilters = (state) => Boolean(viewEntry(state.view).hasFilters) && !hasOwnDays(state);

/** @param {string} text @returns {ViewId} the first view for a text that names none */
export function viewOf(text) {
  return VIEWS.find(({ id }) => id === text)?.id ?? FIRST_VIEW;
}

/** @param {ViewId} id @returns {ViewEntry} */
function viewEntry(id) {
  return VIEWS.find((view) => view.id === id) ?? VIEWS[0];
}
