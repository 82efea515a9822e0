// What a state of the page asks the server: one question for all of it. A chart is not filtered by its own clause, so that it can show
// what else there is; what each chart and each filter shows comes along with the answer.

import { questionOf } from '../state/address.js';
import { askDashboard } from '../core/server.js';
import { PAGE_LINES } from '../influencers/table-pages.js';

/** @import { Dashboard, Day, Facets, Panels } from '../core/api.d.ts' */
/** @import { PageState } from '../state/address.js' */

/**
 * @typedef {object} Answers
 * @property {Dashboard} answer to the state as it is
 * @property {Panels} panels what each chart shows
 * @property {Facets} facets what each filter offers
 * @property {URLSearchParams} question that was asked
 */

/** @param {PageState} state @param {AbortSignal} signal @returns {Promise<Answers>} */
export async function askOverview(state, signal) {
  const question = questionOf(state);
  const answer = await askDashboard(question, { limit: PAGE_LINES, include: 'panels,facets,days_once' }, signal);
  // Days are two thirds of an answer, and come once: those of the selection are among those of the trend.
  answer.daily ??= daysOf(answer.selection, answer.panels?.daily ?? []);
  return { answer, panels: answer.panels ?? answer, facets: answer.facets ?? { dimensions: {} }, question };
}

/** @param {Dashboard['selection']} selection @param {Day[]} every day of the data @returns {Day[]} */
function daysOf({ from, to }, every) {
  return every.filter(({ date }) => (!from || date >= String(from)) && (!to || date <= String(to)));
}
