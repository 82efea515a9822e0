import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSort, sortAfterClick, writeSort } from '../../web/src/sort.js';

const number = { descendingFirst: true, asSecond: false };
const text = { descendingFirst: false, asSecond: false };

test('numbers start with the largest, names with A', () => {
  assert.equal(sortAfterClick('-revenue', 'spend', number), '-spend');
  assert.equal(sortAfterClick('-revenue', 'name', text), 'name');
});

test('a second click turns the order round', () => {
  assert.equal(sortAfterClick('-spend', 'spend', number), 'spend');
  assert.equal(sortAfterClick('name', 'name', text), '-name');
});

test('shift makes a second key, and turns it at the next click', () => {
  assert.equal(sortAfterClick('platform', 'revenue', { ...number, asSecond: true }), 'platform,-revenue');
  assert.equal(sortAfterClick('platform,-revenue', 'revenue', { ...number, asSecond: true }), 'platform,revenue');
});

test('an order is the same after reading and writing', () =>
  assert.equal(writeSort(readSort('-cost_per_order,name')), '-cost_per_order,name'));
