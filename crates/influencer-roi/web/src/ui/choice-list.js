// A list of values to tick, with counts. Emits: a value that is ticked or taken back, or that is to be the only one.

import { el, fill, named, put, write } from './dom.js';
import { counted } from '../core/numbers.js';
import { onClickWithPrefetch, prefetchOnPress } from './prefetch-on-press.js';

/**
 * @typedef {object} Choice
 * @property {string} value
 * @property {string} name what it is called on the screen
 * @property {string} [id] what distinguishes it from another one of the same name
 * @property {number | null} count null where it is not counted
 */

/**
 * @param {object} options
 * @param {string} options.label
 * @param {string} options.counts what there are so many of, one of it
 * @param {(value: string) => void} options.onToggle
 * @param {(value: string) => void} options.onOnly
 */
export function choiceList({ label, counts, onToggle, onOnly }) {
  const element = el('ul', { class: 'choice-list', 'aria-label': label });

  /** @param {Choice} choice @param {boolean} isOn */
  function row({ value, name, id, count }, isOn) {
    const box = el('input', { type: 'checkbox', checked: isOn, onchange: () => onToggle(value) });
    box.dataset.value = value;
    const number = el('span', { class: 'choice-count' });
    const line = el('label', { class: 'choice-label' }, box, named(name), id && el('bdi', { class: 'choice-id' }, id));
    prefetchOnPress(line, () => onToggle(value));
    const only = el('button', { type: 'button', class: 'choice-only', 'aria-label': `Only ${name.slice(0, 60)}` }, 'only');
    onClickWithPrefetch(only, () => onOnly(value));
    const item = el('li', { class: 'choice' }, line, number, only);
    showCount(item, number, count);
    return item;
  }

  /** @param {Element} item @param {HTMLElement} number @param {number | null} count */
  function showCount(item, number, count) {
    item.classList.toggle('is-nothing', count === 0);
    write(number, count === null ? '' : count.toLocaleString('en-IN'));
    put(number, 'title', count === null ? '' : counted(count, counts));
  }

  return {
    element,
    boxes: () => [...element.querySelectorAll('input')],
    /** Builds the list anew; the keyboard stays on its value. @param {Choice[]} choices @param {string[]} chosen */
    draw(choices, chosen) {
      const focused = element.querySelector('input:focus');
      fill(element, ...choices.map((choice) => row(choice, chosen.includes(choice.value))));
      if (focused instanceof HTMLInputElement)
        this.boxes()
          .find((box) => box.dataset.value === focused.dataset.value)
          ?.focus({ preventScroll: true });
    },
    /** Brings ticks and counts up to date; every row stays where it is. @param {Map<string, number>} now @param {string[]} chosen */
    update(now, chosen) {
      for (const box of this.boxes()) {
        const value = box.dataset.value ?? '';
        const item = box.closest('li');
        const number = item?.querySelector('.choice-count');
        box.checked = chosen.includes(value);
        if (item && number instanceof HTMLElement && now.has(value)) showCount(item, number, now.get(value) ?? null);
      }
    },
  };
}

/**
 * In the order in which a menu opens: what is chosen first, then what there is something of, then the rest.
 *
 * @template {{ value: string, count: number | null }} T
 * @param {T[]} values
 * @param {string[]} chosen
 * @returns {T[]}
 */
export function arranged(values, chosen) {
  const place = (/** @type {T} */ { value, count }) => (chosen.includes(value) ? 0 : count === 0 ? 2 : 1);
  return values.toSorted((one, other) => place(one) - place(other));
}
