import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerTo, changedAnswers, goesStraightThrough, needsAnswer, withAnswer } from '../../web/src/import-answers.js';
import { report } from './reports.js';

const question = { id: 'dates.tracking', file: 't.csv', column: 'date', question: '?', options: [], proposed: null };

test('answers take the shape of the mapping', () => {
  let answers = withAnswer({}, 'dates.tracking', 'day_month');
  answers = withAnswer(answers, 'source.influencer', 'other');
  answers = withAnswer(answers, 'brand', 'campaign');
  assert.deepEqual(answers, { dates: { tracking: 'day_month' }, source: { influencer: 'other' }, brand: 'campaign' });
});

test('a source may be called anything', () => {
  const answers = withAnswer(withAnswer({}, 'source.www.shop.example', 'organic'), 'source.__proto__', 'other');
  assert.equal(answerTo(answers, 'source.www.shop.example'), 'organic');
  assert.equal(answerTo(answers, 'source.__proto__'), 'other');
  assert.equal(JSON.stringify(answers), '{"source":{"www.shop.example":"organic","__proto__":"other"}}');
});

test('a question waits until it is answered', () => {
  assert.equal(needsAnswer(question, {}), true);
  assert.equal(needsAnswer(question, withAnswer({}, 'dates.tracking', 'day_month')), false);
});

test('the name of a file is an answer like any other', () => {
  assert.deepEqual(withAnswer({}, 'files.tracking', 'may.v2.csv'), { files: { tracking: 'may.v2.csv' } });
});

test('a blank source can be given a class', () => {
  const answers = withAnswer({}, 'source.', 'other');
  assert.deepEqual(answers, { source: { '': 'other' } });
  assert.equal(answerTo(answers, 'source.'), 'other');
});

test('answers that are the proposal change no figure', () => {
  const asked = report({ questions: [{ ...question, proposed: 'day_month' }] });
  assert.equal(changedAnswers(asked, withAnswer({}, 'dates.tracking', 'day_month')), false);
  assert.equal(changedAnswers(asked, withAnswer({}, 'dates.tracking', 'month_day')), true);
  const mapped = report({ mapping: { source: { ad: 'other' }, brand: 'column' } });
  assert.equal(changedAnswers(mapped, { source: { ad: 'other' }, brand: 'column' }), false);
  assert.equal(changedAnswers(mapped, { source: { ad: 'organic' } }), true);
  assert.equal(changedAnswers(mapped, { brand: 'product' }), true);
});

test('a needed table without a row stops on the report, posts without a row do not', () => {
  /** @param {string} role */
  const empty = (role) =>
    report({
      files: [{ name: 'a.csv', role, rows: 0, bytes: 9, encoding: 'UTF-8', delimiter: ',', columns: [] }],
      issues: [{ code: 'no_rows', severity: 'warning', title: '', file: 'a.csv', count: 1, first: [] }],
    });
  assert.equal(goesStraightThrough(report({})), true);
  assert.equal(goesStraightThrough(empty('posts')), true);
  for (const role of ['influencers', 'tracking', 'payouts']) assert.equal(goesStraightThrough(empty(role)), false);
});
