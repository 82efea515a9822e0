// What stands beside the main numbers of a report: organic sales, what could have been found at all, and how the model behaved.

import { el, named } from '../ui/dom.js';
import { reasonText } from '../ui/figure.js';
import { icon } from '../ui/icons.js';
import { figure } from './figures.js';
import { chanceText, intervalWords, organicVerdict, signedShare } from './words.js';
import { counted } from '../core/numbers.js';
import { periodText } from '../core/dates.js';
import { number, plainRow, plainTable, text } from '../ui/plain-table.js';

/** @import { EstimateSettings, EstimateReport } from '../core/api.d.ts' */
/** @import { Child } from '../ui/dom.js' */
/** @import { Look } from '../ui/figure.js' */

/** @typedef {[term: string, value: Child, more?: Child]} Fact */

/** The report in sentences, with the numbers that they rest on. @param {EstimateReport} report @param {Look} look */
export function reportSentences(report, look) {
  const { level, expected_revenue: expected, relative, tipping_point: tipping, words } = report;
  return card(
    'In plain words',
    'incrementality-words',
    el('p', { class: 'incrementality-paragraph' }, words.join(' ')),
    facts([
      ['Sold on these days', figure({ value: report.actual_revenue }, 'money', look)],
      [
        'Expected without the campaign',
        figure({ value: expected.mean }, 'money', look),
        intervalWords(expected, 'money', level, look.style),
      ],
      [
        'Effect, of what was expected',
        figure({ value: relative.mean }, 'share', look),
        intervalWords(relative, 'share', level, look.style),
      ],
      ['Probability of any gain', chanceText(report.probability_positive), 'if nothing else changed on those days'],
      [
        'Another cause that would explain all of it',
        signedShare(tipping.relative, look.style),
        tipping.relative_to_doubt === null ? null : `${signedShare(tipping.relative_to_doubt, look.style)} would leave it open`,
      ],
    ]),
  );
}

/** @param {EstimateReport} report @param {Look} look */
export function organicCard({ organic_change: change, cannibalisation: moved, level }, look) {
  if (!change) return card('Organic sales', 'incrementality-organic', el('p', { class: 'incrementality-note' }, 'Still being worked out.'));
  return card(
    'Organic sales',
    'incrementality-organic',
    el('p', { class: 'incrementality-verdict' }, organicVerdict(change)),
    facts([
      ['Change of organic revenue', figure({ value: change.mean }, 'money', look), intervalWords(change, 'money', level, look.style)],
      ...(moved ? [cannibalised(moved, level, look)] : []),
    ]),
  );
}

/** @param {NonNullable<EstimateReport['cannibalisation']>} moved @param {number} level @param {Look} look @returns {Fact} */
function cannibalised(moved, level, look) {
  const term = 'Cannibalisation, of what was credited';
  if (!('mean' in moved)) return [term, figure(moved, 'share', look), reasonText(moved.reason ?? '', look.definitions)];
  return [term, figure({ value: moved.mean }, 'share', look), intervalWords(moved, 'share', level, look.style)];
}

/** @param {EstimateReport} report @param {Look} look */
export function detectableCard({ detectable }, look) {
  if (!detectable)
    return card(
      'What could have been found',
      'incrementality-detectable',
      el('p', { class: 'incrementality-note' }, 'Still being worked out.'),
    );
  return card(
    'What could have been found',
    'incrementality-detectable',
    el(
      'p',
      { class: 'incrementality-verdict' },
      'An effect below ',
      figure({ value: detectable.amount }, 'money', look),
      ' is missed more than one time in five.',
    ),
    facts([
      [
        'Smallest effect found four times out of five',
        figure({ value: detectable.amount }, 'money', look),
        `${look.style.full('share', detectable.relative)} of what was expected`,
      ],
    ]),
  );
}

/** How the model behaved, for whom it concerns. @param {EstimateReport} report @param {EstimateSettings} settings @param {Look} look */
export function diagnosticsCard({ diagnostics, kappa }, settings, { style }) {
  if (!diagnostics) return null;
  const { rhat, ess, draws, chains, scale, controls } = diagnostics;
  const headings = [text('Brand to compare with'), number('Part of the model in')];
  return el(
    'details',
    { class: 'card incrementality-diagnostics', 'data-place': 'diagnostics' },
    el('summary', {}, icon('open', 14), 'Diagnostics'),
    facts([
      ['Learned from', periodText(settings.pre_from, settings.pre_to)],
      ['Scale', scale === 'log' ? 'logarithmic' : 'linear'],
      ['Draws', counted(draws, 'draw'), `in ${counted(chains, 'chain')}`],
      ['R-hat', rhat.toFixed(4), 'below 1.01 is good'],
      ['Effective sample size', style.full('count', Math.round(ess)), 'above 400 is good'],
      ['Interval scaled by κ', kappa ? kappa.toFixed(2) : '–', 'from the quiet test periods'],
    ]),
    controls.length > 0 &&
      plainTable(
        'Brands to compare with',
        headings,
        controls.map(({ name, inclusion }) => plainRow(headings, [named(name), `${style.full('share', inclusion)} of draws`])),
      ),
  );
}

/** @param {string} title @param {string} name @param {...Child} children */
function card(title, name, ...children) {
  return el(
    'section',
    { class: `card incrementality-part-card ${name}`, 'aria-label': title },
    el('h2', { class: 'card-title' }, title),
    ...children,
  );
}

/** @param {Fact[]} all */
function facts(all) {
  return el(
    'dl',
    { class: 'incrementality-facts' },
    ...all.map(([term, value, more]) =>
      el('div', {}, el('dt', {}, term), el('dd', {}, el('strong', {}, value), more && el('span', { class: 'incrementality-note' }, more))),
    ),
  );
}
