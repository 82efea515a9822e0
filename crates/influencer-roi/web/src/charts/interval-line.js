// An interval as a line with its mean as a dot, on a scale that several may share; nothing is marked by a thin upright line. A picture
// only: the numbers stand beside it.

import { el, svg } from '../ui/dom.js';

/** @import { Interval } from '../core/api.d.ts' */

/** So much of the width stays free at each end. */
const EDGE = 2;

/** @param {number[]} values all that are to be on the scale; nothing, 0, always is @returns {(value: number) => string} where a value stands */
export function sharedScale(values) {
  const least = Math.min(0, ...values);
  const most = Math.max(0, ...values);
  return (value) => `${(EDGE + ((value - least) / (most - least || 1)) * (100 - 2 * EDGE)).toFixed(2)}%`;
}

/**
 * @param {Interval} interval
 * @param {(value: number) => string} scale
 * @param {number[]} [others] numbers to compare with, as hollow marks
 * @param {number | null} [even] where break-even is, as a line of its own
 */
export function intervalLine({ mean, lower, upper }, scale, others = [], even = null) {
  const drawing = svg('svg', { class: 'interval-line', 'aria-hidden': 'true' });
  const line = (
    /** @type {string} */ name,
    /** @type {string} */ from,
    /** @type {string} */ to,
    /** @type {string} */ top,
    /** @type {string} */ bottom,
  ) => svg('line', { class: name, x1: from, x2: to, y1: top, y2: bottom });
  drawing.append(
    line('interval-nothing', scale(0), scale(0), '0', '100%'),
    ...(even === null ? [] : [line('interval-even', scale(even), scale(even), '0', '100%')]),
    line('interval-range', scale(lower), scale(upper), '50%', '50%'),
    ...[lower, upper].map((end) => line('interval-range', scale(end), scale(end), '30%', '70%')),
    svg('circle', { class: 'interval-mean', cx: scale(mean), cy: '50%', r: '4.5' }),
  );
  for (const other of others) drawing.append(svg('circle', { class: 'interval-other', cx: scale(other), cy: '50%', r: '4' }));
  return el('div', { class: 'interval-place' }, drawing);
}

/** Under several lines: where nothing is. @param {(value: number) => string} scale @param {string} words */
export function nothingMark(scale, words) {
  const drawing = svg('svg', { class: 'interval-line' });
  const text = svg('text', { class: 'interval-word', x: scale(0), y: '14', 'text-anchor': 'middle' });
  text.append(words);
  drawing.append(text);
  return el('div', { class: 'interval-place' }, drawing);
}
