// What a click on a value does, the same wherever it is clicked: slice, bar, legend entry or table cell. A click shows only this value,
// the next one takes it back; with Ctrl or Shift it is added to the values that are on.

import { toggled, withChosen } from './address.js';

/** @import { PageState } from './address.js' */
/** @import { Dimension } from '../core/dimensions.js' */

/**
 * @param {PageState} state
 * @param {Dimension} dimension
 * @param {string} value
 * @param {{ ctrlKey: boolean, metaKey: boolean, shiftKey: boolean }} [click] without one no key is held
 * @returns {PageState}
 */
export function toggleValue(state, dimension, value, click) {
  const adds = Boolean(click && (click.ctrlKey || click.metaKey || click.shiftKey));
  const isOn = state.chosen[dimension].includes(value);
  return isOn || adds ? toggled(state, dimension, value) : withChosen(state, dimension, [value]);
}

/** What a click on a value would do, in words. @param {string[]} chosen the values of its dimension that are on @param {string} value */
export function clickHint(chosen, value) {
  if (chosen.includes(value)) return 'Click: take this filter back';
  return chosen.length > 0 ? 'Click: show only this · with Shift: add it' : 'Click: show only this';
}
