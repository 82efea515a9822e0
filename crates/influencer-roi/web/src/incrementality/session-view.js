// What of a session is to be seen: whether an estimate runs, which answer is shown, and the hint that stands before any. Pure.

import { isolated } from '../core/words.js';
import { campaignKey } from './estimate-session.js';
import { campaignOf } from './question.js';

/** @import { PageState } from '../state/address.js' */
/** @import { Session } from './estimate-session.js' */

/** @param {Session} session @param {PageState} now */
export function sessionView({ offers, asked, answered }, now) {
  const { job, trouble, isCancelled } = asked;
  const state = job?.state;
  const chosen = offers ? campaignOf(offers, now) : undefined;
  const isWanted = Boolean(now.lift === 'estimate' && chosen);
  const isRunning = isWanted && !trouble && (state ?? 'running') === 'running';
  // Nothing is shown of another campaign, not even for a moment, and nothing of a question that is refused.
  const isOfChosen = answered !== null && campaignKey(answered.settings) === campaignKey(chosen) && state !== 'refused';
  const shown = isOfChosen ? answered : null;
  const hasNothing = !isWanted && !shown && !isCancelled;
  return {
    chosen,
    shown,
    isRunning,
    isAnswered: state === 'ready',
    isStale: shown !== null && shown.id !== job?.id,
    isWaiting: isRunning && !job,
    checks: job?.checks ?? shown?.checks ?? [],
    hint: trouble && !offers ? '' : hintText({ offers }, now.lift_campaign, chosen !== undefined, hasNothing),
  };
}

/**
 * What has to be known before anything is answered.
 *
 * @param {Pick<Session, 'offers'>} session
 * @param {string} campaign asked for, or ''
 * @param {boolean} isKnown is it in the data?
 * @param {boolean} hasNothing is there nothing to be seen of its answer?
 */
function hintText({ offers }, campaign, isKnown, hasNothing) {
  if (!offers) return 'Loading the campaigns …';
  if (offers.campaigns.length === 0)
    return 'There is no campaign in this data. What a campaign brought can be estimated when the rows of tracking name it: upload a file with a column “campaign”.';
  if (campaign && !isKnown) return `The campaign ${isolated(campaign)} is not in this data. Choose one that is.`;
  return isKnown && hasNothing
    ? 'What was sold on these days is compared with what was to be expected without the campaign: learned from the days before it and from the brands to compare with. It takes a few seconds and can be cancelled.'
    : '';
}
