import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSort, sortAfterClick, writeSort } from './sort.js';

const number = { descendingFirst: true, asNext: false };
const text = { descendingFirst: false, asNext: false };

test('numbers start with the largest, names with A', () => {
  assert.equal(sortAfterClick('-revenue', 'spend', number), '-spend');
  assert.equal(sortAfterClick('-revenue', 'name', text), 'name');
});

test('a second click turns the order round', () => {
  assert.equal(sortAfterClick('-spend', 'spend', number), 'spend');
  assert.equal(sortAfterClick('name', 'name', text), '-name');
});

test('a click without shift on a later key makes it the only one, in its natural direction', () =>
  assert.equal(sortAfterClick('name,-revenue', 'revenue', number), '-revenue'));

test('shift makes the next key, and turns it where it stands', () => {
  assert.equal(sortAfterClick('platform', 'revenue', { ...number, asNext: true }), 'platform,-revenue');
  assert.equal(sortAfterClick('platform,-revenue', 'revenue', { ...number, asNext: true }), 'platform,revenue');
  assert.equal(sortAfterClick('platform,-revenue', 'name', { ...text, asNext: true }), 'platform,-revenue,name');
  assert.equal(sortAfterClick('platform,-revenue,name', 'platform', { ...text, asNext: true }), '-platform,-revenue,name');
});

test('a fourth key takes the place of the third', () =>
  assert.equal(sortAfterClick('platform,-revenue,name', 'spend', { ...number, asNext: true }), 'platform,-revenue,-spend'));

test('an order is the same after reading and writing', () =>
  assert.equal(writeSort(readSort('-cost_per_order,name')), '-cost_per_order,name'));

test('no column orders twice, and there are three keys at most', () =>
  assert.equal(writeSort(readSort('name,-name,a,<b>,b,c')), 'name,a,b'));
