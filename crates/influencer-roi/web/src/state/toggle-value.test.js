import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAddress, writeAddress } from './address.js';
import { clickHint, toggleValue } from './toggle-value.js';

const PLAIN = { ctrlKey: false, metaKey: false, shiftKey: false };
/** @param {string} link @param {string} value @param {typeof PLAIN} [click] */
const after = (link, value, click = PLAIN) => writeAddress(toggleValue(readAddress(link), 'platform', value, click));

test('a click shows only this value, the next one takes it back', () => {
  assert.equal(after('', 'YouTube'), '?platform=YouTube');
  assert.equal(after('?platform=YouTube', 'YouTube'), '');
  assert.equal(after('?platform=YouTube', 'Twitter'), '?platform=Twitter');
});

test('with Ctrl, the command key or Shift the value is added', () => {
  for (const key of ['ctrlKey', 'metaKey', 'shiftKey'])
    assert.equal(after('?platform=YouTube', 'Twitter', { ...PLAIN, [key]: true }), '?platform=YouTube&platform=Twitter');
  assert.equal(after('?platform=YouTube&platform=Twitter', 'YouTube'), '?platform=Twitter');
});

test('what a click would do is said before it is done', () => {
  assert.match(clickHint([], 'YouTube'), /only this$/);
  assert.match(clickHint(['YouTube'], 'YouTube'), /take this filter back/);
  assert.match(clickHint(['YouTube'], 'Twitter'), /with Shift: add/);
});
