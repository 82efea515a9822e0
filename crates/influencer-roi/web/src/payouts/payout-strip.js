// What the payouts say first: at most three sentences with amounts, each of which leads to what it is about. Reads: the payouts of a selection.

import { el } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { counted } from '../core/numbers.js';

/** @import { Payouts } from '../core/api.d.ts' */
/** @import { IconName } from '../ui/icons.js' */
/** @import { NumberStyle } from '../core/numbers.js' */

/** @typedef {{ icon: IconName, tone: string, href: string, strong: string, text: string, more: string, amount: number }} Sentence */

/** Ranked by money. @param {Payouts} answer @param {NumberStyle} style @returns {Sentence[]} */
export function sentences({ totals, findings, findings_total: all }, style) {
  const money = (/** @type {number} */ amount) => style.short('money', amount);
  const twice = findings.find(({ kind }) => kind === 'paid_twice')?.at_risk.value ?? 0;
  const unpaid = findings.find(({ kind }) => kind === 'sold_unpaid');
  const atMost = unpaid?.owed_at_most.value ?? 0;
  const [risk, waiting, due, owed] = [all.at_risk.value ?? 0, totals.pending.value ?? 0, totals.due.value ?? 0, totals.owed.value ?? 0];
  /** @type {Sentence[]} */
  const known = [
    {
      icon: 'copy',
      tone: 'losing_influencers',
      href: '#payout-findings',
      strong: money(risk),
      text: ` of payments is worth a question${twice > 0 ? `, ${money(twice)} of it paid twice` : ''}.`,
      more: 'Ask it back',
      amount: risk,
    },
    {
      icon: 'calendar',
      tone: 'paid_without_sales',
      href: '#payout-statements',
      strong: money(waiting + due),
      text: ` is listed and not paid yet, in ${counted(totals.pending_payments + totals.due_payments, 'payment')}.`,
      more: 'See them',
      amount: waiting + due,
    },
    {
      icon: 'money',
      tone: 'losing_platform',
      href: '#payout-statements',
      strong: money(owed),
      text: ` was earned and is in no payment${unpaid ? `; ${counted(unpaid.influencers, 'influencer')} sold without any` : ''}.`,
      more: 'See them',
      amount: owed,
    },
    {
      icon: 'money',
      tone: 'losing_platform',
      href: '#payout-statements',
      strong: counted(unpaid?.influencers ?? 0, 'influencer'),
      text: ` sold and ${unpaid?.influencers === 1 ? 'is' : 'are'} in no payment; at the usual rate up to ${money(atMost)} may be owed.`,
      more: 'See them',
      amount: owed > 0 ? 0 : atMost,
    },
  ];
  return known.filter(({ amount }) => amount > 0).sort((one, other) => other.amount - one.amount);
}

/** @param {Payouts} answer @param {NumberStyle} style */
export function payoutStrip(answer, style) {
  const entries = sentences(answer, style);
  return (
    entries.length > 0 &&
    el('ul', { class: 'insights card', 'aria-label': 'What the payouts say' }, ...entries.map((sentence) => el('li', {}, link(sentence))))
  );
}

/** Within the page: the address holds what is chosen, not where the reader is. @param {Sentence} sentence */
function link({ icon: name, tone, href, strong, text, more }) {
  return el(
    'button',
    {
      type: 'button',
      class: `insight is-${tone}`,
      onclick: () => document.querySelector(href)?.scrollIntoView({ block: 'start' }),
    },
    el('span', { class: 'insight-icon' }, icon(name)),
    el('span', { class: 'insight-text' }, el('strong', {}, strong), text, el('span', { class: 'insight-more' }, ` ${more} →`)),
  );
}
