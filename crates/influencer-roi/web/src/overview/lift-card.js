// The card of Incremental ROAS: the measured lift large where a campaign of the selection is estimated, else the published formula and why there
// is no lift; at the foot both readings of the formula. Reads: totals, the measured campaigns of the selection. Emits: nothing, they are links.

import { el, fill, put, write } from '../ui/dom.js';
import { drawFigure } from '../ui/figure.js';
import { afterPaint } from '../ui/after-paint.js';
import { figureOf, plainDigits } from '../core/numbers.js';
import { intervalOf, measuredCampaigns, progressText } from '../core/measured-campaigns.js';
import { selectionOf } from '../state/address.js';
import { linkTo } from '../state/links.js';
import { intervalLine, sharedScale } from '../charts/interval-line.js';
import { drawChange, footChange } from './kpi-change.js';

/** @import { Dashboard, Interval, MeasuredCampaigns } from '../core/api.d.ts' */
/** @import { PageState } from '../state/address.js' */
/** @import { Look } from '../ui/figure.js' */
/** @import { Lift, ShownCards } from './kpi-change.js' */

const ID = 'incremental_roas';

/** @type {Lift} */
export const NO_LIFT = { roas: null, revenue: null, words: '' };

/** @param {(lift: Lift) => void} onLift */
export function liftOfSelection(onLift) {
  const measured = measuredCampaigns({ onAnswer: (answer) => onLift(liftOf(answer)), onTrouble: () => onLift(NO_LIFT) });
  /** Asks once what is on the screen is painted. @param {PageState} asked @param {Dashboard} answer */
  return function follow(asked, { dataset }) {
    const selection = selectionOf(asked);
    selection.set('dataset', dataset.id);
    afterPaint(follow, () => measured.follow(selection));
  };
}

/** @param {MeasuredCampaigns} answer @returns {Lift} */
export function liftOf(answer) {
  const isOfParts = answer.warnings.some(({ code }) => code === 'whole_campaigns');
  if (isOfParts) return { ...NO_LIFT, words: 'lift is measured for whole campaigns' };
  const { portfolio } = answer;
  const roas = intervalOf(portfolio?.incremental_roas);
  if (roas) return { roas, revenue: portfolio?.incremental_revenue.mean ?? null, words: '' };
  return { ...NO_LIFT, words: progressText(answer) || (answer.campaigns.length > 0 ? 'no campaign can be measured' : '') };
}

/**
 * The figures of the card.
 *
 * @param {{ value: HTMLElement, note: HTMLElement, picture: HTMLElement, card: HTMLElement }} places
 */
export function liftFigures({ value, note, picture, card }) {
  const measured = el('span', { class: 'lift-measured' });
  const large = el('span', {});
  const words = el('span', { class: 'lift-line' });
  const change = el('span');
  const readings = READINGS.map(reading);
  const foot = el(
    'div',
    { class: 'kpi-foot', role: 'group', 'aria-label': 'Published formula' },
    el('span', { class: 'kpi-foot-name' }, 'Published formula'),
    ...readings.map(({ element }) => element),
  );
  const showChange = footChange(card, 'Published formula', change);
  card.append(foot);

  /** @param {ShownCards} shown @returns {boolean} whether the note is written too */
  return function draw({ answer, look, compare, lift: { roas, words: said } }) {
    const isLarge = roas === null;
    drawFigure(large, figureOf(answer.totals[ID]), 'times', look, 'short');
    put(large, 'data-figure', isLarge && ID);
    for (const one of readings) one.show(answer, look, !isLarge);
    foot.hidden = !answer.dataset.has_organic;
    card.classList.toggle('is-without', !answer.dataset.has_organic);
    fill(picture, ...(roas ? [liftPicture(roas, answer)] : []));
    put(
      picture,
      'title',
      roas !== null && 'The measured lift with its interval; rings: the published formula; lines: nothing, and break-even.',
    );
    const isCompared = answer.comparison !== undefined && !isLarge;
    if (isCompared) drawChange(change, ID, answer, compare, look);
    showChange(isCompared);
    if (roas === null) {
      if (!large.parentNode) fill(value, large);
      const isSaid = said !== '' && figureOf(answer.totals[ID]).value !== null && !answer.comparison;
      if (isSaid) fill(note, `Published formula; ${said}`);
      return isSaid;
    }
    if (!measured.parentNode) fill(value, measured);
    const { style } = look;
    const range = `${style.full('times', roas.lower).slice(0, -1)}–${style.full('times', roas.upper)}`;
    write(measured, style.short('times', roas.mean));
    put(measured, 'data-exact', plainDigits(roas.mean));
    const paid = style.full('money', 1);
    put(measured, 'title', `New revenue for each ${paid} paid: ${range} with 90% probability, if nothing else changed on those days.`);
    write(words, `measured lift per ${paid} · 90% interval ${range}`);
    put(note, 'title', false);
    note.classList.remove('is-reason');
    if (words.parentNode !== note) fill(note, words);
    return true;
  };
}

/** Both readings of the published formula, each a link that takes it for the whole page. */
const READINGS = /** @type {const} */ ([
  { baseline: 'campaign_days', word: 'campaign days' },
  { baseline: 'all_days', word: 'all days' },
]);

/** @param {typeof READINGS[number]} one */
function reading({ baseline, word }) {
  const figure = el('span', { class: 'kpi-foot-value' });
  const element = el('a', { class: 'lift-reading' }, `${word} `, figure);
  return {
    element,
    /** @param {Dashboard} answer @param {Look} look @param {boolean} isFigure whether it stands for the card's own figure */
    show(answer, look, isFigure) {
      const isOn = answer.baseline === baseline;
      drawFigure(figure, figureOf(answer.totals[`${ID}_${baseline}`]), 'times', look, 'short');
      put(figure, 'data-figure', isFigure && isOn && ID);
      // By the literal method there is no other reading to go to.
      put(element, 'href', answer.method === 'allocated' && linkTo({ baseline }));
      put(element, 'aria-current', isOn && 'true');
    },
  };
}

/** The interval on one scale with break-even and both readings. @param {Interval} roas @param {Dashboard} answer */
function liftPicture(roas, { totals }) {
  const others = READINGS.flatMap(({ baseline }) => figureOf(totals[`${ID}_${baseline}`]).value ?? []);
  const even = figureOf(totals.break_even_roas).value;
  const scale = sharedScale([roas.lower, roas.upper, ...others, ...(even === null ? [] : [even])]);
  return intervalLine(roas, scale, others, even);
}
