// One number on the screen: the text, the exact figure on hover and when copied, or "–" with the reason why there is none.

import { el, fill } from './dom.js';
import { NO_VALUE, plainDigits } from './numbers.js';

/** @import { Definitions, Figure, Unit } from './api.d.ts' */
/** @import { NumberStyle } from './numbers.js' */

/**
 * @typedef {object} Look how figures are written on the page at the moment
 * @property {NumberStyle} style
 * @property {Definitions} definitions
 */

/**
 * Writes a figure into an element.
 *
 * @param {HTMLElement} element
 * @param {Figure} figure
 * @param {Unit} unit
 * @param {Look} look
 * @param {keyof NumberStyle} [length]
 */
export function drawFigure(element, figure, unit, { style, definitions }, length = 'full') {
  if (figure.value === null) {
    const reason = reasonText(figure.reason, definitions);
    element.removeAttribute('data-exact');
    element.title = reason;
    fill(
      element,
      el('span', { 'aria-hidden': 'true' }, NO_VALUE),
      el('span', { class: 'visually-hidden' }, `no value: ${reason}`),
    );
    return;
  }
  element.dataset.exact = plainDigits(figure.value);
  element.title = style.exact(unit, figure.value);
  element.textContent = style[length](unit, figure.value);
}

/** A figure in a sentence or a tooltip. @param {Figure} figure @param {Unit} unit @param {NumberStyle} style */
export function figureText(figure, unit, style) {
  return figure.value === null ? NO_VALUE : style.full(unit, figure.value);
}

/** @param {string} reason @param {Definitions} definitions */
export function reasonText(reason, definitions) {
  return definitions.reasons[reason] ?? (reason ? reason.replaceAll('_', ' ') : 'There is no value here.');
}

/** The definition of a measure or metric. @param {Definitions} definitions @param {string} id */
export function definitionOf(definitions, id) {
  return metricOf(definitions, id) ?? definitions.measures.find((measure) => measure.id === id);
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
