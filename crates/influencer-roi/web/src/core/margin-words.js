// Margins in words: what is earned of revenue, and the ROAS that breaks even there.

/** @import { AnsweredMargins } from './api.d.ts' */
/** @import { NumberStyle } from './numbers.js' */

/** A part as a percentage without needless digits. @param {number} part */
export const percentText = (part) => String(Number((100 * part).toFixed(7)));

/** The usual margin with its break-even, and every brand's own. @param {AnsweredMargins} margins @param {NumberStyle} style */
export function marginText(margins, style) {
  const own = Object.entries(margins.brands).map(([brand, margin]) => `${brand} ${percentText(margin)}%`);
  return [usualText(margins, style), ...own].join('; ');
}

/** The same for a button: brands with a margin of their own are counted. @param {AnsweredMargins} margins @param {NumberStyle} style */
export function marginLabel(margins, style) {
  const own = Object.keys(margins.brands).length;
  const text = `Margin ${usualText(margins, style)}`;
  return own > 0 ? `${text}, ${own} by brand` : text;
}

/** @param {AnsweredMargins} margins @param {NumberStyle} style */
function usualText({ default: usual, break_even: breakEven }, style) {
  if (usual === null) return 'not set, break-even 1×';
  return `${percentText(usual)}%, break-even ${style.full('times', breakEven)}`;
}
