// The findings: what was found, how much is at risk, and on opening the cases with "Ask it back" and "It is fine". Reads: the findings of the
// payouts. Emits: decisions.

import { el, fill, named } from '../ui/dom.js';
import { figureText } from '../ui/figure.js';
import { icon } from '../ui/icons.js';
import { counted, NO_VALUE } from '../core/numbers.js';
import { casesText, CERTAINTIES, comparedText, paymentText, scopeText } from './payout-words.js';

/** @import { PayoutCase, PayoutFinding, Payouts } from '../core/api.d.ts' */
/** @import { IconName } from '../ui/icons.js' */
/** @import { NumberStyle } from '../core/numbers.js' */
/** @import { Decision } from './payouts-view.js' */

/** @type {Record<PayoutCase['kind'], IconName>} */
const ICONS = {
  paid_twice: 'copy',
  outside_roster: 'explain',
  paid_without_sales: 'not_sold',
  returned_orders_paid: 'retry',
  orders_differ: 'compare',
  amount_differs: 'formula',
  posts_missing: 'not_paid',
  paid_before_work: 'calendar',
  sold_unpaid: 'money',
};

/** @typedef {(one: PayoutCase, decision: Decision) => Promise<void>} Decide */
/** @typedef {{ decide: Decide, showAll: () => void }} Actions */

/** @param {Actions} actions */
export function findingsCard(actions) {
  const element = el('section', { class: 'card payout-findings', id: 'payout-findings', 'aria-labelledby': 'payout-findings-title' });
  /** Those that are open stay so while what is in them changes. @type {Set<string>} */
  const open = new Set();

  const summaries = () => /** @type {HTMLElement[]} */ ([...element.querySelectorAll('summary')]);

  /** @param {Payouts | null} answer nothing hides the card @param {NumberStyle} style @param {{ csv: string, xlsx: string }} links */
  function draw(answer, style, links) {
    element.hidden = answer === null;
    if (!answer) return;
    const focused = document.activeElement?.getAttribute('data-focus') ?? '';
    const { findings } = answer;
    const most = Math.max(1, ...findings.map(({ at_risk: risk }) => risk.value ?? 0));
    fill(
      element,
      head(links),
      ...findings.map((finding) => findingPart(finding, { style, most, open, actions })),
      findings.length > 0 ? foot(answer, style) : nothingFound(answer),
    );
    if (focused)
      element
        .querySelector(`[data-focus="${CSS.escape(focused)}"]`)
        ?.closest('tr')
        ?.querySelector('button')
        ?.focus();
  }

  return {
    element,
    draw,
    /** @param {string} kind */
    open(kind) {
      const details = element.querySelector(`details[data-kind="${CSS.escape(kind)}"]`);
      if (!(details instanceof HTMLDetailsElement)) return;
      details.open = true;
      details.querySelector('summary')?.focus();
    },
    /** The focus goes to the next finding, or to the one before. @param {1 | -1} by */
    step(by) {
      const all = summaries();
      const at = all.findIndex((one) => one.parentElement?.contains(document.activeElement));
      all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(all.length - 1, Math.max(0, at + by))]?.focus();
    },
  };
}

/** @param {{ csv: string, xlsx: string }} links */
function head({ csv, xlsx }) {
  return el(
    'header',
    { class: 'card-head' },
    el('h2', { class: 'card-title', id: 'payout-findings-title' }, 'Findings'),
    el('span', { class: 'card-hint' }, 'each payment stands under one finding only, so the amounts add up'),
    el(
      'span',
      { class: 'chart-extra' },
      el('a', { class: 'button', href: csv, download: '' }, icon('download', 15), 'Export findings'),
      el('a', { class: 'button', href: xlsx, download: '' }, icon('file', 15), 'Excel'),
    ),
  );
}

/**
 * @param {PayoutFinding} finding
 * @param {{ style: NumberStyle, most: number, open: Set<string>, actions: Actions }} around most: the most at risk of one finding
 */
function findingPart(finding, { style, most, open, actions }) {
  const { kind, title, meaning, at_risk: risk, owed, owed_at_most: atMost, list } = finding;
  const owing = [owed.value ? figureText(owed, 'money', style) : '', atMost.value ? `up to ${figureText(atMost, 'money', style)}` : ''];
  const meter = el('progress', { class: 'payout-risk-bar', max: most, value: risk.value ?? 0, 'aria-hidden': 'true' });
  return el(
    'details',
    { 'data-kind': kind, open: open.has(kind), ontoggle: remember },
    el(
      'summary',
      { class: 'payout-finding' },
      el('span', { class: 'insight-icon' }, icon(ICONS[kind])),
      el('span', { class: 'payout-what' }, el('strong', {}, title), el('span', { class: 'payout-about' }, meaning)),
      el('span', { class: 'payout-cases' }, casesText(finding), decidedText(finding)),
      meter,
      el(
        'span',
        { class: 'payout-risk' },
        el('span', { class: 'payout-about' }, 'At risk'),
        risk.value ? figureText(risk, 'money', style) : NO_VALUE,
      ),
      el(
        'span',
        { class: 'payout-owe' },
        el('span', { class: 'payout-about' }, 'You may owe'),
        owing.filter(Boolean).join(', ') || NO_VALUE,
      ),
      icon('open'),
    ),
    el(
      'div',
      { class: 'payout-scroll', tabindex: '0', role: 'region', 'aria-label': `${title}: cases` },
      caseTable(finding, style, actions.decide),
    ),
    list.length < finding.cases &&
      el('button', { type: 'button', class: 'button payout-all', onclick: actions.showAll }, `Show all ${finding.cases}`),
  );

  /** @param {Event} event */
  function remember({ target }) {
    if (target instanceof HTMLDetailsElement) open[target.open ? 'add' : 'delete'](kind);
  }
}

/** @param {Pick<PayoutFinding, 'asked_back_cases' | 'fine_cases'>} sums */
function decidedText({ asked_back_cases: asked, fine_cases: fine }) {
  const texts = [asked ? `${asked} asked back` : '', fine ? `${fine} fine` : ''].filter(Boolean);
  return texts.length > 0 && el('span', { class: 'payout-about' }, texts.join(', '));
}

/** @param {PayoutFinding} finding @param {NumberStyle} style @param {Decide} decide */
function caseTable({ kind, title, list }, style, decide) {
  const heads = ['Influencer', 'For', kind === 'paid_twice' ? 'Payments, the first was owed' : 'Payments', 'Found', 'At risk', 'How sure'];
  return el(
    'table',
    { class: 'payout-table' },
    el('caption', { class: 'visually-hidden' }, `${title}, the most money first`),
    el(
      'thead',
      {},
      el('tr', {}, ...heads.map((text) => el('th', { scope: 'col', class: text === 'At risk' && 'is-number' }, text)), el('td', {})),
    ),
    el('tbody', {}, ...list.map((one) => caseRow(one, style, decide))),
  );
}

/** @param {PayoutCase} one @param {NumberStyle} style @param {Decide} decide */
function caseRow(one, style, decide) {
  const { influencer, payments, certainty, at_risk: risk, decision } = one;
  return el(
    'tr',
    { class: decision && `is-${decision}` },
    el('th', { scope: 'row' }, named(influencer.name)),
    el('td', {}, scopeText(one)),
    el('td', {}, payments.length > 0 ? payments.map(paymentText).join(' · ') : NO_VALUE),
    el('td', {}, comparedText(one, style)),
    el('td', { class: 'is-number' }, risk.value ? el('strong', {}, figureText(risk, 'money', style)) : NO_VALUE),
    el(
      'td',
      {},
      el('span', { class: `payout-sure is-${certainty}` }, icon(certainty === 'certain' ? 'warning' : 'info', 12), CERTAINTIES[certainty]),
    ),
    el('td', { class: 'payout-decide', 'data-focus': one.key }, ...decisions(one, decide)),
  );
}

/** What can be decided; what was decided, and its undo. @param {PayoutCase} one @param {Decide} decide */
function decisions(one, decide) {
  const { decision, influencer, at_risk: risk } = one;
  const button = (/** @type {string} */ text, /** @type {Decision} */ next, /** @type {string} */ look) =>
    el(
      'button',
      {
        type: 'button',
        class: `${look} is-small`,
        'data-focus': one.key,
        'aria-label': `${text}: ${influencer.name}`,
        onclick: () => void decide(one, next),
      },
      text,
    );
  if (decision) {
    const text = decision === 'fine' ? 'It is fine' : 'Asked back';
    return [el('span', { class: 'payout-decided' }, icon('check', 14), text), button('Undo', null, 'button-quiet')];
  }
  return [risk.value ? button('Ask it back', 'ask_back', 'button') : null, button('It is fine', 'fine', 'button-quiet')];
}

/** @param {Payouts} answer @param {NumberStyle} style */
function foot({ totals, findings_total: all, payments_without_finding: without }, style) {
  const owing = [
    all.owed.value ? figureText(all.owed, 'money', style) : '',
    all.owed_at_most.value ? `up to ${figureText(all.owed_at_most, 'money', style)}` : '',
  ];
  return el(
    'div',
    { class: 'payout-finding payout-foot' },
    el('strong', {}, 'All findings'),
    el('span', { class: 'payout-cases' }, `${counted(totals.payments, 'payment')} read, ${without} without a finding`, decidedText(all)),
    el('strong', { class: 'payout-risk', 'data-figure': 'at_risk' }, figureText(all.at_risk, 'money', style)),
    el('span', { class: 'payout-owe' }, owing.filter(Boolean).join(' + ') || NO_VALUE),
  );
}

/** @param {Payouts} answer */
function nothingFound({ totals }) {
  const checked =
    'Checked: paid twice, payees outside the list, paid without sales, returned orders, paid against tracked orders, amounts against their terms, missing posts, paid before the work, sales never paid.';
  return el('p', { class: 'payouts-note' }, el('strong', {}, `${counted(totals.payments, 'payment')} agree. `), checked);
}
