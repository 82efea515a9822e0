import assert from 'node:assert/strict';
import { test } from 'node:test';
import { intervalSentences, outsideText, rangeText, rankText, roasText } from './interval.js';
import { numberStyle } from '../core/numbers.js';

const style = numberStyle('INR');
const look = { style, definitions: /** @type {any} */ ({ enough_orders: 20, reasons: { no_spend: 'No payout lies on this selection.' } }) };
const rules = { level: 0.9, margin: 1, break_even: 1, influencers: 1_060, order_dispersion: 2, order_value_variation: 0.6 };
const value = (/** @type {number} */ number) => ({ value: number });
const line = /** @type {any} */ ({
  orders: value(40),
  roas: value(1.1),
  break_even_roas: value(1),
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
  assert.equal(rangeText(0.0049, 0.5, style), '< 0.01–0.50×');
  assert.equal(rangeText(0.0001, 0.0049, style), '< 0.01×');
  assert.equal(rangeText(0.001, 20_000, style), '< 0.01–20K×');
  assert.equal(roasText(0.001, style), '< 0.01×');
  assert.equal(roasText(1.234, style), '1.23×');
  assert.equal(rankText(3, 1_012), '3–1,012');
  assert.equal(rankText(4, 4), '4');
});

test('an interval is said in plain words', () =>
  assert.deepEqual(intervalSentences(line, rules, look), [
    'With 90% probability each ₹1 paid brings between ₹0.82 and ₹1.36 of credited sales.',
    'It earns its cost with a probability of 71.3%; break-even is a ROAS of 1.00×.',
    'By ROAS the rank is 3–1,012 of 1,060.',
  ]));

test('the break-even of a line is that of what it sold', () => {
  const mixed = { ...line, break_even_roas: value(2.5) };
  const sentences = intervalSentences(mixed, { ...rules, margin: null, break_even: null }, look);
  assert.equal(sentences[1], 'It earns its cost with a probability of 71.3%; break-even is a ROAS of 2.50×.');
});

test('what is all but sure is said of 20 orders and more only', () => {
  const chance = (/** @type {number} */ share, /** @type {number} */ orders) =>
    /probability of (.*);/.exec(intervalSentences({ ...line, p_earns_cost: value(share), orders: value(orders) }, rules, look)[1])?.[1];
  assert.deepEqual([chance(1, 20), chance(1, 19), chance(0.991, 3)], ['more than 99.0%', '99.0%', '99.0%']);
  assert.deepEqual([chance(0, 20), chance(0, 19)], ['less than 1.0%', '1.0%']);
  assert.deepEqual([chance(0.99, 20), chance(0.01, 20)], ['99.0%', '1.0%']);
});

test('few orders are said, and why the ratio lies outside its interval', () => {
  const lucky = {
    ...line,
    roas: value(14.5),
    orders: value(3),
    mostly_group: true,
    rank_lower: { value: null, reason: 'too_many_to_rank' },
  };
  const sentences = intervalSentences(lucky, rules, look);
  const why = 'The ratio as credited is 14.50×: 3 orders can be luck, so the estimate is drawn towards the average of the group.';
  assert.equal(sentences[1], why);
  assert.equal(sentences[3], 'Fewer than 5 orders: this is mostly the average of the group.');
  assert.equal(outsideText(line, style), '');
});

test('without an interval the reason is said', () => {
  const unpaid = { ...line, roas_lower: { value: null, reason: 'no_spend' } };
  assert.deepEqual(intervalSentences(unpaid, rules, look), ['No interval: No payout lies on this selection.']);
});
