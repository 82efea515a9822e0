// What the server is asked for the profile of one influencer, and for the rows behind it.

import { selectionOf } from '../state/address.js';
import { INFLUENCER_SIDE } from '../core/dimensions.js';

/** @import { PageState } from '../state/address.js' */

/** What an influencer's own rows do not depend on. @type {string[]} */
const NOT_ASKED = [...INFLUENCER_SIDE, 'q'];

/**
 * The whole selection: the filters of the sales hold for the profile too, and the others say among whom the verdict and the share are.
 *
 * @param {PageState} state
 * @param {string} dataset id of the version on the screen
 */
export function profileQuestion(state, dataset) {
  const question = selectionOf(state);
  question.set('dataset', dataset);
  return question;
}

/** The rows behind a number of one influencer. @param {URLSearchParams} question of the profile @param {string} id @param {string} measure */
export function rowsQuestion(question, id, measure) {
  const query = new URLSearchParams([...question].filter(([name]) => !NOT_ASKED.includes(name)));
  query.set('influencer', id);
  query.set('of', measure);
  return query;
}
