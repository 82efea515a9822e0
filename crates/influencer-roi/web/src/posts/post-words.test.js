import assert from 'node:assert/strict';
import { test } from 'node:test';

import { differenceText, percentText, rangeText, verdictOf } from './post-words.js';

/** @param {number} ratio @param {boolean} holds */
const compared = (ratio, holds) => ({
  posts: 40,
  influencers: 12,
  estimate: { ratio, lower: ratio * 0.9, upper: ratio * 1.2 },
  stands_out: holds,
  holds,
});

test('a ratio is said as a difference', () => {
  assert.equal(percentText(1.154), '+15 %');
  assert.equal(percentText(0.9), '−10 %');
  assert.equal(percentText(1.001), '0 %');
  assert.equal(rangeText(compared(1.5, true)), '+35 % to +80 %');
});

test('only what holds among all comparisons is said to sell more or less', () => {
  assert.equal(verdictOf(compared(1.5, true)).text, 'sells more');
  assert.equal(verdictOf(compared(0.5, true)).text, 'sells less');
  assert.equal(verdictOf(compared(1.5, false)).text, 'no clear difference');
});

test('a kind with few posts has no difference', () => {
  const few = { ...compared(1, false), estimate: null };
  assert.equal(differenceText(few), '–');
  assert.equal(rangeText(few), '');
  assert.equal(verdictOf(few).text, 'too few posts to compare');
});
