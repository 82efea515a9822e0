// The time that a part of all times does not exceed.

/** @param {number[]} times @param {number} part */
export function partOf(times, part) {
  if (times.length === 0) throw new Error('nothing was measured');
  return times.toSorted((one, other) => one - other)[Math.round((times.length - 1) * part)];
}

/** @param {number[]} times */
export function spread(times) {
  const at = (/** @type {number} */ part) => partOf(times, part).toFixed(1);
  return `p50 ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)}, of ${times.length}`;
}
