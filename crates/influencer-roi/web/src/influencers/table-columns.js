// The columns of the influencer table: what there is to choose from, which are shown, how wide they are and how their totals read.
// Labels, units and formulas are those of the definitions; which figures a line carries is read off the lines.

import { el, put } from '../ui/dom.js';
import { isNarrow as isPhone } from '../ui/narrow.js';
import { explainedNumber } from '../definitions/explain-button.js';
import { definitionOf, drawFigure, metricOf, unitOf } from '../ui/figure.js';
import { estimatedCell, probabilityCell, rankCell, roasIntervalCell, roasTotal } from './interval.js';
import { axisHead } from './roas-axis.js';
import { figureOf } from '../core/numbers.js';
import { followersCell, idCell, leftCell, leftLength, nameCell, roasCell, toggleCell, verdictCell } from './table-cells.js';

/** @import { Definitions, Figures, InfluencerLine, Unit } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */
/** @import { BuildCell } from './table-cells.js' */

/** @typedef {'About' | 'Sales and money' | 'Rates' | 'Estimates' | 'Posts'} ColumnGroup */
/**
 * @typedef {object} Column
 * @property {string} id as the server sorts and exports by it
 * @property {string} label
 * @property {string} meaning
 * @property {ColumnGroup} group
 * @property {number} width least width in pixels
 * @property {boolean} isNumber
 * @property {BuildCell} build
 * @property {{ id: string, label: string }[]} [sorts] what its heading sorts by, where that is more than itself
 * @property {() => ColumnHead} [head] what stands in its heading too
 * @property {string[]} [exported] what it is in a file, where that is more than itself
 */

/** @typedef {ReturnType<typeof axisHead>} ColumnHead */

/** @type {ColumnGroup[]} */
export const COLUMN_GROUPS = ['About', 'Sales and money', 'Rates', 'Estimates', 'Posts'];

const USUAL = 'name category platform revenue orders spend roas_lower profit verdict'.split(' ');
/** The column of the estimate with its interval; as it sorts. */
const INTERVAL = 'roas_lower';
/** What a phone shows without scrolling sideways. */
const USUAL_WHEN_NARROW = 'name roas_lower profit revenue spend orders category platform verdict'.split(' ');

/** @type {Record<string, { label: string, meaning: string, width: number, isNumber?: boolean, build: BuildCell }>} */
const ABOUT = {
  name: { label: 'Influencer', meaning: 'The name in the files. Opens the profile.', width: 176, build: nameCell },
  id: { label: 'Id', meaning: 'The id in the files.', width: 96, build: idCell },
  category: {
    label: 'Influencer Category',
    meaning: 'What the influencer is about.',
    width: 106,
    build: toggleCell('category'),
  },
  platform: { label: 'Platform', meaning: 'Where the influencer posts.', width: 120, build: toggleCell('platform') },
  gender: { label: 'Gender', meaning: 'As the files say.', width: 92, build: toggleCell('gender') },
  tier: { label: 'Tier', meaning: 'By followers.', width: 84, build: toggleCell('tier') },
  followers: {
    label: 'Followers',
    meaning: 'Followers, and the tier that follows from them.',
    width: 128,
    isNumber: true,
    build: followersCell,
  },
  verdict: {
    label: 'Verdict',
    meaning: 'Whether the influencer earns more than was paid: the 90% interval of contribution per rupee paid, against 1.',
    width: 164,
    build: estimatedCell('verdict', verdictCell),
  },
};

/** Estimates that stand in a column; the upper ends stand beside the lower ones. @type {Record<string, { label?: string, meaning?: string, width: number, exported?: string[], build?: BuildCell, sorts?: Column['sorts'], head?: Column['head'] }>} */
const ESTIMATED = {
  roas_estimate: { width: 92 },
  roas_lower: {
    label: 'ROAS, 90% interval',
    meaning:
      'The estimated ROAS, and between what it is with 90% probability; below it the ratio as credited. Sorted by the interval it is by its lower end: safe bets first.',
    width: 310,
    sorts: [
      { id: 'roas_estimate', label: 'ROAS' },
      { id: 'roas_lower', label: '90% interval' },
    ],
    head: axisHead,
    exported: ['roas', 'roas_estimate', 'roas_lower', 'roas_upper'],
    build: roasIntervalCell,
  },
  p_earns_cost: { width: 92, build: probabilityCell('p_earns_cost') },
  rank_lower: {
    label: 'Rank',
    meaning: 'With 90% probability the rank by ROAS is one of these. Sorted by the best of them.',
    width: 86,
    exported: ['rank_lower', 'rank_upper'],
    build: rankCell,
  },
  p_top_five: { width: 86, build: probabilityCell('p_top_five') },
};

/** @type {Partial<Record<Unit, number>>} */
const WIDTHS = { money: 128, count: 82, times: 86, share: 104, money_per: 104 };
/** @type {Record<string, number>} */
const OWN_WIDTHS = { profit: 128, roas: 100, incremental_roas: 108, reach: 128, likes: 112, cost_per_order: 92 };
/** @type {Record<string, number>} */
const NARROW_WIDTHS = { name: 110, roas_lower: 122, profit: 96, revenue: 112, roas: 92 };
/** @type {Record<string, string>} */
const OWN_LABELS = { profit: 'Left after spend' };
/** @type {Record<string, BuildCell>} */
const OWN_CELLS = { roas: roasCell, profit: leftCell };
/** The arrow beside a ROAS takes the room of so many letters. */
const ARROW_LETTERS = 2;

/**
 * Every column that can be shown, by group.
 *
 * @param {Definitions} definitions
 * @param {InfluencerLine | undefined} line one with all that lines carry; without one, what is usual
 */
export function columnCatalogue(definitions, line) {
  const carries = (/** @type {string} */ id) => (line ? id in line : USUAL.includes(id));
  const about = Object.entries(ABOUT).map(([id, column]) => ({ id, group: /** @type {const} */ ('About'), isNumber: false, ...column }));
  const figures = [...definitions.measures, ...definitions.metrics]
    .filter(({ id }) => carries(id))
    .map(({ id }) => figureColumn(id, definitions));
  const estimates = definitions.estimates.flatMap(({ id }) => (ESTIMATED[id] ? [estimateColumn(id, definitions)] : []));
  return [...about, ...figures, ...estimates].sort((a, b) => COLUMN_GROUPS.indexOf(a.group) - COLUMN_GROUPS.indexOf(b.group));
}

/**
 * The columns of the screen, in their order. The name is always there and always first.
 *
 * @param {Column[]} catalogue
 * @param {string[]} chosen ids; none means the usual ones
 * @param {boolean} isNarrow
 * @returns {Column[]}
 */
export function columnsOf(catalogue, chosen, isNarrow) {
  const ids = chosen.length > 0 ? ['name', ...chosen.filter((id) => id !== 'name')] : usualColumns(isNarrow);
  return ids
    .flatMap((id) => catalogue.filter((column) => column.id === id))
    .map((column) => (isNarrow ? { ...column, width: NARROW_WIDTHS[column.id] ?? column.width } : column));
}

/** @param {boolean} isNarrow */
const usualColumns = (isNarrow) => (isNarrow ? USUAL_WHEN_NARROW : USUAL);

/** What is written into the address for these columns: nothing for the usual ones. @param {string[]} ids @param {boolean} isNarrow */
export function chosenColumns(ids, isNarrow) {
  return String(ids) === String(usualColumns(isNarrow)) ? [] : ids;
}

/**
 * An empty cell of a column, as wide as the table says that the column is. What is left of the table's width is shared out by the least widths.
 *
 * @param {'columnheader' | 'rowheader' | 'cell'} role
 * @param {Column} column
 * @param {number} place of the column
 */
export function columnCell(role, { isNumber, width }, place) {
  const scope = { columnheader: 'col', rowheader: 'row', cell: null }[role];
  const cell = el(scope ? 'th' : 'td', { role, scope, class: isNumber ? 'cell is-number' : 'cell' });
  cell.style.flex = `${width} 0 var(--column-${place})`;
  return cell;
}

/**
 * How many characters the longest number of a column has: a number is never cut, its column grows instead.
 *
 * @param {Column} column
 * @param {Record<string, unknown>[]} lines
 * @param {Look} look
 */
export function lettersOf({ id, isNumber, group }, lines, { style, definitions }) {
  if (!isNumber || id === 'followers' || group === 'Estimates') return 0;
  const largest = lines.reduce((most, line) => Math.max(most, Math.abs(figureOf(line[id]).value ?? 0)), 0);
  const length = id === 'profit' && isPhone() ? 'short' : 'full';
  return style[length](unitOf(definitions, id), -largest).length + (id === 'roas' ? ARROW_LETTERS : 0);
}

/**
 * A cell of the totals row: the true total as the server gave it.
 *
 * @param {HTMLElement} cell
 * @param {Column} column
 * @returns {(totals: Figures, look: Look) => void}
 */
export function totalCell(cell, { id, label, group }) {
  const isRoas = id === INTERVAL;
  if (group === 'About' || (group === 'Estimates' && !isRoas)) return () => {};
  const figure = isRoas ? 'roas' : id;
  const number = el('span');
  const explained = explainedNumber(number, { id: figure, title: `${isRoas ? 'ROAS' : label} of all influencers` });
  const beside = isRoas ? roasTotal(cell, explained) : () => {};
  if (!isRoas) cell.append(explained);
  put(cell, 'data-total', figure);
  return (totals, look) => {
    drawFigure(number, figureOf(totals[figure]), unitOf(look.definitions, figure), look, id === 'profit' ? leftLength() : 'full', cell);
    beside(totals, look);
  };
}

/** @param {string} id @param {Definitions} definitions @returns {Column} */
function figureColumn(id, definitions) {
  const definition = definitionOf(definitions, id);
  const unit = unitOf(definitions, id);
  const formula = metricOf(definitions, id)?.formula;
  return {
    id,
    // A line is not the total that the definition's label speaks of.
    label: OWN_LABELS[id] ?? (definition?.label ?? id).replace(/^(Total|Overall) /, ''),
    meaning: `${definition?.meaning ?? ''}${formula ? ` ${definition?.label} = ${formula}.` : ''}`,
    group: groupOf(id, definitions),
    width: OWN_WIDTHS[id] ?? WIDTHS[unit] ?? 104,
    isNumber: true,
    build: OWN_CELLS[id] ?? ((cell) => (line, look) => drawFigure(cell, figureOf(line[id]), unit, look)),
  };
}

/** @param {string} id @param {Definitions} definitions @returns {Column} */
function estimateColumn(id, definitions) {
  const { build, ...own } = ESTIMATED[id];
  const plain = figureColumn(id, definitions);
  // The raw ratio of the interval's cell does not wait for the estimate.
  const shows = build ?? plain.build;
  return { ...plain, ...own, group: 'Estimates', build: id === INTERVAL ? shows : estimatedCell(id, shows) };
}

const OF_POSTS = ['posts', 'reach', 'likes', 'comments'];

/** @param {string} id @param {Definitions} definitions @returns {ColumnGroup} */
function groupOf(id, definitions) {
  if ([id, ...(metricOf(definitions, id)?.inputs ?? [])].some((name) => OF_POSTS.includes(name))) return 'Posts';
  return ['money', 'count'].includes(unitOf(definitions, id)) ? 'Sales and money' : 'Rates';
}
