// The files: which table each was taken for, and which of its columns were understood.

import { el, named } from './dom.js';
import { counted, fileSize } from './numbers.js';

/** @import { ReportFile } from './api.d.ts' */

const HOW = { exact: 'named so', alias: 'known under this name', guess: 'guessed from its values', ignored: 'not used' };
/** @type {Record<string, string>} */
const DELIMITERS = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' };

/** @param {ReportFile[]} files */
export function reportFiles(files) {
  return el(
    'section',
    { class: 'report-part', 'aria-label': 'Files' },
    el('h3', {}, 'Files and columns'),
    el('ul', { class: 'file-list' }, ...files.map(oneFile)),
  );
}

/** @param {ReportFile} file */
function oneFile(file) {
  const known = file.role !== 'unknown';
  const facts = [counted(file.rows, 'row'), fileSize(file.bytes), file.encoding, DELIMITERS[file.delimiter] ?? file.delimiter]
    .filter(Boolean)
    .join(' · ');
  return el(
    'li',
    { class: 'report-file' },
    el(
      'div',
      { class: 'report-file-head' },
      named(file.name),
      el('span', { class: known ? 'badge is-good' : 'badge is-bad' }, known ? file.role : 'not recognised'),
      el('span', { class: 'card-hint' }, facts),
    ),
    el('ul', { class: 'column-list' }, ...file.columns.map(oneColumn)),
  );
}

/** @param {ReportFile['columns'][number]} column */
function oneColumn({ header, field, how, samples }) {
  const examples = samples.length > 0 ? `. For example: ${samples.map((sample) => sample.slice(0, 40)).join(', ')}` : '';
  return el(
    'li',
    { class: `column-chip is-${how}`, title: `${HOW[how] ?? how}${examples}` },
    named(header),
    field
      ? el('span', { class: 'column-field' }, ` → ${field.replaceAll('_', ' ')}`)
      : el('span', { class: 'column-field' }, ' not used'),
  );
}
