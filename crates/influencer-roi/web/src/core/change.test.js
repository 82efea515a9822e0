import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeOf } from './change.js';
import { numberStyle } from './numbers.js';

/** @import { Unit } from './api.d.ts' */

/** @param {Unit} unit @param {any} now @param {any} before @param {any} share */
function said(unit, now, before, share) {
  const comparison = /** @type {any} */ ({ totals: { it: before }, change: { it: share } });
  return changeOf('it', unit, /** @type {any} */ ({ it: now }), comparison, numberStyle('INR'));
}

test('money and counts change by a part of what they were', () => {
  const change = (/** @type {number} */ share) => said('money', { value: 1 }, { value: 1 }, { value: share });
  assert.deepEqual(change(0.123), { direction: 'more', text: '12.3%', signed: '+12.3%', share: 0.123 });
  assert.deepEqual(change(-1.434), { direction: 'less', text: '143.4%', signed: '−143.4%', share: -1.434 });
  assert.deepEqual(change(-0.0004), { direction: null, text: '0.0%', signed: '0.0%', share: -0.0004 });
});

test('a ratio changes by a difference and a share in points, never by percent', () => {
  assert.deepEqual(said('times', { value: 2.74 }, { value: 2.5 }, { value: 0.096 }), {
    direction: 'more',
    text: '0.24×',
    signed: '+0.24×',
    share: null,
  });
  assert.deepEqual(said('times', { value: -1 }, { value: 0.5 }, { value: -3 }), {
    direction: 'less',
    text: '1.50×',
    signed: '−1.50×',
    share: null,
  });
  assert.deepEqual(said('times', { value: 2.504 }, { value: 2.5 }, { value: 0.0016 }), {
    direction: null,
    text: '0.00×',
    signed: '0.00×',
    share: null,
  });
  assert.deepEqual(said('share', { value: 0.051 }, { value: 0.066 }, { value: -0.23 }), {
    direction: 'less',
    text: '1.5 points',
    signed: '−1.5 points',
    share: null,
  });
});

test('a difference from nothing is one, though there is no percentage of it', () => {
  assert.deepEqual(said('times', { value: 2 }, { value: 0 }, { value: null, reason: 'no_revenue' }), {
    direction: 'more',
    text: '2.00×',
    signed: '+2.00×',
    share: null,
  });
});

test('where one of the two has no value the reason is reported', () => {
  assert.deepEqual(said('times', { value: 2 }, { value: null, reason: 'no_spend' }, { value: null, reason: 'no_spend' }), {
    reason: 'no_spend',
  });
  assert.deepEqual(said('times', { value: 2 }, { value: 0 }, { value: null, reason: 'not_in_data' }), { reason: 'not_in_data' });
  assert.deepEqual(said('count', { value: 2 }, { value: 0 }, { value: null, reason: 'not_in_data' }), { reason: 'not_in_data' });
});
