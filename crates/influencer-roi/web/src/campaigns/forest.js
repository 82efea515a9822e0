// The forest plot: one line a campaign on one scale, its measured lift as a mark on its interval, the published formula as a ring; break-even
// and nothing run through all lines. A picture only: the numbers stand beside it.

import { el, svg } from '../ui/dom.js';
import { sharedScale } from '../charts/interval-line.js';

/** @import { Interval } from '../core/api.d.ts' */

/**
 * @typedef {object} ForestLine
 * @property {Interval | null} lift for each unit paid
 * @property {number | null} published
 * @property {boolean} [isTotal] drawn as a diamond
 */

/** The scale that all lines share. @param {ForestLine[]} lines @param {number} breakEven */
export function forestScale(lines, breakEven) {
  const values = lines.flatMap(({ lift, published }) => [lift?.lower, lift?.upper, published]);
  return sharedScale([breakEven, ...values.filter((value) => typeof value === 'number')]);
}

/** @param {ForestLine} line @param {(value: number) => string} scale @param {number} breakEven @param {string} tone */
export function forestLine({ lift, published, isTotal = false }, scale, breakEven, tone) {
  const drawing = svg('svg', { class: `forest-line is-${tone}`, 'aria-hidden': 'true' });
  const upright = (/** @type {string} */ name, /** @type {number} */ value) =>
    svg('line', { class: name, x1: scale(value), x2: scale(value), y1: '0', y2: '100%' });
  drawing.append(upright('forest-nothing', 0), upright('forest-even', breakEven));
  if (published !== null) drawing.append(svg('circle', { class: 'forest-published', cx: scale(published), cy: '50%', r: '4' }));
  if (lift) {
    const bar = (/** @type {number} */ from, /** @type {number} */ to, /** @type {string} */ top, /** @type {string} */ bottom) =>
      svg('line', { class: 'forest-range', x1: scale(from), x2: scale(to), y1: top, y2: bottom });
    drawing.append(
      bar(lift.lower, lift.upper, '50%', '50%'),
      bar(lift.lower, lift.lower, '34%', '66%'),
      bar(lift.upper, lift.upper, '34%', '66%'),
      mark(scale(lift.mean), isTotal),
    );
  }
  return el('div', { class: 'forest-place' }, drawing);
}

/** @param {string} x @param {boolean} isTotal */
function mark(x, isTotal) {
  // A drawing of its own, because the points of a shape cannot be given as a part of the width.
  const place = svg('svg', { x, y: '50%', overflow: 'visible' });
  place.append(svg('path', { class: 'forest-mark', d: isTotal ? 'M-6 0 0-8 6 0 0 8Z' : 'M-4-4H4V4H-4Z' }));
  return place;
}

/** Above the lines: the scale's marks. @param {(value: number) => string} scale @param {number} breakEven @param {string} words */
export function forestHead(scale, breakEven, words) {
  const drawing = svg('svg', { class: 'forest-head' });
  const at = parseFloat(scale(breakEven));
  // Beside the edge it would run into the next column.
  const anchor = at < 30 ? 'start' : at > 70 ? 'end' : 'middle';
  const text = svg('text', { x: scale(breakEven), y: '12', 'text-anchor': anchor });
  text.append(words);
  drawing.append(text);
  return el('div', { class: 'forest-place' }, drawing);
}
