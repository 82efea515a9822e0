// Formats and weekdays against the same influencers' other posts, with what chance alone would show. Reads: groups of posts.

import { el } from '../ui/dom.js';
import { figureText } from '../ui/figure.js';
import { intervalLine, sharedScale } from '../charts/interval-line.js';
import { differenceText, rangeText, verdictOf } from './post-words.js';

/** @import { PostGroup, Posts } from '../core/api.d.ts' */
/** @import { NumberStyle } from '../core/numbers.js' */

/** Beyond it an interval says only that little is known: +200 %. */
const MAX_SHOWN = 2;

/** @param {string} title @param {string} hint @param {PostGroup[]} groups @param {NumberStyle} style @param {Posts['comparisons']} [comparisons] */
export function kindsCard(title, hint, groups, style, comparisons) {
  const id = `posts-${title.replaceAll(' ', '-').toLowerCase()}`;
  const ends = groups.flatMap(({ sells }) => (sells?.estimate ? [sells.estimate.lower, sells.estimate.upper] : []));
  const scale = sharedScale(ends.map(difference));
  const heads = ['Posts', 'Engagement', 'Revenue a post', 'Sells'];
  return el(
    'section',
    { class: 'card', 'aria-labelledby': id },
    el('header', { class: 'card-head' }, el('h2', { class: 'card-title', id }, title), el('span', { class: 'card-hint' }, hint)),
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
            el('th', { scope: 'col' }, title === 'What sells' ? 'Format' : 'Weekday'),
            ...heads.map((text) => el('th', { scope: 'col', class: 'is-number' }, text)),
            el('th', { scope: 'col', class: 'post-interval-head' }, '90 % interval'),
            el('th', { scope: 'col' }, el('span', { class: 'visually-hidden' }, 'Verdict')),
          ),
        ),
        el('tbody', {}, ...groups.map((group) => row(group, scale, style))),
      ),
    ),
    comparisons && el('p', { class: 'post-foot' }, chanceText(comparisons)),
  );
}

/** @param {Posts['comparisons']} comparisons */
export function chanceText({ compared, stand_out: out, by_chance: chance, hold }) {
  if (compared === 0) return 'Too few posts to compare formats and weekdays: only counts are shown.';
  return (
    `${compared} comparisons of formats and weekdays: ${out} stand out, about ${Math.round(chance)} would by chance alone, and ` +
    `${hold} hold when all are judged together (at most one in ten of them by chance). A hint to test, not a proof.`
  );
}

/** A ratio as a difference that fits the scale. @param {number} ratio */
const difference = (ratio) => Math.min(ratio - 1, MAX_SHOWN);

/** @param {PostGroup} group @param {(value: number) => string} scale @param {NumberStyle} style */
function row({ name, posts, engagement_rate: rate, revenue_per_post: revenue, sells }, scale, style) {
  const { tone, text } = verdictOf(sells);
  const cell = (/** @type {string} */ words) => el('td', { class: 'is-number' }, words);
  const estimate = sells?.estimate;
  const line =
    estimate &&
    intervalLine({ mean: difference(estimate.ratio), lower: difference(estimate.lower), upper: difference(estimate.upper) }, scale);
  return el(
    'tr',
    {},
    el('th', { scope: 'row' }, name),
    cell(figureText(posts, 'count', style)),
    cell(figureText(rate, 'share', style)),
    cell(figureText(revenue, 'money_per', style)),
    el('td', { class: `is-number post-difference is-${tone}` }, differenceText(sells)),
    el('td', { class: 'post-interval' }, line, el('span', { class: 'visually-hidden' }, rangeText(sells))),
    el('td', { class: `post-verdict is-${tone}` }, text),
  );
}
