import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf } from './keys.js';

const NONE = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

test('a letter is its key, whether Caps Lock is on or not, but not with Shift or Alt', () => {
  assert.equal(keyOf({ ...NONE, key: 'd' }), 'D');
  assert.equal(keyOf({ ...NONE, key: 'D' }), 'D');
  assert.equal(keyOf({ ...NONE, key: 'D', shiftKey: true }), '');
  assert.equal(keyOf({ ...NONE, key: 'd', altKey: true }), '');
});

test('Ctrl and the command key are one', () => {
  assert.equal(keyOf({ ...NONE, key: 'k', ctrlKey: true }), 'Mod+K');
  assert.equal(keyOf({ ...NONE, key: 'k', metaKey: true }), 'Mod+K');
  assert.equal(keyOf({ ...NONE, key: 'd', ctrlKey: true }), 'Mod+D');
});

test('"?" and "/" are themselves wherever the keyboard has them', () => {
  assert.equal(keyOf({ ...NONE, key: '?', shiftKey: true }), '?');
  assert.equal(keyOf({ ...NONE, key: '/', shiftKey: true }), '/');
  assert.equal(keyOf({ ...NONE, key: 'Escape' }), 'Escape');
});
