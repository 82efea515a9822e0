// What the posts say in at most three sentences, and their sums as figures. Reads: the answer about posts.

import { el } from '../ui/dom.js';
import { figureText } from '../ui/figure.js';
import { icon } from '../ui/icons.js';
import { counted, NO_VALUE } from '../core/numbers.js';
import { percentText, rangeText } from './post-words.js';

/** @import { PostGroup, Posts } from '../core/api.d.ts' */
/** @import { NumberStyle } from '../core/numbers.js' */

/** @import { IconName } from '../ui/icons.js' */

/** @typedef {{ icon: IconName, tone: string, strong: string, text: string }} Sentence */

/** @param {Posts} answer @param {NumberStyle} style @returns {Sentence[]} */
export function sentencesOf({ totals, near_days: days, formats, weekdays, comparisons }, style) {
  /** @type {Sentence[]} */
  const sentences = [];
  if (totals.near_share.value !== null && (totals.near_revenue.value ?? 0) > 0) {
    sentences.push({
      icon: 'calendar',
      tone: 'good',
      strong: `${figureText(totals.near_revenue, 'money', style)}, ${figureText(totals.near_share, 'share', style)}`,
      text: ` of the credited sales, comes within ${days} days of a post.`,
    });
  }
  for (const group of clearest([...formats, ...weekdays])) {
    const ratio = group.sells?.estimate?.ratio ?? 1;
    sentences.push({
      icon: ratio > 1 ? 'earns' : 'loses',
      tone: ratio > 1 ? 'good' : 'warn',
      strong: `${group.name}: ${percentText(ratio)}`,
      text: ` sold near a post, against the same influencers’ other posts (${rangeText(group.sells)}).`,
    });
  }
  if (sentences.length < 2 && comparisons.compared > 0) {
    sentences.push({
      icon: 'info',
      tone: 'good',
      strong: 'No format and no weekday clearly sells more.',
      text: ` Of ${comparisons.compared} comparisons ${comparisons.stand_out} stand out; about ${Math.round(comparisons.by_chance)} would by chance alone.`,
    });
  }
  return sentences;
}

/** The two that differ most of those that hold. @param {PostGroup[]} groups */
function clearest(groups) {
  const size = (/** @type {PostGroup} */ { sells }) => Math.abs(Math.log(sells?.estimate?.ratio ?? 1));
  return groups
    .filter(({ sells }) => sells?.holds)
    .sort((one, other) => size(other) - size(one))
    .slice(0, 2);
}

/** @param {Posts} answer @param {NumberStyle} style */
export function postStrip(answer, style) {
  const sentences = sentencesOf(answer, style);
  const entry = (/** @type {Sentence} */ { icon: name, tone, strong, text }) =>
    el(
      'li',
      {},
      el(
        'p',
        { class: `insight is-${tone}` },
        el('span', { class: 'insight-icon' }, icon(name)),
        el('span', { class: 'insight-text' }, el('strong', {}, strong), text),
      ),
    );
  return sentences.length > 0 && el('ul', { class: 'insights card', 'aria-label': 'What the posts say' }, ...sentences.map(entry));
}

/** @param {Posts} answer @param {NumberStyle} style */
export function figuresOf({ totals, near_days: days }, style) {
  const money = (/** @type {number | null} */ value) => (value === null ? NO_VALUE : style.short('money', value));
  const figures = [
    ['Posts', figureText(totals.posts, 'count', style), `of ${counted(totals.influencers, 'influencer')}`],
    ['Reach', style.short('count', totals.reach.value ?? 0), 'people who saw them, added up'],
    ['Engagement rate', figureText(totals.engagement_rate, 'share', style), 'likes and comments ÷ reach'],
    ['CPM', figureText(totals.cpm, 'money_per', style), 'spend per 1,000 reached'],
    ['CPE', figureText(totals.cpe, 'money_per', style), 'spend per like or comment'],
    ['Revenue near a post', money(totals.near_revenue.value), `credited within ${days} days, not caused`],
  ];
  const entry = (/** @type {string[]} */ [label, figure, about]) =>
    el(
      'div',
      { class: 'post-sum' },
      el('dt', {}, label),
      el('dd', { class: 'post-figure' }, figure),
      el('dd', { class: 'post-about' }, about),
    );
  return el('dl', { class: 'card post-sums', 'aria-label': 'Sums of the posts' }, ...figures.map(entry));
}
