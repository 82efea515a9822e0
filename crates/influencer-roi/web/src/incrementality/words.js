// What is said about an estimate beside its numbers. Nothing here says more than the numbers do.

import { counted } from '../core/numbers.js';

/** @import { Interval, DataCheck, Unit } from '../core/api.d.ts' */
/** @import { NumberStyle } from '../core/numbers.js' */

/** 90% interval ₹8.1 L to ₹16.9 L @param {Interval} interval @param {Unit} unit @param {number} level @param {NumberStyle} style */
export function intervalWords({ lower, upper }, unit, level, style) {
  return `${levelText(level)} interval ${style.short(unit, lower)} to ${style.short(unit, upper)}`;
}

/** @param {number} level of an interval, 0 to 1 */
export const levelText = (level) => `${Number((level * 100).toFixed(1))}%`;

/** No number of draws makes anything certain: between 1 and 99 percent. @param {number} chance 0 to 1 */
export function chanceText(chance) {
  if (chance > 0.99) return '> 99%';
  return chance < 0.01 ? '< 1%' : levelText(chance);
}

/** Gain or loss only where the whole interval says so. @param {Interval} change of organic revenue */
export function organicVerdict({ lower, upper }) {
  if (lower > 0) return 'Organic gain: more was sold without a code than was to be expected.';
  if (upper < 0)
    return 'Cannibalisation: less was sold without a code than was to be expected, so part of what was credited likely moved from organic sales.';
  return 'Neither a gain nor a loss of organic sales can be distinguished from chance.';
}

/** +12% or −5% @param {number} share @param {NumberStyle} style */
export function signedShare(share, style) {
  return `${share < 0 ? '−' : '+'}${style.full('share', Math.abs(share))}`;
}

/** Where in the question a remedy lies that only the reader can name: its days, or the days left out. @type {Record<string, 'days' | 'masked'>} */
const PLACES = {
  start: 'days',
  before: 'days',
  measured_days: 'days',
  pre_trend: 'days',
  days_that_count: 'masked',
  order_value: 'masked',
  other_sources: 'masked',
};

/** @param {DataCheck} check @returns {'days' | 'masked' | null} null where the question has no place for a remedy */
export function placeOfRemedy({ id, fix, propose }) {
  return fix && !propose ? (PLACES[id] ?? null) : null;
}

/** What a press on a remedy does. @param {NonNullable<DataCheck['propose']>} proposed */
export const remedyText = ({ masked }) => (masked ? 'Leave these days out' : 'Compare with these brands');

const WORST_FIRST = /** @type {const} */ (['refused', 'warning', 'information', 'not_checked', 'good']);

/** What stands open in the list: something has to be done or known. @param {DataCheck} check */
export const isRemarkable = ({ state }) => state === 'refused' || state === 'warning' || state === 'information';

/** What has to be done something about comes first. @param {DataCheck[]} checks */
export function worstFirst(checks) {
  return WORST_FIRST.flatMap((state) => checks.filter((check) => check.state === state));
}

/** 1 refused, 2 warnings, 1 to know, 1 not checked, 3 good @param {DataCheck[]} checks */
export function checksSummary(checks) {
  const [refused, warnings, toKnow, unchecked, good] = WORST_FIRST.map((state) => checks.filter((check) => check.state === state).length);
  const parts = [
    refused && `${refused} refused`,
    warnings && counted(warnings, 'warning'),
    toKnow && `${toKnow} to know`,
    unchecked && `${unchecked} not checked`,
    good && `${good} good`,
  ];
  return parts.filter(Boolean).join(', ');
}
