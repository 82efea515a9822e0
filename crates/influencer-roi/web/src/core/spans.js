// Stretches of days of one kind, as places in the row of days, counted from 0. Pure: nothing is drawn here.

/** @typedef {{ first: number, last: number }} Span */

/**
 * @template T
 * @param {T[]} days
 * @param {(day: T) => boolean} isOne
 */
export function spansOf(days, isOne) {
  /** @type {Span[]} */
  const spans = [];
  days.forEach((day, at) => {
    if (!isOne(day)) return;
    const open = spans.at(-1);
    if (open?.last === at - 1) open.last = at;
    else spans.push({ first: at, last: at });
  });
  return spans;
}
