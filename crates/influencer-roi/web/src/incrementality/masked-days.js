// The days that are left out on both sides, one chip a stretch, with a way to add more. Emits: the stretches.

import { dayFields } from '../ui/day-fields.js';
import { periodText } from '../core/dates.js';
import { el, fill } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { keepingPlace } from '../ui/keep-place.js';
import { popover } from '../ui/popover.js';
import { whenChanged } from '../ui/when-changed.js';

/** @import { Days, Incrementality } from '../core/api.d.ts' */

/**
 * @typedef {object} Masked
 * @property {Days[]} masked
 * @property {Incrementality['events']} events days that the reader may want to mask
 * @property {Days} days all there are
 * @property {string} near the day by which new ones are looked for
 */

/** @param {HTMLElement} root @param {{ onChange: (masked: Days[]) => void }} options */
export function maskedDays(root, { onChange }) {
  const list = el('ul', { class: 'chips', 'aria-label': 'Days left out' });
  const add = el('button', { type: 'button', class: 'button is-small' }, icon('calendar', 14), 'Add days');
  const element = el('div', { class: 'incrementality-masked' }, list, add);
  root.append(element);
  /** @type {Masked} */
  let now = { masked: [], events: [], days: { from: '', to: '' }, near: '' };
  const menu = popover(add, { label: 'Leave days out', class: 'incrementality-mask-panel', draw: drawPanel });

  /** @param {Days[]} more */
  function mask(...more) {
    menu.close();
    onChange([...now.masked.filter((one) => !more.some((other) => isSame(one, other))), ...more]);
  }

  /** @param {HTMLElement} panel */
  function drawPanel(panel) {
    let chosen = { from: now.near, to: now.near };
    const unmasked = now.events.filter((event) => !now.masked.some((one) => isSame(one, event)));
    fill(
      panel,
      el('h2', { class: 'popover-title' }, 'Leave days out'),
      el(
        'p',
        { class: 'card-hint' },
        'Sales, festivals, launches, price changes: days that had a reason of their own count neither for nor against the campaign.',
      ),
      ...unmasked.map((event) =>
        el(
          'button',
          { type: 'button', class: 'help-entry', onclick: () => mask(event) },
          periodText(event.from, event.to),
          el('span', { class: 'help-note' }, event.why),
        ),
      ),
      dayFields({ min: now.days.from, max: now.days.to, now: chosen, onChange: (next) => (chosen = next) }),
      el('button', { type: 'button', class: 'button', onclick: () => mask(chosen) }, 'Leave these days out'),
    );
  }

  /** @param {Days} days @param {number} at */
  function chip(days, at) {
    const text = periodText(days.from, days.to);
    const event = now.events.find((one) => isSame(one, days));
    const remove = () => {
      onChange(now.masked.filter((one) => !isSame(one, days)));
      // The keyboard goes on with the next chip, after the last one with the button.
      if (!list.contains(document.activeElement)) add.focus();
    };
    return el(
      'li',
      { class: 'chip', title: event && `${event.name}: ${event.why}` },
      text,
      el(
        'button',
        { type: 'button', class: 'chip-remove', 'data-place': `masked ${at}`, 'aria-label': `Count ${text} again`, onclick: remove },
        icon('close', 13),
      ),
    );
  }

  const draw = whenChanged();

  /** @param {Masked} next */
  return (next) => {
    now = next;
    draw(now, () => keepingPlace(list, () => fill(list, ...now.masked.map(chip))));
  };
}

/** @param {Days} one @param {Days} other */
function isSame(one, other) {
  return one.from === other.from && one.to === other.to;
}
