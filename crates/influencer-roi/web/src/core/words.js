// A selection in words: "Brand: MuscleBlaze · Platform: Instagram or YouTube · 1 Jun – 30 Jun 2026".

import { DIMENSIONS, dimensionEntry } from './dimensions.js';
import { dayText, periodText } from './dates.js';

/** @import { Definitions } from './api.d.ts' */
/** @import { PageState } from '../state/address.js' */
/** @import { Dimension } from './dimensions.js' */

/** A value as it is read: the value of a blank in words, every other one as it is. @param {Dimension} dimension @param {string} value */
export function valueText(dimension, value) {
  return value === '(none)' ? dimensionEntry(dimension).blank : value;
}

/** A tier as the definitions call it. @param {string} tier @param {Definitions} definitions */
export function tierText(tier, { tiers }) {
  return tiers.find((one) => one.id === tier)?.label ?? valueText('tier', tier);
}

/**
 * Each filter as one phrase, in the order of the filter bar; empty when nothing is filtered.
 *
 * @param {PageState} state
 * @param {(dimension: Dimension, value: string) => string} nameOf what a value is called on screen
 */
export function filterPhrases(state, nameOf) {
  const phrases = DIMENSIONS.filter((dimension) => state.chosen[dimension].length > 0).map(
    (dimension) =>
      `${dimensionEntry(dimension).label}: ${oneOf(state.chosen[dimension].map((value) => isolated(nameOf(dimension, value))))}`,
  );
  if (state.q) phrases.push(`Name contains “${isolated(state.q)}”`);
  const period = chosenPeriodText(state.from, state.to);
  if (period) phrases.push(period);
  return phrases;
}

/** What the figures are compared with, in a word. @param {string} compare as in the address */
export function comparedWord(compare) {
  return { previous: 'previous', year: 'year before' }[compare] ?? 'other days';
}

/** The chosen days in words; '' when none are. @param {string} from @param {string} to */
export function chosenPeriodText(from, to) {
  if (from && to) return periodText(from, to);
  if (from) return `from ${dayText(from)}`;
  return to ? `until ${dayText(to)}` : '';
}

/** "a", "a or b", "a, b or 3 more" @param {string[]} names */
function oneOf(names) {
  if (names.length > 4) return `${names.slice(0, 3).join(', ')} or ${names.length - 3} more`;
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} or ${names.at(-1)}` : names[0];
}

/**
 * A name that cannot turn the text around it: kept on one line, cut to a readable length and set between the marks that isolate
 * right-to-left writing. For places that take plain text (tooltips, canvas, sentences); elements use <bdi>.
 *
 * @param {string} name
 * @param {number} [most] characters
 */
export function isolated(name, most = 60) {
  const letters = [...name.slice(0, most * 4).replace(/\s+/g, ' ')];
  const text = letters.length > most ? `${letters.slice(0, most - 1).join('')}…` : letters.join('');
  return `\u2068${text}\u2069`;
}
