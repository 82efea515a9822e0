// How a number differs from that of the compared days: a ratio by a difference, a share in points, everything else in percent of what it was. A
// percentage of a ratio, or of a percentage, is read as the wrong thing.

import { figureOf } from './numbers.js';

/** @import { Comparison, Dashboard, Unit } from './api.d.ts' */
/** @import { NumberStyle } from './numbers.js' */

/**
 * @typedef {object} Change
 * @property {'more' | 'less' | null} direction by what is left after rounding
 * @property {string} text its size, without a sign
 * @property {string} signed
 * @property {number | null} share of what it was; null where the change is a difference
 */

/**
 * @param {string} id of the measure or metric
 * @param {Unit} unit
 * @param {Dashboard['totals']} totals
 * @param {Comparison} comparison
 * @param {NumberStyle} style
 * @returns {Change | { reason: string | undefined }} the reason where there is nothing to show
 */
export function changeOf(id, unit, totals, comparison, style) {
  const share = figureOf(comparison.change?.[id]);
  if (unit !== 'times' && unit !== 'share') {
    if (share.value === null) return { reason: share.reason };
    return { ...changeBy(share.value, style.full('share', Math.abs(share.value))), share: share.value };
  }
  const [now, before] = [figureOf(totals[id]), figureOf(comparison.totals[id])];
  const isOutside = share.value === null && share.reason === 'not_in_data';
  if (isOutside || now.value === null || before.value === null) return { reason: share.value === null ? share.reason : before.reason };
  const difference = now.value - before.value;
  return { ...changeBy(difference, differenceText(unit, Math.abs(difference))), share: null };
}

/** 0.24× or 1.5 points @param {'times' | 'share'} unit @param {number} size */
function differenceText(unit, size) {
  return unit === 'times' ? `${size.toFixed(2)}×` : `${(100 * size).toFixed(1)} points`;
}

/** @param {number} value @param {string} text @returns {Pick<Change, 'direction' | 'text' | 'signed'>} */
function changeBy(value, text) {
  if (!/[1-9]/.test(text)) return { direction: null, text, signed: text };
  return value > 0 ? { direction: 'more', text, signed: `+${text}` } : { direction: 'less', text, signed: `−${text}` };
}
