// What is filtered, one chip each, and "Clear"; or that nothing is: the row is always there, so that a filter moves nothing. Emits: the state
// without that filter.

import { cleared, isFiltered, withChosen } from '../state/address.js';
import { el, fill, named } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { onClickWithPrefetch } from '../ui/prefetch-on-press.js';
import { DIMENSIONS, dimensionEntry } from '../core/dimensions.js';
import { chosenPeriodText } from '../core/words.js';

/** @import { PageState } from '../state/address.js' */
/** @import { Dimension } from '../core/dimensions.js' */

const MAX_CHIPS = 3;

/**
 * @param {HTMLElement} root
 * @param {object} options
 * @param {() => PageState} options.state
 * @param {(state: PageState) => void} options.go
 * @param {(dimension: Dimension, value: string) => string} options.nameOf
 * @param {() => Verdict[]} options.verdicts
 * @returns {(state: PageState) => void}
 */
export function chips(root, { state: now, go, nameOf, verdicts }) {
  const list = el('ul', { class: 'chips', 'aria-label': 'Filters that are on' });
  const clear = el(
    'button',
    { type: 'button', class: 'button-quiet', 'aria-keyshortcuts': 'Escape', title: 'Clear all filters (Esc)' },
    'Clear',
  );
  const none = el('p', { class: 'chip-none' }, 'No filter: all influencers, all days');
  const row = el('div', { class: 'chip-row' }, none, list, clear);
  root.append(row);
  let drawn = '';
  onClickWithPrefetch(clear, () => go(cleared(now())));

  return function render(state) {
    const focused = row.contains(document.activeElement)
      ? [...row.querySelectorAll('button')].findIndex((one) => one === document.activeElement)
      : -1;
    const isOn = isFiltered(state);
    none.hidden = isOn;
    list.hidden = clear.hidden = !isOn;
    const all = [...allChips(state, nameOf), ...verdictChips(state, verdicts())];
    const words = JSON.stringify(all.map(({ label, text, value }) => [label, text, value]));
    if (words === drawn) return;
    drawn = words;
    fill(list, ...all.map((chip) => drawChip(chip, () => go(chip.without(now())))));
    if (focused < 0) return;
    // The keyboard goes on with the next one; after the last one with the filters.
    const rest = isOn ? [...list.querySelectorAll('button'), clear] : [...root.querySelectorAll('button')];
    rest[isOn ? Math.min(focused, rest.length - 1) : 0].focus();
  };
}

/** @typedef {{ id: string, label: string }} Verdict */
/** @typedef {{ label: string, text: string, value: string, without: (state: PageState) => PageState }} Chip */

/** @param {PageState} state @param {(dimension: Dimension, value: string) => string} nameOf @returns {Chip[]} */
function allChips(state, nameOf) {
  const all = DIMENSIONS.flatMap((dimension) => dimensionChips(state, dimension, nameOf));
  if (state.q) all.push({ label: 'Name', text: state.q, value: '', without: (now) => ({ ...now, q: '' }) });
  const period = chosenPeriodText(state.from, state.to);
  if (period) all.push({ label: 'Days', text: period, value: '', without: (now) => ({ ...now, from: '', to: '' }) });
  return all;
}

/** They narrow the table alone, and say so. @param {PageState} state @param {Verdict[]} known @returns {Chip[]} */
function verdictChips({ verdicts }, known) {
  return verdicts.map((value) => ({
    label: 'In the table',
    text: known.find(({ id }) => id === value)?.label ?? value,
    value,
    without: (now) => ({ ...now, verdicts: now.verdicts.filter((one) => one !== value) }),
  }));
}

/** @param {PageState} state @param {Dimension} dimension @param {(dimension: Dimension, value: string) => string} nameOf @returns {Chip[]} */
function dimensionChips(state, dimension, nameOf) {
  const values = state.chosen[dimension];
  const label = dimensionEntry(dimension).label;
  if (values.length > MAX_CHIPS)
    return [{ label, text: `${values.length} chosen`, value: '', without: (now) => withChosen(now, dimension, []) }];
  return values.map((value) => ({ label, text: nameOf(dimension, value), value, without: (now) => withoutValue(now, dimension, value) }));
}

/** Not toggled: a second click before the chip is gone would bring the value back. @param {PageState} state @param {Dimension} dimension @param {string} value */
function withoutValue(state, dimension, value) {
  return withChosen(
    state,
    dimension,
    state.chosen[dimension].filter((one) => one !== value),
  );
}

/** @param {Chip} chip @param {() => void} onRemove */
function drawChip({ label, text }, onRemove) {
  const remove = el(
    'button',
    {
      type: 'button',
      class: 'chip-remove',
      'aria-label': `Remove the filter ${label}: ${text.slice(0, 60)}`,
    },
    icon('close', 13),
  );
  onClickWithPrefetch(remove, onRemove);
  return el('li', { class: 'chip', title: text.slice(0, 300) }, el('span', { class: 'chip-label' }, `${label}: `), named(text), remove);
}
