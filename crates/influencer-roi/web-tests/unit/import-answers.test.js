import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerTo, needsAnswer, withAnswer } from '../../web/src/import-answers.js';

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
