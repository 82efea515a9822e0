import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numberStyle } from '../core/numbers.js';
import { comparedText, paymentText, rateText, scopeText } from './payout-words.js';
import { sentences } from './payout-strip.js';
import { sumsOf } from './sums-card.js';

/** @import { Payment, PayoutCase, Payouts } from '../core/api.d.ts' */

const style = numberStyle('INR');
const money = (/** @type {number} */ value) => ({ value });

test('a rate is written with what it is multiplied with, and two rates as a range', () => {
  assert.equal(rateText({ unit: 'order', lowest_rate: money(180), highest_rate: money(390) }, style), '₹180–₹390 an order');
  assert.equal(rateText({ unit: 'post', lowest_rate: money(41500), highest_rate: money(41500) }, style), '₹41,500 a post');
  assert.equal(rateText({ unit: 'percentage', lowest_rate: money(10), highest_rate: money(10) }, style), '10% of sales');
  assert.equal(rateText({ unit: 'other', lowest_rate: null, highest_rate: null }, style), 'no rate');
});

test('a payment is known by its day and reference, else by how far it is, else by its row', () => {
  /** @type {Payment} */
  const plain = {
    file: 'p.csv',
    line: 7,
    basis: '',
    rate: null,
    orders: null,
    posts: null,
    amount: money(1),
    date: null,
    status: '',
    state: 'unknown',
    reference: '',
  };
  assert.equal(paymentText(plain), 'p.csv line 7');
  assert.equal(paymentText({ ...plain, state: 'pending' }), 'pending');
  assert.equal(paymentText({ ...plain, date: '2026-06-02', state: 'paid', reference: 'HK26-04417' }), '2 Jun …04417');
});

test('what a payment is for is its campaign, else its brand', () => {
  assert.equal(scopeText({ brand: 'Gritzo', campaign: 'Diwali' }), 'Diwali');
  assert.equal(scopeText({ brand: 'Gritzo', campaign: '' }), 'Gritzo, no campaign');
  assert.equal(scopeText({ brand: '', campaign: '' }), 'nothing named');
});

test('a case says what is paid and what is known', () => {
  const of = (/** @type {Partial<PayoutCase>} */ one) => comparedText(/** @type {PayoutCase} */ (one), style);
  assert.equal(of({ kind: 'posts_missing', unit: 'post', stated: money(4), known: money(2) }), '4 posts paid, 2 published');
  assert.equal(of({ kind: 'orders_differ', unit: 'order', stated: money(1360), known: money(1224) }), '1,360 orders paid, 1,224 tracked');
  assert.equal(of({ kind: 'amount_differs', unit: 'order', stated: money(110), known: money(100) }), '₹110 paid, ₹100 by its terms');
  assert.equal(of({ kind: 'outside_roster', unit: 'post', stated: null, known: null }), '–');
});

/** @param {{ atRisk?: number, due?: number, owed?: number, statuses?: boolean }} of @returns {Payouts} */
function answer({ atRisk = 0, due = 0, owed = 0, statuses = true }) {
  const totals = { pending: money(0), due: money(due), owed: money(owed), pending_payments: 0, due_payments: due ? 1 : 0 };
  const rest = { earned: money(1), too_much: money(0), paid: money(1), without_terms: money(0), paid_payments: 1 };
  const knows = { statuses, terms: true };
  return /** @type {any} */ ({ totals: { ...totals, ...rest }, findings: [], findings_total: { at_risk: money(atRisk) }, knows });
}

test('the sentences are ranked by money, and nothing is said where there is nothing to say', () => {
  const said = sentences(answer({ atRisk: 500, due: 900, owed: 100 }), style);
  assert.deepEqual(
    said.map(({ strong }) => strong),
    ['₹900', '₹500', '₹100'],
  );
  assert.deepEqual(sentences(answer({}), style), []);
});

test('without statuses pending and due are not shown', () => {
  const ids = (/** @type {Payouts} */ of) => sumsOf(of).map(({ id }) => id);
  assert.deepEqual(ids(answer({ statuses: false })), ['earned', 'paid', 'too_much']);
  assert.deepEqual(ids(answer({ due: 5, owed: 5 })), ['earned', 'paid', 'pending', 'due', 'owed', 'too_much']);
});
