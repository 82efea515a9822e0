// One number on the screen: the text, the exact figure on hover and when copied, or "–" with the reason why there is none.

import { afterPaint, notAfterPaint } from './after-paint.js';
import { el, fill, put, write } from './dom.js';
import { NO_VALUE, plainDigits } from '../core/numbers.js';

/** @import { Definitions, Figure, Unit } from '../core/api.d.ts' */
/** @import { NumberStyle } from '../core/numbers.js' */

/**
 * @typedef {object} Look how figures are written on the page at the moment
 * @property {NumberStyle} style
 * @property {Definitions} definitions
 */

/** What was written into an element: the figure, and how. @type {WeakMap<HTMLElement, unknown[]>} */
const written = new WeakMap();

/**
 * Writes a figure into an element of its own, unless it stands there already.
 *
 * @param {HTMLElement} element
 * @param {Figure} figure
 * @param {Unit} unit
 * @param {Look} look
 * @param {keyof NumberStyle} [length]
 * @param {HTMLElement} [about] where the exact figure, or the reason, is written: the element or one around it
 */
export function drawFigure(element, figure, unit, { style, definitions }, length = 'full', about = element) {
  const next = [figure.value, figure.value === null && figure.reason, unit, style, definitions, length];
  const before = written.get(element);
  if (element.firstChild && before && next.every((one, at) => one === before[at])) return;
  written.set(element, next);
  const { value } = figure;
  if (value === null) return drawReason(element, reasonText(figure.reason, definitions), about);
  write(element, style[length](unit, value));
  afterPaint(about, () => {
    put(about, 'data-exact', plainDigits(value));
    put(about, 'title', style.exact(unit, value));
  });
}

/** @param {HTMLElement} element @param {string} reason @param {HTMLElement} about */
function drawReason(element, reason, about) {
  notAfterPaint(about);
  about.removeAttribute('data-exact');
  about.title = reason;
  fill(element, el('span', { 'aria-hidden': 'true' }, NO_VALUE), el('span', { class: 'visually-hidden' }, `no value: ${reason}`));
}

/** A figure in a sentence or a tooltip. @param {Figure} figure @param {Unit} unit @param {NumberStyle} style */
export function figureText(figure, unit, style) {
  return figure.value === null ? NO_VALUE : style.full(unit, figure.value);
}

/** @param {string} reason @param {Definitions} definitions */
export function reasonText(reason, definitions) {
  return definitions.reasons[reason] ?? (reason ? reason.replaceAll('_', ' ') : 'There is no value here.');
}

/** The definition of a measure, metric or estimate. @param {Definitions} definitions @param {string} id */
export function definitionOf(definitions, id) {
  const named = (/** @type {{ id: string }} */ one) => one.id === id;
  return metricOf(definitions, id) ?? definitions.measures.find(named) ?? definitions.estimates.find(named);
}

/** @param {Definitions} definitions @param {string} id */
export function metricOf(definitions, id) {
  return definitions.metrics.find((metric) => metric.id === id);
}

/** @param {Definitions} definitions @param {string} id @returns {Unit} */
export function unitOf(definitions, id) {
  return definitionOf(definitions, id)?.unit ?? 'count';
}

/** @param {Definitions} definitions @param {string} id */
export function labelOf(definitions, id) {
  return definitionOf(definitions, id)?.label ?? id.replaceAll('_', ' ');
}

/** What the page shares out is behind these. @type {Record<string, string>} */
const SHARED_OUT = { baseline: 'organic_revenue', unassigned_baseline: 'organic_revenue', unallocated_spend: 'spend' };

/** The measure whose rows are behind a number; '' for what is worked out from several. @param {string} id @param {Definitions} definitions */
export function measureBehind(id, { measures }) {
  return SHARED_OUT[id] ?? (measures.some((measure) => measure.id === id) ? id : '');
}
