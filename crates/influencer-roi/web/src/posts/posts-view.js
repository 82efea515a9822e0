// What sells, when, and how soon after a post? Reads: the posts of the selection, asked for when the view is looked at. Emits: nothing.

import styles from '../../styles/posts.css';
import { el, fill } from '../ui/dom.js';
import { addLateStyles } from '../ui/late-styles.js';
import { numberStyle } from '../core/numbers.js';
import { askPosts } from '../core/server.js';
import { selectionOf } from '../state/address.js';
import { kindsCard } from './kinds-card.js';
import { lagsCard } from './lags-card.js';
import { figuresOf, postStrip } from './post-strip.js';
import { postTable } from './post-table.js';
import { groupsCard } from './groups-card.js';

/** @import { Posts } from '../core/api.d.ts' */
/** @import { Answered } from '../app/dashboard-client.js' */
/** @import { ViewContext } from '../app/view-builders.js' */

/** How many posts come first, and with each press on "Show more". */
const PAGE = 50;

/** @param {HTMLElement} root @param {ViewContext} context */
export function postsView(root, { onTrouble, shown }) {
  addLateStyles(styles);
  const element = el('div', { class: 'posts-view' });
  const status = el('p', { class: 'card posts-note', role: 'status' }, 'Asking for the posts …');
  const head = el('div', { class: 'posts-part' });
  const body = el('div', { class: 'posts-part posts-body' });
  const table = postTable({ onChange: (wanted) => change({ ...wanted, limit: PAGE }), onMore: () => change({ limit: part.limit + PAGE }) });
  const warnings = el('div', { class: 'posts-part' });
  element.append(status, head, body, table.element, warnings);
  root.append(element);

  let part = { caption: '', order: 'revenue', limit: PAGE };
  let key = '';
  /** @type {AbortController | null} */
  let asking = null;
  let isLooked = false;

  /** @param {Answered} answered */
  function follow({ answers, asked }) {
    const selection = selectionOf(asked);
    selection.set('dataset', answers.answer.dataset.id);
    if (key === String(selection)) return;
    key = String(selection);
    part = { ...part, limit: PAGE };
    void ask(draw);
  }

  /** @param {Partial<typeof part>} wanted */
  function change(wanted) {
    part = { ...part, ...wanted };
    void ask((answer) => table.draw(answer, numberStyle(answer.dataset.currency)));
  }

  /** @param {(answer: Posts) => void} then */
  async function ask(then) {
    asking?.abort();
    const mine = new AbortController();
    asking = mine;
    try {
      const answer = await askPosts(new URLSearchParams(key), part, mine.signal);
      if (!mine.signal.aborted) then(answer);
    } catch (error) {
      if (mine.signal.aborted) return;
      key = '';
      status.hidden = false;
      fill(status, error instanceof Error ? error.message : '');
      onTrouble(error);
    }
  }

  /** @param {Posts} answer */
  function draw(answer) {
    const style = numberStyle(answer.dataset.currency);
    const isEmpty = (answer.totals.posts.value ?? 0) === 0;
    const hasPosts = !answer.warnings.some(({ code }) => code === 'no_posts');
    status.hidden = !isEmpty || !hasPosts;
    fill(status, 'No post in this selection. Take a filter back.');
    fill(head, !isEmpty && postStrip(answer, style), !isEmpty && figuresOf(answer, style));
    fill(
      body,
      ...(isEmpty
        ? []
        : [
            lagsCard(answer, style),
            groupsCard('By platform', answer.platforms, answer.totals, style),
            kindsCard('What sells', 'format, read from the caption; against the same influencer’s other posts', answer.formats, style),
            kindsCard('When to post', 'weekday; against the same influencer’s other posts', answer.weekdays, style, answer.comparisons),
            groupsCard('By influencer', answer.people.slice(0, 10), null, style),
          ]),
    );
    table.draw(isEmpty ? null : answer, style);
    fill(warnings, ...answer.warnings.map(({ message }) => el('p', { class: 'card posts-note' }, message)));
  }

  return {
    element,
    show() {
      isLooked = true;
      const answered = shown();
      if (answered) follow(answered);
    },
    leave() {
      if (isLooked) asking?.abort();
      if (isLooked && status.hidden === false) key = '';
      isLooked = false;
    },
    /** @param {Answered} answered */
    answer: follow,
    retry() {
      key = '';
      const answered = shown();
      if (isLooked && answered) follow(answered);
    },
  };
}
