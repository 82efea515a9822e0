// The three numbers that a campaign is judged by, each with its interval, beside what the published formula says. Reads: a report.

import { el } from '../ui/dom.js';
import { drawFigure, reasonText } from '../ui/figure.js';
import { intervalLine, sharedScale } from '../charts/interval-line.js';
import { intervalWords } from './words.js';
import { NO_VALUE } from '../core/numbers.js';

/** @import { Figure, Interval, EstimateReport, Unit } from '../core/api.d.ts' */
/** @import { Child } from '../ui/dom.js' */
/** @import { Look } from '../ui/figure.js' */

/**
 * @typedef {object} EstimateFigure
 * @property {string} title
 * @property {Unit} unit
 * @property {Interval | Figure} value
 * @property {Child[]} meaning
 * @property {Figure | null} published by the published formula; null where it has no such number
 * @property {Child[]} beside
 */

/** @param {EstimateReport} report @param {Look} look */
export function reportFigures(report, look) {
  return el(
    'section',
    { class: 'incrementality-figures', 'aria-label': 'What the campaign brought' },
    ...figuresOf(report, look).map((one) => card(one, report.level, look)),
  );
}

/** @param {EstimateReport} report @param {Look} look @returns {EstimateFigure[]} */
function figuresOf({ published, ...report }, look) {
  const money = (/** @type {Figure} */ one) => figure(one, 'money', look);
  return [
    {
      title: 'Incremental revenue',
      unit: 'money',
      value: report.incremental_revenue,
      meaning: [
        'Sold ',
        money({ value: report.actual_revenue }),
        ' less ',
        money({ value: report.expected_revenue.mean }),
        ' expected without it',
      ],
      published: published.incremental_revenue,
      beside: [money(published.revenue), ' credited less ', money(published.baseline), ' baseline'],
    },
    {
      title: 'Causal incremental ROAS',
      unit: 'times',
      value: report.causal_incremental_roas,
      meaning: ['Incremental revenue ÷ ', money({ value: report.spend }), ' spend', ...ifAll(report, look)],
      published: published.incremental_roas,
      beside: ['Its incremental revenue ÷ ', money(published.spend), ' spend on these days'],
    },
    {
      title: 'Incrementality factor',
      unit: 'money_per',
      value: report.incrementality_factor,
      meaning: ['Of each ', look.style.full('money', 1), ' credited, so much was new'],
      published: null,
      beside: ['It credits all ', money(published.revenue), ' to influencers'],
    },
  ];
}

/** What payments would change of which the data do not say what they were for. @param {Omit<EstimateReport, 'published'>} report @param {Look} look @returns {Child[]} */
function ifAll({ unallocated_spend: rest, causal_incremental_roas_if_all: roas }, look) {
  if (!(rest > 0) || !('mean' in roas)) return [];
  const of = [figure({ value: rest }, 'money', look), ' paid to people who sold nothing may have been for it: '];
  return ['. ', ...of, figure({ value: roas.mean }, 'times', look), ' if all of it belonged here'];
}

/** @param {EstimateFigure} one @param {number} level @param {Look} look */
function card({ title, unit, value, meaning, published, beside }, level, look) {
  return el(
    'article',
    { class: 'card incrementality-figure', 'aria-label': title },
    el('h3', { class: 'kpi-title' }, title),
    ...('mean' in value ? estimated(value, unit, level, published, look) : missing(value, look)),
    el('p', { class: 'incrementality-note' }, ...meaning),
    el(
      'div',
      { class: 'incrementality-published' },
      el(
        'p',
        { class: published && 'is-marked' },
        'Published formula',
        published && ' ',
        published && el('strong', {}, figure(published, unit, look)),
      ),
      el('p', { class: 'incrementality-note' }, ...beside),
      el('p', { class: 'incrementality-note' }, 'A definition, not a causal estimate'),
    ),
  );
}

/** @param {Interval} value @param {Unit} unit @param {number} level @param {Figure | null} published @param {Look} look */
function estimated(value, unit, level, published, look) {
  const other = published?.value ?? null;
  return [
    el('p', { class: 'kpi-value' }, figure({ value: value.mean }, unit, look)),
    el('p', { class: 'incrementality-interval' }, intervalWords(value, unit, level, look.style)),
    intervalLine(value, sharedScale([value.lower, value.upper, other ?? 0]), other === null ? [] : [other]),
  ];
}

/** @param {Figure} value @param {Look} look */
function missing({ reason }, { definitions }) {
  return [el('p', { class: 'kpi-value' }, NO_VALUE), el('p', { class: 'incrementality-interval' }, reasonText(reason ?? '', definitions))];
}

/** @param {Figure} one @param {Unit} unit @param {Look} look */
export function figure(one, unit, look) {
  const element = el('span', { class: 'incrementality-number' });
  drawFigure(element, one, unit, look, 'short');
  return element;
}
