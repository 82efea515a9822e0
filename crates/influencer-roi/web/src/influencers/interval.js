// The 90 % interval of an influencer's ROAS: as text, on the axis of all rows, and what it says in words. Draws what the server
// has estimated and works nothing out.

import { afterPaint, notAfterPaint } from '../ui/after-paint.js';
import { el, fill, put, write } from '../ui/dom.js';
import { drawFigure, reasonText } from '../ui/figure.js';
import { NO_VALUE, counted, figureOf, followersText, plainDigits } from '../core/numbers.js';
import { axisMark } from './roas-axis.js';
import { againstMark } from './verdict.js';

/** @import { Definitions, Figures, InfluencerLine, IntervalRules } from '../core/api.d.ts' */
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
/** A ROAS below this is not distinguished from zero. */
const MIN_ROAS_SHOWN = 0.005;

/** "0.82–1.36×" @param {number} lower @param {number} upper @param {NumberStyle} style */
export function rangeText(lower, upper, style) {
  if (upper < MIN_ROAS_SHOWN) return '< 0.01×';
  // Two exact figures of this size would not fit beside the mark; the exports have them.
  if (upper >= LARGE) return `${lower < MIN_ROAS_SHOWN ? '< 0.01' : followersText(lower)}–${followersText(upper)}×`;
  return `${lower < MIN_ROAS_SHOWN ? '< 0.01' : style.full('times', lower).slice(0, -1)}–${style.full('times', upper)}`;
}

/** One estimate of a ROAS. @param {number} roas @param {NumberStyle} style */
export function roasText(roas, style) {
  if (roas < MIN_ROAS_SHOWN) return '< 0.01×';
  return roas >= LARGE ? `${followersText(roas)}×` : style.full('times', roas);
}

/** The ratio as it is credited; a large one is short, as it would be cut. @param {number} roas @param {NumberStyle} style */
const rawText = (roas, style) => (roas >= LARGE ? roasText(roas, style) : style.full('times', roas));

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
    value < MIN_ROAS_SHOWN ? `less than ${style.precise('money_per', 0.01)}` : style.precise('money_per', value);
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

/**
 * The ROAS of a row: the estimate, its interval on the axis that all rows share, and small the ratio as it is credited, which is there before
 * the estimate is.
 *
 * @type {BuildCell}
 */
export function roasIntervalCell(cell) {
  const [estimate, range, own] = [el('strong', { class: 'interval-estimate' }), el('span'), el('span')];
  const mark = axisMark();
  const against = againstMark();
  const raw = el('span', { class: 'cell-note' }, own, against.element);
  const words = el('span', { class: 'interval-words' }, range, raw);
  const whole = el('span', { class: 'interval' }, estimate, mark.element, words);
  fill(cell, whole);
  return (line, look) => {
    const [mean, lower, upper] = [line.roas_estimate, line.roas_lower, line.roas_upper].map(figureOf);
    const credited = figureOf(line.roas);
    const isKnown = mean.value !== null && lower.value !== null && upper.value !== null;
    put(mark.element, 'data-none', !isKnown && '');
    put(cell, 'data-waiting', !isEstimated(line) && '');
    write(own, credited.value === null ? '' : `raw ${rawText(credited.value, look.style)} `);
    against.show(line, look.datasetRoas, look.style);
    if (mean.value === null || lower.value === null || upper.value === null) {
      const reason = reasonText(lower.reason || (credited.value === null ? credited.reason : ''), look.definitions);
      const isAwaited = !isEstimated(line) && credited.value !== null;
      write(estimate, isAwaited ? '' : NO_VALUE);
      write(range, '');
      put(cell, 'data-exact', credited.value !== null && plainDigits(credited.value));
      return put(cell, 'title', isAwaited ? false : reason);
    }
    const text = rangeText(lower.value, upper.value, look.style);
    put(estimate, 'class', `interval-estimate is-${line.verdict}`);
    write(estimate, roasText(mean.value, look.style));
    write(range, text);
    put(cell, 'data-exact', text);
    const interval = { mean: mean.value, lower: lower.value, upper: upper.value };
    mark.show(interval, figureOf(line.break_even_roas).value ?? 1, line.verdict ?? '', line.mostly_group === true);
    const note = line.mostly_group ? 'Fewer than 5 orders: mostly the average of the group.' : '';
    const said = `${text}: with 90% probability the ROAS is between these.`;
    const exact = (credited.value ?? 0) >= LARGE && `As credited: ${look.style.full('times', credited.value ?? 0)}.`;
    put(cell, 'title', [said, exact, outsideText(line, look.style), note].filter(Boolean).join('\n'));
  };
}

/** The same of all rows together: a ratio of sums, of which nothing is estimated. @param {HTMLElement} cell @param {HTMLElement} number that explains itself @returns {(totals: Figures, look: Look) => void} */
export function roasTotal(cell, number) {
  const mark = axisMark();
  fill(cell, el('span', { class: 'interval is-total' }, number, mark.element, el('span', { class: 'cell-note' }, 'raw, all rows')));
  return (totals) => {
    const [roas, even] = [figureOf(totals.roas).value, figureOf(totals.break_even_roas).value];
    put(mark.element, 'data-none', roas === null && '');
    if (roas !== null) mark.show({ mean: roas, lower: roas, upper: roas }, even ?? 1, 'total', false);
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
