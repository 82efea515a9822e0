// The answer about all campaigns: in words, a line a campaign with their sum, when they ran, what was new of what was credited, what cannot be
// measured and why, what they share. Reads: the measured campaigns. Emits: nothing; names and remedies are links.

import { el, fill } from '../ui/dom.js';
import { figureText } from '../ui/figure.js';
import { counted } from '../core/numbers.js';
import { intervalOf } from '../core/measured-campaigns.js';
import { campaignCalendar } from './campaign-calendar.js';
import { campaignTable } from './campaign-table.js';
import { newShares } from './new-share.js';
import { refusals } from './refusals.js';

/** @import { MeasuredCampaign, MeasuredCampaigns } from '../core/api.d.ts' */
/** @import { NumberStyle } from '../core/numbers.js' */

/** @typedef {{ report: (line: MeasuredCampaign) => string, remedy: (line: MeasuredCampaign) => string, ask: string }} Links */

const NO_CAMPAIGN =
  'There is no campaign in this selection. A campaign is measured when the rows of tracking name it: upload a file with a column “campaign”.';

/** @param {HTMLElement} root */
export function campaignList(root) {
  const top = el('div', { class: 'campaigns-answer' });
  const middle = el('div', { class: 'campaigns-answer' });
  const end = el('div', { class: 'campaigns-answer' });
  root.append(top, middle, end);
  const drawCalendar = campaignCalendar(middle);

  /** @param {MeasuredCampaigns} answer @param {NumberStyle} style @param {Links} links */
  return (answer, style, links) => {
    const { campaigns, words, warnings, state, calendar } = answer;
    const isEmpty = campaigns.length === 0;
    // Of one campaign the report stands directly below, which shows its days and shares.
    const isAlone = campaigns.length === 1;
    middle.hidden = calendar.length === 0 || isEmpty || isAlone;
    if (isEmpty) {
      fill(top, state === 'ready' && el('p', { class: 'card campaigns-status' }, NO_CAMPAIGN));
      return fill(end);
    }
    fill(
      top,
      words.length > 0 &&
        el('section', { class: 'card campaign-words', 'aria-label': 'In words' }, ...words.map((sentence) => el('p', {}, sentence))),
      tableCard(answer, style, links),
    );
    drawCalendar(answer, style);
    const beside = isAlone ? [] : [newShares(answer, style), refusals(answer, links.remedy)].filter((part) => part !== null);
    fill(
      end,
      beside.length > 0 && el('div', { class: 'campaigns-beside' }, ...beside),
      !isAlone && pooledPart(answer, style),
      ...warnings.map(({ message }) => el('p', { class: 'card campaigns-status' }, message)),
    );
  };
}

/** @param {MeasuredCampaigns} answer @param {NumberStyle} style @param {Links} links */
function tableCard(answer, style, links) {
  const isMeasured = answer.campaigns.some(({ incremental_roas: roas }) => intervalOf(roas));
  return el(
    'section',
    { class: 'card', 'aria-labelledby': 'campaigns-title' },
    el(
      'header',
      { class: 'card-head campaign-head' },
      el('h2', { class: 'card-title', id: 'campaigns-title' }, 'Campaigns'),
      el('span', { class: 'card-hint' }, sumText(answer, style)),
      isMeasured &&
        el(
          'span',
          { class: 'campaign-key', 'aria-hidden': 'true' },
          el('i', { class: 'key-lift' }),
          `measured lift for each ${style.full('money', 1)} paid, 90% interval `,
          el('i', { class: 'key-published' }),
          'published formula',
        ),
      el('a', { class: 'button campaign-ask', href: links.ask }, 'Ask a question of your own'),
    ),
    el(
      'div',
      { class: 'campaign-scroll', tabindex: '0', role: 'region', 'aria-label': 'Campaigns, scrolls' },
      campaignTable(answer, style, links.report),
    ),
  );
}

/** Sums that add up on the screen. @param {MeasuredCampaigns} answer @param {NumberStyle} style */
function sumText({ campaigns, rest }, style) {
  const outside = rest && rest.spend.value !== 0 ? ` · ${figureText(rest.spend, 'money', style)} of spend lies in no campaign` : '';
  return `${campaigns.length}${outside}`;
}

/** @param {MeasuredCampaigns} answer @param {NumberStyle} style */
function pooledPart({ pooled, others }, style) {
  if (!pooled) return null;
  const two = (/** @type {number} */ value) => style.precise('times', value).slice(0, -1);
  const { factor } = pooled;
  const shared = `Of each ${style.full('money', 1)} credited, ${two(factor.mean)} was new (${two(factor.lower)} to ${two(factor.upper)}): what ${counted(pooled.campaigns, 'measured campaign')} of this data share. Single campaigns differ from it by about ${two(pooled.spread)}.`;
  const money = (/** @type {number} */ value) => style.short('money', value);
  const assumed =
    others &&
    `${counted(others.campaigns, 'campaign')} without a measurement, ${money(others.revenue)} credited, would have brought ${money(others.incremental_revenue.mean)} at that factor (${money(others.incremental_revenue.lower)} to ${money(others.incremental_revenue.upper)}).`;
  return el(
    'section',
    { class: 'card campaign-words', 'aria-labelledby': 'campaigns-shared' },
    el('h2', { class: 'card-title', id: 'campaigns-shared' }, 'What the campaigns share'),
    el('p', {}, shared),
    assumed && el('p', {}, el('strong', {}, 'Assumption, not measured: '), assumed),
  );
}
