// What a state of the page asks the server. A chart is not filtered by its own clause, so that it can show what else there is: where
// its clause is on, it gets an answer of its own.

import { questionOf, withChosen } from './address.js';
import { askDashboard } from './server.js';
import { PAGE_LINES } from './table-lines.js';

/** @import { Dashboard } from './api.d.ts' */
/** @import { Dimension, PageState } from './address.js' */

/**
 * @typedef {object} Answers
 * @property {Dashboard} answer to the state as it is
 * @property {Dashboard} withoutPlatform
 * @property {Dashboard} withoutInfluencer
 * @property {URLSearchParams} question that was asked
 */

/** @param {PageState} state @param {AbortSignal} signal @returns {Promise<Answers>} */
export async function askOverview(state, signal) {
  const question = questionOf(state);
  const main = askDashboard(question, { limit: PAGE_LINES }, signal);
  /** @param {Dimension} dimension */
  const without = (dimension) =>
    state.chosen[dimension].length > 0 ? askDashboard(questionOf(withChosen(state, dimension, [])), { limit: 1 }, signal) : main;
  const [answer, withoutPlatform, withoutInfluencer] = await Promise.all([main, without('platform'), without('influencer')]);
  return { answer, withoutPlatform, withoutInfluencer, question };
}
