import assert from 'node:assert/strict';
import { test } from 'node:test';
import { onlyShowsOtherwise, questionOf, readAddress, writeAddress } from '../state/address.js';
import { moved } from '../core/moved.js';
import { profileQuestion, rowsQuestion } from './profile-question.js';

test('columns and the open profile survive the way through the address', () => {
  const link = '?columns=name%2Croas%2Crevenue&who=A%26B+7';
  assert.equal(writeAddress(readAddress(link)), link);
  assert.equal(readAddress(link).columns, 'name,roas,revenue');
  assert.equal(readAddress(link).who, 'A&B 7');
});

test('what cannot be a column is left out, and none is named twice', () =>
  assert.equal(readAddress('?columns=roas,,%3Cb%3E,roas,9,spend').columns, 'roas,spend'));

test('columns and the open profile change no question', () => {
  const [one, other] = [readAddress('?platform=X'), readAddress('?platform=X&columns=roas&who=7')];
  assert.equal(String(questionOf(one)), String(questionOf(other)));
  assert.equal(onlyShowsOtherwise(one, other), true);
  assert.equal(onlyShowsOtherwise(one, one), false);
  assert.equal(onlyShowsOtherwise(one, readAddress('?platform=Y&who=7')), false);
});

test('a column is moved by one place, and the others keep their order', () => {
  assert.deepEqual(moved(['a', 'b', 'c', 'd'], 2, 1), ['a', 'c', 'b', 'd']);
  assert.deepEqual(moved(['a', 'b', 'c', 'd'], 1, 2), ['a', 'c', 'b', 'd']);
});

test('a profile is asked for under the whole selection, its rows under the filters of the sales and its own id', () => {
  const state = readAddress('?brand=B&platform=X&q=an&from=2026-01-01&method=literal&who=7&sort=name');
  const question = profileQuestion(state, 'd1');
  assert.equal(String(question), 'brand=B&platform=X&q=an&from=2026-01-01&method=literal&dataset=d1');
  assert.equal(String(rowsQuestion(question, '7', 'spend')), 'brand=B&from=2026-01-01&method=literal&dataset=d1&influencer=7&of=spend');
});
