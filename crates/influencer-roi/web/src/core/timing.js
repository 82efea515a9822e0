// How long an answer took, as the server says it and as people read it.

/** The time in the header Server-Timing ("app;dur=3.21"); null when it names none. @param {string} header */
export function serverMilliseconds(header) {
  const found = /(?:^|,)\s*app\s*;\s*dur=(\d+(?:\.\d+)?)/.exec(header);
  return found ? Number(found[1]) : null;
}

/** 0.4 ms, 3.2 ms, 82 ms, 1.2 s @param {number} milliseconds */
export function durationText(milliseconds) {
  if (milliseconds >= 999.5) return `${(milliseconds / 1000).toFixed(1)}\u00a0s`;
  return `${milliseconds.toFixed(milliseconds < 9.95 ? 1 : 0)}\u00a0ms`;
}
