// How each value of the source column counts. Emits: a value's new class.

import { withAnswer } from './import-answers.js';
import { choice } from '../ui/choice.js';
import { el, named } from '../ui/dom.js';
import { figureText } from '../ui/figure.js';
import { counted, figureOf } from '../core/numbers.js';
import { number, plainRow, plainTable, text } from '../ui/plain-table.js';

/** @import { ReportSource, SourceClass } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */
/** @import { OnChange } from './report-files.js' */

/** @type {Record<SourceClass, string>} */
const CLASS_LABELS = { influencer: 'Influencer', organic: 'Organic (baseline)', other: 'Other (neither)' };
const HEADINGS = [text('Source'), text('Counts as'), number('Rows'), number('Named influencer'), number('Revenue')];
const MAX_ROWS = 300;

/**
 * @param {ReportSource[]} sources
 * @param {Look} look
 * @param {OnChange | null} onChange null where it can no longer be changed
 */
export function sourceClasses(sources, look, onChange) {
  const rest = sources.length - MAX_ROWS;
  const nameless = sources.reduce((sum, one) => sum + (one.class === 'influencer' ? one.rows - one.with_id : 0), 0);
  return el(
    'section',
    { class: 'report-part', 'aria-label': 'Sources' },
    el('h3', {}, 'What each source counts as'),
    el(
      'div',
      { class: 'report-scroll', tabindex: '0', role: 'region', 'aria-label': 'Sources, scrolls', 'data-place': 'sources' },
      plainTable(
        'What each source counts as',
        HEADINGS,
        sources.slice(0, MAX_ROWS).map((source) => sourceRow(source, look, onChange)),
      ),
    ),
    nameless > 0 &&
      el(
        'p',
        { class: 'choice-more' },
        `${counted(nameless, 'influencer row has', 'influencer rows have')} no influencer id, so no influencer can be credited: they count as Other.`,
      ),
    rest > 0 && el('p', { class: 'choice-more' }, `${counted(rest, 'more source is', 'more sources are')} read as proposed.`),
  );
}

/** @param {ReportSource} source @param {Look} look @param {OnChange | null} onChange */
function sourceRow(source, look, onChange) {
  return plainRow(HEADINGS, [
    named(source.value || '(blank)'),
    onChange ? classChoice(source, onChange) : CLASS_LABELS[source.class],
    source.rows.toLocaleString('en-IN'),
    source.with_id.toLocaleString('en-IN'),
    figureText(figureOf(source.revenue), 'money', look.style),
  ]);
}

/** @param {ReportSource} source @param {OnChange} onChange */
function classChoice({ value, class: now }, onChange) {
  const classes = /** @type {SourceClass[]} */ (Object.keys(CLASS_LABELS));
  return choice({
    label: `${value.slice(0, 60) || '(blank)'} counts as`,
    place: `source ${value}`,
    now,
    options: classes.map((id) => ({ value: id, label: CLASS_LABELS[id] })),
    onChange: (to) => onChange((answers) => withAnswer(answers, ['source', value], to)),
  });
}
