// Which column of a file holds what, how sure that is, and what stands in it. Emits: another column for a field.

import { choice } from '../ui/choice.js';
import { el, named } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { counted } from '../core/numbers.js';
import { plainRow, plainTable, text } from '../ui/plain-table.js';

/** @import { ColumnHow, ReportColumn, ReportFile, TableField } from '../core/api.d.ts' */

/** @type {Record<ColumnHow, string>} */
const HOW = {
  exact: 'Same name',
  alias: 'Known name',
  guess: 'Guess',
  remembered: 'As last time',
  chosen: 'Your choice',
  ignored: 'Not used',
};
const HEADINGS = [text('What we need'), text('Column in the file'), text('How sure'), text('Examples')];
const MAX_SAMPLES = 3;

/**
 * @param {ReportFile} file
 * @param {boolean} isIncomplete whether a column is missing that nothing makes up for
 * @param {((field: string, header: string) => void) | null} onChoose null where nothing can be changed any more
 */
export function fileColumns(file, isIncomplete, onChoose) {
  const fields = (file.fields ?? []).map((field) => ({ ...field, required: field.required && isIncomplete }));
  const title = `Columns of ${file.name.slice(0, 80)}`;
  const unused = file.columns.filter(({ field }) => !field);
  const unsure = fields.some((field) => isUnsure(columnOf(file, field), field));
  return el(
    'details',
    { class: 'file-columns', open: unsure, 'data-place': `columns ${file.name}` },
    el('summary', {}, icon('open', 14), summaryText(file, fields, unused)),
    fields.length > 0 &&
      el(
        'div',
        { class: 'report-scroll is-whole', tabindex: '0', role: 'region', 'aria-label': `${title}, scrolls` },
        plainTable(
          title,
          HEADINGS,
          fields.map((field) => fieldRow(file, field, onChoose)),
        ),
      ),
    unused.length > 0 && unusedColumns(unused),
  );
}

/** @param {ReportFile} file @param {TableField} field */
const columnOf = ({ columns }, { field }) => columns.find((column) => column.field === field);

/** Must the reader look at it: a guess, or nothing where something is needed? @param {ReportColumn | undefined} column @param {TableField} field */
const isUnsure = (column, { required }) => (column ? column.how === 'guess' : required);

/** @param {ReportFile} file @param {TableField[]} fields @param {ReportColumn[]} unused */
function summaryText(file, fields, unused) {
  const guesses = fields.filter((field) => columnOf(file, field)?.how === 'guess').length;
  const missing = fields.filter((field) => field.required && !columnOf(file, field)).length;
  return [
    `${file.columns.length - unused.length} of ${counted(file.columns.length, 'column')} used`,
    guesses > 0 && `${counted(guesses, 'guess', 'guesses')} to check`,
    missing > 0 && `${counted(missing, 'needed column')} missing`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** @param {ReportFile} file @param {TableField} field @param {((field: string, header: string) => void) | null} onChoose */
function fieldRow(file, field, onChoose) {
  const column = columnOf(file, field);
  const where = onChoose ? columnChoice(file, field, column, onChoose) : column ? named(column.header) : 'none';
  return plainRow(HEADINGS, [
    el('span', {}, field.label, !field.required && el('span', { class: 'card-hint' }, ' (optional)')),
    where,
    howSure(column, field),
    column && samplesOf(column),
  ]);
}

/**
 * @param {ReportFile} file
 * @param {TableField} field
 * @param {ReportColumn | undefined} column that holds it now
 * @param {(field: string, header: string) => void} onChoose
 */
function columnChoice(file, { field, label }, column, onChoose) {
  const headers = [...new Set(file.columns.map(({ header }) => header))].filter((header) => header !== '');
  return choice({
    label: `Column of ${file.name.slice(0, 80)} for ${label}`,
    place: `column ${file.name} ${field}`,
    now: column?.header ?? '',
    options: [{ value: '', label: 'no column' }, ...headers.map((header) => ({ value: header, label: header.slice(0, 120) }))],
    onChange: (header) => onChoose(field, header),
  });
}

/** By word, icon and share, never by colour alone. @param {ReportColumn | undefined} column @param {TableField} field */
function howSure(column, { required }) {
  if (!column && !required) return el('span', { class: 'card-hint' }, 'not in this file');
  if (!column) return el('span', { class: 'sureness is-missing' }, icon('error', 13), 'Missing');
  const { how, confidence } = column;
  const share = confidence === undefined ? '' : `, ${Math.round(confidence * 100)}%`;
  return el('span', { class: `sureness is-${how}` }, icon(how === 'guess' ? 'explain' : 'check', 13), `${HOW[how] ?? how}${share}`);
}

/** @param {ReportColumn} column */
function samplesOf({ samples }) {
  return el('span', { class: 'samples' }, ...samples.slice(0, MAX_SAMPLES).map((sample) => named(sample.slice(0, 60))));
}

/** @param {ReportColumn[]} columns */
function unusedColumns(columns) {
  return el(
    'p',
    { class: 'unused-columns' },
    'Not used: ',
    ...columns.map(({ header, samples }) =>
      el('span', { class: 'column-chip', title: exampleText(samples) }, named(header || '(no heading)')),
    ),
  );
}

/** @param {string[]} samples */
function exampleText(samples) {
  return samples.length > 0 ? `For example: ${samples.map((one) => one.slice(0, 40)).join(', ')}` : null;
}
