// What payments and cases are called in words. Formats what the server answered and works nothing out.

import { shortDayText } from '../core/dates.js';
import { counted, NO_VALUE } from '../core/numbers.js';
import { figureText } from '../ui/figure.js';

/** @import { Payment, PayoutCase, PayoutLine } from '../core/api.d.ts' */
/** @import { NumberStyle } from '../core/numbers.js' */

/** @type {Record<PayoutCase['certainty'], string>} */
export const CERTAINTIES = { certain: 'certain', likely: 'likely', to_check: 'to check' };

/** Short names of findings, for a statement. @type {Record<PayoutCase['kind'], string>} */
export const KINDS = {
  paid_twice: 'paid twice',
  outside_roster: 'not in the list',
  paid_without_sales: 'no sales',
  returned_orders_paid: 'returned orders',
  orders_differ: 'orders differ',
  amount_differs: 'amount differs',
  posts_missing: 'posts missing',
  paid_before_work: 'paid before work',
  sold_unpaid: 'sold, never paid',
};

/** What payments are for. @param {{ brand: string, campaign: string }} scope */
export function scopeText({ brand, campaign }) {
  if (campaign) return campaign;
  return brand ? `${brand}, no campaign` : 'nothing named';
}

/** What is paid for against what is known. @param {PayoutCase} one @param {NumberStyle} style */
export function comparedText({ kind, stated, known, unit }, style) {
  if (!stated || !known) return NO_VALUE;
  if (kind === 'amount_differs') return `${figureText(stated, 'money', style)} paid, ${figureText(known, 'money', style)} by its terms`;
  if (kind === 'sold_unpaid') return `${figureText(known, 'count', style)} orders sold`;
  const [what, done] = unit === 'post' ? ['posts', 'published'] : ['orders', 'tracked'];
  return `${figureText(stated, 'count', style)} ${what} paid, ${figureText(known, 'count', style)} ${done}`;
}

/** A payment in a word or two: its day, else how far it is, and the end of its reference. @param {Payment} payment */
export function paymentText({ date, state, reference, file, line }) {
  const when = date ? shortDayText(date) : state === 'unknown' || state === 'paid' ? `${file} line ${line}` : state;
  return reference ? `${when} …${reference.slice(-5)}` : when;
}

/** The rate and what it is for. @param {Pick<PayoutLine, 'unit' | 'lowest_rate' | 'highest_rate'>} line @param {NumberStyle} style */
export function rateText({ unit, lowest_rate: lowest, highest_rate: highest }, style) {
  if (!lowest || !highest) return 'no rate';
  const isShare = unit === 'percentage';
  const one = (/** @type {typeof lowest} */ figure) =>
    isShare ? `${figureText(figure, 'count', style)}%` : figureText(figure, 'money', style);
  const range = lowest.value === highest.value ? one(lowest) : `${one(lowest)}–${one(highest)}`;
  return { order: `${range} an order`, post: `${range} a post`, percentage: `${range} of sales`, other: range }[unit];
}

/** "2 cases, 1 influencer". @param {{ cases: number, influencers: number }} finding */
export function casesText({ cases, influencers }) {
  return `${counted(cases, 'case')}, ${counted(influencers, 'influencer')}`;
}
