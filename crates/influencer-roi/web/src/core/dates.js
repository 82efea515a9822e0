// Calendar days as people write them. A day is text (2026-03-28) in the dataset's own calendar: no time zone ever moves it.

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const DAY_MS = 86_400_000;

/** @param {string} day */
export function isDay(day) {
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && toDay(Date.parse(`${day}T00:00:00Z`)) === day;
}

/** 28 Mar 2026 @param {string} day */
export function dayText(day) {
  const [year, month, date] = day.split('-');
  return `${Number(date)} ${MONTHS[Number(month) - 1]} ${year}`;
}

/** Sat 28 Mar 2026 @param {string} day */
export function weekdayText(day) {
  return `${WEEKDAYS[new Date(`${day}T00:00:00Z`).getUTCDay()]} ${dayText(day)}`;
}

/** 28 Mar @param {string} day */
export function shortDayText(day) {
  return dayText(day).slice(0, -5);
}

/** Mar, or Mar 2026 where the year is new. @param {string} day @param {boolean} withYear */
export function monthText(day, withYear) {
  const month = MONTHS[Number(day.slice(5, 7)) - 1];
  return withYear ? `${month} ${day.slice(0, 4)}` : month;
}

/** 28 Mar – 22 Nov 2026; the first year only where it differs. @param {string} from @param {string} to */
export function periodText(from, to) {
  if (from === to) return dayText(from);
  const first = from.slice(0, 4) === to.slice(0, 4) ? shortDayText(from) : dayText(from);
  return `${first} – ${dayText(to)}`;
}

/** The two days of a text such as 2026-01-23..2026-01-27; null where it is none. @param {string} text */
export function readPeriod(text) {
  const [from, to, more] = text.split('..');
  return more === undefined && isDay(from) && isDay(to ?? '') && from <= to ? { from, to } : null;
}

/** How many days a stretch has, both ends among them. @param {{ from: string, to: string }} days */
export function daysIn({ from, to }) {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
}

/** The day `count` days before or after another. @param {string} day @param {number} count */
export function dayPlus(day, count) {
  return toDay(Date.parse(`${day}T00:00:00Z`) + count * DAY_MS);
}

/** The same day some months on; the last day of that month where it has no such day. @param {string} day @param {number} count */
export function monthLater(day, count) {
  const [year, month, date] = day.split('-').map(Number);
  const length = new Date(Date.UTC(year, month + count, 0)).getUTCDate();
  return toDay(Date.UTC(year, month - 1 + count, Math.min(date, length)));
}

/** A moment on the reader's own clock: 23 Nov 2026, 15:30. @param {string} moment ISO 8601 */
export function momentText(moment) {
  const date = new Date(moment);
  if (Number.isNaN(date.getTime())) return moment;
  const clock = `${String(date.getHours()).padStart(2, '0')}:${String(date.getMinutes()).padStart(2, '0')}`;
  return `${date.getDate()} ${MONTHS[date.getMonth()]} ${date.getFullYear()}, ${clock}`;
}

/** @param {number} milliseconds */
function toDay(milliseconds) {
  return Number.isNaN(milliseconds) ? '' : new Date(milliseconds).toISOString().slice(0, 10);
}
