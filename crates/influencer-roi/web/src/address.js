// The address bar is the state: what is filtered, sorted and shown, in a readable link. Defaults are not written.

import { isDay } from './dates.js';
import { DEFAULT_SORT, readSort, writeSort } from './sort.js';

/** @import { MethodId } from './api.d.ts' */

/** The open dimensions, in the order in which the page names them. */
export const DIMENSIONS = /** @type {const} */ ([
  'brand',
  'category',
  'platform',
  'product',
  'campaign',
  'gender',
  'tier',
  'influencer',
]);
/** @typedef {typeof DIMENSIONS[number]} Dimension */
/** @typedef {'overview' | 'data'} View */

/**
 * @typedef {object} PageState
 * @property {View} view
 * @property {Record<Dimension, string[]>} chosen values by dimension; none chosen means all
 * @property {string} q part of an influencer's name
 * @property {string} from first day, or ''
 * @property {string} to last day, or ''
 * @property {MethodId} method
 * @property {string} sort
 * @property {string} report the import whose report is open, or ''
 */

/** @returns {PageState['chosen']} */
function nothingChosen() {
  return { brand: [], category: [], platform: [], product: [], campaign: [], gender: [], tier: [], influencer: [] };
}

/** @param {string} search @returns {PageState} */
export function readAddress(search) {
  const query = new URLSearchParams(search);
  const chosen = nothingChosen();
  for (const dimension of DIMENSIONS) chosen[dimension] = [...new Set(query.getAll(dimension))].filter((value) => value !== '');
  const day = (/** @type {string} */ name) => (isDay(query.get(name) ?? '') ? /** @type {string} */ (query.get(name)) : '');
  return {
    view: query.get('view') === 'data' ? 'data' : 'overview',
    chosen,
    q: (query.get('q') ?? '').trim(),
    from: day('from'),
    to: day('to'),
    method: query.get('method') === 'literal' ? 'literal' : 'allocated',
    sort: writeSort(readSort(query.get('sort') ?? '').slice(0, 2)) || DEFAULT_SORT,
    report: query.get('report') ?? '',
  };
}

/** The link of a state, from "?" on; '' for the defaults. @param {PageState} state */
export function writeAddress(state) {
  const query = new URLSearchParams();
  if (state.view !== 'overview') query.set('view', state.view);
  addSelection(query, state);
  if (state.sort !== DEFAULT_SORT) query.set('sort', state.sort);
  if (state.report) query.set('report', state.report);
  const text = query.toString();
  return text ? `?${text}` : '';
}

/** What the server is asked for a state: the selection, the method and the order. @param {PageState} state */
export function questionOf(state) {
  const query = new URLSearchParams();
  addSelection(query, state);
  query.set('sort', state.sort);
  return query;
}

/** @param {URLSearchParams} query @param {PageState} state */
function addSelection(query, state) {
  for (const dimension of DIMENSIONS) for (const value of state.chosen[dimension]) query.append(dimension, value);
  if (state.q) query.set('q', state.q);
  if (state.from) query.set('from', state.from);
  if (state.to) query.set('to', state.to);
  if (state.method !== 'allocated') query.set('method', state.method);
}

/** @param {PageState} state */
export function isFiltered(state) {
  return Boolean(state.q || state.from || state.to) || DIMENSIONS.some((dimension) => state.chosen[dimension].length > 0);
}

/**
 * The state with one value put on, or taken back.
 *
 * @param {PageState} state
 * @param {Dimension} dimension
 * @param {string} value
 * @returns {PageState}
 */
export function toggled(state, dimension, value) {
  const now = state.chosen[dimension];
  const next = now.includes(value) ? now.filter((other) => other !== value) : [...now, value];
  return withChosen(state, dimension, next);
}

/** @param {PageState} state @param {Dimension} dimension @param {string[]} values @returns {PageState} */
export function withChosen(state, dimension, values) {
  return { ...state, chosen: { ...state.chosen, [dimension]: values } };
}

/** The state with every filter off; view, method and order stay. @param {PageState} state @returns {PageState} */
export function cleared(state) {
  return { ...state, chosen: nothingChosen(), q: '', from: '', to: '' };
}
