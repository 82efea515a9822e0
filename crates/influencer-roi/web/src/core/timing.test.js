import assert from 'node:assert/strict';
import { test } from 'node:test';
import { durationText, serverMilliseconds } from './timing.js';

test('the time is the one that the server says', () => {
  assert.equal(serverMilliseconds('app;dur=3.21'), 3.21);
  assert.equal(serverMilliseconds('cache, app;dur=0.4, total;dur=9'), 0.4);
});

test('a server that says nothing has no time', () => {
  for (const header of ['', 'total;dur=9', 'app', 'wrapp;dur=3']) assert.equal(serverMilliseconds(header), null, header);
});

test('a time reads in the unit that fits it', () => {
  const texts = [0.04, 3.21, 9.96, 81.6, 999.4, 1234].map((time) => durationText(time).replace('\u00a0', ' '));
  assert.deepEqual(texts, ['0.0 ms', '3.2 ms', '10 ms', '82 ms', '999 ms', '1.2 s']);
});
