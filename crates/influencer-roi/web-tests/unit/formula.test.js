import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formulaWithNumbers } from '../../web/src/formula.js';

/** @param {string} name @param {string} text */
const input = (name, text) => ({ names: [name], text });

test('each input is replaced by its number', () => {
  const text = formulaWithNumbers('(revenue − baseline) / spend', [
    input('revenue', '₹300'),
    input('baseline', '₹100'),
    input('spend', '₹50'),
  ]);
  assert.equal(text, '(₹300 − ₹100) / ₹50');
});

test('a longer name is not broken by a shorter one in it', () => {
  assert.equal(
    formulaWithNumbers('organic revenue / revenue', [input('revenue', '₹2'), input('organic revenue', '₹1')]),
    '₹1 / ₹2',
  );
  assert.equal(formulaWithNumbers('other_revenue + revenue', [input('revenue', '₹2')]), 'other_revenue + ₹2');
});

test('capitals do not matter', () =>
  assert.equal(formulaWithNumbers('Spend / Orders', [input('spend', '₹9'), input('orders', '3')]), '₹9 / 3'));

test('a formula without numbers gives nothing', () => {
  assert.equal(formulaWithNumbers('organic sales of the selection', []), '');
  assert.equal(formulaWithNumbers('organic sales', [input('spend', '₹9')]), '');
});
