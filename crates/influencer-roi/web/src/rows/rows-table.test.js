import assert from 'node:assert/strict';
import { test } from 'node:test';
import { measureBehind } from '../ui/figure.js';
import { numberStyle } from '../core/numbers.js';
import { cellText } from './rows-table.js';

/** @import { RowColumn } from '../core/api.d.ts' */

const rupees = numberStyle('INR');
/** @param {RowColumn['unit']} unit @param {string | number | null} value @param {string} [id] */
const cell = (unit, value, id = 'column') => cellText({ id, unit, label: '' }, value, rupees);

test('money in a row is exact, to the last decimal', () => {
  assert.equal(cell('money', 1234567.5), '₹12,34,567.50');
  assert.equal(cell('money', 0.000001), '₹0.000001');
  assert.equal(cell('money', 100), '₹100');
});

test('a line of a file is written as an editor counts it', () => {
  assert.equal(cell('count', 123456, 'line'), '123456');
  assert.equal(cell('count', 123456, 'orders'), '1,23,456');
});

test('a day is a day, and what is none stays as it is', () => {
  assert.equal(cell('day', '2026-05-04'), '4 May 2026');
  assert.equal(cell('day', 'soon'), 'soon');
});

test('nothing is a dash, never 0', () => {
  assert.equal(cell('money', null), '–');
  assert.equal(cell('text', ''), '–');
  assert.equal(cell('count', 0), '0');
});

test('every number leads to the rows of a measure, or of none', () => {
  const measures = [{ id: 'spend', label: '', unit: 'money', meaning: '' }];
  const definitions = /** @type {import('../core/api.d.ts').Definitions} */ (/** @type {unknown} */ ({ measures }));
  assert.equal(measureBehind('spend', definitions), 'spend');
  assert.equal(measureBehind('baseline', definitions), 'organic_revenue');
  assert.equal(measureBehind('unallocated_spend', definitions), 'spend');
  assert.equal(measureBehind('roas', definitions), '');
});
