// Beside the amounts: the rules, what is assumed, and who is not in the plan. Reads: the plan. Emits: other rules.

import { el, fill } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { figureText } from '../ui/figure.js';
import { counted } from '../core/numbers.js';

/** @import { Plan } from '../core/api.d.ts' */
/** @import { NumberStyle } from '../core/numbers.js' */

/** The furthest the slider goes, in percent of today's amount. */
const MAX_PERCENT = 50;

/** @param {{ setFar: (percent: number) => void, setAmount: (id: string, amount: string) => void, reset: () => void }} actions */
export function planSide({ setFar, setAmount, reset }) {
  const element = el('div', { class: 'plan-side', hidden: true });

  /** @param {Plan | null} answer @param {NumberStyle} style @param {(id: string) => string} nameOf */
  function draw(answer, style, nameOf) {
    element.hidden = answer === null;
    if (!answer) return;
    const hadFocus = document.activeElement?.id === 'plan-far';
    const { rules } = answer;
    const percent = Math.round(100 * Math.max(rules.max_raise, rules.max_cut));
    const far = el('output', { class: 'plan-far-text', for: 'plan-far' }, `±${percent}%`);
    const slider = el('input', {
      type: 'range',
      id: 'plan-far',
      min: '0',
      max: String(MAX_PERCENT),
      step: '5',
      value: String(percent),
      oninput: () => fill(far, `±${slider.value}%`),
      onchange: () => setFar(Number(slider.value)),
    });
    const chip = (/** @type {Plan['rules']['amounts'][number]} */ { id, amount }) =>
      el(
        'li',
        { class: 'chip' },
        el('bdi', { class: 'plan-chip-name' }, nameOf(id)),
        figureText(amount, 'money', style),
        el(
          'button',
          { type: 'button', class: 'chip-remove', 'aria-label': `Take the amount of ${nameOf(id)} back`, onclick: () => setAmount(id, '') },
          icon('close', 12),
        ),
      );
    fill(
      element,
      card(
        'Rules',
        el('div', { class: 'plan-rule' }, el('label', { for: 'plan-far' }, 'Each changes by'), slider, far),
        el('p', { class: 'plan-rule-note' }, 'Who loses, or sold nothing, is never raised.'),
        rules.amounts.length > 0 && el('p', { class: 'plan-rule-note' }, 'Set by hand:'),
        rules.amounts.length > 0 && el('ul', { class: 'plan-chips' }, ...rules.amounts.map(chip)),
        el('button', { type: 'button', class: 'button is-small', onclick: reset }, 'Reset'),
      ),
      card(
        'What is assumed',
        el('p', {}, answer.assumed.text),
        el('p', {}, answer.method),
        el('a', { href: '/methods#the-same-money-shared-better' }, 'How the plan is made →'),
      ),
      card(
        'Not in the plan',
        el(
          'ul',
          { class: 'plan-out' },
          ...answer.left_out.map((group) =>
            el(
              'li',
              {},
              el('strong', {}, `${counted(group.influencers, 'influencer')}, ${figureText(group.spend, 'money', style)}`),
              ` ${group.meaning}`,
            ),
          ),
          el('li', {}, 'New influencers: nothing is known about them here.'),
          el('li', {}, 'Any causal number for one influencer: credited sales are shared by code.'),
        ),
      ),
    );
    if (hadFocus) slider.focus();
  }

  return { element, draw };
}

/** @param {string} title @param {...import('../ui/dom.js').Child} children */
function card(title, ...children) {
  return el('section', { class: 'card plan-side-card' }, el('h2', { class: 'card-title' }, title), ...children);
}
