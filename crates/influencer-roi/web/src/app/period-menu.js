// The days that count. Reads: the dataset's first and last day. Emits: from and to; '' for both is the whole period.

import { periodText } from '../core/dates.js';
import { dayFields } from '../ui/day-fields.js';
import { el, fill } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { PERIODS, namedPeriod, plainPeriod } from '../core/periods.js';
import { popover } from '../ui/popover.js';
import { chosenPeriodText } from '../core/words.js';

/** @import { Dataset } from '../core/api.d.ts' */
/** @import { NamedPeriod, Period } from '../core/periods.js' */

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

  let [first, last] = ['', ''];
  /** @type {Period} */
  let period = { from: '', to: '' };
  const menu = popover(button, { label: 'Choose the days', class: 'period-panel', draw: drawPanel });

  /** @param {HTMLElement} panel */
  function drawPanel(panel) {
    const now = namedPeriod(period, first, last);
    /** @param {NamedPeriod} named */
    const choose = (named) => {
      onChange(named.range(first, last));
      menu.close();
    };
    fill(
      panel,
      el('ul', { class: 'period-list' }, ...PERIODS.map((named) => periodRow(named, named === now, first, last, () => choose(named)))),
      dayFields({ min: first, max: last, now: period, onChange: (days) => onChange(plainPeriod(days, first, last)) }),
    );
  }

  return (dataset, { from, to }) => {
    const changed = first !== dataset.first_day || last !== dataset.last_day || period.from !== from || period.to !== to;
    [first, last, period] = [dataset.first_day ?? '', dataset.last_day ?? '', { from, to }];
    element.classList.toggle('is-waiting', !first || !last);
    if (!first || !last) return;
    if (!changed) return;
    text.textContent = chosenPeriodText(from, to) || periodText(first, last);
    button.classList.toggle('is-on', Boolean(from || to));
    button.setAttribute('aria-label', `Days: ${text.textContent}`);
    if (!menu.panel.contains(document.activeElement)) menu.redraw();
  };
}

/** @param {NamedPeriod} named @param {boolean} isOn @param {string} first @param {string} last @param {() => void} onClick */
function periodRow({ id, label, key, range }, isOn, first, last, onClick) {
  const { from, to } = range(first, last);
  const days = from ? periodText(from, to) : periodText(first, last);
  return el(
    'li',
    {},
    el(
      'button',
      {
        type: 'button',
        class: 'period-row',
        'aria-pressed': String(isOn),
        'aria-keyshortcuts': key,
        'data-period': id,
        disabled: to !== '' && to < first,
        onclick: onClick,
      },
      el('span', { class: 'period-label' }, label),
      el('span', { class: 'period-days' }, days),
      key ? el('kbd', { class: 'key', 'aria-hidden': 'true' }, key) : el('span', { class: 'key-place' }),
    ),
  );
}
