import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ALL_TIME, PERIODS, namedPeriod, plainPeriod } from './periods.js';

/** @param {string} id @param {string} firstDay @param {string} lastDay */
const days = (id, firstDay, lastDay) => {
  const { from, to } = /** @type {typeof PERIODS[number]} */ (PERIODS.find((period) => period.id === id)).range(firstDay, lastDay);
  return `${from}..${to}`;
};

test("periods end with the data's own last day", () => {
  const data = /** @type {const} */ (['2025-01-10', '2026-05-18']);
  assert.equal(days('last-day', ...data), '2026-05-18..2026-05-18');
  assert.equal(days('last-7', ...data), '2026-05-12..2026-05-18');
  assert.equal(days('last-28', ...data), '2026-04-21..2026-05-18');
  assert.equal(days('last-90', ...data), '2026-02-18..2026-05-18');
  assert.equal(days('this-month', ...data), '2026-05-01..2026-05-18');
  assert.equal(days('last-month', ...data), '2026-04-01..2026-04-30');
  assert.equal(days('this-quarter', ...data), '2026-04-01..2026-05-18');
  assert.equal(days('this-year', ...data), '2026-01-01..2026-05-18');
  assert.equal(days('all', ...data), '..');
});

test('months and quarters are those of the calendar, over a year end and in a leap year', () => {
  assert.equal(days('last-month', '2020-01-01', '2026-01-31'), '2025-12-01..2025-12-31');
  assert.equal(days('last-month', '2020-01-01', '2028-03-31'), '2028-02-01..2028-02-29');
  assert.equal(days('this-quarter', '2020-01-01', '2026-12-31'), '2026-10-01..2026-12-31');
  assert.equal(days('this-quarter', '2020-01-01', '2026-01-01'), '2026-01-01..2026-01-01');
});

test('a period that holds every day is no filter', () => {
  assert.equal(days('last-90', '2026-03-01', '2026-05-18'), '..');
  assert.equal(days('this-year', '2026-01-01', '2026-05-18'), '..');
  assert.deepEqual(plainPeriod({ from: '2025-01-01', to: '2027-01-01' }, '2026-01-01', '2026-05-18'), ALL_TIME);
  assert.deepEqual(plainPeriod({ from: '2025-01-01', to: '' }, '2026-01-01', '2026-05-18'), ALL_TIME);
  const shorter = { from: '2026-01-02', to: '2026-05-18' };
  assert.deepEqual(plainPeriod(shorter, '2026-01-01', '2026-05-18'), shorter);
});

test('chosen days are known by their name, and all of them as all', () => {
  const data = /** @type {const} */ (['2025-01-10', '2026-05-18']);
  assert.equal(namedPeriod({ from: '2026-05-12', to: '2026-05-18' }, ...data)?.id, 'last-7');
  assert.equal(namedPeriod(ALL_TIME, '2026-05-01', '2026-05-18')?.id, 'all');
  assert.equal(namedPeriod({ from: '2026-05-11', to: '2026-05-18' }, ...data), undefined);
});

test('the keys are D, W, M and Y, each once', () => {
  assert.deepEqual(
    PERIODS.flatMap(({ key }) => key ?? []),
    ['D', 'W', 'M', 'Y'],
  );
});
