import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  answerTo,
  goesStraightThrough,
  isFreeAnswer,
  needsAnswer,
  pathOf,
  questionsToShow,
  withAnswer,
  withColumn,
  withProposals,
  withRole,
} from './import-answers.js';
import { issue, question, report, reportFile } from './reports.fixture.js';

/** @import { Role } from '../core/api.d.ts' */

const dayOrder = question('dates.tracking', ['day_month', 'month_day']);

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
  assert.equal(needsAnswer(dayOrder, {}), true);
  assert.equal(needsAnswer(dayOrder, withAnswer({}, pathOf('dates.tracking'), 'day_month')), false);
});

test('an answer stands in the mapping where that has a place for it, else under the whole id of its question', () => {
  assert.deepEqual(pathOf('files.payouts'), ['files', 'payouts']);
  assert.deepEqual(pathOf('source.instagram_organic'), ['source', 'instagram_organic']);
  for (const id of ['currency', 'money.may.v2.csv.tracking', 'files.csv', 'dates.may.csv']) assert.deepEqual(pathOf(id), ['answers', id]);
});

test('a question is answered as proposed until another answer is chosen', () => {
  const status = question('status.orders.csv.on hold', ['leave_out', 'count']);
  const proposed = withProposals([dayOrder, status], {});
  assert.deepEqual(proposed, { dates: { tracking: 'day_month' }, answers: { 'status.orders.csv.on hold': 'leave_out' } });
  const chosen = withAnswer(proposed, pathOf(status.id), 'count');
  assert.equal(withProposals([dayOrder, status], chosen), chosen);
});

test('an answer that its question no longer takes gives way to the proposal', () => {
  const answers = { answers: { currency: 'USD' } };
  const euros = question('currency', ['EUR', 'INR']);
  assert.equal(needsAnswer(euros, answers), true);
  assert.deepEqual(withProposals([euros], answers), { answers: { currency: 'EUR' } });
});

test('a question without a proposal waits for the reader', () => {
  const open = question('period.sales.csv', [], { free: 'period', proposed: '' });
  assert.deepEqual(withProposals([open], {}), {});
});

test('what is written into a field is an answer only where it has the right form', () => {
  for (const [free, good, bad] of /** @type {const} */ ([
    ['rate', ['83.5', '1', '0.012'], ['', '0', '-3', '83,5', 'about 83', '8e1']],
    [
      'period',
      ['2026-03-01..2026-03-31', '2026-03-01..2026-03-01'],
      ['2026-03-01', '2026-03-31..2026-03-01', '0002-03-01..2026-03-31', '..'],
    ],
    ['influencer', ['101'], ['', ' ']],
  ])) {
    for (const value of good) assert.equal(isFreeAnswer({ free }, value), true, value);
    for (const value of bad) assert.equal(isFreeAnswer({ free }, value), false, value);
  }
  assert.equal(isFreeAnswer({ free: null }, '83.5'), false);
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
  assert.deepEqual(questionsToShow([dayOrder], report({ files: [file] }), answers), [dayOrder]);
  assert.deepEqual(questionsToShow([dayOrder], report({ files: [{ ...file, role: 'ignore' }] }), answers), []);
  assert.deepEqual(questionsToShow([dayOrder], report({ files: [file] }), {}), []);
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
