import assert from 'node:assert/strict';
import { test } from 'node:test';

import { marginLabel, marginText } from './margin-words.js';
import { numberStyle } from './numbers.js';

const style = numberStyle('INR');

test('without a margin the page says so, and where that breaks even', () => {
  const unset = { default: null, brands: {}, break_even: 1 };
  assert.equal(marginLabel(unset, style), 'Margin not set, break-even 1×');
  assert.equal(marginText(unset, style), 'not set, break-even 1×');
});

test('brands with a margin of their own are counted on the button and named in the report', () => {
  const margins = { default: 0.4, brands: { Gritzo: 0.555, '(none)': 1 }, break_even: 2.5 };
  assert.equal(marginLabel(margins, style), 'Margin 40%, break-even 2.50×, 2 by brand');
  assert.equal(marginText(margins, style), '40%, break-even 2.50×; Gritzo 55.5%; (none) 100%');
});
