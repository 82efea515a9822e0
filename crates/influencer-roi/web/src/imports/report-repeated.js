// Rows that repeat another row: kept, or counted once. Emits: the choice.

import { withAnswer } from './import-answers.js';
import { el, freshId } from '../ui/dom.js';
import { moneyWords } from '../core/money-words.js';
import { counted } from '../core/numbers.js';

/** @import { RepeatedChoice, RepeatedRows } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */
/** @import { NumberStyle } from '../core/numbers.js' */
/** @import { OnChange } from './report-files.js' */

/** @type {[RepeatedChoice, string][]} */
const CHOICES = [
  ['keep', 'Count every row: they are separate sales'],
  ['drop', 'Count each once: they are copies'],
];

/**
 * @param {RepeatedRows} repeated
 * @param {Look} look
 * @param {OnChange | null} onChange null where it can no longer be changed
 */
export function repeatedRows(repeated, look, onChange) {
  return el(
    'section',
    { class: 'report-part', 'aria-label': 'Repeated rows' },
    el('h3', {}, 'Repeated rows'),
    el('p', { class: 'repeated-text' }, repeatedText(repeated, look.style)),
    onChange ? choices(repeated, onChange) : el('p', {}, CHOICES.find(([id]) => id === repeated.choice)?.[1]),
  );
}

/** What the rows are, what they amount to, and how far was looked. @param {RepeatedRows} repeated @param {NumberStyle} style */
export function repeatedText({ rows, revenue, spend, looked_at: lookedAt, limit }, style) {
  const money = moneyWords({ revenue, spend }, style);
  const verb = rows === 1 ? 'repeats' : 'repeat';
  const found = `${counted(rows, 'row')} ${verb} another row in every column${money && ` (${money})`}.`;
  return lookedAt >= limit ? `${found} Only the first ${counted(limit, 'row')} were compared.` : found;
}

/** @param {RepeatedRows} repeated @param {OnChange} onChange */
function choices({ choice: now }, onChange) {
  const name = freshId('repeated');
  return el(
    'fieldset',
    { class: 'question' },
    el('legend', { class: 'visually-hidden' }, 'Repeated rows'),
    ...CHOICES.map(([value, label]) => {
      const input = el('input', { type: 'radio', name, value, checked: value === now, 'data-place': `repeated ${value}` });
      input.addEventListener('change', () => onChange((answers) => withAnswer(answers, ['repeated_rows'], value)));
      return el('label', { class: 'question-option' }, input, label);
    }),
  );
}
