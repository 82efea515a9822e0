import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAddress } from '../state/address.js';
import { comparedWord, filterPhrases, isolated, valueText } from './words.js';

/** Without the marks that isolate names. @param {string} text */
const plain = (text) => text.replace(/[\u2068\u2069]/g, '');
/** @param {string} link */
const phrases = (link) => filterPhrases(readAddress(link), (_dimension, value) => value).map(plain);

test('filters are said in words', () => {
  assert.deepEqual(phrases('?platform=Instagram&platform=YouTube&brand=MuscleBlaze&q=an&from=2026-06-01&to=2026-06-30'), [
    'Brand: MuscleBlaze',
    'Platform: Instagram or YouTube',
    'Name contains “an”',
    '1 Jun – 30 Jun 2026',
  ]);
});

test('many values are counted, not listed', () => {
  assert.deepEqual(phrases('?brand=A&brand=B&brand=C&brand=D&brand=E'), ['Brand: A, B, C or 2 more']);
});

test('an open end is said', () => assert.deepEqual(phrases('?from=2026-06-01'), ['from 1 Jun 2026']));

test('a name of ten thousand letters is cut, on one line', () => {
  const text = isolated(`Asha\n${'x'.repeat(10_000)}`, 20);
  assert.equal(plain(text).length, 20);
  assert.ok(!text.includes('\n'));
});

test('right-to-left writing is set between marks of isolation', () => {
  assert.equal(isolated('\u202eevil'), '\u2068\u202eevil\u2069');
});

test('the value of a blank is read as words', () => {
  assert.equal(valueText('platform', '(none)'), 'No platform');
  assert.equal(valueText('platform', 'Instagram'), 'Instagram');
});

test('what is compared with has a word', () => {
  assert.deepEqual(['previous', 'year', '2026-01-01..2026-01-31'].map(comparedWord), ['previous', 'year before', 'other days']);
});
