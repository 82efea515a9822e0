// The panel behind a headline number: what it means, the formula, the numbers put into it, and what it covers.

import { NO_QUESTION } from '../incrementality/settings.js';
import { changeOf } from '../core/change.js';
import { INFLUENCER_SIDE, SALES_SIDE } from '../core/dimensions.js';
import { momentText, periodText } from '../core/dates.js';
import { el, fill, named } from '../ui/dom.js';
import { definitionOf, drawFigure, labelOf, measureBehind, metricOf, reasonText, unitOf } from '../ui/figure.js';
import { formulaWithNumbers } from '../core/formula.js';
import { linkTo } from '../state/links.js';
import { NO_VALUE, figureOf } from '../core/numbers.js';

/** @import { Dashboard, Figure, Figures } from '../core/api.d.ts' */
/** @import { Child } from '../ui/dom.js' */
/** @import { Explained } from './explain-button.js' */
/** @import { Look } from '../ui/figure.js' */
/** @import { Scope } from '../overview/kpi-cards.js' */

/**
 * @param {HTMLElement} panel
 * @param {Explained} what
 * @param {Dashboard} answer
 * @param {Look} look
 * @param {Scope} scope
 */
export function drawExplanation(panel, { id, title, figures, about }, answer, look, scope) {
  const totals = figures?.() ?? answer.totals;
  const definition = definitionOf(look.definitions, id);
  const { formula, inputs } = metricOf(look.definitions, id) ?? { formula: '', inputs: [] };
  fill(
    panel,
    el('h3', { class: 'popover-title' }, title),
    about && el('p', {}, named(about)),
    el('p', { class: 'explanation-meaning' }, definition?.meaning ?? ''),
    formula && el('p', { class: 'explanation-formula' }, `${labelOf(look.definitions, id)} = ${formula}`),
    formula && el('p', { class: 'explanation-formula is-worked' }, ...workedOut(formula, inputs, totals, look)),
    figureList([...inputs.filter((input) => input !== id), id], id, totals, look),
    figures ? null : comparedList(id, answer, look),
    scopeList(answer, look, scope, [...inputs, id]),
    foot(
      id,
      inputs.every((input) => input === id),
      look,
    ),
  );
}

/** @param {string} id @param {boolean} isAlone is no other number put into it? @param {Look} look */
function foot(id, isAlone, { definitions }) {
  const measure = isAlone ? measureBehind(id, definitions) : '';
  return el(
    'div',
    { class: 'explanation-foot' },
    measure && rowsLink(measure, ' behind this number'),
    el('a', { class: 'link', href: linkTo({ view: 'definitions', term: id }) }, 'All definitions'),
    // The published formula is a definition; what a campaign caused is estimated elsewhere.
    id.startsWith('incremental') &&
      el('a', { class: 'link', href: linkTo({ view: 'campaigns', ...NO_QUESTION }) }, 'What a campaign caused'),
    el('span', { class: 'copy-said', role: 'status' }),
  );
}

/** @param {string} formula @param {string[]} inputs @param {Figures} totals @param {Look} look */
function workedOut(formula, inputs, totals, look) {
  const worked = formulaWithNumbers(
    formula,
    inputs.map((input) => ({
      names: [input, input.replaceAll('_', ' '), labelOf(look.definitions, input)],
      value: numberOf(input, totals, look),
    })),
  );
  return worked.length > 0 ? ['= ', ...worked] : [];
}

/** @param {string} id @param {Figures} totals @param {Look} look */
function numberOf(id, totals, look) {
  const figure = figureOf(totals[id]);
  if (figure.value === null) return 'no value';
  const number = el('span');
  drawExactly(number, figure, id, look);
  return number;
}

/** Sums as they are, ratios to two decimals. @param {HTMLElement} element @param {Figure} figure @param {string} id @param {Look} look */
function drawExactly(element, figure, id, look) {
  const unit = unitOf(look.definitions, id);
  drawFigure(element, figure, unit, look, unit === 'money' || unit === 'count' ? 'exact' : 'precise');
}

/** @param {string[]} ids @param {string} result @param {Figures} totals @param {Look} look */
function figureList(ids, result, totals, look) {
  return el(
    'dl',
    { class: 'figure-list' },
    ...ids.map((id) => {
      const measure = ids.length > 1 ? measureBehind(id, look.definitions) : '';
      const rows = measure && rowsLink(measure, el('span', { class: 'visually-hidden' }, ` behind ${labelOf(look.definitions, measure)}`));
      const label = el('dt', {}, labelOf(look.definitions, id), rows && ' ', rows);
      return el('div', { class: id === result ? 'is-result' : null }, label, figureValue(id, figureOf(totals[id]), look));
    }),
  );
}

/** A number that is copied exactly when it is pressed. @param {string} id @param {Figure} figure @param {Look} look */
function figureValue(id, figure, look) {
  const value = el('dd');
  if (figure.value === null) {
    drawExactly(value, figure, id, look);
    value.append(el('span', { class: 'reason', 'aria-hidden': 'true' }, value.title));
    return value;
  }
  const number = el('button', { type: 'button', class: 'copy-figure' });
  drawExactly(number, figure, id, look);
  number.title = `${number.title} – press to copy`;
  value.append(number);
  return value;
}

/** @param {string} measure @param {Child} more what follows the first word */
function rowsLink(measure, more) {
  return el('a', { class: 'link rows-link', href: linkTo({ rows: measure }) }, 'Rows', more);
}

/** The same number in the days it is compared with, and the change. @param {string} id @param {Dashboard} answer @param {Look} look */
function comparedList(id, { comparison, totals }, look) {
  if (!comparison) return null;
  const change = el('dd');
  const found = changeOf(id, unitOf(look.definitions, id), totals, comparison, look.style);
  if ('reason' in found) fill(change, NO_VALUE, el('span', { class: 'reason' }, reasonText(found.reason ?? '', look.definitions)));
  else if (found.share === null) fill(change, found.signed);
  else {
    drawFigure(change, { value: found.share }, 'share', look, 'precise');
    if (found.share > 0) change.prepend('+');
  }
  return el(
    'dl',
    { class: 'figure-list is-compared' },
    el('div', {}, el('dt', {}, periodText(comparison.from, comparison.to)), figureValue(id, figureOf(comparison.totals[id]), look)),
    el('div', {}, el('dt', {}, 'Change since then'), change),
  );
}

/** @param {Dashboard} answer @param {Look} look @param {Scope} scope @param {string[]} ids the figures that are explained */
function scopeList(answer, look, { filters, period }, ids) {
  const { dataset } = answer;
  /** @type {[string, (string | Node)[]][]} */
  const rows = [
    ['Covers', [filters.length > 0 ? filters.join(' · ') : 'Everything, no filter']],
    ['Days', [period]],
    ...methodOf(answer, look, ids),
    ...comparedDays(answer),
    ['Data', [named(dataset.name), ` · version ${dataset.version} · ${dataset.content_hash.slice(0, 8)} · ${momentText(dataset.created)}`]],
    ...leftOver(answer, look, ids),
  ];
  return el('dl', { class: 'scope-list' }, ...rows.map(([term, text]) => el('div', {}, el('dt', {}, term), el('dd', {}, ...text))));
}

/** @param {Dashboard} answer @returns {[string, string[]][]} */
function comparedDays({ comparison }) {
  return comparison ? [['Against', [periodText(comparison.from, comparison.to)]]] : [];
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

/** Filters under which spend that no sale carries is not counted. */
const OF_SALES = /** @type {const} */ ([...SALES_SIDE, 'from', 'to']);
/** Filters under which a baseline that no influencer carries is not counted. */
const OF_SHARING = /** @type {const} */ ([...INFLUENCER_SIDE, 'q', 'campaign']);

/**
 * What could not be shared out, and whether it is in the numbers: spend without any sale passes no filter of the sales on what the payment
 * does not name, and organic sales of a brand that no influencer sold pass no filter of the influencers.
 *
 * @param {Dashboard} answer
 * @param {Look} look
 * @param {string[]} ids
 * @returns {[string, string[]][]}
 */
function leftOver({ totals, selection }, { style }, ids) {
  const isOn = (/** @type {readonly (keyof Dashboard['selection'])[]} */ names) => names.some((name) => (selection[name]?.length ?? 0) > 0);
  const spend = figureOf(totals.unallocated_spend).value;
  const baseline = figureOf(totals.unassigned_baseline).value;
  /** @type {[string, string[]][]} */
  const rows = [];
  if (spend && ids.includes('spend')) {
    const paid = `${style.full('money', spend)} was paid without any sale to spread it over`;
    const place = isOn(OF_SALES) ? ', and does not name what is chosen. It is not in these numbers.' : '. It is part of these numbers.';
    rows.push(['Spend', [`${paid}${place}`]]);
  }
  if (baseline && ids.includes('baseline')) {
    const place = isOn(OF_SHARING) ? 'not in' : 'part of';
    rows.push([
      'Organic',
      [`${style.full('money', baseline)} of organic sales are of brands that no influencer sold. They are ${place} the baseline.`],
    ]);
  }
  return rows;
}
