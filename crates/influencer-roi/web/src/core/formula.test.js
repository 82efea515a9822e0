import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formulaWithNumbers } from './formula.js';

/** @param {string} name @param {string} text */
const input = (name, text) => ({ names: [name], value: text });
/** @param {string} formula @param {ReturnType<typeof input>[]} inputs */
const text = (formula, inputs) => formulaWithNumbers(formula, inputs).join('');

test('each input is replaced by its number', () => {
  const worked = text('(revenue − baseline) / spend', [input('revenue', '₹300'), input('baseline', '₹100'), input('spend', '₹50')]);
  assert.equal(worked, '(₹300 − ₹100) / ₹50');
});

test('a longer name is not broken by a shorter one in it', () => {
  assert.equal(text('organic revenue / revenue', [input('revenue', '₹2'), input('organic revenue', '₹1')]), '₹1 / ₹2');
  assert.equal(text('other_revenue + revenue', [input('revenue', '₹2')]), 'other_revenue + ₹2');
});

test('capitals do not matter', () => assert.equal(text('Spend / Orders', [input('spend', '₹9'), input('orders', '3')]), '₹9 / 3'));

test('a formula without numbers gives nothing', () => {
  assert.equal(text('organic sales of the selection', []), '');
  assert.equal(text('organic sales', [input('spend', '₹9')]), '');
});

test('a number may be more than text', () => {
  const spend = { exact: '9.123456' };
  assert.deepEqual(formulaWithNumbers('1000 × spend ÷ reach', [{ names: ['spend'], value: spend }]), ['1000 × ', spend, ' ÷ reach']);
});
