// Everything worth doing about the selection, the most money first. Reads: the findings of the selection, asked for when the view is looked at and
// after each decision. Emits: that a finding is done, can wait, or is open again.

import styles from '../../styles/insights-view.css';
import { el, fill } from '../ui/dom.js';
import { addLateStyles } from '../ui/late-styles.js';
import { icon } from '../ui/icons.js';
import { figureText } from '../ui/figure.js';
import { counted, numberStyle } from '../core/numbers.js';
import { wait } from '../core/wait.js';
import { askInsights, decideInsight } from '../core/server.js';
import { selectionOf, withChosen, writeAddress } from '../state/address.js';
import { atView, viewOf } from '../state/views.js';

/** @import { Insights, ListedInsight } from '../core/api.d.ts' */
/** @import { Answered } from '../app/dashboard-client.js' */
/** @import { ViewContext } from '../app/view-builders.js' */
/** @import { NumberStyle } from '../core/numbers.js' */
/** @import { PageState } from '../state/address.js' */
/** @import { Dimension } from '../core/dimensions.js' */

/** @typedef {ListedInsight['decision']} Decision */

const ICONS = /** @type {const} */ ({
  losing_influencer: 'loses',
  paid_without_sales: 'not_sold',
  losing_platform: 'money',
  losing_campaign: 'loses',
  payouts: 'copy',
});
const DECIDED = /** @type {const} */ ({ done: 'Done', not_now: 'Not now' });
/** How long a list waits for campaigns that are being measured, in milliseconds. */
const AGAIN_AFTER = 3000;
/** How often it asks: what cannot be measured is not waited for. */
const MAX_REPEATS = 40;
const FIRST = 50;
const MANY = 1000;

/** @param {HTMLElement} root @param {ViewContext} context */
export function insightsView(root, { onTrouble, shown, state }) {
  addLateStyles(styles);
  const element = el('div', { class: 'todo-view' });
  const status = el('p', { class: 'card todo-note', role: 'status' }, 'Asking what is worth doing …');
  const card = el('section', { class: 'card', 'aria-labelledby': 'todo-title', hidden: true });
  element.append(status, card);
  root.append(element);

  let key = '';
  let limit = FIRST;
  let again = MAX_REPEATS;
  /** @type {AbortController | null} */
  let asking = null;
  let isShown = false;

  /** @param {Answered} answered */
  function follow({ answers, asked }) {
    const selection = selectionOf(asked);
    selection.set('dataset', answers.answer.dataset.id);
    if (key === String(selection)) return;
    key = String(selection);
    limit = FIRST;
    again = MAX_REPEATS;
    void ask(selection);
  }

  /** @param {URLSearchParams} selection */
  async function ask(selection) {
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    try {
      const answer = await askInsights(selection, limit, mine.signal);
      if (mine.signal.aborted) return;
      draw(answer);
      if (answer.campaigns.measured === answer.campaigns.total || again === 0) return;
      again -= 1;
      await wait(AGAIN_AFTER, mine.signal);
      await ask(selection);
    } catch (error) {
      if (mine.signal.aborted) return;
      key = '';
      status.hidden = false;
      fill(status, error instanceof Error ? error.message : '');
      onTrouble(error);
    }
  }

  /** @param {ListedInsight} one @param {Decision} decision */
  async function decide(one, decision) {
    try {
      await decideInsight({ insight: one.key, decision });
      await ask(new URLSearchParams(key));
    } catch (error) {
      onTrouble(error);
    }
  }

  function showAll() {
    limit = MANY;
    void ask(new URLSearchParams(key));
  }

  /** @param {Insights} answer */
  function draw(answer) {
    const style = numberStyle(answer.dataset.currency);
    const total = answer.open + answer.not_now + answer.done;
    const { measured, total: campaigns } = answer.campaigns;
    const waiting = measured < campaigns ? ` ${measured} of ${counted(campaigns, 'campaign')} are measured so far.` : '';
    status.hidden = total > 0 && waiting === '';
    fill(status, total === 0 ? 'Nothing is certain enough to be said about this selection.' : '', waiting);
    card.hidden = total === 0;
    if (total === 0) return;
    fill(
      card,
      el(
        'header',
        { class: 'card-head' },
        el('h2', { class: 'card-title', id: 'todo-title' }, 'What to do this week'),
        el('span', { class: 'card-hint' }, countsText(answer)),
      ),
      el('ol', { class: 'todo-list' }, ...answer.insights.map((one) => entry(one, state(), style, decide))),
      answer.insights.length < total &&
        limit < MANY &&
        el('button', { type: 'button', class: 'button todo-all', onclick: showAll }, `Show all ${total}`),
      el('p', { class: 'todo-foot' }, 'Findings may be about the same money: the amounts do not add up.'),
    );
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
      // Payments are decided about in another view, and campaigns go on being measured.
      if (isShown) key = '';
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

/** @param {Insights} answer */
function countsText({ open, not_now: later, done }) {
  const texts = [`${open} open`, later ? `${later} not now` : '', done ? `${done} done` : ''];
  return `${texts.filter(Boolean).join(', ')}; the most money first`;
}

/** @param {ListedInsight} one @param {PageState} now @param {NumberStyle} style @param {(one: ListedInsight, decision: Decision) => void} decide */
function entry(one, now, style, decide) {
  const { id, title, detail, amount, interval, decision } = one;
  const range = interval && `${figureText(interval.lower, 'money', style)} to ${figureText(interval.upper, 'money', style)}`;
  return el(
    'li',
    { class: `todo${decision ? ' is-decided' : ''}`, 'data-key': one.key },
    el('span', { class: 'insight-icon' }, icon(ICONS[id])),
    el(
      'span',
      { class: 'todo-what' },
      el('a', { class: 'todo-title', href: writeAddress(placeOf(one, now)) }, el('bdi', {}, title)),
      detail && el('span', { class: 'todo-detail' }, el('bdi', {}, detail)),
    ),
    el(
      'span',
      { class: 'todo-amount' },
      el('strong', { 'data-figure': one.key }, figureText(amount, 'money', style)),
      range && el('span', { class: 'todo-detail' }, range),
    ),
    el('span', { class: 'todo-decide' }, ...decisions(one, decide)),
  );
}

/** Where its rows are: its view, with its filters beside those that are on. @param {ListedInsight} one @param {PageState} now @returns {PageState} */
function placeOf({ view, filters }, now) {
  const place = atView(now, viewOf(view));
  return filters.reduce((at, { parameter, value }) => withChosen(at, /** @type {Dimension} */ (parameter), [value]), place);
}

/** What can be decided; what was decided, and its undo. @param {ListedInsight} one @param {(one: ListedInsight, decision: Decision) => void} decide */
function decisions(one, decide) {
  const button = (/** @type {string} */ text, /** @type {Decision} */ next, /** @type {string} */ look) =>
    el(
      'button',
      {
        type: 'button',
        class: `${look} is-small`,
        'data-focus': one.key,
        'aria-label': `${text}: ${one.title}`,
        onclick: () => void decide(one, next),
      },
      text,
    );
  if (one.decision)
    return [el('span', { class: 'todo-decided' }, icon('check', 14), DECIDED[one.decision]), button('Undo', null, 'button-quiet')];
  return [button('Done', 'done', 'button'), button('Not now', 'not_now', 'button-quiet')];
}
