// The answer to the question about one campaign: its figures, the same in words, the days as charts, and what the answer rests on.
// Reads: a report and the settings it was made with.

import { periodText } from '../core/dates.js';
import { el, fill, named } from '../ui/dom.js';
import { keepingPlace } from '../ui/keep-place.js';
import { liftCharts } from './charts.js';
import { liftFigures } from './figures.js';
import { liftDetectable, liftDiagnostics, liftOrganic, liftWords } from './report-parts.js';
import { liftPlacebos } from './placebos.js';
import { triesText } from './words.js';
import { counted } from '../core/numbers.js';
import { whenChanged } from '../ui/when-changed.js';

/** @import { EstimateSettings, LiftReport } from '../core/api.d.ts' */
/** @import { Look } from '../core/figure.js' */

/** @param {HTMLElement} root */
export function liftReport(root) {
  const head = el('header', { class: 'lift-head' });
  const figures = el('div', { class: 'lift-stack' });
  const charts = el('div', { class: 'lift-charts' });
  const organic = el('div', { class: 'lift-cell' });
  const detectable = el('div', { class: 'lift-cell' });
  const beside = el('div', { class: 'lift-beside' }, organic);
  const end = el('div', { class: 'lift-stack' });
  const element = el(
    'section',
    { class: 'lift-report', 'aria-labelledby': 'lift-report-title', hidden: true },
    head,
    figures,
    charts,
    beside,
    end,
  );
  root.append(element);
  const drawnCharts = liftCharts(charts);
  const drawPlacebos = liftPlacebos(beside);
  beside.append(detectable);
  const draw = whenChanged();

  return {
    charts: drawnCharts.charts,
    /**
     * @param {{ report: LiftReport, settings: EstimateSettings } | null} answer
     * @param {{ isStale: boolean, tries: number }} how stale: it answers another question than the one that is asked; tries: how many were
     * @param {Look} look
     */
    render(answer, { isStale, tries }, look) {
      element.hidden = !answer;
      element.toggleAttribute('data-older', isStale);
      if (!answer) return;
      const { report, settings } = answer;
      draw([report, settings, tries, look.style.full('money', 1)], () =>
        keepingPlace(element, () => {
          fill(head, ...headOf(settings, report.preliminary), el('p', { class: 'card-hint lift-tries' }, triesText(tries)));
          fill(figures, liftFigures(report, look), liftWords(report, look));
          drawnCharts.render(report, look);
          fill(organic, liftOrganic(report, look));
          drawPlacebos(report, settings, look);
          fill(detectable, liftDetectable(report, look));
          fill(end, liftDiagnostics(report, settings, look), methods());
        }),
      );
    },
  };
}

/** Which question this is the answer to. @param {EstimateSettings} settings @param {boolean} preliminary */
function headOf({ brand, campaign, from, effect_to, tail_days: tail, controls, masked }, preliminary) {
  const against =
    controls.length > 0 ? ['against ', ...controls.flatMap((name, at) => [at > 0 ? ', ' : '', named(name)])] : ['without controls'];
  return [
    el('h2', { class: 'lift-title', id: 'lift-report-title' }, named(campaign), el('span', {}, 'of'), named(brand)),
    el(
      'p',
      { class: 'card-hint' },
      `${periodText(from, effect_to)}, of which ${counted(tail, 'day')} of tail · `,
      ...against,
      masked.length > 0 && ` · ${counted(masked.length, 'stretch of days', 'stretches of days')} masked`,
    ),
    preliminary && el('span', { class: 'badge is-sample' }, 'First look – placebo tests still running'),
  ];
}

function methods() {
  return el('p', { class: 'lift-methods' }, el('a', { class: 'link', href: '/methods' }, 'How this is estimated and when it fails'));
}
