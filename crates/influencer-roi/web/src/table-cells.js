// What stands in the cells of the influencer table. Cells are drawn while somebody scrolls: no listener is added here, buttons say by
// data attributes what they do.

import { el, fill, named } from './dom.js';
import { drawFigure, reasonText } from './figure.js';
import { NO_VALUE, figureOf, followersText } from './numbers.js';
import { swatch } from './platform-chart.js';
import { clickHint } from './toggle-value.js';
import { verdictPill } from './verdict.js';

/** @import { InfluencerLine } from './api.d.ts' */
/** @import { PageState } from './address.js' */
/** @import { Look } from './figure.js' */

/** @typedef {Look & { chosen: PageState['chosen'] }} TableLook the look of figures, and what is filtered */
/** @typedef {(cell: HTMLElement, line: InfluencerLine, look: TableLook) => void} DrawCell */
/** The dimensions that a cell filters by. @typedef {'category' | 'platform' | 'gender' | 'tier'} CellDimension */

/** @type {DrawCell} */
export function drawName(cell, line) {
  cell.title = `${line.name.slice(0, 300)}: open profile`;
  fill(
    cell,
    el('button', { type: 'button', class: 'name-button', 'data-open': '', 'data-stop': 'name' }, named(line.name)),
    !line.in_roster && el('span', { class: 'cell-note' }, ' not in roster'),
  );
}

/** @param {CellDimension} dimension @returns {DrawCell} */
export function toggleCell(dimension) {
  return (cell, line, look) =>
    fill(cell, dimension === 'platform' && swatch(line.platform), toggleButton(dimension, line[dimension], look));
}

/** @type {DrawCell} */
export function drawFollowers(cell, line, look) {
  const { followers, tier } = line;
  if (followers === null) {
    cell.title = 'The files name no followers for this influencer.';
    fill(cell, NO_VALUE);
    return;
  }
  cell.title = look.style.exact('count', followers);
  fill(
    cell,
    el('span', { 'data-exact': followers }, followersText(followers)),
    el('span', { class: 'cell-note' }, ' ', toggleButton('tier', tier, look, 'followers')),
  );
}

/** @type {DrawCell} */
export function drawVerdict(cell, line, { definitions }) {
  fill(cell, verdictPill(line.verdict, definitions));
}

/** @type {DrawCell} */
export function drawRoas(cell, line, look) {
  const figure = figureOf(line.roas);
  const value = el('span', { class: `roas is-${line.verdict}` });
  drawFigure(value, figure, 'times', look);
  cell.title = figure.value === null ? reasonText(figure.reason, look.definitions) : value.title;
  fill(cell, value);
}

/**
 * A value that filters by itself: looks like text until somebody points at it.
 *
 * @param {CellDimension} dimension
 * @param {string} value
 * @param {TableLook} look
 * @param {string} [stop] by which the keyboard finds it again
 */
function toggleButton(dimension, value, { chosen, definitions }, stop = dimension) {
  const isTier = dimension === 'tier';
  return el(
    'button',
    {
      type: 'button',
      class: 'cell-toggle',
      'data-toggle': dimension,
      'data-stop': stop,
      'aria-pressed': String(chosen[dimension].includes(value)),
      title: clickHint(chosen[dimension], value),
    },
    isTier ? tierLabel(value, definitions).toLowerCase() : named(value),
  );
}

/** @param {string} tier @param {Look['definitions']} definitions */
export function tierLabel(tier, { tiers }) {
  return tiers.find((one) => one.id === tier)?.label ?? tier;
}
