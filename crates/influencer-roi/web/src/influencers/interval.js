// The 90 % interval of an influencer's ROAS: as text, as a small mark against break-even, and what it says in words. Draws what the server
// has estimated and works nothing out.

import { afterPaint, notAfterPaint } from '../ui/after-paint.js';
import { el, fill, put, write } from '../ui/dom.js';
import { drawFigure, reasonText } from '../ui/figure.js';
import { counted, figureOf, followersText } from '../core/numbers.js';

/** @import { Definitions, InfluencerLine, IntervalRules } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */
/** @import { NumberStyle } from '../core/numbers.js' */
/** @import { BuildCell } from './table-cells.js' */

/** Whether estimates have come for a line. @param {InfluencerLine} line */
export const isEstimated = (line) => 'roas_lower' in line;

/** What else a line carries beside the estimates themselves. */
const OF_INTERVAL = ['verdict', 'mostly_group'];

/** @param {string} id @param {Definitions} definitions */
export function isOfEstimates(id, { estimates }) {
  return OF_INTERVAL.includes(id) || estimates.some((estimate) => estimate.id === id);
}

const LARGE = 10_000;
/** A ROAS below this is not told from nothing. */
const LEAST = 0.005;

/** "0.82–1.36×" @param {number} lower @param {number} upper @param {NumberStyle} style */
export function rangeText(lower, upper, style) {
  if (upper < LEAST) return '< 0.01×';
  // Two exact figures of this size would not fit beside the mark; the exports have them.
  if (upper >= LARGE) return `${lower < LEAST ? '< 0.01' : followersText(lower)}–${followersText(upper)}×`;
  return `${lower < LEAST ? '< 0.01' : style.full('times', lower).slice(0, -1)}–${style.full('times', upper)}`;
}

/** One estimate of a ROAS. @param {number} roas @param {NumberStyle} style */
export function roasText(roas, style) {
  if (roas < LEAST) return '< 0.01×';
  return roas >= LARGE ? `${followersText(roas)}×` : style.full('times', roas);
}

/**
 * Why the ratio as it is credited lies outside the interval; '' where it lies inside, or where there is none.
 *
 * @param {InfluencerLine} line
 * @param {NumberStyle} style
 */
export function outsideText(line, style) {
  const [own, lower, upper] = [line.roas, line.roas_lower, line.roas_upper].map((figure) => figureOf(figure).value);
  if (own === null || lower === null || upper === null || (lower <= own && own <= upper)) return '';
  const orders = counted(figureOf(line.orders).value ?? 0, 'order');
  return `The ratio as credited is ${style.full('times', own)}: ${orders} can be luck, so the estimate is drawn towards the average of the group.`;
}

/**
 * What an interval says in words, for one influencer.
 *
 * @param {InfluencerLine} line
 * @param {IntervalRules} rules
 * @param {Look} look
 * @returns {string[]} sentences
 */
export function intervalSentences(line, { break_even: common, influencers, orders_in_bursts: inBursts }, { style, definitions }) {
  const [lower, upper, earns] = [line.roas_lower, line.roas_upper, line.p_earns_cost].map(figureOf);
  if (lower.value === null || upper.value === null || earns.value === null)
    return [`No interval: ${reasonText(lower.reason ?? '', definitions)}`];
  const money = (/** @type {number} */ value) =>
    value < LEAST ? `less than ${style.precise('money_per', 0.01)}` : style.precise('money_per', value);
  const breakEven = figureOf(line.break_even_roas).value ?? common ?? 1;
  const [best, worst] = [line.rank_lower, line.rank_upper].map(figureOf);
  return [
    `With 90% probability each ${style.full('money', 1)} paid brings between ${money(lower.value)} and ${money(upper.value)} of credited sales.`,
    outsideText(line, style),
    `It earns its cost with a probability of ${likely(earns.value, line, { style, definitions })}; break-even is a ROAS of ${style.full('times', breakEven)}.`,
    best.value !== null && worst.value !== null
      ? `By ROAS the rank is ${rankText(best.value, worst.value)} of ${influencers.toLocaleString('en-IN')}.`
      : '',
    inBursts ? 'Orders came in bursts: a few posts decided how much was sold, and the next ones may do better or worse.' : '',
    line.mostly_group ? 'Fewer than 5 orders: this is mostly the average of the group.' : '',
  ].filter(Boolean);
}

/**
 * Draws from chance never prove what is sure, and few orders not even what is all but sure.
 *
 * @param {number} share
 * @param {InfluencerLine} line
 * @param {Look} look
 * @param {string[]} words
 */
function likely(share, { orders }, { style, definitions }, [more, less] = ['more than ', 'less than ']) {
  const isMany = (figureOf(orders).value ?? 0) >= definitions.enough_orders;
  if (share > 0.99) return `${isMany ? more : ''}${style.full('share', 0.99)}`;
  return share < 0.01 ? `${isMany ? less : ''}${style.full('share', 0.01)}` : style.full('share', share);
}

/** @param {number} best @param {number} worst */
export function rankText(best, worst) {
  const [first, last] = [best, worst].map((rank) => rank.toLocaleString('en-IN'));
  return best === worst ? first : `${first}–${last}`;
}

/** A line from nothing to endless, break-even in its middle, with the part that the interval takes. */
export function rangeMark() {
  const bar = el('span', { class: 'range-bar' });
  const element = el('span', { class: 'range', 'aria-hidden': 'true' }, bar);
  /** Nothing stands at 0, break-even at a half, endless at 1. @param {number} roas @param {number} breakEven */
  const place = (roas, breakEven) => roas / (roas + breakEven);
  return {
    element,
    /** @param {number} lower @param {number} upper @param {number} breakEven @param {string} verdict */
    show(lower, upper, breakEven, verdict) {
      put(bar, 'class', `range-bar is-${verdict}`);
      bar.style.left = `${(100 * place(lower, breakEven)).toFixed(1)}%`;
      bar.style.right = `${(100 - 100 * place(upper, breakEven)).toFixed(1)}%`;
    },
  };
}

/** A cell that stays empty until what is estimated has come. @param {string} id @param {BuildCell} build @returns {BuildCell} */
export const estimatedCell = (id, build) => (cell) => {
  /** @type {ReturnType<BuildCell> | null} */
  let show = null;
  /** Stands for that the cell waits. */
  const waiting = {};
  return (line, look) => {
    if (id in line) {
      notAfterPaint(waiting);
      put(cell, 'data-waiting', false);
      return (show ??= build(cell))(line, look);
    }
    for (const name of ['title', 'data-exact']) cell.removeAttribute(name);
    notAfterPaint(cell);
    fill(cell);
    afterPaint(waiting, () => put(cell, 'data-waiting', ''));
  };
};

/** @type {BuildCell} */
export function intervalCell(cell) {
  const [estimate, text, own] = [el('strong', { class: 'interval-estimate' }), el('span'), el('span', { class: 'cell-note' })];
  const mark = rangeMark();
  const whole = el('span', { class: 'interval' }, estimate, mark.element, el('span', {}, text, own));
  let none = el('span');
  return (line, look) => {
    const [mean, lower, upper] = [line.roas_estimate, line.roas_lower, line.roas_upper].map(figureOf);
    if (mean.value === null || lower.value === null || upper.value === null) {
      // Another element each time it comes: one that shows this already would be left as it is, and the cell's words too.
      if (!none.parentNode) fill(cell, (none = el('span')));
      return drawFigure(none, lower, 'times', look, 'full', cell);
    }
    if (!whole.parentNode) fill(cell, whole);
    const range = rangeText(lower.value, upper.value, look.style);
    const why = outsideText(line, look.style);
    write(estimate, roasText(mean.value, look.style));
    write(text, range);
    write(own, why && `credited ${look.style.full('times', figureOf(line.roas).value ?? 0)}`);
    put(cell, 'data-exact', range);
    mark.show(lower.value, upper.value, figureOf(line.break_even_roas).value ?? 1, line.verdict ?? '');
    const note = line.mostly_group ? 'Fewer than 5 orders: mostly the average of the group.' : '';
    put(cell, 'title', [`${range}: with 90% probability the ROAS is between these.`, why, note].filter(Boolean).join('\n'));
  };
}

/** A probability: what every draw from chance says is all but sure, and no more. @param {string} id @returns {BuildCell} */
export const probabilityCell = (id) => (cell) => {
  const number = el('span');
  return (line, look) => {
    const figure = figureOf(line[id]);
    drawFigure(number, figure, 'share', look);
    if (figure.value !== null) write(number, likely(figure.value, line, look, ['> ', '< ']));
    if (!number.parentNode) fill(cell, number);
  };
};

/** @type {BuildCell} */
export function rankCell(cell) {
  const ranks = el('span');
  let none = el('span');
  return (line, look) => {
    const [best, worst] = [figureOf(line.rank_lower), figureOf(line.rank_upper)];
    if (best.value === null || worst.value === null) {
      if (!none.parentNode) fill(cell, (none = el('span')));
      return drawFigure(none, best, 'count', look, 'full', cell);
    }
    if (!ranks.parentNode) fill(cell, ranks);
    write(ranks, rankText(best.value, worst.value));
    put(cell, 'title', 'With 90% probability the rank by ROAS is one of these.');
  };
}
