import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numberStyle } from '../core/numbers.js';
import { readRules, typedAmount, withAmount, writeRules } from '../state/plan-rules.js';
import { planSentences } from './plan-words.js';

/** @import { Plan } from '../core/api.d.ts' */

const money = (/** @type {number} */ value) => ({ value });

test('rules are read from the address and written as they were', () => {
  const text = 'max_raise=0.2&max_cut=0.5&amount.7=25000&amount.a+b=10.5';
  const rules = readRules(text);
  assert.deepEqual([rules.raise, rules.cut, rules.amounts.get('a b')], ['0.2', '0.5', '10.5']);
  assert.equal(writeRules(rules), text);
  assert.equal(writeRules(withAmount(rules, '7', '')), 'max_raise=0.2&max_cut=0.5&amount.a+b=10.5');
  assert.equal(writeRules(readRules('')), '');
});

test('what is no rule is as if it were not there', () => {
  assert.equal(writeRules(readRules('max_raise=-1&max_cut=x&amount.7=1e9&amount.8=-3&limit=0&amount.9=4')), 'amount.9=4');
});

test('an amount is understood with its sign and grouping', () => {
  assert.equal(typedAmount('₹5,95,722'), '595722');
  assert.equal(typedAmount('EUR 12.50'), '12.50');
  for (const text of ['', 'much', '-5', '1.2.3']) assert.equal(typedAmount(text), '');
});

test('the plan says first what it brings, or that nothing is surely better', () => {
  const style = numberStyle('INR');
  const line = { name: 'A', proposed: money(70), today: money(100), change: money(-30), roas: { mean: 1.2, lower: 1, upper: 1.4 } };
  const totals = { in_plan: money(200), moved: money(30), gain: money(12), gain_lower: money(3), gain_upper: money(20), p_better: 0.97 };
  const answer = (/** @type {Partial<Plan>} */ more) =>
    /** @type {Plan} */ (
      /** @type {unknown} */ ({ state: 'proposed', totals, influencers: [line], p_of_best: null, new_sales: null, ...more })
    );
  const [first, second] = planSentences(answer({}), style);
  assert.match(first.strong + first.text, /The same ₹200, shared better, brings ₹12 more contribution \(₹3 to ₹20\)/);
  assert.match(second.strong + second.text, /A gives up ₹30, all of what moves: it returns 1.20×/);
  const [none] = planSentences(answer({ state: 'nothing_better', p_of_best: 0.62 }), style);
  assert.match(none.strong + none.text, /Nothing is surely better than today.*62.0%/);
});
