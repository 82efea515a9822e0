import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numberStyle } from '../core/numbers.js';
import { totalsText } from './report-questions.js';

const style = numberStyle('INR');
/** @param {Record<string, number>} totals */
const option = (totals) => ({
  value: '',
  label: '',
  totals: Object.fromEntries(Object.entries(totals).map(([measure, value]) => [measure, { value }])),
});
/** @param {...Record<string, number>} all */
const texts = (...all) => {
  const options = all.map(option);
  return options.map(({ totals }) => totalsText(totals, options, style));
};

test('each reading says what it comes to, money as money and counts as counts', () => {
  assert.deepEqual(texts({ revenue: 115100, orders: 11 }), ['₹1,15,100 revenue · 11 orders']);
});

test('a total that is 0 under every reading is not said, one that differs is', () => {
  assert.deepEqual(texts({ revenue: 0, other_revenue: 0 }, { revenue: 0, other_revenue: 1000 }), [
    '₹0 other revenue',
    '₹1,000 other revenue',
  ]);
});

test('a reading without totals says nothing', () => {
  assert.equal(totalsText(undefined, [], style), '');
});
