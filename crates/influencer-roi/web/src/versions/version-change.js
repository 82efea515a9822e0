// How a version differs from the one before it, in signed numbers and in words.

import { NO_VALUE, figureOf } from '../core/numbers.js';

/** @import { DatasetVersion, Figure, TableId, Unit } from '../core/api.d.ts' */
/** @import { NumberStyle } from '../core/numbers.js' */

export const NO_CHANGE = 'no change';

/** @type {TableId[]} */
export const TABLES = ['influencers', 'tracking', 'payouts', 'posts'];

/**
 * "+1,200", "−₹400", "no change"; "–" where one of the two has no value.
 *
 * @param {Figure} figure
 * @param {Unit} unit
 * @param {NumberStyle} style
 */
export function signedText(figure, unit, style) {
  const { value } = figureOf(figure);
  if (value === null) return NO_VALUE;
  if (value === 0) return NO_CHANGE;
  return `${value > 0 ? '+' : ''}${style.full(unit, value)}`;
}

/** @param {DatasetVersion} version */
export function hasChanged({ change }) {
  const tables = Object.values(change?.tables ?? {});
  return tables.some((table) => table.rows !== 0 || Boolean(moneyOf(table)?.value));
}

/**
 * The change of one table: rows, and its money where it has any.
 *
 * @param {DatasetVersion} version
 * @param {TableId} table
 * @param {NumberStyle} style
 */
export function tableChange({ change }, table, style) {
  const found = change?.tables[table];
  if (!found) return null;
  const money = moneyOf(found);
  return {
    rows: signedText({ value: found.rows }, 'count', style),
    money: money ? signedText(money, 'money', style) : '',
  };
}

/** @param {{ rows: number, revenue?: Figure, spend?: Figure }} table */
function moneyOf({ revenue, spend }) {
  return revenue ?? spend;
}
