import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numberStyle } from '../core/numbers.js';
import { insightParts } from './insight-strip.js';

const style = numberStyle('INR');
/** @param {any} insight */
const sentence = (insight) =>
  insightParts(insight, style)
    .map(({ text }) => text)
    .join('')
    .replace(/[\u2068\u2069]/g, '')
    .replaceAll('\u00a0', ' ');

test('a finding is one sentence with its amount', () => {
  const losing = { id: 'losing_influencers', amount: { value: 3_622_000 }, influencers: 22 };
  assert.equal(sentence(losing), '22 influencers cost ₹36.22 L more than their sales earned.');
  assert.equal(sentence({ ...losing, influencers: 1 }), '1 influencer cost ₹36.22 L more than its sales earned.');
  const unsold = { id: 'paid_without_sales', amount: { value: 42_000 }, influencers: 2 };
  assert.equal(sentence(unsold), '₹42,000 was paid to 2 influencers with nothing sold yet.');
});

test('two platforms are named with what each returns, and a name cannot run on', () => {
  const side = (/** @type {string} */ platform, /** @type {number} */ roas) => ({
    platform,
    roas: { value: roas },
    spend_share: { value: 0.429 },
  });
  const insight = { id: 'losing_platform', amount: { value: 160_000 }, below: side('Instagram', 1.71), above: side('Twitter', 3.25) };
  assert.equal(sentence(insight), 'Instagram lost ₹1.60 L on 42.9% of the spend (1.71×); Twitter returns 3.25×.');
  const long = sentence({ ...insight, below: side(`${'x'.repeat(200)}`, 1) });
  assert.ok(long.length < 140, long);
});
