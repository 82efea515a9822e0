// The 90 % interval of an influencer's ROAS: as text, as a small mark against break-even, and what it says as icon and word. Draws what the
// server has estimated and works nothing out.

import { afterPaint, notAfterPaint } from '../ui/after-paint.js';
import { el, fill, put, write } from '../ui/dom.js';
import { drawFigure, reasonText } from '../ui/figure.js';
import { icon } from '../ui/icons.js';
import { figureOf, followersText } from '../core/numbers.js';

/** @import { Definitions, InfluencerLine, IntervalRules, IntervalVerdictId } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */
/** @import { NumberStyle } from '../core/numbers.js' */
/** @import { BuildCell } from './table-cells.js' */

/** Whether estimates have come for a line. @param {InfluencerLine} line */
export const isEstimated = (line) => 'roas_lower' in line;

/** What else a line carries beside the estimates themselves. */
const OF_INTERVAL = ['interval_verdict', 'mostly_group'];

/** @param {string} id @param {Definitions} definitions */
export function isOfEstimates(id, { estimates }) {
  return OF_INTERVAL.includes(id) || estimates.some((estimate) => estimate.id === id);
}

const LARGE = 10_000;

/** "0.82–1.36×" @param {number} lower @param {number} upper @param {NumberStyle} style */
export function rangeText(lower, upper, style) {
  // Two exact figures of this size would not fit beside the mark; the exports have them.
  if (upper >= LARGE) return `${followersText(lower)}–${followersText(upper)}×`;
  return `${style.full('times', lower).slice(0, -1)}–${style.full('times', upper)}`;
}

/**
 * What an interval says in words, for one influencer.
 *
 * @param {InfluencerLine} line
 * @param {IntervalRules} rules
 * @param {Look} look
 * @returns {string[]} sentences
 */
export function intervalSentences(line, rules, { style, definitions }) {
  const { break_even: breakEven, influencers, margin, orders_in_bursts: inBursts } = rules;
  const [lower, upper, earns] = [line.roas_lower, line.roas_upper, line.p_earns_cost].map(figureOf);
  if (lower.value === null || upper.value === null || earns.value === null)
    return [`No interval: ${reasonText(lower.reason ?? '', definitions)}`];
  const money = (/** @type {number} */ value) => style.precise('money_per', value);
  const whole = margin === 1 ? '' : `, at a margin of ${style.full('share', margin)}`;
  const [best, worst] = [line.rank_lower, line.rank_upper].map(figureOf);
  return [
    `With 90% probability each ${style.full('money', 1)} paid brings between ${money(lower.value)} and ${money(upper.value)} of credited sales.`,
    `It earns its cost with a probability of ${likely(earns.value, style)}; break-even is a ROAS of ${style.full('times', breakEven)}${whole}.`,
    best.value !== null && worst.value !== null
      ? `By ROAS the rank is ${rankText(best.value, worst.value)} of ${influencers.toLocaleString('en-IN')}.`
      : '',
    inBursts ? 'Orders came in bursts: a few posts decided how much was sold, and the next ones may do better or worse.' : '',
    line.mostly_group ? 'Fewer than 5 orders: this is mostly the average of the group.' : '',
  ].filter(Boolean);
}

/** Draws from chance never prove what is sure. @param {number} share @param {NumberStyle} style @param {string[]} words */
function likely(share, style, [more, less] = ['more than ', 'less than ']) {
  if (share > 0.999) return `${more}${style.full('share', 0.999)}`;
  return share < 0.001 ? `${less}${style.full('share', 0.001)}` : style.full('share', share);
}

/** @param {number} best @param {number} worst */
export function rankText(best, worst) {
  const [first, last] = [best, worst].map((rank) => rank.toLocaleString('en-IN'));
  return best === worst ? first : `${first}–${last}`;
}

/** What an interval says, as icon and word. @param {IntervalVerdictId} id @param {Definitions} definitions @param {string} shape */
export function intervalWord(id, { interval_verdicts: verdicts }, shape) {
  const verdict = verdicts.find((one) => one.id === id);
  return el(
    'span',
    { class: `${shape} is-${id === 'earns' ? 'above' : id}`, title: verdict?.meaning ?? null },
    icon(id === 'earns' ? 'above' : id, 13),
    verdict?.label ?? id,
  );
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
  const text = el('span');
  const mark = rangeMark();
  const word = el('span', { class: 'interval-word' });
  const whole = el('span', { class: 'interval' }, mark.element, el('span', {}, text, word));
  let none = el('span');
  let said = '';
  return (line, look) => {
    const [lower, upper] = [figureOf(line.roas_lower), figureOf(line.roas_upper)];
    const verdict = /** @type {IntervalVerdictId | null} */ (line.interval_verdict);
    if (lower.value === null || upper.value === null || !verdict) {
      // Another element each time it comes: one that shows this already would be left as it is, and the cell's words too.
      if (!none.parentNode) fill(cell, (none = el('span')));
      return drawFigure(none, lower, 'times', look, 'full', cell);
    }
    if (!whole.parentNode) fill(cell, whole);
    const range = rangeText(lower.value, upper.value, look.style);
    write(text, range);
    put(cell, 'data-exact', range);
    mark.show(lower.value, upper.value, look.breakEven, verdict);
    const meaning = look.definitions.interval_verdicts.find((one) => one.id === verdict)?.meaning ?? '';
    const note = line.mostly_group ? '\nFewer than 5 orders: mostly the average of the group.' : '';
    put(cell, 'title', `${range}: ${meaning}${note}`);
    if (said === verdict) return;
    said = verdict;
    // A certain verdict shows in the mark, and in words for screen readers only; uncertainty is written out for every reader.
    const shape = verdict === 'uncertain' ? 'interval-said' : 'visually-hidden';
    fill(word, intervalWord(verdict, look.definitions, shape));
  };
}

/** A probability: what every draw from chance says is all but sure, and no more. @param {string} id @returns {BuildCell} */
export const probabilityCell = (id) => (cell) => {
  const number = el('span');
  return (line, look) => {
    const figure = figureOf(line[id]);
    drawFigure(number, figure, 'share', look);
    if (figure.value !== null) write(number, likely(figure.value, look.style, ['>', '<']));
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
