// A statement per influencer: what was agreed, tracked, earned and paid, and the balance; on opening, line by line. Reads: the statements of the
// payouts. Emits: that a finding is to be shown.

import { el, fill, named } from '../ui/dom.js';
import { figureText } from '../ui/figure.js';
import { icon } from '../ui/icons.js';
import { counted, NO_VALUE } from '../core/numbers.js';
import { isNarrow } from '../ui/narrow.js';
import { KINDS, rateText, scopeText } from './payout-words.js';

/** @import { PayoutLine, PayoutStatement, Payouts } from '../core/api.d.ts' */
/** @import { Child } from '../ui/dom.js' */
/** @import { NumberStyle } from '../core/numbers.js' */

/** @typedef {(kind: string) => void} ShowFinding */
/** @typedef {{ style: NumberStyle, hasStatuses: boolean, showFinding: ShowFinding }} Look */

/** Which statements each pill shows. @type {Record<string, { label: string, takes: (one: PayoutStatement) => boolean }>} */
const PILLS = {
  too_much: { label: 'paid too much', takes: (one) => (one.too_much.value ?? 0) > 0 },
  owed: { label: 'owed', takes: (one) => (one.owed.value ?? 0) > 0 || (one.due.value ?? 0) > 0 },
  pending: { label: 'pending', takes: (one) => one.pending.value !== 0 },
  sold_unpaid: { label: 'sold, never paid', takes: (one) => one.found.includes('sold_unpaid') },
};

/** On a phone each statement is a card: so many come first. */
const FIRST_ON_PHONE = 20;

/** @param {{ showAll: () => void, showFinding: ShowFinding }} actions */
export function statementsCard({ showAll, showFinding }) {
  const element = el('section', { class: 'card', id: 'payout-statements', 'aria-labelledby': 'payout-statements-title' });
  let chosen = '';
  let isOpened = false;

  /** @param {Payouts | null} answer nothing hides the card @param {NumberStyle} style @param {string} csv */
  function draw(answer, style, csv) {
    element.hidden = answer === null;
    if (!answer) return;
    const { statements, statements_total: total, knows } = answer;
    const look = { style, hasStatuses: knows.statuses, showFinding };
    const all = chosen ? statements.filter(PILLS[chosen].takes) : statements;
    const isCut = isNarrow() && !isOpened && all.length > FIRST_ON_PHONE;
    const shown = isCut ? all.slice(0, FIRST_ON_PHONE) : all;
    const showMore = () => {
      isOpened = true;
      if (isCut) draw(answer, style, csv);
      else showAll();
    };
    fill(
      element,
      el(
        'header',
        { class: 'card-head' },
        el('h2', { class: 'card-title', id: 'payout-statements-title' }, 'Statements'),
        el('span', { class: 'card-hint' }, String(total)),
        ...pills(answer, () => draw(answer, style, csv)),
        el(
          'span',
          { class: 'chart-extra' },
          el('a', { class: 'button', href: csv, download: '' }, icon('download', 15), 'Export statements'),
        ),
      ),
      el('div', { class: 'payout-scroll', tabindex: '0', role: 'region', 'aria-label': 'Statements, scrolls' }, table(answer, shown, look)),
      (isCut || statements.length < total) &&
        el('button', { type: 'button', class: 'button payout-all', onclick: showMore }, `Show more of ${chosen ? all.length : total}`),
    );
  }

  /** @param {Payouts} answer @param {() => void} redraw */
  function pills({ statements, statements_total: total }, redraw) {
    // What is not there yet is not known.
    const more = statements.length < total ? '+' : '';

    return Object.entries(PILLS).flatMap(([id, { label, takes }]) => {
      const count = statements.filter(takes).length;
      const press = () => {
        chosen = chosen === id ? '' : id;
        redraw();
        /** @type {HTMLElement | null} */ (element.querySelector(`[data-pill="${id}"]`))?.focus();
      };
      const pill = { type: 'button', class: 'verdict-filter', 'data-pill': id, 'aria-pressed': String(chosen === id), onclick: press };
      return count > 0 || chosen === id ? [el('button', pill, el('strong', {}, `${count}${more}`), label)] : [];
    });
  }

  return { element, draw };
}

/** @param {Payouts} answer @param {PayoutStatement[]} shown @param {Look} look */
function table({ totals, statements_total: total }, shown, look) {
  const { hasStatuses, style } = look;
  const heads = [
    'Influencer',
    'Agreed',
    'Tracked',
    'Earned under the terms',
    'Paid',
    ...(hasStatuses ? ['Pending', 'Due'] : []),
    'Balance',
    'Found',
  ];
  const isText = (/** @type {string} */ text) => ['Influencer', 'Agreed', 'Found'].includes(text);
  return el(
    'table',
    { class: 'payout-table payout-statements' },
    el('caption', { class: 'visually-hidden' }, 'Statements, the largest balance first'),
    el('thead', {}, el('tr', {}, ...heads.map((text) => el('th', { scope: 'col', class: !isText(text) && 'is-number' }, text)))),
    el(
      'tbody',
      {},
      row(`All ${total}`, { ...totals, agreed: '', posts: totals.posts.value || null, found: null }, look, 'payout-all-row'),
      ...shown.flatMap((one) => statement(one, look)),
    ),
  );

  /** @param {PayoutStatement} one @param {Look} look @returns {HTMLElement[]} */
  function statement(one, look) {
    /** @type {HTMLElement[]} */
    const lines = one.lines.map((line) => ofLine(line, look));
    const toggle = el(
      'button',
      { type: 'button', class: 'payout-open', 'aria-expanded': 'false', disabled: lines.length === 0, onclick: turn },
      icon('open', 14),
      named(one.name),
    );
    const agreed = one.lines.length > 0 ? agreedText(one.lines, style) : 'nothing agreed';
    const first = row(toggle, { ...one, agreed, found: one.found }, look);
    lines.forEach((line) => {
      line.hidden = true;
    });
    return [first, ...lines];

    function turn() {
      const isOpen = toggle.getAttribute('aria-expanded') === 'true';
      toggle.setAttribute('aria-expanded', String(!isOpen));
      for (const line of lines) line.hidden = isOpen;
    }
  }
}

/** The lowest and the highest rate of each kind of terms. @param {PayoutLine[]} lines @param {NumberStyle} style */
function agreedText(lines, style) {
  /** @type {Map<string, PayoutLine>} */
  const kinds = new Map();
  for (const line of lines) {
    const known = kinds.get(line.unit);
    kinds.set(line.unit, known ? widened(known, line) : line);
  }
  return [...kinds.values()].map((line) => rateText(line, style)).join(', ');
}

/** @param {PayoutLine} one @param {PayoutLine} other @returns {PayoutLine} */
function widened(one, other) {
  const pick = (/** @type {'lowest_rate' | 'highest_rate'} */ which, /** @type {1 | -1} */ sign) => {
    const [known, more] = [one[which], other[which]];
    if (!known || !more) return known ?? more;
    return sign * ((known.value ?? 0) - (more.value ?? 0)) > 0 ? more : known;
  };
  return { ...one, lowest_rate: pick('lowest_rate', 1), highest_rate: pick('highest_rate', -1) };
}

/** @param {PayoutLine} line @param {Look} look */
function ofLine(line, look) {
  const scope = el('span', { class: 'payout-scope' }, scopeText(line));
  return row(scope, { ...line, agreed: rateText(line, look.style), found: null }, look, 'payout-line');
}

/**
 * @typedef {Pick<PayoutLine, 'earned' | 'paid' | 'pending' | 'due' | 'owed' | 'too_much' | 'balance' | 'orders'> & { agreed: string, posts: number | null, found: string[] | null }} Amounts
 */

/** @param {Child} name @param {Amounts} amounts @param {Look} look @param {string} [kind] */
function row(name, amounts, { style, hasStatuses, showFinding }, kind) {
  const { agreed, orders, posts, earned, paid, pending, due, found } = amounts;
  const money = (/** @type {typeof paid} */ figure, /** @type {string} */ label) =>
    el('td', { class: 'is-number', 'data-label': label }, figure.value === 0 ? NO_VALUE : figureText(figure, 'money', style));
  const tracked = [counted(orders.value ?? 0, 'order'), posts !== null && counted(posts, 'post')].filter(Boolean).join(' · ');
  return el(
    'tr',
    { class: kind },
    el('th', { scope: 'row' }, name),
    el('td', { class: 'payout-small', 'data-label': 'Agreed' }, agreed),
    el('td', { class: 'is-number payout-small', 'data-label': 'Tracked' }, tracked),
    money(earned, 'Earned'),
    money(paid, 'Paid'),
    ...(hasStatuses ? [money(pending, 'Pending'), money(due, 'Due')] : []),
    balance(amounts, style),
    el('td', { 'data-label': 'Found' }, ...(found ?? []).map((of) => chip(of, showFinding))),
  );
}

/** @param {Amounts} amounts @param {NumberStyle} style */
function balance({ balance: figure, pending, due }, style) {
  const { value } = figure;
  const cell = (/** @type {string} */ text, tone = '') => el('td', { class: `is-number ${tone}`, 'data-label': 'Balance' }, text);
  if (value === null) return cell('no terms on file', 'payout-small');
  if (value > 0) return cell(`${style.full('money', value)} too much`, 'is-bad');
  if (value < 0) return cell(`${style.full('money', -value)} owed`, 'is-warn');
  return cell(pending.value || due.value ? 'settled once paid' : 'settled', 'payout-small');
}

/** @param {string} kind @param {ShowFinding} showFinding */
function chip(kind, showFinding) {
  const text = KINDS[/** @type {keyof typeof KINDS} */ (kind)];
  return el('button', { type: 'button', class: 'payout-chip', onclick: () => showFinding(kind) }, text);
}
