// What is filtered, one chip each, and "Clear". Emits: the state without that filter.

import { DIMENSIONS, cleared, isFiltered, toggled, withChosen } from './address.js';
import { el, fill, named } from './dom.js';
import { icon } from './icons.js';
import { DIMENSION_LABELS, chosenPeriodText } from './words.js';

/** @import { Dimension, PageState } from './address.js' */

const MOST_CHIPS = 3;

/**
 * @param {HTMLElement} root
 * @param {{ go: (state: PageState) => void, nameOf: (dimension: Dimension, value: string) => string }} options
 * @returns {(state: PageState) => void}
 */
export function chips(root, { go, nameOf }) {
  const list = el('ul', { class: 'chips', 'aria-label': 'Filters that are on' });
  const clear = el(
    'button',
    { type: 'button', class: 'button-quiet', 'aria-keyshortcuts': 'Escape', title: 'Clear all filters (Esc)' },
    'Clear',
  );
  const row = el('div', { class: 'chip-row', hidden: true }, list, clear);
  root.append(row);
  /** @type {PageState | null} */
  let shown = null;
  let drawn = '';
  clear.addEventListener('click', () => shown && go(cleared(shown)));

  return function render(state) {
    shown = state;
    const focused = row.contains(document.activeElement) ? [...row.querySelectorAll('button')].findIndex((one) => one === document.activeElement) : -1;
    row.hidden = !isFiltered(state);
    const all = allChips(state, nameOf);
    const words = JSON.stringify([all.map(({ label, text }) => [label, text]), state]);
    if (words === drawn) return;
    drawn = words;
    fill(list, ...all.map((chip) => drawChip(chip, go)));
    if (focused < 0) return;
    // The keyboard goes on with the next one; after the last one with the filters.
    const rest = row.hidden ? [...root.querySelectorAll('button')] : [...list.querySelectorAll('button'), clear];
    rest[row.hidden ? 0 : Math.min(focused, rest.length - 1)].focus();
  };
}

/** @typedef {{ label: string, text: string, without: PageState }} Chip */

/** @param {PageState} state @param {(dimension: Dimension, value: string) => string} nameOf @returns {Chip[]} */
function allChips(state, nameOf) {
  const all = DIMENSIONS.flatMap((dimension) => dimensionChips(state, dimension, nameOf));
  if (state.q) all.push({ label: 'Name', text: state.q, without: { ...state, q: '' } });
  const period = chosenPeriodText(state.from, state.to);
  if (period) all.push({ label: 'Days', text: period, without: { ...state, from: '', to: '' } });
  return all;
}

/** @param {PageState} state @param {Dimension} dimension @param {(dimension: Dimension, value: string) => string} nameOf @returns {Chip[]} */
function dimensionChips(state, dimension, nameOf) {
  const values = state.chosen[dimension];
  const label = DIMENSION_LABELS[dimension];
  if (values.length > MOST_CHIPS) return [{ label, text: `${values.length} chosen`, without: withChosen(state, dimension, []) }];
  return values.map((value) => ({ label, text: nameOf(dimension, value), without: toggled(state, dimension, value) }));
}

/** @param {Chip} chip @param {(state: PageState) => void} go */
function drawChip({ label, text, without }, go) {
  const remove = el(
    'button',
    {
      type: 'button',
      class: 'chip-remove',
      'aria-label': `Remove the filter ${label}: ${text.slice(0, 60)}`,
      onclick: () => go(without),
    },
    icon('close', 13),
  );
  return el(
    'li',
    { class: 'chip', title: text.slice(0, 300) },
    el('span', { class: 'chip-label' }, `${label}: `),
    named(text),
    remove,
  );
}
