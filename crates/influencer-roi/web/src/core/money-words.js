// What rows amount to, in words: "₹1,200 revenue, ₹400 spend". An amount of 0 is not said.

import { figureOf } from './numbers.js';

/** @import { Figure } from './api.d.ts' */
/** @import { NumberStyle } from './numbers.js' */

/** @param {{ revenue?: Figure, spend?: Figure }} money @param {NumberStyle} style */
export function moneyWords({ revenue, spend }, style) {
  /** @type {[Figure | undefined, string][]} */
  const figures = [
    [revenue, 'revenue'],
    [spend, 'spend'],
  ];
  const said = figures.flatMap(([figure, word]) => {
    const { value } = figureOf(figure);
    return value ? [`${style.full('money', value)} ${word}`] : [];
  });
  return said.join(', ');
}
