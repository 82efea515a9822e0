// What the orders of one influencer can tell: the 90 % interval of the ROAS and what it means, asked for when the profile is drawn. Its
// place is kept free, so that nothing moves when the answer comes.

import { el, fill } from '../ui/dom.js';
import { intervalSentences, intervalWord, rangeMark, rangeText } from './interval.js';
import { figureOf } from '../core/numbers.js';
import { askDashboard } from '../core/server.js';

/** @import { Dashboard, IntervalVerdictId } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */

/** @param {{ id: string, question: URLSearchParams, look: Look, signal: AbortSignal }} what */
export function profileInterval({ id, question, look, signal }) {
  const section = el('section', { class: 'drawer-interval', 'aria-label': 'Interval', 'aria-busy': 'true' });
  void load();

  async function load() {
    try {
      drawInterval(section, await askDashboard(ofOne(question, id), { limit: 1, include: 'intervals' }, signal), look);
    } catch (error) {
      if (signal.aborted) return;
      fill(section, el('p', { class: 'drawer-note' }, `The interval could not be loaded. ${error instanceof Error ? error.message : ''}`));
    }
    section.removeAttribute('aria-busy');
  }

  return section;
}

/** The profile's question about this influencer alone: the chosen influencers and the search do not change the group it is compared with. @param {URLSearchParams} question @param {string} id */
export function ofOne(question, id) {
  const own = new URLSearchParams(question);
  own.delete('q');
  own.set('influencer', id);
  return own;
}

/** @param {HTMLElement} section @param {Dashboard} answer @param {Look} look */
function drawInterval(section, { influencers: [line], intervals }, look) {
  if (!line || !intervals)
    return fill(section, el('p', { class: 'drawer-note' }, 'The filters leave this influencer out, so there is no group to compare with.'));
  const [lower, upper] = [figureOf(line.roas_lower), figureOf(line.roas_upper)];
  const verdict = /** @type {IntervalVerdictId | null} */ (line.interval_verdict);
  const said = el('p', { class: 'drawer-note' }, intervalSentences(line, intervals, look).join(' '));
  if (lower.value === null || upper.value === null || !verdict) return fill(section, said);
  const mark = rangeMark();
  mark.show(lower.value, upper.value, intervals.break_even, verdict);
  const range = el('strong', {}, rangeText(lower.value, upper.value, look.style));
  const head = el(
    'div',
    { class: 'drawer-range' },
    el('span', {}, 'ROAS, 90% interval ', range),
    mark.element,
    intervalWord(verdict, look.definitions, 'interval-said'),
  );
  fill(section, head, said);
}
