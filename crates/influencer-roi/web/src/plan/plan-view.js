// The same money, shared better? Sentences, figures, amounts that can be changed, rules. Reads: the plan of the selection under the rules of the
// address, asked for when the view is looked at. Emits: other rules.

import styles from '../../styles/plan.css';
import { el, fill } from '../ui/dom.js';
import { addLateStyles } from '../ui/late-styles.js';
import { numberStyle } from '../core/numbers.js';
import { ServerError, askPlan } from '../core/server.js';
import { selectionOf } from '../state/address.js';
import { verdictText } from '../influencers/verdict.js';
import { planCards, planStrip } from './plan-cards.js';
import { readRules, withAmount, writeRules } from '../state/plan-rules.js';
import { planSide } from './plan-side.js';
import { planTable } from './plan-table.js';

/** @import { Plan } from '../core/api.d.ts' */
/** @import { Answered } from '../app/dashboard-client.js' */
/** @import { ViewContext } from '../app/view-builders.js' */
/** @import { PlanRules } from '../state/plan-rules.js' */

/** How many influencers come first, and how many are drawn when more are wanted. */
const FIRST = 50;
const MANY = 1000;

/** @param {HTMLElement} root @param {ViewContext} context */
export function planView(root, { onTrouble, shown, state, go, definitions }) {
  addLateStyles(styles);
  const element = el('div', { class: 'plan-view' });
  const status = el('p', { class: 'card plan-message', role: 'status' }, 'Asking for the plan …');
  const head = el('div', { class: 'plan-part' });
  const warnings = el('div', { class: 'plan-part' });
  const table = planTable({
    setAmount,
    back: () => follow({ ...rules(), amounts: new Map() }),
    showAll: () => {
      limit = MANY;
      void ask(key);
    },
  });
  const side = planSide({ setFar, setAmount, reset: () => follow(readRules('')) });
  element.append(status, head, el('div', { class: 'plan-body' }, table.element, side.element), warnings);
  root.append(element);

  let key = '';
  let limit = FIRST;
  /** @type {AbortController | null} */
  let asking = null;
  let isLooked = false;

  const rules = () => readRules(state().plan);

  /** @param {PlanRules} next */
  function follow(next) {
    go({ ...state(), plan: writeRules(next) });
  }

  /** @param {string} id @param {string} amount */
  function setAmount(id, amount) {
    follow(withAmount(rules(), id, amount));
  }

  /** @param {number} percent */
  function setFar(percent) {
    const part = String(percent / 100);
    follow({ ...rules(), raise: part, cut: part });
  }

  /** @param {Answered} answered */
  function read({ answers, asked }) {
    const selection = selectionOf(asked);
    selection.set('dataset', answers.answer.dataset.id);
    const wanted = [String(selection), state().plan].filter(Boolean).join('&');
    if (key === wanted) return;
    key = wanted;
    limit = FIRST;
    void ask(key);
  }

  /** @param {string} question */
  async function ask(question) {
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    try {
      const answer = await askPlan(question, limit, mine.signal);
      if (!mine.signal.aborted) draw(answer);
    } catch (error) {
      if (mine.signal.aborted) return;
      // The last plan stays under the words of what contradicts: the rules can be changed there.
      status.hidden = false;
      status.classList.add('is-trouble');
      fill(status, error instanceof Error ? error.message : '');
      if (error instanceof ServerError && error.status === 400) return;
      key = '';
      onTrouble(error);
    }
  }

  /** @param {Plan} answer */
  function draw(answer) {
    const style = numberStyle(answer.dataset.currency);
    const isEmpty = answer.influencers_total === 0;
    const names = new Map(answer.influencers.map(({ id, name }) => [id, name]));
    status.hidden = !isEmpty;
    status.classList.remove('is-trouble');
    const perOrder = answer.left_out.some(({ reason }) => reason === 'per_order');
    fill(
      status,
      perOrder
        ? 'Nothing to move: everybody in this selection who is paid is paid per order, so their spend follows their sales.'
        : 'Nothing to move: nobody in this selection is paid. Take a filter back, or upload a file of payouts.',
    );
    fill(head, !isEmpty && planStrip(answer, style), !isEmpty && planCards(answer, style));
    table.draw(isEmpty ? null : answer, style, (verdict) => verdictText(verdict, definitions()));
    side.draw(isEmpty ? null : answer, style, (id) => names.get(id) ?? id);
    fill(warnings, ...answer.warnings.map(({ message }) => el('p', { class: 'card plan-message' }, message)));
  }

  const again = () => {
    const answered = shown();
    if (answered) read(answered);
  };
  return {
    element,
    show() {
      isLooked = true;
      again();
    },
    leave() {
      if (isLooked) asking?.abort();
      // Campaigns go on being measured.
      if (isLooked) key = '';
      isLooked = false;
    },
    /** @param {Answered} answered */
    answer: read,
    retry() {
      key = '';
      if (isLooked) again();
    },
  };
}
