// What only the reader can decide. Emits: the answer to a question.

import { answerTo } from './import-answers.js';
import { el, freshId } from './dom.js';

/** @import { Mapping, Question } from './api.d.ts' */

/**
 * @param {Question[]} questions
 * @param {Mapping} answers
 * @param {(part: string, value: string) => void} onAnswer
 */
export function reportQuestions(questions, answers, onAnswer) {
  return el(
    'section',
    { class: 'report-part is-asking', 'aria-label': 'Questions' },
    el('h3', {}, questions.length === 1 ? 'One question' : `${questions.length} questions`),
    ...questions.map((question) => oneQuestion(question, answerTo(answers, question.id), onAnswer)),
  );
}

/** @param {Question} question @param {string | undefined} answered @param {(part: string, value: string) => void} onAnswer */
function oneQuestion({ id, file, column, question, options }, answered, onAnswer) {
  const name = freshId('question');
  const where = [file, column && `column ${column}`].filter(Boolean).join(', ');
  return el(
    'fieldset',
    { class: 'question' },
    el('legend', {}, question, ' ', where && el('span', { class: 'card-hint' }, el('bdi', {}, where))),
    ...options.map(({ value, label }) => {
      const input = el('input', { type: 'radio', name, value, checked: value === answered });
      input.addEventListener('change', () => onAnswer(id, value));
      return el('label', { class: 'question-option' }, input, el('bdi', {}, label));
    }),
  );
}
