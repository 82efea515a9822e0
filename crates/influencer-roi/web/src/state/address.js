// The address bar is the state: what is filtered, sorted and shown, in a readable link. Defaults are not written.

import { isDay, readPeriod } from '../core/dates.js';
import { DIMENSIONS, INFLUENCER_SIDE } from '../core/dimensions.js';
import { DEFAULT_SORT, readSort, writeSort } from '../core/sort.js';
import { VIEW_FIELDS, renewLink, viewOf } from './views.js';

/** @import { BaselineId, MethodId } from '../core/api.d.ts' */
/** @import { Dimension } from '../core/dimensions.js' */
/** @import { ViewId } from './views.js' */

/** @typedef {{ [Name in keyof typeof VIEW_FIELDS]: string }} ViewFields */

/**
 * @typedef {SharedState & ViewFields} PageState
 *
 * @typedef {object} SharedState what the address says of every view
 * @property {ViewId} view
 * @property {Record<Dimension, string[]>} chosen values by dimension; none chosen means all
 * @property {string} q part of an influencer's name
 * @property {string} from first day, or ''
 * @property {string} to last day, or ''
 * @property {MethodId} method
 * @property {BaselineId} baseline which days the baseline has
 * @property {string} dataset the version that the address pins, or '' for the one in use
 * @property {string[]} verdicts the table shows only lines with one of these; none chosen means all
 * @property {Record<string, string>} margins asked about in place of those kept: by brand, of all others under ''
 * @property {string} compare the period to compare with: 'previous', 'year', two days as '2026-01-01..2026-01-31', or ''
 * @property {string} sort
 * @property {string} columns of the table, in their order, a comma between; '' for the usual ones
 * @property {string} who the influencer whose profile is open, or ''
 * @property {string} report the import whose report is open, or ''
 * @property {string} rows the measure whose rows are open, or ''
 */

/**
 * Everything but the dimensions: what is read from the text in the address. What cannot be read is as if it were not there.
 *
 * @type {{ [Name in Exclude<keyof PageState, 'chosen' | 'margins' | 'verdicts'>]: (text: string) => PageState[Name] }}
 */
const FIELDS = {
  view: viewOf,
  q: (text) => text.trim(),
  from: dayOrNone,
  to: dayOrNone,
  method: (text) => (text === 'literal' ? 'literal' : 'allocated'),
  baseline: (text) => (text === 'campaign_days' ? 'campaign_days' : 'all_days'),
  dataset: (text) => (/^[\w-]+$/.test(text) ? text : ''),
  compare: (text) => (text === 'previous' || text === 'year' || readPeriod(text) ? text : ''),
  sort: (text) => writeSort(readSort(text)) || DEFAULT_SORT,
  columns: (text) => [...new Set(text.split(',').filter((id) => /^[a-z_]+$/.test(id)))].join(),
  who: (text) => text,
  report: (text) => text,
  rows: idOrNone,
  ...VIEW_FIELDS,
};
/** What selects, beside the dimensions. @type {(keyof typeof FIELDS)[]} */
const SELECTING = ['q', 'from', 'to', 'method', 'baseline', 'dataset'];
/** What the server is asked for, beside the dimensions. @type {(keyof typeof FIELDS)[]} */
const ASKED = [...SELECTING, 'compare'];
const FIELD_NAMES = /** @type {(keyof typeof FIELDS)[]} */ (Object.keys(FIELDS));
/** What the dashboard's answer does not depend on. */
const SHOWING = FIELD_NAMES.filter((name) => ['columns', 'who', 'rows'].includes(name) || name in VIEW_FIELDS);

/** The parameter of one brand's margin. */
const OF_BRAND = 'margin.';

/** What is no margin is as if it were not there. @param {URLSearchParams} query @returns {PageState['margins']} */
function readMargins(query) {
  const isMargin = (/** @type {string} */ text) => Number(text) > 0 && Number(text) <= 1;
  const pairs = [...query].filter(
    ([name, text]) => (name === 'margin' || (name.startsWith(OF_BRAND) && name !== OF_BRAND)) && isMargin(text),
  );
  return Object.fromEntries(pairs.map(([name, text]) => [name === 'margin' ? '' : name.slice(OF_BRAND.length), text]));
}

/** @returns {PageState['chosen']} */
function nothingChosen() {
  /** @type {any} */
  const chosen = Object.fromEntries(DIMENSIONS.map((dimension) => [dimension, []]));
  return chosen;
}

/** @param {string} search @returns {PageState} */
export function readAddress(search) {
  const query = new URLSearchParams(search);
  renewLink(query);
  const chosen = nothingChosen();
  for (const dimension of DIMENSIONS) chosen[dimension] = [...new Set(query.getAll(dimension))].filter((value) => value !== '');
  const fields = FIELD_NAMES.map((name) => [name, FIELDS[name](query.get(name) ?? '')]);
  const verdicts = [...new Set(query.getAll('verdict').filter((id) => idOrNone(id)))];
  return { chosen, margins: readMargins(query), verdicts, ...Object.fromEntries(fields) };
}

/** The link of a state, from "?" on; '' for the defaults. @param {PageState} state */
export function writeAddress(state) {
  const query = new URLSearchParams();
  add(query, state, ['view']);
  addDimensions(query, state);
  addMargins(query, state);
  addVerdicts(query, state);
  add(query, state, ASKED);
  add(
    query,
    state,
    FIELD_NAMES.filter((name) => name !== 'view' && !ASKED.includes(name)),
  );
  const text = query.toString();
  return text ? `?${text}` : '';
}

/** What the server is asked for a state: the selection, the method, what to compare with and the order. @param {PageState} state */
export function questionOf(state) {
  const query = new URLSearchParams();
  addDimensions(query, state);
  addMargins(query, state);
  addVerdicts(query, state);
  add(query, state, ASKED);
  query.set('sort', state.sort);
  return query;
}

/** The selection and the method alone. @param {PageState} state */
export function selectionOf(state) {
  const query = new URLSearchParams();
  addDimensions(query, state);
  addMargins(query, state);
  add(query, state, SELECTING);
  return query;
}

/** Is the other state the same but for how its answer is shown? Then nothing needs to be asked. @param {PageState} one @param {PageState} other */
export function onlyShowsOtherwise(one, other) {
  const asked = (/** @type {PageState} */ state) => writeAddress({ ...state, ...Object.fromEntries(SHOWING.map((name) => [name, ''])) });
  return asked(one) === asked(other) && writeAddress(one) !== writeAddress(other);
}

/** @param {URLSearchParams} query @param {PageState} state */
function addDimensions(query, state) {
  for (const dimension of DIMENSIONS) for (const value of state.chosen[dimension]) query.append(dimension, value);
}

/** @param {URLSearchParams} query @param {PageState} state */
function addMargins(query, { margins }) {
  for (const brand of Object.keys(margins).sort()) query.set(brand === '' ? 'margin' : OF_BRAND + brand, margins[brand]);
}

/** @param {URLSearchParams} query @param {PageState} state */
function addVerdicts(query, { verdicts }) {
  for (const verdict of verdicts) query.append('verdict', verdict);
}

/** Defaults are not written. @param {URLSearchParams} query @param {PageState} state @param {(keyof typeof FIELDS)[]} names */
function add(query, state, names) {
  for (const name of names) if (state[name] !== FIELDS[name]('')) query.set(name, state[name]);
}

/** @param {string} text */
function dayOrNone(text) {
  return isDay(text) ? text : '';
}

/** @param {string} text */
function idOrNone(text) {
  return /^[a-z_]+$/.test(text) ? text : '';
}

/** The state with the comparison off, or on with the days just before. @param {PageState} state @returns {PageState} */
export function compareToggled(state) {
  return { ...state, compare: state.compare ? '' : 'previous' };
}

/** @param {PageState} state */
export function isFiltered(state) {
  return (
    Boolean(state.q || state.from || state.to || state.verdicts.length) ||
    DIMENSIONS.some((dimension) => state.chosen[dimension].length > 0)
  );
}

/** Does the state leave influencers out, whatever they sold? @param {PageState} state */
export function filtersInfluencers(state) {
  return state.q !== '' || INFLUENCER_SIDE.some((dimension) => state.chosen[dimension].length > 0);
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

/** Shows only lines with this verdict, or all again. @param {PageState} state @param {string} verdict @returns {PageState} */
export function verdictToggled(state, verdict) {
  return { ...state, verdicts: String(state.verdicts) === verdict ? [] : [verdict] };
}

/** @param {PageState} state @param {Dimension} dimension @param {string[]} values @returns {PageState} */
export function withChosen(state, dimension, values) {
  return { ...state, chosen: { ...state.chosen, [dimension]: values } };
}

/** The state with every filter off; view, method and order stay. Without days there is nothing to compare. @param {PageState} state @returns {PageState} */
export function cleared(state) {
  return { ...state, chosen: nothingChosen(), verdicts: [], q: '', from: '', to: '', compare: '' };
}
