// What a plan says first, in sentences. Pure: texts of the numbers that the server answered.

/** @import { Plan } from '../core/api.d.ts' */
/** @import { IconName } from '../ui/icons.js' */
/** @import { NumberStyle } from '../core/numbers.js' */

/** @typedef {{ icon: IconName, tone: string, strong: string, text: string }} PlanSentence */

/** At most three, the most important first. @param {Plan} answer @param {NumberStyle} style @returns {PlanSentence[]} */
export function planSentences(answer, style) {
  const { state, totals } = answer;
  const money = (/** @type {{ value: number | null }} */ { value }) => style.short('money', value ?? 0);
  if (state === 'nothing_to_move')
    return [{ icon: 'info', tone: 'losing_platform', strong: 'Nothing to move', text: ': fewer than two influencers can be planned for.' }];
  if (state === 'nothing_better') {
    const best = style.full('share', answer.p_of_best ?? 0);
    const text = `: the best other way to share ${money(totals.in_plan)} is better with ${best} probability.`;
    return [{ icon: 'info', tone: 'losing_platform', strong: 'Nothing is surely better than today', text }];
  }
  const { gain, gain_lower: lower, gain_upper: upper } = totals;
  const isMore = (gain.value ?? 0) >= 0;
  const by = isMore ? `brings ${money(gain)} more` : `brings ${style.short('money', -(gain.value ?? 0))} less`;
  const shared = state === 'proposed' ? 'shared better' : 'as you share it';
  /** @type {PlanSentence[]} */
  const said = [
    {
      icon: 'compare',
      tone: isMore ? 'losing_platform' : 'losing_influencers',
      strong: `The same ${money(totals.in_plan)}, ${shared}, ${by}`,
      text: ` contribution (${money(lower)} to ${money(upper)}).`,
    },
  ];
  const giving = answer.influencers.find(({ change }) => (change.value ?? 0) < 0);
  if (giving) said.push({ icon: 'loses', tone: 'losing_influencers', ...givesUp(giving, totals, style) });
  return said;
}

/** @param {Plan['influencers'][number]} one @param {Plan['totals']} totals @param {NumberStyle} style */
function givesUp({ name, change, roas }, { moved }, style) {
  const amount = -(change.value ?? 0);
  const part = amount / (moved.value || amount);
  const ofAll = part > 0.995 ? 'all' : style.full('share', part);
  const returns = roas ? `: it returns ${style.full('times', roas.mean)}` : '';
  return { strong: `${name} gives up ${style.short('money', amount)}`, text: `, ${ofAll} of what moves${returns}.` };
}

/** "99.9%", and never "100.0%" of what is not certain. @param {number} part @param {NumberStyle} style */
export function sureText(part, style) {
  if (part > 0.999) return '>99.9%';
  return part < 0.001 ? '<0.1%' : style.full('share', part);
}
