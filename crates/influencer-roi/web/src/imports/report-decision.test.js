import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numberStyle } from '../core/numbers.js';
import { decisionOn } from './report-decision.js';
import { issue, oneLeftOut, question, report, reportFile } from './reports.fixture.js';

/** @import { Issue, Mapping, Report } from '../core/api.d.ts' */

const look = /** @type {any} */ ({ style: numberStyle('INR') });
/** @param {Partial<Report>} changes @param {Mapping} [answers] */
const decide = (changes, answers = {}) => decisionOn(report(changes), answers, look);
/** @param {Issue['code']} code @param {string} [file] */
const error = (code, file) => issue(code, 'error', file);
const STAYS = 'The dashboard keeps showing this.';

test('a file that cannot be used is left out by name', () => {
  for (const code of /** @type {const} */ (['unknown_table', 'unreadable_file', 'empty_file', 'repeated_file'])) {
    const { label, file, policy, blocked } = decide({ errors: 1, issues: [error(code, 'notes.csv')] });
    assert.deepEqual([label, file, policy, blocked], ['Continue without', 'notes.csv', 'accept_valid', false]);
  }
  const issues = [error('unknown_table', 'a.csv'), error('empty_file', 'b.csv')];
  assert.equal(decide({ errors: 2, issues }).label, 'Continue without 2 files');
});

test('a file whose form is of no use is left out by name, one with rows that count is not', () => {
  const wrong = { errors: 1, issues: [error(/** @type {any} */ ('unusable_file'), 'notes.csv')] };
  const [left, kept] = [reportFile('ignore', { name: 'notes.csv' }), reportFile('tracking', { name: 'notes.csv' })];
  assert.equal(decide({ ...wrong, files: [left] }).label, 'Continue without');
  assert.equal(decide({ ...wrong, files: [kept] }).label, 'Use the valid rows');
});

test('a file that cannot be used is left out while a question is still open', () => {
  const questions = [question('files.tracking', ['all', 'june.csv'])];
  const { label, file, blocked } = decide(
    { can_commit: false, errors: 1, issues: [error('unknown_table', 'notes.csv')], questions },
    { files: { tracking: 'all' } },
  );
  assert.deepEqual([label, file, blocked], ['Continue without', 'notes.csv', false]);
});

test('a question with an answer lets the import finish, and the page says what it goes by', () => {
  const questions = [question('status.orders.csv.on hold', ['leave_out', 'count'])];
  const open = decide({ can_commit: false, questions });
  assert.deepEqual([open.label, open.blocked], ['Analyze', true]);
  const { label, blocked, notes } = decide({ can_commit: false, questions }, { answers: { 'status.orders.csv.on hold': 'count' } });
  assert.deepEqual([label, blocked, notes], ['Analyze', false, ['The answers shown above are used.']]);
});

test('one unusable row among them, and the valid rows are used', () => {
  const issues = [error('unknown_table', 'notes.csv'), error('bad_number', 't.csv')];
  assert.equal(decide({ errors: 2, issues }).label, 'Use the valid rows');
});

test('nothing can be done while a table is missing', () => {
  const issues = [error('empty_file', 'p.csv'), error('missing_table')];
  const { label, blocked, notes } = decide({ can_commit: false, errors: 2, issues });
  assert.deepEqual([label, blocked], ['Use the valid rows', true]);
  assert.match(notes.join(), /missing/);
});

test('what is left out is said, and that it stays visible', () => {
  const wrong = { errors: 1, issues: [error('bad_date', 't.csv')] };
  const reconciliation = [oneLeftOut({ role: 'tracking', revenue: 1200 })];
  const { notes } = decide({ ...wrong, reconciliation });
  assert.deepEqual(notes, ['Leaves out 1 row of tracking (₹1,200 revenue).', STAYS]);
});

test('amounts that could not be read are not said to be 0', () => {
  const wrong = { errors: 1, issues: [error('bad_number', 't.csv')] };
  const { notes } = decide({ ...wrong, reconciliation: [oneLeftOut({ role: 'tracking', revenue: 0 })] });
  assert.deepEqual(notes, ['Leaves out 1 row of tracking (amounts not readable).', STAYS]);
  const people = oneLeftOut({ role: 'influencers' });
  assert.deepEqual(decide({ ...wrong, reconciliation: [people] }).notes, ['Leaves out 1 row of influencers.', STAYS]);
});
