// The campaigns that cannot be measured: why, what to do, and a link that does it. Reads: the measured campaigns. Emits: nothing, they are links.

import { el, named } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { counted } from '../core/numbers.js';
import { remedyText } from '../incrementality/words.js';

/** @import { MeasuredCampaign, MeasuredCampaigns } from '../core/api.d.ts' */

/** The others say the same in their rows above. */
const MAX_SHOWN = 10;

/** @param {MeasuredCampaigns} answer @param {(line: MeasuredCampaign) => string} remedyLink @returns {HTMLElement | null} null where each is measured */
export function refusals({ campaigns }, remedyLink) {
  const refused = campaigns.filter(({ state }) => state === 'not_estimable');
  if (refused.length === 0) return null;
  const more = refused.length - MAX_SHOWN;
  return el(
    'section',
    { class: 'card refusals', 'aria-labelledby': 'refusals-title' },
    el(
      'header',
      { class: 'card-head' },
      el('h2', { class: 'card-title', id: 'refusals-title' }, 'Cannot be measured yet'),
      el('span', { class: 'card-hint' }, 'why, and what to do'),
    ),
    el('ul', { class: 'refusal-list' }, ...refused.slice(0, MAX_SHOWN).map((line) => refusal(line, remedyLink))),
    more > 0 && el('p', { class: 'refusal-more' }, `${counted(more, 'more campaign')} in the table above.`),
  );
}

/** @param {MeasuredCampaign} line @param {(line: MeasuredCampaign) => string} remedyLink */
function refusal(line, remedyLink) {
  const { campaign, brand, reason } = line;
  const label = reason?.propose ? remedyText(reason.propose) : 'Open its question';
  return el(
    'li',
    { class: 'refusal' },
    icon('error', 15),
    el(
      'div',
      {},
      el('p', {}, el('strong', {}, named(campaign)), ' ', el('span', { class: 'campaign-small' }, named(brand))),
      reason && el('p', {}, `${reason.found.charAt(0).toUpperCase()}${reason.found.slice(1)}.`),
      reason?.fix && el('p', { class: 'campaign-small' }, reason.fix),
    ),
    reason?.id === 'no_campaign' ? null : el('a', { class: 'link', href: remedyLink(line) }, label),
  );
}
