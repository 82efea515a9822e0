import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ofOne } from './profile-interval.js';
import { intervalSentences, rangeText, rankText } from './interval.js';
import { numberStyle } from '../core/numbers.js';

const style = numberStyle('INR');
const look = { style, definitions: /** @type {any} */ ({ reasons: { no_spend: 'No payout lies on this selection.' } }) };
const rules = {
  level: 0.9,
  margin: 1,
  break_even: 1,
  influencers: 1_060,
  order_dispersion: 2,
  weekly_variation: 0.05,
  orders_in_bursts: false,
  order_value_variation: 0.6,
};
const value = (/** @type {number} */ number) => ({ value: number });
const line = /** @type {any} */ ({
  roas_lower: value(0.824),
  roas_upper: value(1.36),
  p_earns_cost: value(0.713),
  rank_lower: value(3),
  rank_upper: value(1_012),
  mostly_group: false,
});

test('an interval is read from end to end', () => {
  assert.equal(rangeText(0.824, 1.36, style), '0.82–1.36×');
  assert.equal(rangeText(99.999, 120, style), '100–120×');
  assert.equal(rangeText(532_004, 2_553_511, style), '532K–2.6M×');
  assert.equal(rankText(3, 1_012), '3–1,012');
  assert.equal(rankText(4, 4), '4');
});

test('an interval is said in plain words', () =>
  assert.deepEqual(intervalSentences(line, rules, look), [
    'With 90% probability each ₹1 paid brings between ₹0.82 and ₹1.36 of credited sales.',
    'It earns its cost with a probability of 71.3%; break-even is a ROAS of 1.00×.',
    'By ROAS the rank is 3–1,012 of 1,060.',
  ]));

test('a margin, few orders and what is all but sure are said', () => {
  const few = { ...line, p_earns_cost: value(1), rank_lower: { value: null, reason: 'too_many_to_rank' }, mostly_group: true };
  const sentences = intervalSentences(few, { ...rules, margin: 0.4, break_even: 2.5 }, look);
  assert.equal(
    sentences[1],
    'It earns its cost with a probability of more than 99.9%; break-even is a ROAS of 2.50×, at a margin of 40.0%.',
  );
  assert.equal(sentences[2], 'Fewer than 5 orders: this is mostly the average of the group.');
});

test('orders that came in bursts are said', () => {
  const sentences = intervalSentences(line, { ...rules, weekly_variation: 0.6, orders_in_bursts: true }, look);
  assert.equal(sentences[3], 'Orders came in bursts: a few posts decided how much was sold, and the next ones may do better or worse.');
});

test('without an interval the reason is said', () => {
  const unpaid = { ...line, roas_lower: { value: null, reason: 'no_spend' } };
  assert.deepEqual(intervalSentences(unpaid, rules, look), ['No interval: No payout lies on this selection.']);
});

test('an interval is asked for among the same group, whoever is chosen or searched for', () =>
  assert.equal(
    String(ofOne(new URLSearchParams('platform=X&influencer=4&influencer=5&q=an&dataset=d1'), '7')),
    'platform=X&influencer=7&dataset=d1',
  ));
