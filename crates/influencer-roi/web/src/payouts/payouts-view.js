// Did we pay what was earned? Sentences, sums, findings and a statement per influencer. Reads: the payouts of the selection, asked for when the
// view is looked at and after each decision. Emits: decisions about cases.

import styles from '../../styles/payouts.css';
import { el, fill } from '../ui/dom.js';
import { addLateStyles } from '../ui/late-styles.js';
import { numberStyle } from '../core/numbers.js';
import { askPayouts, decidePayout, payoutsAddress } from '../core/server.js';
import { selectionOf } from '../state/address.js';
import { findingsCard } from './findings-card.js';
import { payoutStrip } from './payout-strip.js';
import { statementsCard } from './statements-card.js';
import { sumsCard } from './sums-card.js';

/** @import { PayoutCase, Payouts } from '../core/api.d.ts' */
/** @import { Answered } from '../app/dashboard-client.js' */
/** @import { ViewContext } from '../app/view-builders.js' */

/** @typedef {PayoutCase['decision']} Decision */

/** How many cases of a finding, and how many statements, come first; all that are drawn when more are wanted. */
const FIRST = { cases: 10, limit: 200 };
const MANY = 1000;

/** @param {HTMLElement} root @param {ViewContext} context */
export function payoutsView(root, { onTrouble, shown }) {
  addLateStyles(styles);
  const element = el('div', { class: 'payouts-view' });
  const status = el('p', { class: 'card payouts-note', role: 'status' }, 'Asking for the payouts …');
  const warnings = el('div', { class: 'payouts-part' });
  const strip = el('div', { class: 'payouts-part' });
  const sums = el('div', { class: 'payouts-part' });
  const findings = findingsCard({ decide, showAll: () => more({ cases: MANY }) });
  const statements = statementsCard({ showAll: () => more({ limit: MANY }), showFinding: (kind) => findings.open(kind) });
  element.append(status, strip, sums, findings.element, statements.element, warnings);
  root.append(element);
  listenForBrackets(element, findings);

  let part = FIRST;
  let key = '';
  /** @type {AbortController | null} */
  let asking = null;
  let isShown = false;

  /** @param {Answered} answered */
  function follow({ answers, asked }) {
    const selection = selectionOf(asked);
    selection.set('dataset', answers.answer.dataset.id);
    if (key === String(selection)) return;
    key = String(selection);
    part = FIRST;
    void ask(selection);
  }

  /** @param {URLSearchParams} selection */
  async function ask(selection) {
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    try {
      const answer = await askPayouts(selection, part, mine.signal);
      if (!mine.signal.aborted) draw(answer, selection);
    } catch (error) {
      if (mine.signal.aborted) return;
      key = '';
      status.hidden = false;
      fill(status, error instanceof Error ? error.message : '');
      onTrouble(error);
    }
  }

  /** @param {Partial<typeof FIRST>} wanted */
  function more(wanted) {
    part = { ...part, ...wanted };
    if (key) void ask(new URLSearchParams(key));
  }

  /** @param {PayoutCase} one @param {Decision} decision */
  async function decide(one, decision) {
    try {
      await decidePayout({ case: one.key, decision }, new URLSearchParams(key).get('dataset') ?? '');
      await ask(new URLSearchParams(key));
    } catch (error) {
      onTrouble(error);
    }
  }

  /** @param {Payouts} answer @param {URLSearchParams} selection */
  function draw(answer, selection) {
    const style = numberStyle(answer.dataset.currency);
    const isEmpty = answer.statements_total === 0;
    status.hidden = !isEmpty;
    fill(status, 'No influencer in this selection was paid or sold anything. Take a filter back, or upload a file of payouts.');
    fill(strip, !isEmpty && payoutStrip(answer, style));
    fill(sums, !isEmpty && sumsCard(answer, style));
    findings.draw(isEmpty ? null : answer, style, {
      csv: payoutsAddress('csv', selection, 'findings'),
      xlsx: payoutsAddress('xlsx', selection),
    });
    statements.draw(isEmpty ? null : answer, style, payoutsAddress('csv', selection, 'statements'));
    fill(warnings, ...answer.warnings.map(({ message }) => el('p', { class: 'card payouts-note' }, message)));
  }

  return {
    element,
    show() {
      isShown = true;
      const answered = shown();
      if (answered) follow(answered);
    },
    leave() {
      if (isShown) asking?.abort();
      if (isShown && status.hidden === false) key = '';
      isShown = false;
    },
    /** @param {Answered} answered */
    answer: follow,
    retry() {
      key = '';
      const answered = shown();
      if (isShown && answered) follow(answered);
    },
  };
}

/** "[" and "]" go from finding to finding. @param {HTMLElement} element @param {ReturnType<typeof findingsCard>} findings */
function listenForBrackets(element, findings) {
  document.addEventListener('keydown', (event) => {
    const isPlain = !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.altKey;
    const isWriting = event.target instanceof Element && event.target.closest('input, textarea, select, dialog');
    if (!isPlain || isWriting || !element.checkVisibility() || !['[', ']'].includes(event.key)) return;
    event.preventDefault();
    findings.step(event.key === ']' ? 1 : -1);
  });
}
