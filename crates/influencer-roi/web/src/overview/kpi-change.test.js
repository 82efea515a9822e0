import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeOf } from './kpi-change.js';
import { numberStyle } from '../core/numbers.js';

const look = { style: numberStyle('INR'), definitions: /** @type {any} */ ({}) };

test('a change has a direction and a size', () => {
  assert.deepEqual(changeOf(0.123, look), { direction: 'more', text: '12.3%' });
  assert.deepEqual(changeOf(-1.434, look), { direction: 'less', text: '143.4%' });
});

test('what rounds to nothing has no direction', () => {
  assert.deepEqual(changeOf(0, look), { direction: null, text: '0.0%' });
  assert.deepEqual(changeOf(-0.0004, look), { direction: null, text: '0.0%' });
});
