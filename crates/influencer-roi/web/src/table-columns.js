// The columns of the influencer table: what stands in a cell, how wide it is, how it sorts, and which come first on a phone.

import { el, fill, named } from './dom.js';
import { explainedNumber } from './explain-button.js';
import { drawFigure, reasonText, unitOf } from './figure.js';
import { NO_VALUE, figureOf, followersText } from './numbers.js';
import { swatch } from './platform-chart.js';
import { verdictPill } from './verdict.js';

/** @import { Figures, InfluencerLine } from './api.d.ts' */
/** @import { Look } from './figure.js' */

/**
 * @typedef {object} Column
 * @property {string} id as the server sorts by it
 * @property {string} label
 * @property {number} width least width in pixels
 * @property {number} [narrowWidth] on a phone, where it is another
 * @property {boolean} isNumber
 * @property {boolean} [isFixedOrder] the server cannot sort by it
 * @property {(cell: HTMLElement, line: InfluencerLine, look: Look) => void} draw
 */

/** @type {Column[]} */
const COLUMNS = [
  { id: 'name', label: 'Influencer', width: 186, narrowWidth: 124, isNumber: false, draw: drawName },
  {
    id: 'category',
    label: 'Influencer Category',
    width: 114,
    isNumber: false,
    draw: (cell, line) => fill(cell, named(line.category)),
  },
  {
    id: 'platform',
    label: 'Platform',
    width: 116,
    isNumber: false,
    draw: (cell, line) => fill(cell, swatch(line.platform), named(line.platform)),
  },
  { id: 'followers', label: 'Followers', width: 128, isNumber: true, draw: drawFollowers },
  { ...figureColumn('revenue', 'Revenue', 128), narrowWidth: 112 },
  figureColumn('orders', 'Orders', 78),
  figureColumn('spend', 'Spend', 128),
  { ...figureColumn('roas', 'ROAS', 86), narrowWidth: 78, draw: drawRoas },
  {
    id: 'verdict',
    label: 'Verdict',
    width: 192,
    isNumber: false,
    isFixedOrder: true,
    draw: (cell, line, look) => fill(cell, verdictPill(line.verdict, look.definitions)),
  },
  figureColumn('incremental_roas', 'Incremental ROAS', 112),
  figureColumn('cost_per_order', 'Cost per order', 88),
];

/** What a phone shows before anybody scrolls sideways. */
const FIRST_WHEN_NARROW = ['name', 'revenue', 'roas', 'verdict', 'incremental_roas', 'spend', 'orders'];

/** The columns in the order of the screen. @param {boolean} narrow @returns {Column[]} */
export function columnsOf(narrow) {
  if (!narrow) return COLUMNS;
  const first = FIRST_WHEN_NARROW.flatMap((id) => COLUMNS.filter((column) => column.id === id));
  return [...first, ...COLUMNS.filter((column) => !first.includes(column))].map((column) => ({
    ...column,
    width: column.narrowWidth ?? column.width,
  }));
}

/**
 * How many characters the longest number of a column has: a number is never cut, its column grows instead.
 *
 * @param {Column} column
 * @param {Record<string, unknown>[]} lines
 * @param {Look} look
 */
export function lettersOf({ id, isNumber }, lines, { style, definitions }) {
  if (!isNumber || id === 'followers') return 0;
  const largest = lines.reduce((most, line) => Math.max(most, Math.abs(figureOf(line[id]).value ?? 0)), 0);
  return style.full(unitOf(definitions, id), -largest).length;
}

/**
 * The cell of the totals row: the true total as the server gave it.
 *
 * @param {HTMLElement} cell
 * @param {Column} column
 * @param {Figures} totals
 * @param {Look} look
 */
export function drawTotal(cell, column, totals, look) {
  const figure = totals[column.id];
  if (!column.isNumber || !figure) return fill(cell);
  drawFigure(cell, figureOf(figure), unitOf(look.definitions, column.id), look);
  const number = el('span', {}, ...cell.childNodes);
  fill(cell, explainedNumber(number, { id: column.id, title: `${column.label} of all influencers` }));
}

/** @param {string} id @param {string} label @param {number} width @returns {Column} */
function figureColumn(id, label, width) {
  return {
    id,
    label,
    width,
    isNumber: true,
    draw: (cell, line, look) => drawFigure(cell, figureOf(line[id]), unitOf(look.definitions, id), look),
  };
}

/** @param {HTMLElement} cell @param {InfluencerLine} line */
function drawName(cell, line) {
  cell.title = line.name.slice(0, 300);
  fill(cell, named(line.name), !line.in_roster && el('span', { class: 'cell-note' }, ' not in roster'));
}

/** @param {HTMLElement} cell @param {InfluencerLine} line @param {Look} look */
function drawFollowers(cell, { followers, tier }, { definitions, style }) {
  if (followers === null) {
    cell.title = 'The files name no followers for this influencer.';
    fill(cell, NO_VALUE);
    return;
  }
  cell.title = style.exact('count', followers);
  const label = definitions.tiers.find((one) => one.id === tier)?.label ?? tier;
  fill(
    cell,
    el('span', { 'data-exact': followers }, followersText(followers)),
    el('span', { class: 'cell-note' }, ` ${label.toLowerCase()}`),
  );
}

/** @param {HTMLElement} cell @param {InfluencerLine} line @param {Look} look */
function drawRoas(cell, line, look) {
  const figure = figureOf(line.roas);
  const value = el('span', { class: `roas is-${line.verdict}` });
  drawFigure(value, figure, 'times', look);
  cell.title = figure.value === null ? reasonText(figure.reason, look.definitions) : value.title;
  fill(cell, value);
}
