// Which days a brush has taken: places in the row of days, counted from 0. Pure: nothing is drawn here.

import { monthLater } from '../core/dates.js';

/** @typedef {{ first: number, last: number }} BrushWindow the places of its first and last day */
/** @typedef {'first' | 'last'} Edge */

/** The window of a period; '' is the end of the days. @param {string[]} days oldest first @param {string} from @param {string} to @returns {BrushWindow} */
export function windowOf(days, from, to) {
  const first = from ? days.findIndex((day) => day >= from) : 0;
  const last = to ? days.findLastIndex((day) => day <= to) : days.length - 1;
  // Days that lie outside the data altogether: nothing is inside the window.
  return { first: first < 0 ? days.length : first, last };
}

/** The period of a window; every day is no period. @param {string[]} days @param {BrushWindow} window */
export function periodOf(days, { first, last }) {
  return first <= 0 && last >= days.length - 1 ? { from: '', to: '' } : { from: days[first], to: days[last] };
}

/** Where a window begins and ends, as shares of the width on which the days stand. @param {number} count @param {BrushWindow} window */
export function edgesOf(count, { first, last }) {
  const share = (/** @type {number} */ place) => Math.max(0, Math.min(1, place / Math.max(1, count - 1)));
  return { start: share(first - 0.5), end: share(last + 0.5) };
}

/** The window between two places, in whichever order. @param {number} one @param {number} other @returns {BrushWindow} */
export function between(one, other) {
  return { first: Math.min(one, other), last: Math.max(one, other) };
}

/** The window as a whole, so many days on, but not off the days. @param {BrushWindow} window @param {number} by @param {number} count @returns {BrushWindow} */
export function shifted({ first, last }, by, count) {
  const step = Math.max(-first, Math.min(count - 1 - last, by));
  return { first: first + step, last: last + step };
}

/** The window with one edge elsewhere; an edge stops at the other one. @param {BrushWindow} window @param {Edge} edge @param {number} place @param {number} count @returns {BrushWindow} */
export function withEdge({ first, last }, edge, place, count) {
  return edge === 'first'
    ? { first: Math.max(0, Math.min(last, place)), last }
    : { first, last: Math.min(count - 1, Math.max(first, place)) };
}

/**
 * Where a key moves an edge to; null for a key that does not move it.
 *
 * @param {{ key: string, shiftKey: boolean }} press
 * @param {number} place
 * @param {string[]} days
 */
export function placeAfterKey({ key, shiftKey }, place, days) {
  const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[key];
  if (step) return place + step * (shiftKey ? 7 : 1);
  const months = { PageUp: 1, PageDown: -1 }[key];
  if (months) return windowOf(days, '', monthLater(days[place], months)).last;
  return { Home: 0, End: days.length - 1 }[key] ?? null;
}
