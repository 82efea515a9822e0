// How a headline number differs from the compared days: an arrow, a signed change, and a sentence for screen readers.

import { changeOf } from '../core/change.js';
import { periodText } from '../core/dates.js';
import { el, fill } from '../ui/dom.js';
import { labelOf, reasonText, unitOf } from '../ui/figure.js';
import { icon } from '../ui/icons.js';
import { NO_VALUE, figureOf } from '../core/numbers.js';
import { comparedWord } from '../core/words.js';

/** @import { Comparison, Dashboard, Figure, Interval } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */

/** @typedef {{ roas: Interval | null, revenue: number | null, words: string }} Lift the measured lift for each unit paid and in all, or what is said in its place */
/** @typedef {{ answer: Dashboard, look: Look, compare: string, lift: Lift }} ShownCards what all cards are drawn from; compare: as in the address */

/** More of what is paid is neither good nor bad by itself. */
const NEUTRAL = ['spend', 'cost_per_order'];

/**
 * @param {HTMLElement} element
 * @param {string} id of the measure or metric
 * @param {Dashboard} answer
 * @param {string} compare as in the address
 * @param {Look} look
 */
export function drawChange(element, id, { comparison, totals }, compare, look) {
  if (!comparison) return fill(element);
  const against = el('span', { class: 'change-against' }, `vs ${comparedWord(compare)}`);
  const change = changeOf(id, unitOf(look.definitions, id), totals, comparison, look.style);
  const days = periodText(comparison.from, comparison.to);
  if ('reason' in change) {
    const reason = reasonText(change.reason ?? '', look.definitions);
    element.title = `${reason} Compared with ${days}.`;
    return fill(
      element,
      el('span', { 'aria-hidden': 'true' }, `${NO_VALUE} `, against),
      el('span', { class: 'visually-hidden' }, `no change to show against ${days}: ${reason}`),
    );
  }
  const { direction, text, signed } = change;
  element.title = titleOf(id, totals[id], comparison, days, look);
  fill(
    element,
    el(
      'span',
      { class: `change ${toneOf(id, direction)}`, 'aria-hidden': 'true' },
      direction && icon(direction === 'more' ? 'ascending' : 'descending', 13),
      signed,
    ),
    el('span', { class: 'visually-hidden' }, direction ? `${text} ${direction} than ${days}` : `as much as ${days}`),
    el('span', { 'aria-hidden': 'true' }, ' ', against),
  );
}

/** @param {string} id @param {'more' | 'less' | null} direction */
function toneOf(id, direction) {
  if (!direction || NEUTRAL.includes(id)) return 'is-neutral';
  return direction === 'more' ? 'is-better' : 'is-worse';
}

/** @param {string} id @param {Figure} now @param {Comparison} comparison @param {string} days @param {Look} look */
function titleOf(id, now, { totals }, days, { style, definitions }) {
  const before = figureOf(totals[id]);
  const write = (/** @type {Figure} */ figure) => (figure.value === null ? NO_VALUE : style.full(unitOf(definitions, id), figure.value));
  return `${labelOf(definitions, id)}: ${write(now)}, against ${write(before)} on ${days}`;
}

/** Where the change of a foot's figure stands: in the second line under the card's number, so that nothing moves for it. @param {HTMLElement} card @param {string} title @param {HTMLElement} change */
export function footChange(card, title, change) {
  const line = el('p', { class: 'kpi-foot-change', hidden: true }, `${title} `, change);
  card.append(line);
  return (/** @type {boolean} */ isShown) => {
    line.hidden = !isShown;
    if (!isShown) fill(change);
  };
}
