// How each value of the source column counts. Emits: a value's new class.

import { el, named } from './dom.js';
import { figureText } from './figure.js';
import { figureOf } from './numbers.js';
import { number, plainRow, plainTable, text } from './plain-table.js';

/** @import { ReportSource, SourceClass } from './api.d.ts' */
/** @import { Look } from './figure.js' */

/** @type {Record<SourceClass, string>} */
const CLASS_LABELS = { influencer: 'Influencer', organic: 'Organic (baseline)', other: 'Other (neither)' };
const HEADINGS = [text('Source'), text('Counts as'), number('Rows'), number('Revenue')];
const MOST_ROWS = 300;

/**
 * @param {ReportSource[]} sources
 * @param {Look} look
 * @param {((value: string, to: SourceClass) => void) | null} onChange null where it can no longer be changed
 */
export function sourceClasses(sources, look, onChange) {
  const rest = sources.length - MOST_ROWS;
  return el(
    'section',
    { class: 'report-part', 'aria-label': 'Sources' },
    el('h3', {}, 'What each source counts as'),
    el(
      'div',
      { class: 'report-scroll', tabindex: '0', role: 'region', 'aria-label': 'Sources, scrolls' },
      plainTable(
        'What each source counts as',
        HEADINGS,
        sources.slice(0, MOST_ROWS).map((source) => sourceRow(source, look, onChange)),
      ),
    ),
    rest > 0 && el('p', { class: 'choice-more' }, `${rest.toLocaleString('en-IN')} more sources are read as proposed.`),
  );
}

/** @param {ReportSource} source @param {Look} look @param {((value: string, to: SourceClass) => void) | null} onChange */
function sourceRow(source, look, onChange) {
  return plainRow(HEADINGS, [
    named(source.value || '(blank)'),
    onChange ? classSelect(source, onChange) : CLASS_LABELS[source.class],
    source.rows.toLocaleString('en-IN'),
    figureText(figureOf(source.revenue), 'money', look.style),
  ]);
}

/** @param {ReportSource} source @param {(value: string, to: SourceClass) => void} onChange */
function classSelect({ value, class: now }, onChange) {
  const classes = /** @type {SourceClass[]} */ (Object.keys(CLASS_LABELS));
  const select = el(
    'select',
    { class: 'input', 'aria-label': `${value.slice(0, 60) || '(blank)'} counts as` },
    ...classes.map((id) => el('option', { value: id, selected: id === now }, CLASS_LABELS[id])),
  );
  select.addEventListener('change', () => onChange(value, /** @type {SourceClass} */ (select.value)));
  return select;
}
