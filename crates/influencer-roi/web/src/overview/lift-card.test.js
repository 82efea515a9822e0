import assert from 'node:assert/strict';
import test from 'node:test';
import { liftOf } from './lift-card.js';

const ROAS = { mean: 2.27, lower: 2.26, upper: 2.29 };
const REVENUE = { mean: 4.1e7, lower: 4e7, upper: 4.2e7 };

/** @param {object} [more] @returns {any} */
function answer(more = {}) {
  const progress = { done: 6, total: 6, doing: '' };
  return {
    state: 'ready',
    progress,
    warnings: [],
    campaigns: [{}],
    portfolio: { incremental_roas: ROAS, incremental_revenue: REVENUE },
    ...more,
  };
}

test('the lift of a selection is that of its portfolio', () => {
  assert.deepEqual(liftOf(answer()), { roas: ROAS, revenue: REVENUE.mean, words: '' });
});

test('where there is no lift the card says why', () => {
  assert.equal(liftOf(answer({ portfolio: null })).words, 'no campaign can be measured');
  assert.equal(liftOf(answer({ portfolio: null, campaigns: [] })).words, '');
  const running = answer({ state: 'running', portfolio: null, progress: { done: 2, total: 6, doing: '' } });
  assert.deepEqual(liftOf(running), { roas: null, revenue: null, words: 'measuring campaigns, 2 of 6' });
  const unpaid = answer({ portfolio: { incremental_roas: { value: null, reason: 'no_spend' }, incremental_revenue: REVENUE } });
  assert.equal(liftOf(unpaid).roas, null);
});

test('a filter of influencers shows no lift of whole campaigns as theirs', () => {
  const parts = answer({ warnings: [{ code: 'whole_campaigns', message: '' }] });
  assert.deepEqual(liftOf(parts), { roas: null, revenue: null, words: 'lift is measured for whole campaigns' });
});
