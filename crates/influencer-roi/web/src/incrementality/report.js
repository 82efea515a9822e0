// The answer to the question about one campaign: its figures, the same in words, the days as charts, and what the answer rests on.
// Reads: a report and the settings it was made with.

import { daysIn, periodText } from '../core/dates.js';
import { el, fill, named } from '../ui/dom.js';
import { keepingPlace } from '../ui/keep-place.js';
import { reportCharts } from './charts.js';
import { reportFigures } from './figures.js';
import { detectableCard, diagnosticsCard, organicCard, reportSentences } from './report-parts.js';
import { placeboPicture } from './placebos.js';
import { counted } from '../core/numbers.js';
import { whenChanged } from '../ui/when-changed.js';

/** @import { EstimateJob, EstimateSettings, EstimateReport } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */

/** @param {HTMLElement} root @param {HTMLElement} first where the answer in words stands, before all that it rests on */
export function estimateReport(root, first) {
  const head = el('header', { class: 'incrementality-head' });
  const figures = el('div', { class: 'incrementality-stack' });
  const charts = el('div', { class: 'incrementality-charts' });
  const organic = el('div', { class: 'incrementality-cell' });
  const detectable = el('div', { class: 'incrementality-cell' });
  const beside = el('div', { class: 'incrementality-beside' }, organic);
  const end = el('div', { class: 'incrementality-stack' });
  const element = el(
    'section',
    { class: 'incrementality-report', 'aria-labelledby': 'incrementality-report-title', hidden: true },
    figures,
    charts,
    beside,
    end,
  );
  const words = el('div', { class: 'incrementality-stack' });
  const answerInWords = el('div', { class: 'incrementality-stack', hidden: true }, head, words);
  first.append(answerInWords);
  root.append(element);
  const drawnCharts = reportCharts(charts);
  const drawPlacebos = placeboPicture(beside);
  beside.append(detectable);
  const draw = whenChanged();

  return {
    charts: drawnCharts.charts,
    /**
     * @param {{ report: EstimateReport, settings: EstimateSettings, asked: EstimateJob['asked'] } | null} answer
     * @param {boolean} isStale it answers another question than the one that is asked
     * @param {Look} look
     */
    render(answer, isStale, look) {
      element.hidden = answerInWords.hidden = !answer;
      for (const part of [answerInWords, element]) part.toggleAttribute('data-older', isStale);
      if (!answer) return;
      const { report, settings, asked } = answer;
      draw([report, settings, asked, look.style.full('money', 1)], () =>
        keepingPlace(element, () => {
          fill(head, ...headOf(settings, report.preliminary), el('p', { class: 'card-hint incrementality-asked' }, asked?.words ?? ''));
          fill(words, reportSentences(report, look));
          fill(figures, reportFigures(report, look));
          drawnCharts.render(report, look);
          fill(organic, organicCard(report, look));
          drawPlacebos(report, settings, look);
          fill(detectable, detectableCard(report, look));
          fill(end, diagnosticsCard(report, settings, look), methods());
        }),
      );
    },
  };
}

/** Which question this is the answer to. @param {EstimateSettings} settings @param {boolean} preliminary */
function headOf({ brand, campaign, from, to, effect_to, campaign_days: whole, tail_days: tail, controls, masked }, preliminary) {
  const against =
    controls.length > 0
      ? ['against ', ...controls.flatMap((name, at) => [at > 0 ? ', ' : '', named(name)])]
      : ['without a brand to compare with'];
  const shorter =
    from === whole.from && to < whole.to ? `, the first ${daysIn({ from, to })} of ${daysIn(whole)} days of the campaign` : '';
  return [
    el('h2', { class: 'incrementality-title', id: 'incrementality-report-title' }, named(campaign), el('span', {}, 'of'), named(brand)),
    el(
      'p',
      { class: 'card-hint' },
      `${periodText(from, effect_to)}, of which ${counted(tail, 'day')} after the campaign${shorter} · `,
      ...against,
      masked.length > 0 && ` · ${counted(masked.length, 'stretch of days', 'stretches of days')} left out`,
    ),
    preliminary && el('span', { class: 'badge is-sample' }, 'First look – quiet test periods still running'),
  ];
}

function methods() {
  return el(
    'p',
    { class: 'incrementality-methods' },
    el('a', { class: 'link', href: '/methods' }, 'How this is estimated and when it fails'),
  );
}
