// From post to sale: credited revenue by the days since the influencer's last post, as a table whose rows are bars.

import { el, svg } from '../ui/dom.js';
import { figureText } from '../ui/figure.js';

/** @import { Figure, Posts } from '../core/api.d.ts' */
/** @import { NumberStyle } from '../core/numbers.js' */

/** @typedef {{ label: string, revenue: Figure, orders: Figure, share: Figure, isNear: boolean }} Lag */

/** @param {Posts} answer @returns {Lag[]} */
export function lagsOf({ lags, later, before, without_posts: without, near_days: days }) {
  const named = lags.map((lag) => ({ ...lag, label: lag.days === 0 ? 'same day' : String(lag.days), isNear: lag.days <= days }));
  const rest = [
    { ...later, label: 'later', isNear: false },
    { ...before, label: 'before the first post', isNear: false },
    { ...without, label: 'influencers without posts', isNear: false },
  ];
  return [...named, ...rest.filter(({ revenue }) => revenue.value !== 0)];
}

/** @param {Posts} answer @param {NumberStyle} style */
export function lagsCard(answer, style) {
  const lags = lagsOf(answer);
  const most = Math.max(1, ...lags.map(({ revenue }) => revenue.value ?? 0));
  return el(
    'section',
    { class: 'card', 'aria-labelledby': 'post-lags-title' },
    el(
      'header',
      { class: 'card-head' },
      el('h2', { class: 'card-title', id: 'post-lags-title' }, 'From post to sale'),
      el('span', { class: 'card-hint' }, 'credited revenue by days since the influencer’s last post'),
    ),
    el(
      'div',
      { class: 'post-scroll', tabindex: '0', role: 'region', 'aria-label': 'From post to sale, scrolls' },
      el(
        'table',
        { class: 'post-table' },
        el(
          'thead',
          {},
          el(
            'tr',
            {},
            el('th', { scope: 'col' }, 'Days'),
            el('th', { scope: 'col', class: 'post-bar-head' }, el('span', { class: 'visually-hidden' }, 'As a bar')),
            ...['Share', 'Orders', 'Revenue'].map((text) => el('th', { scope: 'col', class: 'is-number' }, text)),
          ),
        ),
        el('tbody', {}, ...lags.map((lag) => row(lag, most, style))),
      ),
    ),
  );
}

/** @param {Lag} lag @param {number} most @param {NumberStyle} style */
function row({ label, revenue, orders, share, isNear }, most, style) {
  const width = Math.max(0, (100 * (revenue.value ?? 0)) / most);
  const drawing = svg('svg', { class: 'post-bar', viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  drawing.append(svg('rect', { class: isNear ? 'is-near' : 'is-far', x: '0', y: '0', height: '10', width: width.toFixed(2) }));
  return el(
    'tr',
    {},
    el('th', { scope: 'row' }, label),
    el('td', { class: 'post-bar-cell' }, drawing),
    el('td', { class: 'is-number' }, figureText(share, 'share', style)),
    el('td', { class: 'is-number' }, figureText(orders, 'count', style)),
    el('td', { class: 'is-number' }, figureText(revenue, 'money', style)),
  );
}
