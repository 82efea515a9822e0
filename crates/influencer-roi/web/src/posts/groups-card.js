// Posts by platform or influencer: what they reached, cost and sold. Reads: groups of posts.

import { el, named } from '../ui/dom.js';
import { figureText } from '../ui/figure.js';
import { swatch } from '../charts/platform-swatch.js';

/** @import { PostGroup } from '../core/api.d.ts' */
/** @import { NumberStyle } from '../core/numbers.js' */

/** @typedef {Omit<PostGroup, 'name' | 'id' | 'sells' | 'engages'>} Sums */

/** @param {string} title @param {PostGroup[]} groups @param {Sums | null} totals @param {NumberStyle} style */
export function groupsCard(title, groups, totals, style) {
  const isOfPeople = groups.some(({ id }) => id);
  const heads = ['Posts', 'Reach', 'Engagement', 'CPM', 'CPE', 'Revenue near', 'a post'];
  const name = (/** @type {PostGroup} */ group) => (isOfPeople ? [named(group.name)] : [swatch(group.name), named(group.name)]);
  const id = `posts-${title.replaceAll(' ', '-').toLowerCase()}`;
  return el(
    'section',
    { class: 'card', 'aria-labelledby': id },
    el(
      'header',
      { class: 'card-head' },
      el('h2', { class: 'card-title', id }, title),
      isOfPeople && el('span', { class: 'card-hint' }, 'the most revenue near posts first'),
    ),
    el(
      'div',
      { class: 'post-scroll', tabindex: '0', role: 'region', 'aria-label': `${title}, scrolls` },
      el(
        'table',
        { class: 'post-table' },
        el(
          'thead',
          {},
          el(
            'tr',
            {},
            el('th', { scope: 'col' }, isOfPeople ? 'Influencer' : 'Platform'),
            ...heads.map((text) => el('th', { scope: 'col', class: 'is-number' }, text)),
          ),
        ),
        el('tbody', {}, ...groups.map((group) => row(name(group), group, style)), totals && row(['All'], totals, style, 'post-all-row')),
      ),
    ),
  );
}

/** @param {import('../ui/dom.js').Child[]} name @param {Sums} sums @param {NumberStyle} style @param {string} [kind] */
function row(name, sums, style, kind) {
  const cell = (/** @type {string} */ text) => el('td', { class: 'is-number' }, text);
  return el(
    'tr',
    { class: kind },
    el('th', { scope: 'row' }, ...name),
    cell(figureText(sums.posts, 'count', style)),
    cell(style.short('count', sums.reach.value ?? 0)),
    cell(figureText(sums.engagement_rate, 'share', style)),
    cell(figureText(sums.cpm, 'money_per', style)),
    cell(figureText(sums.cpe, 'money_per', style)),
    cell(figureText(sums.near_revenue, 'money', style)),
    cell(figureText(sums.revenue_per_post, 'money_per', style)),
  );
}
