// The card of Incremental ROAS: the measured lift large where a campaign of the selection is estimated, with the published formula below it,
// both named; else the published formula, and why there is no lift. Reads: totals, the measured campaigns of the selection. Emits: nothing.

import { el, fill, put, write } from '../ui/dom.js';
import { drawFigure, unitOf } from '../ui/figure.js';
import { afterPaint } from '../ui/after-paint.js';
import { figureOf, plainDigits } from '../core/numbers.js';
import { intervalOf, measuredCampaigns, progressText } from '../core/measured-campaigns.js';
import { selectionOf } from '../state/address.js';
import { drawChange } from './kpi-change.js';

/** @import { Dashboard, Interval, MeasuredCampaigns } from '../core/api.d.ts' */
/** @import { PageState } from '../state/address.js' */
/** @import { Look } from '../ui/figure.js' */

const ID = 'incremental_roas';

/** @typedef {{ roas: Interval | null, words: string }} Lift the measured lift for each unit paid, or what is said in its place */

/** @type {Lift} */
export const NO_LIFT = { roas: null, words: '' };

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
  if (isOfParts) return { roas: null, words: 'lift is measured for whole campaigns' };
  const roas = intervalOf(answer.portfolio?.incremental_roas);
  if (roas) return { roas, words: '' };
  return { roas: null, words: progressText(answer) || (answer.campaigns.length > 0 ? 'no campaign can be measured' : '') };
}

/** The figures of the card. @param {HTMLElement} value where the large one stands @param {HTMLElement} note */
export function liftFigures(value, note) {
  const measured = el('span', { class: 'lift-measured' });
  const large = el('span', {});
  const small = el('span', { class: 'kpi-note-value' });
  const change = el('span', { class: 'lift-change' });
  const words = el('span', { class: 'lift-line' });
  const name = el('span', {});
  const published = el('span', { class: 'lift-line' }, name, small, ' ', change);

  /** @param {Lift} lift @param {Dashboard} answer @param {Look} look @param {string} compare @returns {boolean} whether the note is written too */
  return function draw({ roas, words: said }, answer, look, compare) {
    const shown = roas === null ? large : small;
    for (const place of [large, small]) {
      drawFigure(place, figureOf(answer.totals[ID]), unitOf(look.definitions, ID), look, 'short');
      put(place, 'data-figure', place === shown && ID);
    }
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
    put(
      measured,
      'title',
      `New revenue for each ${style.full('money', 1)} paid: ${range} with 90% probability, if nothing else changed on those days.`,
    );
    write(words, `measured lift ${range}`);
    write(name, answer.comparison ? 'published ' : 'published formula ');
    if (answer.comparison) drawChange(change, ID, answer, compare, look);
    else fill(change);
    put(note, 'title', false);
    note.classList.remove('is-reason');
    if (words.parentNode !== note) fill(note, words, published);
    return true;
  };
}
