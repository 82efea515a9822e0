// The periods with a name and a key, as data. All of them end with the dataset's own last day, not with today: data of last year has a
// last month, too.

import { dayPlus } from './dates.js';

/** @typedef {{ from: string, to: string }} Period first and last day; '' for both is every day there is */

/**
 * @typedef {object} NamedPeriod
 * @property {string} id
 * @property {string} label
 * @property {string} [key] the single key that chooses it
 * @property {(firstDay: string, lastDay: string) => Period} range its days in data from firstDay to lastDay
 */

/** @type {Period} */
export const ALL_TIME = { from: '', to: '' };

/** @type {NamedPeriod[]} */
export const PERIODS = [
  lastDays('last-day', 'Last day', 1, 'D'),
  lastDays('last-7', 'Last 7 days', 7, 'W'),
  lastDays('last-28', 'Last 28 days', 28),
  lastDays('last-90', 'Last 90 days', 90),
  { id: 'this-month', label: 'This month', key: 'M', range: since((last) => `${last.slice(0, 7)}-01`) },
  { id: 'last-month', label: 'Last month', range: (first, last) => plainPeriod(monthBefore(last), first, last) },
  { id: 'this-quarter', label: 'This quarter', range: since(quarterStart) },
  { id: 'this-year', label: 'Year to date', key: 'Y', range: since((last) => `${last.slice(0, 4)}-01-01`) },
  { id: 'all', label: 'All time', range: () => ALL_TIME },
];

/** A period that covers every day of the data is no filter and is not sent as one. @param {Period} period @param {string} firstDay @param {string} lastDay */
export function plainPeriod(period, firstDay, lastDay) {
  return period.from <= firstDay && (period.to === '' || period.to >= lastDay) ? ALL_TIME : period;
}

/** The name of the days that are chosen, if they have one. @param {Period} period @param {string} firstDay @param {string} lastDay */
export function namedPeriod(period, firstDay, lastDay) {
  const isSame = (/** @type {Period} */ one) => one.from === period.from && one.to === period.to;
  return PERIODS.toReversed().find(({ range }) => isSame(range(firstDay, lastDay)));
}

/** @param {string} id @param {string} label @param {number} days @param {string} [key] @returns {NamedPeriod} */
function lastDays(id, label, days, key) {
  return { id, label, key, range: since((last) => dayPlus(last, 1 - days)) };
}

/** From a day that follows from the last one, to the last one. @param {(lastDay: string) => string} start @returns {NamedPeriod['range']} */
function since(start) {
  return (first, last) => plainPeriod({ from: start(last), to: last }, first, last);
}

/** @param {string} day @returns {Period} the whole month before the month of the day */
function monthBefore(day) {
  const to = dayPlus(`${day.slice(0, 7)}-01`, -1);
  return { from: `${to.slice(0, 7)}-01`, to };
}

/** @param {string} day */
function quarterStart(day) {
  const month = Number(day.slice(5, 7));
  return `${day.slice(0, 5)}${String(month - ((month - 1) % 3)).padStart(2, '0')}-01`;
}
