import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sharedScale } from '../charts/interval-line.js';
import {
  chanceText,
  checksSummary,
  intervalWords,
  isRemarkable,
  levelText,
  organicVerdict,
  placeOfRemedy,
  remedyText,
  signedShare,
  worstFirst,
} from './words.js';
import { numberStyle } from '../core/numbers.js';
import { spansOf } from '../core/spans.js';

/** @import { DataCheck } from '../core/api.d.ts' */

/** @param {DataCheck['state']} state @returns {DataCheck} */
const check = (state) => ({ id: state, state, title: '', found: '', fix: null, propose: null });

test('an interval is said with its level and both ends', () => {
  const words = intervalWords({ mean: 1, lower: -200_000, upper: 1_690_000 }, 'money', 0.9, numberStyle('INR'));
  assert.equal(words.replaceAll('\u00a0', ' '), '90% interval −₹2.00 L to ₹16.90 L');
  assert.equal(levelText(0.975), '97.5%');
});

test('another cause is said with its sign', () => {
  const said = (/** @type {number} */ share) => signedShare(share, numberStyle('INR')).replaceAll('\u00a0', ' ');
  assert.deepEqual([said(0.12), said(-0.05)], ['+12.0%', '−5.0%']);
});

test('no chance is said to be certain', () => {
  assert.deepEqual([1, 0.9995, 0.998, 0.5, 0.0004, 0].map(chanceText), ['> 99%', '> 99%', '> 99%', '50%', '< 1%', '< 1%']);
});

test('organic sales rose or fell only where the whole interval says so', () => {
  const verdict = (/** @type {number} */ lower, /** @type {number} */ upper) =>
    organicVerdict({ mean: (lower + upper) / 2, lower, upper }).split(/[: ]/)[0];
  assert.deepEqual(
    [verdict(1, 5), verdict(-5, -1), verdict(-5, 5), verdict(0, 5), verdict(-5, 0)],
    ['Organic', 'Cannibalisation', 'Neither', 'Neither', 'Neither'],
  );
});

test('what has to be done something about is said first', () => {
  const checks = /** @type {const} */ (['good', 'warning', 'good', 'refused', 'warning']).map(check);
  assert.equal(checksSummary(checks), '1 refused, 2 warnings, 2 good');
  assert.deepEqual(
    worstFirst(checks).map(({ state }) => state),
    ['refused', 'warning', 'warning', 'good', 'good'],
  );
  assert.equal(checksSummary([check('warning')]), '1 warning');
  const quiet = /** @type {const} */ (['good', 'not_checked', 'information']).map(check);
  assert.equal(checksSummary(quiet), '1 to know, 1 not checked, 1 good');
  assert.deepEqual(
    worstFirst(quiet)
      .filter(isRemarkable)
      .map(({ state }) => state),
    ['information'],
  );
});

test('stretches of days are found wherever they lie', () => {
  const spans = (/** @type {string} */ days) => spansOf([...days], (day) => day === 'x').map(({ first, last }) => [first, last]);
  assert.deepEqual(spans('xx..x.xxx'), [
    [0, 1],
    [4, 4],
    [6, 8],
  ]);
  assert.deepEqual(spans('...'), []);
  assert.deepEqual(spans(''), []);
});

test('nothing is always on the scale of an interval, and all of it lies within the picture', () => {
  const at = (/** @type {number[]} */ values, /** @type {number} */ value) => Number.parseFloat(sharedScale(values)(value));
  assert.equal(at([5, 10], 0), 2);
  assert.equal(at([5, 10], 10), 98);
  assert.equal(at([-10, -5], 0), 98);
  assert.equal(at([-10, 10], 0), 50);
  assert.equal(at([0, 0], 0), 2);
});

test('a remedy that only the reader can name leads to its place in the question', () => {
  const of = (/** @type {string} */ id, /** @type {string | null} */ fix, /** @type {any} */ propose = null) =>
    placeOfRemedy(/** @type {any} */ ({ id, fix, propose }));
  assert.deepEqual([of('start', 'Choose'), of('order_value', 'Leave out'), of('codes', 'End the codes')], ['days', 'masked', null]);
  assert.deepEqual([of('start', null), of('order_value', 'Leave out', { masked: [] })], [null, null]);
});

test('a remedy is named by what its press does', () => {
  assert.equal(remedyText({ masked: [] }), 'Leave these days out');
  assert.equal(remedyText({ controls: [] }), 'Compare with these brands');
});
