// The sentences and the figures above a plan. Reads: the plan. Emits: nothing.

import { el } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { figureText } from '../ui/figure.js';
import { counted, NO_VALUE } from '../core/numbers.js';
import { intervalLine, sharedScale } from '../charts/interval-line.js';
import { planSentences, sureText } from './plan-words.js';

/** @import { Plan } from '../core/api.d.ts' */
/** @import { Child } from '../ui/dom.js' */
/** @import { NumberStyle } from '../core/numbers.js' */

/** @param {Plan} answer @param {NumberStyle} style */
export function planStrip(answer, style) {
  const entry = (/** @type {ReturnType<typeof planSentences>[number]} */ { icon: name, tone, strong, text }) =>
    el(
      'li',
      {},
      el(
        'div',
        { class: `insight-none plan-said is-${tone}` },
        el('span', { class: 'insight-icon' }, icon(name)),
        el('span', {}, el('strong', {}, el('bdi', {}, strong)), text),
      ),
    );
  return el('ul', { class: 'insights card', 'aria-label': 'What the plan says' }, ...planSentences(answer, style).map(entry));
}

/** @param {Plan} answer @param {NumberStyle} style */
export function planCards(answer, style) {
  const { totals, margin, new_sales: isNew } = answer;
  const { gain, gain_lower: lower, gain_upper: upper, p_better: better } = totals;
  const isMoved = totals.moved.value !== 0;
  const [mean, least, most] = [gain, lower, upper].map(({ value }) => value ?? 0);
  const signed = (/** @type {number} */ value) => style.signedShort('money', value);
  const of = isNew ? 'contribution of new sales' : 'contribution of credited sales';
  return el(
    'dl',
    { class: 'plan-cards' },
    card(
      'in_plan',
      'Money in the plan',
      style.short('money', totals.in_plan.value ?? 0),
      `${figureText(totals.moved, 'money', style)} of it moves`,
    ),
    card(
      'gain',
      'Expected change',
      isMoved ? signed(mean) : NO_VALUE,
      isMoved ? `90 % interval ${signed(least)} to ${signed(most)}, ${of}` : `${of}; today’s amounts stay`,
      isMoved && intervalLine({ mean, lower: least, upper: most }, sharedScale([least, most])),
    ),
    card('p_better', 'P(better than today)', isMoved && better !== null ? sureText(better, style) : NO_VALUE, 'if what is assumed holds'),
    card(
      'moves',
      'Influencers',
      `${totals.raised} up, ${totals.cut} down`,
      `of ${counted(answer.influencers_total, 'influencer')}${margin === null ? '' : `, at ${style.full('share', margin)} margin`}`,
    ),
  );
}

/** @param {string} id @param {string} label @param {string} value @param {string} about @param {Child} [drawing] */
function card(id, label, value, about, drawing) {
  return el(
    'div',
    { class: `card plan-figure is-of-${id}` },
    el('dt', {}, label),
    el('dd', { class: 'plan-value', 'data-figure': id }, value),
    drawing && el('dd', {}, drawing),
    el('dd', { class: 'plan-note' }, about),
  );
}
