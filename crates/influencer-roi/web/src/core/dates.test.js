import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayPlus, dayText, isDay, monthText, periodText } from './dates.js';

test('a day is read as it stands, in any time zone', () => assert.equal(dayText('2026-03-01'), '1 Mar 2026'));

test('a period names its year once', () => {
  assert.equal(periodText('2026-03-28', '2026-11-22'), '28 Mar – 22 Nov 2026');
  assert.equal(periodText('2025-12-28', '2026-01-02'), '28 Dec 2025 – 2 Jan 2026');
  assert.equal(periodText('2026-01-02', '2026-01-02'), '2 Jan 2026');
});

test('days that the calendar does not have are no days', () => {
  assert.equal(isDay('2026-02-29'), false);
  assert.equal(isDay('2028-02-29'), true);
  assert.equal(isDay('2026-2-9'), false);
});

test('days are counted across months and leap years', () => {
  assert.equal(dayPlus('2026-11-22', -29), '2026-10-24');
  assert.equal(dayPlus('2028-02-28', 1), '2028-02-29');
});

test('January names its year', () => {
  assert.equal(monthText('2026-01-01', true), 'Jan 2026');
  assert.equal(monthText('2026-02-01', false), 'Feb');
});
