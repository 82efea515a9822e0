// The campaigns to choose from, the largest spend first. Emits: the chosen one.

import { periodText } from '../core/dates.js';
import { el, named } from '../ui/dom.js';
import { figureText } from '../ui/figure.js';
import { counted } from '../core/numbers.js';
import { number, plainRow, plainTable, text } from '../ui/plain-table.js';

/** @import { CampaignOffer } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */

const HEADINGS = [text('Campaign'), text('Brand'), text('Days'), number('Spend'), number('Credited revenue'), number('Orders')];
const MAX_ROWS = 100;

/** @param {CampaignOffer[]} campaigns @param {Look} look @param {(campaign: CampaignOffer) => void} onChoose */
export function campaignChoice(campaigns, { style }, onChoose) {
  const rows = campaigns
    .slice(0, MAX_ROWS)
    .map((one) =>
      plainRow(HEADINGS, [
        el('button', { type: 'button', class: 'link', onclick: () => onChoose(one) }, named(one.campaign)),
        named(one.brand),
        periodText(one.from, one.to),
        figureText(one.spend, 'money', style),
        figureText(one.revenue, 'money', style),
        figureText(one.orders, 'count', style),
      ]),
    );
  return el(
    'section',
    { class: 'card', 'aria-labelledby': 'incrementality-campaigns-title' },
    el(
      'header',
      { class: 'card-head' },
      el('h2', { class: 'card-title', id: 'incrementality-campaigns-title' }, 'What did a campaign really bring?'),
      el('span', { class: 'card-hint' }, 'Choose one, the largest spend first'),
    ),
    el(
      'div',
      { class: 'incrementality-scroll', tabindex: '0', role: 'region', 'aria-label': 'Campaigns, scrolls' },
      plainTable('Campaigns', HEADINGS, rows),
    ),
    campaigns.length > MAX_ROWS &&
      el('p', { class: 'incrementality-hint' }, `${counted(campaigns.length - MAX_ROWS, 'more campaign')} in the list above.`),
  );
}
