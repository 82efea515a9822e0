// The days that count. Reads: the dataset's first and last day. Emits: from and to; '' for both is the whole period.

import { chosenPeriodText } from './words.js';
import { dayPlus, isDay, periodText } from './dates.js';
import { el, fill } from './dom.js';
import { icon } from './icons.js';
import { popover } from './popover.js';

/** @import { Dataset } from './api.d.ts' */
/** @typedef {{ from: string, to: string }} Period */

const LAST_DAYS = [7, 30, 90];
/** @type {Period} */
const WHOLE = { from: '', to: '' };

/**
 * @param {HTMLElement} root
 * @param {{ onChange: (period: Period) => void }} options
 * @returns {(dataset: Dataset, period: Period) => void}
 */
export function periodMenu(root, { onChange }) {
  const text = el('span', {}, 'Period');
  const button = el('button', { type: 'button', class: 'button period-button' }, icon('calendar', 15), text);
  const element = el('div', { class: 'period-menu is-waiting' }, button);
  root.append(element);

  /** @type {Dataset | null} */
  let dataset = null;
  let period = WHOLE;
  const panel = popover(button, {
    label: 'Choose the days',
    class: 'period-panel',
    draw: (body) =>
      dataset && drawPanel(body, dataset, period, (next) => onChange(plain(next, /** @type {Dataset} */ (dataset)))),
  });

  return (nextDataset, nextPeriod) => {
    const changed = dataset !== nextDataset || period.from !== nextPeriod.from || period.to !== nextPeriod.to;
    dataset = nextDataset;
    period = nextPeriod;
    const { first_day: first, last_day: last } = dataset;
    element.classList.toggle('is-waiting', !first || !last);
    if (!first || !last) return;
    text.textContent = chosenPeriodText(period.from, period.to) || periodText(first, last);
    button.classList.toggle('is-on', Boolean(period.from || period.to));
    button.setAttribute('aria-label', `Days: ${text.textContent}`);
    if (changed && !panel.panel.contains(document.activeElement)) panel.redraw();
  };
}

/**
 * @param {HTMLElement} panel
 * @param {Dataset} dataset
 * @param {Period} period
 * @param {(period: Period) => void} onChange
 */
function drawPanel(panel, { first_day, last_day }, period, onChange) {
  const [first, last] = [first_day ?? '', last_day ?? ''];
  const from = el('input', { type: 'date', class: 'input', min: first, max: last, value: period.from || first });
  const to = el('input', { type: 'date', class: 'input', min: first, max: last, value: period.to || last });
  const wrong = el('p', { class: 'field-error', role: 'alert' });
  const tell = () => {
    const usable = isDay(from.value) && isDay(to.value) && from.value <= to.value;
    wrong.textContent = usable ? '' : 'The first day has to come before the last.';
    if (usable) onChange({ from: from.value, to: to.value });
  };
  from.addEventListener('change', tell);
  to.addEventListener('change', tell);
  /** @param {string} label @param {Period} next */
  const shortcut = (label, next) =>
    el(
      'button',
      {
        type: 'button',
        class: 'button',
        onclick: () => {
          onChange(next);
          [from.value, to.value, wrong.textContent] = [next.from || first, next.to || last, ''];
        },
      },
      label,
    );
  fill(
    panel,
    el(
      'div',
      { class: 'period-shortcuts' },
      shortcut('Whole period', WHOLE),
      ...LAST_DAYS.filter((days) => dayPlus(last, 1 - days) > first).map((days) =>
        shortcut(`Last ${days} days`, { from: dayPlus(last, 1 - days), to: last }),
      ),
    ),
    el(
      'div',
      { class: 'period-fields' },
      el('label', { class: 'field' }, 'From', from),
      el('label', { class: 'field' }, 'To', to),
    ),
    wrong,
    el('p', { class: 'choice-more' }, `The data covers ${periodText(first, last)}.`),
  );
}

/** A period that covers every day of the data is no filter and is not sent as one. @param {Period} period @param {Dataset} dataset */
function plain(period, { first_day, last_day }) {
  return period.from <= (first_day ?? '') && period.to >= (last_day ?? '') ? WHOLE : period;
}
