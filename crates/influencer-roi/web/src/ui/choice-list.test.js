import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arranged } from './choice-list.js';

/** @param {string[]} chosen @param {...[string, number | null]} values */
const order = (chosen, ...values) =>
  arranged(
    values.map(([value, count]) => ({ value, count })),
    chosen,
  ).map(({ value }) => value);

test('what is chosen stands first, what there is nothing of last, all else as it was', () => {
  assert.deepEqual(order(['D', 'C'], ['A', 0], ['B', 3], ['C', 0], ['D', 1], ['E', 2]), ['C', 'D', 'B', 'E', 'A']);
});

test('a value that nobody has counted is not one without anything', () => {
  assert.deepEqual(order([], ['A', 0], ['B', null]), ['B', 'A']);
});
