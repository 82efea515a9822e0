// What the orders of one influencer can say: the 90 % interval of the ROAS, what it means, and the verdicts that follow, asked for when the
// profile is drawn. Its place is kept free, so that nothing moves when the answer comes.

import { el, fill } from '../ui/dom.js';
import { intervalSentences, rangeText, roasText } from './interval.js';
import { axisMark } from './roas-axis.js';
import { figureOf } from '../core/numbers.js';
import { askInfluencer } from '../core/server.js';

/** @import { InfluencerProfile } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */

/** @type {WeakMap<HTMLElement, Promise<InfluencerProfile | null>>} */
const coming = new WeakMap();

/** @param {{ id: string, question: URLSearchParams, look: Look, signal: AbortSignal }} what */
export function profileInterval({ id, question, look, signal }) {
  const section = el('section', { class: 'drawer-interval', 'aria-label': 'Interval', 'aria-busy': 'true' });
  coming.set(section, load());

  async function load() {
    const asked = new URLSearchParams(question);
    asked.set('include', 'intervals');
    let profile = null;
    try {
      profile = await askInfluencer(id, asked, signal);
      drawInterval(section, profile, look);
    } catch (error) {
      if (signal.aborted) return null;
      fill(section, el('p', { class: 'drawer-note' }, `The interval could not be loaded. ${error instanceof Error ? error.message : ''}`));
    }
    section.removeAttribute('aria-busy');
    return profile;
  }

  return section;
}

/** The profile with its verdicts, once they have come; null where they could not. @param {HTMLElement} section that {@link profileInterval} made */
export const estimatedProfile = async (section) => (await coming.get(section)) ?? null;

/** @param {HTMLElement} section @param {InfluencerProfile} profile @param {Look} look */
function drawInterval(section, { influencer: line, intervals }, look) {
  if (!intervals) return fill(section);
  const [mean, lower, upper] = [line.roas_estimate, line.roas_lower, line.roas_upper].map(figureOf);
  const said = el('p', { class: 'drawer-note' }, intervalSentences(line, intervals, look).join(' '));
  if (mean.value === null || lower.value === null || upper.value === null || !line.verdict) return fill(section, said);
  const mark = axisMark();
  const interval = { mean: mean.value, lower: lower.value, upper: upper.value };
  const breakEven = figureOf(line.break_even_roas).value ?? intervals.break_even ?? 1;
  mark.show(interval, breakEven, line.verdict, line.mostly_group === true);
  const head = el(
    'div',
    { class: 'drawer-range' },
    el('span', {}, 'Estimated ROAS ', el('strong', {}, roasText(mean.value, look.style))),
    mark.element,
    el('span', {}, '90% interval ', el('strong', {}, rangeText(lower.value, upper.value, look.style))),
  );
  fill(section, head, said);
}
