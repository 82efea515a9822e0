import assert from 'node:assert/strict';
import { test } from 'node:test';
import { between, edgesOf, periodOf, placeAfterKey, shifted, windowOf, withEdge } from './brush-window.js';
import { dayPlus, monthLater, weekdayText } from '../core/dates.js';

const days = Array.from({ length: 100 }, (_, at) => dayPlus('2026-01-01', at));
/** @param {string} key @param {boolean} [shiftKey] */
const press = (key, shiftKey = false) => ({ key, shiftKey });

test('a period is a window of days and back again; every day is no period', () => {
  assert.deepEqual(windowOf(days, '2026-01-11', '2026-01-20'), { first: 10, last: 19 });
  assert.deepEqual(periodOf(days, { first: 10, last: 19 }), { from: '2026-01-11', to: '2026-01-20' });
  assert.deepEqual(windowOf(days, '', ''), { first: 0, last: 99 });
  assert.deepEqual(periodOf(days, { first: 0, last: 99 }), { from: '', to: '' });
});

test('days outside the data leave nothing inside the window, and it is drawn at that end', () => {
  const later = windowOf(days, '2027-01-01', '2027-02-01');
  assert.deepEqual(edgesOf(days.length, later), { start: 1, end: 1 });
  const earlier = windowOf(days, '2020-01-01', '2020-02-01');
  assert.deepEqual(edgesOf(days.length, earlier), { start: 0, end: 0 });
});

test('a single day has a width that can be seen', () => {
  const { start, end } = edgesOf(101, { first: 50, last: 50 });
  assert.equal(start, 0.495);
  assert.equal(end, 0.505);
});

test('a drag takes the days between where it began and where it is, in both directions', () => {
  assert.deepEqual(between(8, 3), { first: 3, last: 8 });
  assert.deepEqual(between(3, 8), { first: 3, last: 8 });
});

test('a window that is moved keeps its length and stops at the ends', () => {
  assert.deepEqual(shifted({ first: 10, last: 19 }, 5, 100), { first: 15, last: 24 });
  assert.deepEqual(shifted({ first: 10, last: 19 }, -50, 100), { first: 0, last: 9 });
  assert.deepEqual(shifted({ first: 10, last: 19 }, 500, 100), { first: 90, last: 99 });
});

test('an edge stops at the other edge', () => {
  assert.deepEqual(withEdge({ first: 10, last: 19 }, 'first', 30, 100), { first: 19, last: 19 });
  assert.deepEqual(withEdge({ first: 10, last: 19 }, 'last', 3, 100), { first: 10, last: 10 });
  assert.deepEqual(withEdge({ first: 10, last: 19 }, 'last', 300, 100), { first: 10, last: 99 });
});

test('arrows move an edge by a day, with Shift by a week, Page Up and Down by a month', () => {
  assert.equal(placeAfterKey(press('ArrowRight'), 40, days), 41);
  assert.equal(placeAfterKey(press('ArrowLeft', true), 40, days), 33);
  assert.equal(days[placeAfterKey(press('PageUp'), 30, days) ?? 0], '2026-02-28');
  assert.equal(days[placeAfterKey(press('PageDown'), 45, days) ?? 0], '2026-01-15');
  assert.equal(placeAfterKey(press('Home'), 40, days), 0);
  assert.equal(placeAfterKey(press('End'), 40, days), 99);
  assert.equal(placeAfterKey(press('a'), 40, days), null);
});

test('a month later is the same day, or the last one of a shorter month', () => {
  assert.equal(monthLater('2026-01-31', 1), '2026-02-28');
  assert.equal(monthLater('2024-01-31', 1), '2024-02-29');
  assert.equal(monthLater('2026-12-15', 1), '2027-01-15');
  assert.equal(monthLater('2026-01-15', -1), '2025-12-15');
  assert.equal(weekdayText('2026-11-24'), 'Tue 24 Nov 2026');
});
