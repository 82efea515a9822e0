// The one axis that the ROAS of every row stands on: logarithmic, break-even in its middle, ten times as much at its right end and a tenth
// at its left. A picture only: the numbers stand beside it.

import { el, fill, put } from '../ui/dom.js';
import { numberStyle } from '../core/numbers.js';

/** How many times break-even the right end is. */
const SPAN = 10;
const TICKS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100];
/** Words nearer to one another than this part of the axis would overlap. */
const APART = 0.17;

/** Where a ROAS stands, as a part of the axis: break-even at a half; what lies beyond an end stands there. @param {number} roas @param {number} breakEven */
export function axisPlace(roas, breakEven) {
  if (!(roas > 0)) return 0;
  return Math.min(1, Math.max(0, 0.5 + Math.log(roas / breakEven) / (2 * Math.log(SPAN))));
}

/** Which round numbers are named beside break-even: only where they do not overlap. @param {number} breakEven */
export function axisTicks(breakEven) {
  /** @type {number[]} */
  const shown = [];
  for (const tick of TICKS) {
    const place = axisPlace(tick, breakEven);
    const others = [0.5, ...shown.map((other) => axisPlace(other, breakEven))];
    if (place > 0.04 && place < 0.96 && others.every((other) => Math.abs(other - place) >= APART)) shown.push(tick);
  }
  return shown;
}

/** The part of the axis that an interval takes, with its estimate as an upright mark; hollow where it is mostly the group's. */
export function axisMark() {
  const bar = el('span', { class: 'axis-bar' });
  const dot = el('span', { class: 'axis-dot' });
  const element = el('span', { class: 'axis', 'aria-hidden': 'true' }, bar, dot);
  return {
    element,
    /** @param {{ mean: number, lower: number, upper: number }} interval @param {number} breakEven @param {string} verdict @param {boolean} isHollow */
    show({ mean, lower, upper }, breakEven, verdict, isHollow) {
      put(element, 'class', `axis is-${verdict}${isHollow ? ' is-hollow' : ''}`);
      bar.style.left = percent(axisPlace(lower, breakEven));
      bar.style.right = percent(1 - axisPlace(upper, breakEven));
      dot.style.left = percent(axisPlace(mean, breakEven));
    },
  };
}

/** The heading of the axis: break-even named, and round numbers where one break-even holds for all. */
export function axisHead() {
  const element = el('span', { class: 'axis axis-head', 'aria-hidden': 'true' });
  let drawn = NaN;
  return {
    element,
    /** @param {number | null} breakEven none where brands have margins of their own */
    show(breakEven) {
      if (Object.is(drawn, breakEven ?? 0)) return;
      drawn = breakEven ?? 0;
      const { full } = numberStyle('INR');
      const tick = (/** @type {number} */ value) => {
        const word = el('span', { class: 'axis-tick' }, `${value}×`);
        word.style.left = percent(axisPlace(value, breakEven ?? 1));
        return word;
      };
      const name = `break-even${breakEven === null ? '' : ` ${full('times', breakEven)}`}`;
      fill(element, el('span', { class: 'axis-even' }, name), ...(breakEven === null ? [] : axisTicks(breakEven).map(tick)));
    },
  };
}

/** @param {number} part */
const percent = (part) => `${(100 * part).toFixed(1)}%`;
