// The amounts of a plan, each with its place between the least and the most, and what its change would bring. Reads: the plan. Emits: that an
// amount is set by hand or taken back.

import { el, fill, named, svg } from '../ui/dom.js';
import { figureText } from '../ui/figure.js';
import { icon } from '../ui/icons.js';
import { NO_VALUE } from '../core/numbers.js';
import { swatch } from '../charts/platform-swatch.js';
import { sureText } from './plan-words.js';
import { typedAmount } from '../state/plan-rules.js';

/** @import { Plan } from '../core/api.d.ts' */
/** @import { NumberStyle } from '../core/numbers.js' */

/** @typedef {Plan['influencers'][number]} Line */
/** @typedef {(id: string, amount: string) => void} SetAmount */

/** What an arrow key adds or takes away. */
const STEP = 500;

/** @param {{ setAmount: SetAmount, back: () => void, showAll: () => void }} actions */
export function planTable({ setAmount, back, showAll }) {
  const element = el('section', { class: 'card plan-card', 'aria-labelledby': 'plan-title', hidden: true });

  /** @param {Plan | null} answer @param {NumberStyle} style @param {(verdict: string) => string} verdictText */
  function draw(answer, style, verdictText) {
    element.hidden = answer === null;
    if (!answer) return;
    const focused = document.activeElement?.getAttribute('data-amount') ?? '';
    const { influencers: lines, influencers_total: total, rules, state } = answer;
    const heads = ['Influencer', 'ROAS', 'Today', 'Least to most', 'Proposed', 'Change', 'Contribution', 'P(better)'];
    const isText = (/** @type {string} */ text) => ['Influencer', 'Least to most'].includes(text);
    fill(
      element,
      el(
        'header',
        { class: 'card-head' },
        el(
          'h2',
          { class: 'card-title', id: 'plan-title' },
          state === 'set_by_hand' ? 'Same money, as you share it' : 'Same money, shared better',
        ),
        el('span', { class: 'card-hint' }, 'amounts can be changed; the others share the rest'),
        rules.amounts.length > 0 &&
          el('span', { class: 'chart-extra' }, el('button', { type: 'button', class: 'button', onclick: back }, 'Take my amounts back')),
      ),
      el(
        'div',
        { class: 'plan-scroll', tabindex: '0', role: 'region', 'aria-label': 'Amounts, scrolls' },
        el(
          'table',
          { class: 'plan-table' },
          el('caption', { class: 'visually-hidden' }, 'Amounts, the largest change first'),
          el('thead', {}, el('tr', {}, ...heads.map((text) => el('th', { scope: 'col', class: !isText(text) && 'is-number' }, text)))),
          el('tbody', {}, totalRow(answer, style), ...lines.map((line) => row(line, style, verdictText, setAmount))),
        ),
      ),
      lines.length < total && el('button', { type: 'button', class: 'button plan-all', onclick: showAll }, `Show all ${total}`),
    );
    /** @type {HTMLElement | null} */
    const again = focused ? element.querySelector(`[data-amount="${CSS.escape(focused)}"]`) : null;
    again?.focus();
  }

  return { element, draw };
}

/** @param {Plan} answer @param {NumberStyle} style */
function totalRow({ totals, influencers_total: total }, style) {
  const money = (/** @type {Line['today']} */ figure) => figureText(figure, 'money', style);
  return el(
    'tr',
    { class: 'plan-total' },
    el('th', { scope: 'row' }, `All ${total}`),
    el('td', { 'data-label': 'ROAS' }),
    el('td', { class: 'is-number', 'data-label': 'Today' }, money(totals.in_plan)),
    el('td', { class: 'plan-range-cell' }),
    el('td', { class: 'is-number', 'data-label': 'Proposed' }, money(totals.in_plan)),
    el('td', { class: 'is-number', 'data-label': 'Change' }, style.full('money', 0)),
    gainCell(totals, style, totals.moved.value === 0),
    el(
      'td',
      { class: 'is-number', 'data-label': 'P(better)' },
      totals.moved.value && totals.p_better !== null ? sureText(totals.p_better, style) : NO_VALUE,
    ),
  );
}

/** @param {Line} line @param {NumberStyle} style @param {(verdict: string) => string} verdictText @param {SetAmount} setAmount */
function row(line, style, verdictText, setAmount) {
  const change = line.change.value ?? 0;
  return el(
    'tr',
    { 'data-id': line.id },
    el(
      'th',
      { scope: 'row' },
      named(line.name),
      el('span', { class: 'plan-note' }, swatch(line.platform), el('bdi', {}, line.platform || 'no platform')),
    ),
    el(
      'td',
      { class: 'is-number', 'data-label': 'ROAS' },
      el('span', {}, line.roas ? style.full('times', line.roas.mean) : NO_VALUE),
      el('span', { class: `plan-note is-${line.verdict}` }, verdictText(line.verdict)),
    ),
    el('td', { class: 'is-number', 'data-label': 'Today' }, figureText(line.today, 'money', style)),
    el('td', { class: 'plan-range-cell' }, range(line)),
    el('td', { class: 'is-number', 'data-label': 'Proposed' }, amountField(line, style, setAmount)),
    el(
      'td',
      { class: `is-number ${change < 0 ? 'is-cut' : change > 0 ? 'is-raised' : ''}`, 'data-label': 'Change' },
      change === 0 ? NO_VALUE : style.signed('money', change),
    ),
    gainCell(line, style, change === 0),
    el('td', { class: 'is-number', 'data-label': 'P(better)' }, line.p_better === null ? NO_VALUE : sureText(line.p_better, style)),
  );
}

/** @param {Pick<Line, 'gain' | 'gain_lower' | 'gain_upper'>} gains @param {NumberStyle} style @param {boolean} isNone */
function gainCell({ gain, gain_lower: lower, gain_upper: upper }, style, isNone) {
  if (isNone || gain.value === null) return el('td', { class: 'is-number', 'data-label': 'Contribution' }, NO_VALUE);
  const short = (/** @type {Line['gain']} */ figure) => style.signedShort('money', figure.value ?? 0);
  return el(
    'td',
    { class: 'is-number', 'data-label': 'Contribution' },
    el('span', { title: style.exact('money', gain.value) }, style.signed('money', Math.round(gain.value))),
    el('span', { class: 'plan-note' }, `${short(lower)} to ${short(upper)}`),
  );
}

/** @param {Line} line @param {NumberStyle} style @param {SetAmount} setAmount */
function amountField(line, style, setAmount) {
  const { id, name, proposed, is_set: isSet } = line;
  const shown = style.full('money', Math.round(proposed.value ?? 0));
  const send = () => {
    const amount = typedAmount(field.value);
    if (amount === '' || field.value === shown) field.value = shown;
    else setAmount(id, amount);
  };
  const field = el('input', {
    class: 'input plan-amount',
    type: 'text',
    inputmode: 'decimal',
    value: shown,
    'aria-label': `Amount of ${name}`,
    'data-amount': id,
    onchange: send,
    onkeydown: (/** @type {KeyboardEvent} */ event) => {
      // What the arrows wrote is no change that the browser would report.
      if (event.key === 'Enter') send();
      const step = event.key === 'ArrowUp' ? STEP : event.key === 'ArrowDown' ? -STEP : 0;
      if (step === 0) return;
      event.preventDefault();
      const now = Number(typedAmount(field.value) || Math.round(proposed.value ?? 0));
      field.value = style.full('money', Math.max(0, now + step));
    },
  });
  const undo = el(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': `Take the amount of ${name} back`, onclick: () => setAmount(id, '') },
    icon('close', 14),
  );
  return el('span', { class: 'plan-field' }, field, isSet && undo);
}

/** Today as a ring, the plan as a dot, between the ends. A picture only: the numbers stand beside it. @param {Line} line */
function range({ today, least, most, proposed }) {
  const [now, low, high, next] = [today, least, most, proposed].map(({ value }) => value ?? 0);
  const from = Math.min(low, now, next);
  const to = Math.max(high, now, next);
  const at = (/** @type {number} */ value) => `${(6 + (88 * (value - from)) / (to - from || 1)).toFixed(2)}%`;
  const drawing = svg('svg', { class: `plan-range ${next < now ? 'is-cut' : 'is-raised'}`, 'aria-hidden': 'true' });
  const across = (/** @type {string} */ name, /** @type {number} */ one, /** @type {number} */ other) =>
    svg('line', { class: name, x1: at(one), x2: at(other), y1: '50%', y2: '50%' });
  drawing.append(across('plan-ends', from, to), across('plan-move', now, next));
  drawing.append(svg('circle', { class: 'plan-now', cx: at(now), cy: '50%', r: '4' }));
  if (next !== now) drawing.append(svg('circle', { class: 'plan-next', cx: at(next), cy: '50%', r: '4.5' }));
  return drawing;
}
