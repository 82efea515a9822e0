// What only the reader can decide. Emits: the answer to a question.

import { answerTo, pathOf, withAnswer } from './import-answers.js';
import { el, freshId } from '../ui/dom.js';

/** @import { Mapping, Question } from '../core/api.d.ts' */
/** @import { OnChange } from './report-files.js' */

/**
 * @param {Question[]} questions
 * @param {Mapping} answers
 * @param {OnChange} onChange
 */
export function reportQuestions(questions, answers, onChange) {
  return el(
    'section',
    { class: 'report-part is-asking', 'aria-label': 'Questions' },
    el('h3', {}, questions.length === 1 ? 'One question' : `${questions.length} questions`),
    ...questions.map((question) => oneQuestion(question, answerTo(answers, pathOf(question.id)), onChange)),
  );
}

/** @param {Question} question @param {string | undefined} answered @param {OnChange} onChange */
function oneQuestion({ id, file, column, question, options }, answered, onChange) {
  const name = freshId('question');
  const where = [file, column && `column ${column}`].filter(Boolean).join(', ');
  return el(
    'fieldset',
    { class: 'question' },
    el('legend', {}, question, ' ', where && el('span', { class: 'card-hint' }, el('bdi', {}, where))),
    ...options.map(({ value, label }) => {
      const place = `question ${id} ${value}`;
      const input = el('input', { type: 'radio', name, value, checked: value === answered, 'data-place': place });
      input.addEventListener('change', () => onChange((before) => withAnswer(before, pathOf(id), value)));
      return el('label', { class: 'question-option' }, input, el('bdi', {}, label));
    }),
  );
}
