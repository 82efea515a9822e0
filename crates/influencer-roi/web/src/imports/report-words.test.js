import assert from 'node:assert/strict';
import { test } from 'node:test';
import { issue } from './reports.fixture.js';
import { moneyWords } from '../core/money-words.js';
import { numberStyle } from '../core/numbers.js';
import { groupsOf } from './report-issues.js';
import { repeatedText } from './report-repeated.js';
import { progressText } from './upload-progress.js';

const style = numberStyle('INR');

test('money is said where there is some', () => {
  assert.equal(moneyWords({ revenue: { value: 1200 }, spend: { value: 400 } }, style), '₹1,200 revenue, ₹400 spend');
  assert.equal(moneyWords({ revenue: { value: 0 }, spend: { value: 400 } }, style), '₹400 spend');
  assert.equal(moneyWords({}, style), '');
});

test('issues of one kind stand together, causes first and warnings last', () => {
  const groups = groupsOf([
    issue('outlier', 'warning', 'may.csv'),
    issue('bad_date', 'error', 'may.csv'),
    issue('missing_table', 'error', ''),
    issue('bad_date', 'error', 'june.csv'),
    issue('empty_file', 'error', 'p.csv'),
  ]);
  assert.deepEqual(
    groups.map((group) => group.map(({ code, file }) => `${code} ${file}`.trim())),
    [['empty_file p.csv'], ['missing_table'], ['bad_date may.csv', 'bad_date june.csv'], ['outlier may.csv']],
  );
});

test('repeated rows say what they amount to, and how far was looked', () => {
  const repeated = /** @type {const} */ ({ rows: 2, revenue: { value: 50 }, spend: { value: 0 }, choice: 'keep' });
  assert.equal(repeatedText({ ...repeated, looked_at: 10, limit: 100 }, style), '2 rows repeat another row in every column (₹50 revenue).');
  assert.match(repeatedText({ ...repeated, looked_at: 100, limit: 100 }, style), /Only the first 100 rows were compared\.$/);
});

test('progress is said in bytes, rows and issues', () => {
  const part = { bytes: 1e6, bytesTotal: 4e6, rows: 100000, issues: 1 };
  assert.equal(progressText({ step: 'sending', ...part }), 'Sending: 1 MB of 4 MB');
  assert.equal(progressText({ step: 'reading', ...part }), 'Reading: 1 MB of 4 MB · 1,00,000 rows · 1 issue so far');
});
