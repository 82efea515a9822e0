import assert from 'node:assert/strict';
import test from 'node:test';
import { toneOf } from './campaign-table.js';

test('a campaign earns or loses where its whole interval lies on one side of break-even', () => {
  const tone = (/** @type {number} */ lower, /** @type {number} */ upper) => toneOf({ mean: (lower + upper) / 2, lower, upper }, 2.5);
  assert.deepEqual([tone(2.6, 3), tone(1, 2.4), tone(2, 3), toneOf(null, 2.5)], ['earns', 'loses', 'open', 'none']);
});
