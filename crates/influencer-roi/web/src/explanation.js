// The panel behind a headline number: what it means, the formula, the numbers put into it, and what it covers.

import { el, fill, named } from './dom.js';
import { definitionOf, drawFigure, labelOf, metricOf, unitOf } from './figure.js';
import { formulaWithNumbers } from './formula.js';
import { figureOf } from './numbers.js';

/** @import { Dashboard } from './api.d.ts' */
/** @import { Look } from './figure.js' */
/** @import { Scope } from './kpi-cards.js' */

/**
 * @param {HTMLElement} panel
 * @param {{ id: string, title: string }} card
 * @param {Dashboard} answer
 * @param {Look} look
 * @param {Scope} scope
 */
export function drawExplanation(panel, { id, title }, answer, look, scope) {
  const definition = definitionOf(look.definitions, id);
  const { formula, inputs } = metricOf(look.definitions, id) ?? { formula: '', inputs: [] };
  fill(
    panel,
    el('h3', { class: 'popover-title' }, title),
    el('p', { class: 'explanation-meaning' }, definition?.meaning ?? ''),
    formula && el('p', { class: 'explanation-formula' }, `${labelOf(look.definitions, id)} = ${formula}`),
    formula && el('p', { class: 'explanation-formula is-worked' }, ...workedOut(formula, inputs, answer, look)),
    figureList([...inputs.filter((input) => input !== id), id], id, answer, look),
    scopeList(answer, look, scope, [...inputs, id]),
  );
}

/** @param {string} formula @param {string[]} inputs @param {Dashboard} answer @param {Look} look */
function workedOut(formula, inputs, answer, look) {
  const worked = formulaWithNumbers(
    formula,
    inputs.map((input) => ({
      names: [input, input.replaceAll('_', ' '), labelOf(look.definitions, input)],
      value: numberOf(input, answer, look),
    })),
  );
  return worked.length > 0 ? ['= ', ...worked] : [];
}

/** @param {string} id @param {Dashboard} answer @param {Look} look */
function numberOf(id, answer, look) {
  const figure = figureOf(answer.totals[id]);
  if (figure.value === null) return 'no value';
  const number = el('span');
  drawFigure(number, figure, unitOf(look.definitions, id), look, 'precise');
  return number;
}

/** @param {string[]} ids @param {string} result @param {Dashboard} answer @param {Look} look */
function figureList(ids, result, answer, look) {
  const list = el('dl', { class: 'figure-list' });
  for (const id of ids) {
    const value = el('dd');
    const figure = figureOf(answer.totals[id]);
    drawFigure(value, figure, unitOf(look.definitions, id), look, 'precise');
    if (figure.value === null) value.append(el('span', { class: 'reason', 'aria-hidden': 'true' }, value.title));
    list.append(el('div', { class: id === result ? 'is-result' : null }, el('dt', {}, labelOf(look.definitions, id)), value));
  }
  return list;
}

/** @param {Dashboard} answer @param {Look} look @param {Scope} scope @param {string[]} ids the figures that are explained */
function scopeList(answer, look, { filters, period }, ids) {
  const { dataset } = answer;
  /** @type {[string, (string | Node)[]][]} */
  const rows = [
    ['Covers', [filters.length > 0 ? filters.join(' · ') : 'Everything, no filter']],
    ['Days', [period]],
    ...methodOf(answer, look, ids),
    ['Data', [named(dataset.name), ` · version ${dataset.version} · ${dataset.content_hash.slice(0, 8)}`]],
    ...leftOver(answer, look, ids),
  ];
  return el(
    'dl',
    { class: 'scope-list' },
    ...rows.map(([term, text]) => el('div', {}, el('dt', {}, term), el('dd', {}, ...text))),
  );
}

/**
 * The method, where it says how one of the figures comes about.
 *
 * @param {Dashboard} answer
 * @param {Look} look
 * @param {string[]} ids
 * @returns {[string, string[]][]}
 */
function methodOf({ method }, { definitions }, ids) {
  const way = definitions.methods.find((one) => one.id === method);
  const said = [ids.includes('spend') && way?.spend, ids.includes('baseline') && way?.baseline].filter(Boolean);
  return said.length > 0 ? [['Method', [[`${way?.label ?? method}.`, ...said].join(' ')]]] : [];
}

const SALES_SIDE = ['brand', 'product', 'campaign', 'from', 'to'];
const SHARED_SIDE = ['category', 'platform', 'gender', 'tier', 'influencer', 'q', 'campaign'];

/**
 * What sharing out found no place for, and whether it is in the numbers: spend that lies on no sale passes no filter of the sales,
 * organic sales that nobody's sales carry pass no filter of the influencers.
 *
 * @param {Dashboard} answer
 * @param {Look} look
 * @param {string[]} ids
 * @returns {[string, string[]][]}
 */
function leftOver({ totals, selection }, { style }, ids) {
  const isOn = (/** @type {string[]} */ names) => names.some((name) => (selection[name]?.length ?? 0) > 0);
  const spend = figureOf(totals.unallocated_spend).value;
  const baseline = figureOf(totals.unassigned_baseline).value;
  /** @type {[string, string[]][]} */
  const rows = [];
  if (spend && ids.includes('spend')) {
    const place = isOn(SALES_SIDE) ? 'not in' : 'part of';
    rows.push([
      'Spend',
      [
        `${style.full('money', spend)} was paid to influencers without a sale that it could lie on. It is ${place} these numbers.`,
      ],
    ]);
  }
  if (baseline && ids.includes('baseline')) {
    const place = isOn(SHARED_SIDE) ? 'not in' : 'part of';
    rows.push([
      'Organic',
      [
        `${style.full('money', baseline)} of organic sales are of brands that no influencer sold. They are ${place} the baseline.`,
      ],
    ]);
  }
  return rows;
}
