import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftOf, undone, withReport } from './import-draft.js';
import { question, report } from './reports.fixture.js';

/** @import { Spelling } from '../core/api.d.ts' */

/** @type {Spelling} */
const folded = { dimension: 'platform', written: 'X', known: 'Twitter', rows: 3, revenue: { value: 30 } };
const together = question('files.tracking', ['all', 'june.csv']);
/** @param {Parameters<typeof report>[0]} changes */
const draft = (changes) =>
  draftOf({
    id: '1',
    state: 'ready',
    mode: 'replace',
    progress: { bytes: 9, bytes_total: 9, rows: 1, issues: 0 },
    report: report(changes),
  });

test('what is proposed holds unless another answer is given', () => {
  assert.deepEqual(draft({ questions: [together] }).answers, { files: { tracking: 'all' } });
});

test('a change that was refused leaves the answers that the figures belong to', () => {
  const changed = { ...draft({ questions: [together] }), answers: { files: { tracking: 'june.csv' } } };
  assert.deepEqual(undone(changed).answers, { files: { tracking: 'all' } });
  const settled = withReport(changed, report({}), changed.answers);
  assert.deepEqual(undone({ ...settled, answers: {} }).answers, { files: { tracking: 'june.csv' } });
});

test('a question that an answer brings up is answered as proposed', () => {
  const currency = question('currency', ['USD', 'INR']);
  const rate = question('currency.payments.csv.usd', ['leave_out'], { free: 'rate' });
  const asked = { answers: { currency: 'INR' } };
  const next = withReport(draft({ questions: [currency] }), report({ questions: [currency, rate] }), asked);
  assert.deepEqual(next.answers, { answers: { currency: 'INR', 'currency.payments.csv.usd': 'leave_out' } });
  assert.equal(next.settled, next.answers);
});

test('a question that no longer arises is not shown', () => {
  const currency = question('currency', ['USD', 'INR']);
  const rate = question('currency.payments.csv.usd', ['leave_out']);
  const before = draft({ questions: [currency, rate] });
  assert.deepEqual(withReport(before, report({ questions: [currency] }), before.answers).questions, [currency]);
});

test('a spelling that is kept as written stays on the screen, with what it can be folded into', () => {
  const kept = withReport(draft({ spellings: [folded] }), report({ spellings: [] }), { spelling: { platform: { X: 'X' } } });
  assert.deepEqual(kept.spellings, [folded]);
  const asWritten = withReport(kept, report({ spellings: [{ ...folded, known: 'X', rows: 4 }] }), {});
  assert.deepEqual(asWritten.spellings, [{ ...folded, rows: 4 }]);
});
