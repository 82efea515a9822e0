import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deletedBy } from './keep-last.js';
import { numberStyle } from '../core/numbers.js';
import { hasChanged, signedText, tableChange } from './version-change.js';

/** @import { DatasetVersion } from '../core/api.d.ts' */

const style = numberStyle('INR');
const same = { influencers: { rows: 0 }, tracking: { rows: 0, revenue: { value: 0 } }, payouts: { rows: 0 }, posts: { rows: 0 } };
/** @param {object} tables */
const changed = (tables) =>
  /** @type {DatasetVersion} */ (/** @type {unknown} */ ({ change: { from: 'a', from_version: 1, tables: { ...same, ...tables } } }));

test('a difference has its sign, and none is said in words', () => {
  assert.equal(signedText({ value: 1200 }, 'count', style), '+1,200');
  assert.equal(signedText({ value: -400 }, 'money', style), '−₹400');
  assert.equal(signedText({ value: 0 }, 'money', style), 'no change');
  assert.equal(signedText({ value: null, reason: 'no_spend' }, 'money', style), '–');
});

test('money alone is a change too', () => {
  assert.equal(hasChanged(changed({})), false);
  assert.equal(hasChanged(changed({ tracking: { rows: 0, revenue: { value: -1 } } })), true);
  const { rows, money } = tableChange(changed({ tracking: { rows: 0, revenue: { value: -1 } } }), 'tracking', style) ?? {};
  assert.deepEqual([rows, money], ['no change', '−₹1']);
});

test('the first version differs from nothing', () => {
  const first = /** @type {DatasetVersion} */ (/** @type {unknown} */ ({ change: null }));
  assert.equal(tableChange(first, 'tracking', style), null);
  assert.equal(hasChanged(first), false);
});

test('keeping the last few never counts the version in use', () => {
  const versions = /** @type {DatasetVersion[]} */ ([{ current: false }, { current: false }, { current: true }, { current: false }]);
  assert.equal(deletedBy(versions, 1), 2);
  assert.equal(deletedBy(versions, 3), 1);
  assert.equal(deletedBy(versions, 9), 0);
});
