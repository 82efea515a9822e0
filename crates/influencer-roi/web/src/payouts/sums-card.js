// What was earned against what was paid, as figures and as two bars that are equally long. Reads: the totals of the payouts.

import { el, svg } from '../ui/dom.js';
import { figureText } from '../ui/figure.js';
import { counted } from '../core/numbers.js';

/** @import { Figure, Payouts } from '../core/api.d.ts' */
/** @import { NumberStyle } from '../core/numbers.js' */

/** @typedef {{ id: string, label: string, figure: Figure, about: string, tone?: string, isShown?: boolean }} Sum */

/** @param {Payouts} answer @returns {Sum[]} */
export function sumsOf({ totals, knows }) {
  const { statuses, terms } = knows;
  const isOwed = (totals.owed.value ?? 0) !== 0;
  const sums = [
    { id: 'earned', label: 'Earned under the terms', figure: totals.earned, about: 'rate × tracked orders or posts' },
    { id: 'paid', label: 'Paid', figure: totals.paid, about: counted(totals.paid_payments, 'payment') },
    {
      id: 'pending',
      label: 'Pending',
      figure: totals.pending,
      about: counted(totals.pending_payments, 'payment'),
      isShown: statuses,
    },
    {
      id: 'due',
      label: 'Due',
      figure: totals.due,
      about: `listed, ${counted(totals.due_payments, 'payment')}`,
      tone: 'warn',
      isShown: statuses,
    },
    { id: 'owed', label: 'In no payment', figure: totals.owed, about: 'earned, and never listed', tone: 'warn', isShown: terms && isOwed },
    { id: 'too_much', label: 'Paid too much', figure: totals.too_much, about: 'can be asked back or set off', tone: 'bad' },
    {
      id: 'without_terms',
      label: 'Without terms',
      figure: totals.without_terms,
      about: 'no basis and rate to compare with',
      isShown: totals.without_terms.value !== 0,
    },
  ];
  return sums.filter(({ isShown = true }) => isShown);
}

/** @param {Payouts} answer @param {NumberStyle} style */
export function sumsCard(answer, style) {
  const sums = sumsOf(answer);
  const of = (/** @type {string[]} */ ids) => ids.flatMap((id) => sums.filter((sum) => sum.id === id));
  const { totals } = answer;
  return el(
    'section',
    { class: 'card', 'aria-label': 'Earned and paid' },
    el('dl', { class: 'payout-sums' }, ...sums.map((sum) => entry(sum, style))),
    el(
      'div',
      { class: 'payout-bars' },
      ...bar('Earned', of(['earned', 'too_much', 'without_terms']), style),
      ...bar('Paid', of(['paid', 'pending', 'due', 'owed']), style),
    ),
    el(
      'p',
      { class: 'payout-sum-note' },
      `Spend of the Overview: ${figureText(totals.spend, 'money', style)}. A payment’s date filters nothing: it says when money moved.`,
    ),
  );
}

/** @param {Sum} sum @param {NumberStyle} style */
function entry({ id, label, figure, about, tone = '' }, style) {
  const isNothing = (figure.value ?? 0) === 0;
  return el(
    'div',
    { class: 'payout-sum' },
    el('dt', {}, el('i', { class: `payout-key is-${id}`, 'aria-hidden': 'true' }), label),
    el('dd', { class: isNothing ? '' : `is-${tone}`, 'data-figure': id }, figureText(figure, 'money', style)),
    el('dd', { class: 'payout-about' }, about),
  );
}

/** The parts of one side, as long as the amounts are. @param {string} label @param {Sum[]} sums @param {NumberStyle} style */
function bar(label, sums, style) {
  const amounts = sums.map(({ id, figure }) => ({ id, amount: Math.max(0, figure.value ?? 0) }));
  const all = amounts.reduce((sum, { amount }) => sum + amount, 0);
  const drawing = svg('svg', { class: 'payout-bar', viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  let at = 0;
  for (const { id, amount } of amounts) {
    const width = all > 0 ? (100 * amount) / all : 0;
    drawing.append(svg('rect', { class: `is-${id}`, x: String(at), y: '0', height: '10', width: String(width) }));
    at += width;
  }
  return [el('span', { class: 'payout-bar-label' }, label), drawing, el('span', { class: 'payout-bar-sum' }, style.full('money', all))];
}
