// The quiet test periods (placebo tests) as a picture: the same question about stretches of time without a campaign, each with its interval, under the real
// one. A method that finds an effect where there was none is not to be believed.

import { chartCard } from '../charts/chart-card.js';
import { periodText, shortDayText } from '../core/dates.js';
import { el, fill } from '../ui/dom.js';
import { intervalLine, nothingMark, sharedScale } from '../charts/interval-line.js';
import { number, text } from '../ui/plain-table.js';

/** @import { EstimateSettings, EstimateReport } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */

const HEADINGS = [text('Days'), number('Effect'), number('From'), number('To')];

/** @param {HTMLElement} root @returns {(report: EstimateReport, settings: EstimateSettings, look: Look) => void} */
export function placeboPicture(root) {
  const card = chartCard(root, {
    title: 'Quiet test periods',
    hint: 'the same question where there was no campaign',
    class: 'incrementality-placebos',
  });
  const rows = el('ul', { class: 'placebo-rows' });
  card.drawing.append(rows);

  return ({ placebos, incremental_revenue: real, preliminary }, { from, effect_to }, { style }) => {
    const all = placebos ?? [];
    const scale = sharedScale([real.lower, real.upper, ...all.flatMap(({ lower, upper }) => [lower, upper])]);
    const days = periodText(from, effect_to);
    fill(
      rows,
      row('The campaign', days, { mean: real.mean, lower: real.lower, upper: real.upper }, 'is-real'),
      ...all.map((one) => row('', `${shortDayText(one.from)} – ${shortDayText(one.to)}`, { ...one, mean: one.effect }, '')),
      el('li', { class: 'placebo-row', 'aria-hidden': 'true' }, el('span'), nothingMark(scale, style.short('money', 0))),
    );
    card.setEmpty(
      all.length > 0
        ? ''
        : preliminary
          ? 'The quiet test periods are still running.'
          : 'There is no room for quiet test periods before the campaign: not checked.',
    );
    card.setTable({
      headings: HEADINGS,
      rows: () => [
        [`The campaign, ${days}`, ...[real.mean, real.lower, real.upper].map((value) => style.full('money', value))],
        ...all.map((one) => [
          periodText(one.from, one.to),
          ...[one.effect, one.lower, one.upper].map((value) => style.full('money', value)),
        ]),
      ],
    });

    /** @param {string} name @param {string} period @param {{ mean: number, lower: number, upper: number }} interval @param {string} look */
    function row(name, period, interval, look) {
      return el(
        'li',
        { class: `placebo-row ${look}` },
        el('span', { class: 'placebo-days' }, name ? el('strong', {}, name) : period),
        intervalLine(interval, scale),
        el('span', { class: 'placebo-effect' }, style.short('money', interval.mean)),
      );
    }
  };
}
