// Two days to type or to pick, first and last. Emits: both, as soon as they make a period.

import { dayText, isDay } from '../core/dates.js';
import { el } from './dom.js';

/** @import { Period } from '../core/periods.js' */

/**
 * @param {object} options
 * @param {string} options.min the first day there is
 * @param {string} options.max the last day there is
 * @param {Period} options.now what the fields show; days that are not there are not shown
 * @param {(period: Period) => void} options.onChange
 */
export function dayFields({ min, max, now, onChange }) {
  const from = dayField(now.from > min ? now.from : min, min, max);
  const to = dayField(now.to && now.to < max ? now.to : max, min, max);
  const wrong = el('p', { class: 'field-error', role: 'alert' });
  const emit = () => {
    wrong.textContent = wrongIn(from.value, to.value, min, max);
    if (!wrong.textContent && isDay(from.value) && isDay(to.value)) onChange({ from: from.value, to: to.value });
  };
  from.addEventListener('change', emit);
  to.addEventListener('change', emit);
  return el(
    'div',
    {},
    el('div', { class: 'period-fields' }, el('label', { class: 'field' }, 'From', from), el('label', { class: 'field' }, 'To', to)),
    wrong,
  );
}

/** @param {string} value @param {string} min @param {string} max */
function dayField(value, min, max) {
  return el('input', { type: 'date', class: 'input', min, max, value });
}

/** @param {string} from @param {string} to @param {string} min @param {string} max */
function wrongIn(from, to, min, max) {
  // A year that is being typed is the year 2 for a moment: only what is whole is judged.
  if (!isDay(from) || !isDay(to) || from < '1000' || to < '1000') return '';
  if (from > to) return 'The first day has to come before the last.';
  return from < min || to > max ? `The data covers ${dayText(min)} to ${dayText(max)}.` : '';
}
