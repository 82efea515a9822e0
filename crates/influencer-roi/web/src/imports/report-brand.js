// Where the brand of a sale is taken from. Emits: the new rule.

import { withAnswer } from './import-answers.js';
import { choice } from '../ui/choice.js';
import { el, named } from '../ui/dom.js';
import { figureText } from '../ui/figure.js';
import { counted, figureOf } from '../core/numbers.js';

/** @import { BrandRule, Report } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */
/** @import { OnChange } from './report-files.js' */

/** @type {Record<BrandRule, string>} */
export const BRAND_RULES = {
  column: 'The brand column',
  product: 'The product is the brand',
  product_prefix: 'The beginning of the product’s name',
  campaign: 'The campaign’s name',
  source: 'The source',
  none: 'No brand',
};
const MAX_BRANDS = 12;

/**
 * @param {Report} report
 * @param {Look} look
 * @param {OnChange | null} onChange null where it can no longer be changed
 */
export function brandRule({ mapping, brand_rules: rules, brands }, look, onChange) {
  const now = mapping.brand ?? 'none';
  const rest = brands.length - MAX_BRANDS;
  return el(
    'section',
    { class: 'report-part', 'aria-label': 'Brand' },
    el('h3', {}, 'Where the brand comes from'),
    onChange ? ruleChoice(rules, now, onChange) : el('p', {}, BRAND_RULES[now]),
    el(
      'ul',
      { class: 'brand-list' },
      ...brands
        .slice(0, MAX_BRANDS)
        .map(({ value, rows, revenue }) =>
          el(
            'li',
            {},
            named(value),
            el('span', { class: 'card-hint' }, `${counted(rows, 'row')} · ${figureText(figureOf(revenue), 'money', look.style)}`),
          ),
        ),
    ),
    rest > 0 && el('p', { class: 'choice-more' }, `and ${rest.toLocaleString('en-IN')} more`),
  );
}

/** @param {BrandRule[]} rules @param {BrandRule} now @param {OnChange} onChange */
function ruleChoice(rules, now, onChange) {
  return choice({
    label: 'Where the brand comes from',
    place: 'brand',
    now,
    options: rules.map((rule) => ({ value: rule, label: BRAND_RULES[rule] ?? rule })),
    onChange: (to) => onChange((answers) => withAnswer(answers, ['brand'], to)),
  });
}
