// The reader's own shape of a file: which one reads it, and how a file is understood saved as one. Emits: another answer, a name to save under.

import { withAnswer } from './import-answers.js';
import { el, named } from '../ui/dom.js';
import { icon } from '../ui/icons.js';

/** @import { Report, ReportFile } from '../core/api.d.ts' */
/** @import { OnChange } from './report-files.js' */

/** @typedef {(file: string, name: string) => void} OnSaveShape */

const LONGEST_NAME = 80;

/** Which own shape has the header of a file, and the other choice; nothing where none has. @param {ReportFile} file @param {OnChange | null} onChange */
export function ownShape({ name, own_shape: own }, onChange) {
  if (!own) return null;
  const answer = own.used ? 'no' : 'yes';
  const choose = () => onChange?.((answers) => withAnswer(answers, ['answers', own.question], answer));
  return el(
    'p',
    { class: 'own-shape' },
    own.used ? 'Read by your own shape ' : 'Not read by your own shape ',
    named(own.title),
    onChange &&
      el(
        'button',
        { type: 'button', class: 'button is-small', 'data-place': `own shape ${name}`, onclick: choose },
        own.used ? 'Read it without' : 'Read it by this shape',
      ),
  );
}

/**
 * The user had to say or guess what its columns hold: it can be kept for the next files with the same header.
 *
 * @param {ReportFile} file
 * @param {Report} report
 */
export function canBeSaved(file, { files }) {
  const isUnderstood = !['unknown', 'ignore'].includes(file.role) && !file.mends;
  const isKnown = file.shape !== null || file.columns.every(({ field, how }) => !field || how === 'exact');
  const isFurtherTable = files.some(({ name }) => `${name} · ${file.role}` === file.name);
  return isUnderstood && !isKnown && !isFurtherTable;
}

/** @param {ReportFile} file @param {OnSaveShape} onSave */
export function saveAsShape({ name }, onSave) {
  const input = el('input', {
    class: 'input',
    required: true,
    maxlength: LONGEST_NAME,
    'aria-label': `Name of the shape of ${name.slice(0, 80)}`,
    placeholder: 'Its name, such as Shop takings',
    'data-place': `shape name ${name}`,
  });
  const form = el('form', { class: 'save-shape-form' }, input, el('button', { type: 'submit', class: 'button is-small' }, 'Save'));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const wanted = input.value.trim();
    if (wanted !== '') onSave(name, wanted);
  });
  return el(
    'details',
    { class: 'save-shape', 'data-place': `save shape ${name}` },
    el('summary', {}, icon('open', 14), 'Save as your own shape'),
    el('p', { class: 'card-hint' }, 'The next files with these columns are read in this way without a question.'),
    form,
  );
}
