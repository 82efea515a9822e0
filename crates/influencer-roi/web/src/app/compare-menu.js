// What the chosen days are compared with. Reads: the comparison of an answer. Emits: the comparison of the address, '' for none.

import { periodText, readPeriod, shortDayText } from '../core/dates.js';
import { dayFields } from '../ui/day-fields.js';
import { el, fill, freshId, put, write } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { popover } from '../ui/popover.js';

/** @import { Comparison, Dataset } from '../core/api.d.ts' */
/** @import { PageState } from '../state/address.js' */

const FREE = 'free';
const WAYS = [
  { value: '', label: 'No comparison', more: '' },
  { value: 'previous', label: 'Previous period', more: 'as many days, just before' },
  { value: 'year', label: 'Year before', more: 'the same days of the calendar' },
  { value: FREE, label: 'Other days', more: '' },
];

/**
 * @param {HTMLElement} root
 * @param {{ onChange: (compare: string) => void }} options
 * @returns {(dataset: Dataset, asked: PageState, comparison: Comparison | undefined) => void}
 */
export function compareMenu(root, { onChange }) {
  const text = el('span', {}, 'Compare');
  const button = el('button', { type: 'button', class: 'button compare-button' }, icon('compare', 15), text);
  const element = el('div', { class: 'compare-menu is-waiting' }, button);
  root.append(element);

  let [first, last, compare] = ['', '', ''];
  /** @type {Comparison | undefined} */
  let comparison;
  const name = freshId('compare');
  const fields = el('div', { class: 'compare-days' });
  const note = el('p', { class: 'choice-more', role: 'status' });
  const menu = popover(button, {
    label: 'Choose what to compare with',
    class: 'compare-panel',
    draw: (panel) => {
      fill(panel, el('fieldset', {}, el('legend', { class: 'popover-title' }, 'Compare with'), ...WAYS.map(wayRow)), fields, note);
      drawFields();
      drawNote();
    },
  });

  const way = () => (readPeriod(compare) ? FREE : compare);

  /** @param {typeof WAYS[number]} choice */
  function wayRow({ value, label, more }) {
    const radio = el('input', { type: 'radio', name, value, checked: value === way(), autofocus: value === way() });
    radio.addEventListener('change', () => onChange(value === FREE ? freeStart() : value));
    return el('label', { class: 'compare-way' }, radio, label, more && el('span', { class: 'period-days' }, more));
  }

  /** Free days begin with those that are compared with, where the data has them. */
  function freeStart() {
    const { from, to } = comparison && comparison.from >= first && comparison.to <= last ? comparison : { from: first, to: last };
    return `${from}..${to}`;
  }

  function drawFields() {
    const days = readPeriod(compare);
    if (!days) return fill(fields);
    fill(fields, dayFields({ min: first, max: last, now: days, onChange: ({ from, to }) => onChange(`${from}..${to}`) }));
  }

  function drawNote() {
    note.textContent = comparison ? noteOf(comparison) : '';
  }

  return (dataset, asked, nextComparison) => {
    const sameDays = compare === asked.compare && first === dataset.first_day && last === dataset.last_day;
    [first, last, compare] = [dataset.first_day ?? '', dataset.last_day ?? '', asked.compare];
    comparison = nextComparison;
    element.classList.toggle('is-waiting', !first || !last);
    write(text, comparison ? `vs ${daysText(comparison, asked.to || last)}` : 'Compare');
    button.classList.toggle('is-on', compare !== '');
    put(button, 'title', comparison ? noteOf(comparison) : 'Compare with other days (X)');
    put(button, 'aria-label', comparison ? `Compare: ${text.textContent}` : 'Compare');
    if (!menu.panel.matches(':popover-open')) return;
    for (const radio of menu.panel.querySelectorAll('input')) if (radio.name === name) radio.checked = radio.value === way();
    if (!sameDays && !fields.contains(document.activeElement)) drawFields();
    drawNote();
  };
}

/** The compared days; their year only where it is another one than that of the days shown. @param {Comparison} comparison @param {string} shown */
function daysText({ from, to }, shown) {
  if (from.slice(0, 4) !== shown.slice(0, 4)) return periodText(from, to);
  return from === to ? shortDayText(to) : `${shortDayText(from)} – ${shortDayText(to)}`;
}

/** @param {Comparison} comparison */
function noteOf({ from, to, shift_days: shift }) {
  const aligned = shift ? ` On the trend the days are aligned by weekday, ${Math.abs(shift)} days apart.` : '';
  return `Compared with ${periodText(from, to)}.${aligned}`;
}
