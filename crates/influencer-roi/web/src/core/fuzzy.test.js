import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fit } from './fuzzy.js';

test('every word must occur, the beginning of a word fits best', () => {
  assert.ok(fit('grit', 'Brand Gritzo') > fit('rit', 'Brand Gritzo'));
  assert.ok(fit('rit', 'Brand Gritzo') > fit('gzo', 'Brand Gritzo'));
  assert.equal(fit('grit insta', 'Brand Gritzo'), 0);
  assert.ok(fit('brand grit', 'Brand Gritzo') > 0);
});

test('accents and capitals do not matter, nor does the place of a word', () => {
  assert.ok(fit('muller', 'Influencer Jana Müller') > 0);
  assert.equal(fit('MULLER', 'Influencer Jana Müller'), fit('muller', 'Influencer Jana Müller'));
  assert.ok(fit('days 7', 'Days Last 7 days') > 0);
});

test('two stray letters find nothing', () => {
  assert.equal(fit('gz', 'Brand Gritzo'), 0);
});
