import assert from 'node:assert/strict';
import { test } from 'node:test';
import { answerTo, goesStraightThrough, needsAnswer, pathOf, questionsToShow, withAnswer, withColumn, withRole } from './import-answers.js';
import { issue, report, reportFile } from './reports.fixture.js';

/** @import { Question, Role } from '../core/api.d.ts' */

/** One for which the server proposes nothing. @type {Question} */
const question = { id: 'dates.tracking', file: 't.csv', column: 'date', question: '?', options: [], proposed: /** @type {any} */ (null) };

test('answers take the shape of the mapping', () => {
  let answers = withAnswer({}, ['dates', 'tracking'], 'day_month');
  answers = withAnswer(answers, ['source', 'influencer'], 'other');
  answers = withAnswer(answers, ['brand'], 'campaign');
  answers = withAnswer(answers, ['spelling', 'platform', 'X'], 'X');
  assert.deepEqual(answers, {
    dates: { tracking: 'day_month' },
    source: { influencer: 'other' },
    brand: 'campaign',
    spelling: { platform: { X: 'X' } },
  });
});

test('a source may be called anything', () => {
  const answers = withAnswer(withAnswer({}, ['source', 'www.shop.example'], 'organic'), ['source', '__proto__'], 'other');
  assert.equal(answerTo(answers, ['source', 'www.shop.example']), 'organic');
  assert.equal(answerTo(answers, ['source', '__proto__']), 'other');
  assert.equal(JSON.stringify(answers), '{"source":{"www.shop.example":"organic","__proto__":"other"}}');
});

test('a file may be called anything', () => {
  const answers = withColumn({}, '__proto__', 'revenue', 'constructor');
  assert.equal(JSON.stringify(answers), '{"columns":{"__proto__":{"revenue":"constructor"}}}');
  assert.equal(answerTo(answers, ['columns', '__proto__', 'revenue']), 'constructor');
  assert.equal(answerTo({}, ['columns', 'toString', 'name']), undefined);
});

test('a question waits until it is answered', () => {
  assert.equal(needsAnswer(question, {}), true);
  assert.equal(needsAnswer(question, withAnswer({}, pathOf('dates.tracking'), 'day_month')), false);
});

test('the name of a question is its table after the first dot', () => {
  assert.deepEqual(pathOf('files.may.v2.csv'), ['files', 'may.v2.csv']);
  assert.deepEqual(pathOf('brand'), ['brand']);
});

test('a blank source can be given a class', () => {
  const answers = withAnswer({}, ['source', ''], 'other');
  assert.deepEqual(answers, { source: { '': 'other' } });
  assert.equal(answerTo(answers, ['source', '']), 'other');
});

test('a column holds one field: choosing it for another takes it from the first', () => {
  let answers = withColumn({}, 't.csv', 'revenue', 'net');
  answers = withColumn(answers, 't.csv', 'orders', 'net');
  assert.deepEqual(answers, { columns: { 't.csv': { orders: 'net' } } });
  answers = withColumn(withColumn(answers, 't.csv', 'brand', ''), 't.csv', 'campaign', '');
  assert.deepEqual(answers, { columns: { 't.csv': { orders: 'net', brand: '', campaign: '' } } });
});

test('another column of sources has other values: their classes go, all else stays', () => {
  const before = { source: { ad: /** @type {const} */ ('other') }, brand: /** @type {const} */ ('product') };
  assert.deepEqual(withColumn(before, 't.csv', 'revenue', 'net'), { ...before, columns: { 't.csv': { revenue: 'net' } } });
  assert.deepEqual(withColumn(before, 't.csv', 'source', 'via'), { brand: 'product', columns: { 't.csv': { source: 'via' } } });
});

test('a file of another table forgets its columns, and only its own', () => {
  const answers = withColumn(withColumn({}, 'a.csv', 'id', 'ID'), 'b.csv', 'id', 'No');
  assert.deepEqual(withRole(answers, 'a.csv', 'posts'), { roles: { 'a.csv': 'posts' }, columns: { 'b.csv': { id: 'No' } } });
});

test('an answered question stays to be answered otherwise, as long as its table is there', () => {
  const file = reportFile('tracking', { name: 't.csv' });
  const answers = withAnswer({}, ['dates', 'tracking'], 'day_month');
  assert.deepEqual(questionsToShow([question], report({ files: [file] }), answers), [question]);
  assert.deepEqual(questionsToShow([question], report({ files: [{ ...file, role: 'ignore' }] }), answers), []);
  assert.deepEqual(questionsToShow([question], report({ files: [file] }), {}), []);
});

test('rows that are added twice stop on the report, repeated rows of one upload do not', () => {
  const amount = { value: 0 };
  const repeated = { rows: 1, revenue: amount, spend: amount, looked_at: 9, limit: 99, choice: /** @type {const} */ ('keep') };
  assert.equal(goesStraightThrough(report({ mode: 'replace', repeated_rows: repeated })), true);
  assert.equal(goesStraightThrough(report({ mode: 'append', repeated_rows: repeated })), false);
  assert.equal(goesStraightThrough(report({ mode: 'append', repeated_rows: { ...repeated, rows: 0 } })), true);
});

test('a needed table without a row stops on the report, posts without a row do not', () => {
  /** @param {Role} role */
  const empty = (role) =>
    report({
      files: [reportFile(role, { rows: 0 })],
      issues: [issue('no_rows', 'warning', 'a.csv')],
    });
  assert.equal(goesStraightThrough(report({})), true);
  assert.equal(goesStraightThrough(empty('posts')), true);
  for (const role of /** @type {const} */ (['influencers', 'tracking', 'payouts'])) assert.equal(goesStraightThrough(empty(role)), false);
});
