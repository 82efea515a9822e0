import assert from 'node:assert/strict';
import test from 'node:test';
import { owners, withOwner } from './code-table.js';

/** @import { Alias, SalesKey } from '../core/api.d.ts' */

/** @param {string} key @param {string} owner @returns {SalesKey} */
const key = (key, owner) => ({ key, kind: 'code', rows: 1, orders: 1, revenue: { value: 1 }, owner, name: null, because: 'decided' });

test('a creator who is not in the list can still be the owner', () => {
  const creators = [{ id: '7', name: 'Asha' }];
  const values = (/** @type {string} */ owner) => owners(key('X', owner), creators).map(({ value }) => value);
  assert.deepEqual(values('other'), ['other', 'organic', 'creator:7']);
  assert.deepEqual(values('creator:7'), ['other', 'organic', 'creator:7']);
  assert.deepEqual(values('creator:9'), ['other', 'organic', 'creator:9', 'creator:7']);
});

test('what was set stays, but for the code that is given anew', () => {
  /** @type {Alias[]} */
  const before = [
    { alias: 'glow-25', kind: 'code', owner: 'organic' },
    { alias: 'GLOW25', kind: 'handle', owner: 'creator:1' },
  ];
  assert.deepEqual(withOwner(before, key('GLOW25', 'other'), 'creator:7'), [
    { alias: 'GLOW25', kind: 'handle', owner: 'creator:1' },
    { alias: 'GLOW25', kind: 'code', owner: 'creator:7' },
  ]);
});
