// How comparisons of posts are said: a ratio as a difference in per cent.

import { NO_VALUE } from '../core/numbers.js';

/** @import { PostComparison } from '../core/api.d.ts' */

/** 1.15 as "+15 %". @param {number} ratio */
export function percentText(ratio) {
  const percent = Math.round((ratio - 1) * 100);
  if (percent === 0) return '0 %';
  return `${percent > 0 ? '+' : '−'}${Math.abs(percent).toLocaleString('en-IN')} %`;
}

/** @param {PostComparison | null} comparison */
export function differenceText(comparison) {
  return comparison?.estimate ? percentText(comparison.estimate.ratio) : NO_VALUE;
}

/**
 * What a comparison says: only what holds among all of them is said to differ.
 *
 * @param {PostComparison | null} comparison
 * @returns {{ tone: 'good' | 'bad' | 'quiet', text: string }}
 */
export function verdictOf(comparison) {
  if (!comparison?.estimate) return { tone: 'quiet', text: 'too few posts to compare' };
  if (!comparison.holds) return { tone: 'quiet', text: 'no clear difference' };
  return comparison.estimate.ratio > 1 ? { tone: 'good', text: 'sells more' } : { tone: 'bad', text: 'sells less' };
}

/** "+4 % to +25 %". @param {PostComparison | null} comparison */
export function rangeText(comparison) {
  const estimate = comparison?.estimate;
  return estimate ? `${percentText(estimate.lower)} to ${percentText(estimate.upper)}` : '';
}
