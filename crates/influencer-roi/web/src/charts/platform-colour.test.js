import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { platformToken } from './platform-colour.js';

const tokens = readFileSync(new URL('../../styles/tokens.css', import.meta.url), 'utf8');

test('the known platforms have their own colours, however they are spelt', () => {
  assert.equal(platformToken('Instagram'), '--platform-instagram');
  assert.equal(platformToken('YOUTUBE '), '--platform-youtube');
});

test('an unknown platform keeps its colour', () => assert.equal(platformToken('Moj'), platformToken('moj')));

test('every colour that a platform can get is a token', () => {
  for (let at = 0; at < 200; at += 1) assert.ok(tokens.includes(`${platformToken(`platform ${at}`)}:`));
});
