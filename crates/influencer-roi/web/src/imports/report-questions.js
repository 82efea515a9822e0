// What only the reader can decide: each question with its readings, what each would come to, and the proposed one chosen. Emits: the answer to
// a question.

import { answerTo, isFreeAnswer, pathOf, withAnswer } from './import-answers.js';
import { el, freshId, named } from '../ui/dom.js';
import { figureText } from '../ui/figure.js';
import { counted, figureOf } from '../core/numbers.js';

/** @import { Mapping, Question } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */
/** @import { NumberStyle } from '../core/numbers.js' */
/** @import { OnChange } from './report-files.js' */

/** @typedef {{ question: Question, name: string, answered: string | undefined, onAnswer: (value: string) => void }} Asking */

/** Totals that are no money. */
const COUNTS = ['orders', 'rows'];
/** @type {Record<NonNullable<Question['free']>, { label: string, fields: string[], wrong: string }>} */
const FREE = {
  rate: { label: 'Convert them at', fields: ['Rate'], wrong: 'Write a rate above 0, such as 83.5.' },
  period: { label: 'Other days', fields: ['From', 'To'], wrong: 'Choose two days, the earlier one first.' },
  influencer: { label: 'Another influencer', fields: ['Influencer’s id'], wrong: 'Write the id of an influencer.' },
};

/**
 * @param {Question[]} questions
 * @param {Mapping} answers
 * @param {Look} look
 * @param {OnChange} onChange
 */
export function reportQuestions(questions, answers, look, onChange) {
  return el(
    'section',
    { class: 'report-part', 'aria-label': 'Questions' },
    el('h3', {}, counted(questions.length, 'question')),
    el('p', { class: 'card-hint' }, 'Change an answer that does not fit.'),
    ...questions.map((question) => {
      const path = pathOf(question.id);
      const onAnswer = (/** @type {string} */ value) => onChange((before) => withAnswer(before, path, value));
      return oneQuestion({ question, name: freshId('question'), answered: answerTo(answers, path), onAnswer }, look.style);
    }),
  );
}

/** @param {Asking} asking @param {NumberStyle} style */
function oneQuestion(asking, style) {
  const { file, column, text, options, free } = asking.question;
  const where = [!text.includes(file) && file, column && `column ${column}`].filter(Boolean).join(', ');
  return el(
    'fieldset',
    { class: 'question' },
    el('legend', {}, named(text), ' ', where && el('span', { class: 'card-hint' }, named(where))),
    el(
      'div',
      { class: 'question-options' },
      ...options.map((option) => oneOption(option, asking, style)),
      free && freeOption(asking, FREE[free]),
    ),
  );
}

/** @param {Question['options'][number]} option @param {Asking} asking @param {NumberStyle} style */
function oneOption({ value, label, totals }, { question, name, answered, onAnswer }, style) {
  const { id, proposed, options } = question;
  const input = el('input', { type: 'radio', name, value, checked: value === answered, 'data-place': `question ${id} ${value}` });
  input.addEventListener('change', () => onAnswer(value));
  return el(
    'label',
    { class: 'question-option' },
    input,
    el(
      'span',
      {},
      el('bdi', {}, label),
      value === proposed && el('span', { class: 'card-hint' }, ' (proposed)'),
      el('span', { class: 'question-totals' }, totalsText(totals, options, style)),
    ),
  );
}

/**
 * "₹15,100 revenue · 11 orders". What is 0 under every reading says nothing.
 *
 * @param {Question['options'][number]['totals']} totals
 * @param {Question['options']} options
 * @param {NumberStyle} style
 */
export function totalsText(totals = {}, options, style) {
  return Object.entries(totals)
    .filter(([measure]) => options.some((option) => figureOf(option.totals?.[measure]).value))
    .map(
      ([measure, figure]) => `${figureText(figure, COUNTS.includes(measure) ? 'count' : 'money', style)} ${measure.replaceAll('_', ' ')}`,
    )
    .join(' · ');
}

/** Can be chosen once its fields hold an answer. @param {Asking} asking @param {typeof FREE['rate']} shape */
function freeOption({ question, name, answered = '', onAnswer }, { label, fields, wrong }) {
  const { id, free, options, proposed } = question;
  const isChosen = !options.some(({ value }) => value === answered);
  const shown = (isChosen ? answered : free === 'period' ? proposed : '').split('..');
  const inputs = fields.map((field, at) =>
    el('input', {
      class: 'input',
      type: free === 'period' ? 'date' : 'text',
      inputmode: free === 'rate' && 'decimal',
      'aria-label': field,
      value: shown[at] ?? '',
      'data-place': `question ${id} ${field}`,
    }),
  );
  const value = () => inputs.map((input) => input.value.trim()).join('..');
  const place = `question ${id} free`;
  const radio = el('input', { type: 'radio', name, checked: isChosen, disabled: !isFreeAnswer(question, value()), 'data-place': place });
  const error = el('span', { class: 'field-error', role: 'alert' });
  radio.addEventListener('change', () => onAnswer(value()));
  for (const [at, input] of inputs.entries()) {
    input.addEventListener('input', () => {
      radio.disabled = !isFreeAnswer(question, value());
    });
    input.addEventListener('change', () => {
      const isAnswer = isFreeAnswer(question, value());
      error.textContent = isAnswer ? '' : wrong;
      if (isAnswer && value() !== answered) onAnswer(value());
      // The answer from before goes on to count, so it is what the field shows.
      if (!isAnswer && isChosen) input.value = shown[at] ?? '';
    });
  }
  return el('div', { class: 'question-option' }, el('label', {}, radio, label), ...inputs, error);
}
