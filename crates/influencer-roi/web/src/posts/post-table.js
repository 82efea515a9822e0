// The posts one by one, with their captions to be searched. Emits: what is searched, how posts are ordered, and that more are wanted.

import { el, fill, named } from '../ui/dom.js';
import { figureText } from '../ui/figure.js';
import { swatch } from '../charts/platform-swatch.js';
import { NO_VALUE } from '../core/numbers.js';

/** @import { Post, Posts } from '../core/api.d.ts' */
/** @import { NumberStyle } from '../core/numbers.js' */

/** So long nothing is typed before it is searched. */
const PAUSE_MS = 200;
const ORDERS = { revenue: 'Revenue near it', day: 'Day', reach: 'Reach', engagement: 'Engagement' };

/** @param {{ onChange: (wanted: { caption?: string, order?: string }) => void, onMore: () => void }} actions */
export function postTable({ onChange, onMore }) {
  const count = el('span', { class: 'card-hint' });
  const search = el('input', {
    type: 'search',
    class: 'post-search',
    placeholder: 'Search captions',
    'aria-label': 'Search captions',
    oninput: wait,
  });
  const order = el(
    'select',
    { 'aria-label': 'Order of the posts', onchange: () => onChange({ order: order.value }) },
    ...Object.entries(ORDERS).map(([value, label]) => el('option', { value }, label)),
  );
  const place = el('div', { class: 'post-scroll', tabindex: '0', role: 'region', 'aria-label': 'Posts, scrolls' });
  const more = el('button', { type: 'button', class: 'button post-more', onclick: onMore });
  const element = el(
    'section',
    { class: 'card', 'aria-labelledby': 'post-table-title' },
    el(
      'header',
      { class: 'card-head' },
      el('h2', { class: 'card-title', id: 'post-table-title' }, 'Posts'),
      count,
      el('span', { class: 'chart-extra post-tools' }, search, order),
    ),
    place,
    more,
  );
  let waiting = 0;

  function wait() {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => onChange({ caption: search.value }), PAUSE_MS);
  }

  /** @param {Posts | null} answer nothing hides the card @param {NumberStyle} style */
  function draw(answer, style) {
    element.hidden = answer === null;
    if (!answer) return;
    const { posts, posts_total: total } = answer;
    fill(count, style.full('count', total));
    fill(place, posts.length > 0 ? table(posts, style) : el('p', { class: 'posts-note', role: 'status' }, 'No caption has this text.'));
    more.hidden = posts.length >= total;
    fill(more, `Show more of ${style.full('count', total)}`);
  }

  return { element, draw };
}

/** @param {Post[]} posts @param {NumberStyle} style */
function table(posts, style) {
  const numbers = ['Reach', 'Engagement', 'Spend', 'Orders near it', 'Revenue near it', 'Own average'];
  return el(
    'table',
    { class: 'post-table post-list' },
    el(
      'thead',
      {},
      el(
        'tr',
        {},
        ...['Post', 'Influencer', 'Platform', 'Day'].map((text) => el('th', { scope: 'col' }, text)),
        ...numbers.map((text) => el('th', { scope: 'col', class: 'is-number' }, text)),
      ),
    ),
    el('tbody', {}, ...posts.map((post) => row(post, style))),
  );
}

/** @param {Post} post @param {NumberStyle} style */
function row(post, style) {
  const cell = (/** @type {string} */ text) => el('td', { class: 'is-number' }, text);
  return el(
    'tr',
    {},
    el(
      'th',
      { scope: 'row' },
      el('span', { class: 'post-caption', title: post.caption }, named(post.caption || 'no caption')),
      el('span', { class: 'post-about' }, post.format),
    ),
    el('td', {}, named(post.name)),
    el('td', {}, swatch(post.platform || '(none)'), named(post.platform || '(none)')),
    el('td', {}, post.day),
    cell(style.short('count', post.reach.value ?? 0)),
    cell(figureText(post.engagement_rate, 'share', style)),
    cell(figureText(post.spend, 'money', style)),
    cell(figureText(post.near_orders, 'count', style)),
    cell(figureText(post.near_revenue, 'money', style)),
    cell(post.against_own === null ? NO_VALUE : style.full('times', post.against_own)),
  );
}
