// Spellings that are read as one value: Youtube as YouTube, M as Male. Emits: that one is kept as it is written, or folded again.

import { answerTo, withAnswer } from './import-answers.js';
import { choice } from '../ui/choice.js';
import { el, named } from '../ui/dom.js';
import { figureText } from '../ui/figure.js';
import { counted, figureOf } from '../core/numbers.js';
import { number, plainRow, plainTable, text } from '../ui/plain-table.js';
import { dimensionEntry } from '../core/dimensions.js';

/** @import { Mapping, Spelling } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */
/** @import { OnChange } from './report-files.js' */

const HEADINGS = [text('Written'), text('In'), text('Read as'), number('Rows'), number('Revenue')];
const MAX_ROWS = 300;

/**
 * @param {Spelling[]} spellings
 * @param {Mapping} answers
 * @param {Look} look
 * @param {OnChange | null} onChange null where it can no longer be changed
 */
export function foldedSpellings(spellings, answers, look, onChange) {
  const rest = spellings.length - MAX_ROWS;
  return el(
    'section',
    { class: 'report-part', 'aria-label': 'Spellings' },
    el('h3', {}, 'Spellings read as one value'),
    el(
      'div',
      { class: 'report-scroll', tabindex: '0', role: 'region', 'aria-label': 'Spellings, scrolls', 'data-place': 'spellings' },
      plainTable(
        'Spellings read as one value',
        HEADINGS,
        spellings.slice(0, MAX_ROWS).map((spelling) => spellingRow(spelling, answers, look, onChange)),
      ),
    ),
    rest > 0 && el('p', { class: 'choice-more' }, `and ${counted(rest, 'more spelling')}`),
  );
}

/** @param {Spelling} spelling @param {Mapping} answers @param {Look} look @param {OnChange | null} onChange */
function spellingRow(spelling, answers, look, onChange) {
  const { dimension, written, known, rows, revenue } = spelling;
  return plainRow(HEADINGS, [
    named(written || '(blank)'),
    dimensionEntry(dimension).label,
    onChange ? foldChoice(spelling, answers, onChange) : named(known),
    rows.toLocaleString('en-IN'),
    figureText(figureOf(revenue), 'money', look.style),
  ]);
}

/** @param {Spelling} spelling @param {Mapping} answers @param {OnChange} onChange */
function foldChoice({ dimension, written, known }, answers, onChange) {
  const path = ['spelling', dimension, written];
  return choice({
    label: `${written.slice(0, 60) || '(blank)'} is read as`,
    place: path.join(' '),
    now: answerTo(answers, path) ?? known,
    options: [
      { value: known, label: known },
      { value: written, label: `${written.slice(0, 60)} (as written)` },
    ],
    onChange: (to) => onChange((before) => withAnswer(before, path, to)),
  });
}
