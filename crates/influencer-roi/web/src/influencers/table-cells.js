// What stands in the cells of the influencer table. A cell is built once and then shows line after line, while the reader scrolls or
// filters: only what differs is written. No listener is added here, buttons say by data attributes what they do.

import { afterPaint, notAfterPaint } from '../ui/after-paint.js';
import { el, fill, named, put, write } from '../ui/dom.js';
import { drawFigure } from '../ui/figure.js';
import { NO_VALUE, figureOf, followersText } from '../core/numbers.js';
import { paintSwatch, swatch } from '../charts/platform-swatch.js';
import { isNarrow } from '../ui/narrow.js';
import { clickHint } from '../state/toggle-value.js';
import { againstMark, verdictPill } from './verdict.js';
import { tierText, valueText } from '../core/words.js';

/** @import { Figure, InfluencerLine } from '../core/api.d.ts' */
/** @import { PageState } from '../state/address.js' */
/** @import { Look } from '../ui/figure.js' */

/** @typedef {Look & { chosen: PageState['chosen'], datasetRoas: Figure }} TableLook the look of figures, what is filtered, and the ROAS of the whole dataset */
/** @typedef {(line: InfluencerLine, look: TableLook) => void} ShowCell */
/** @typedef {(cell: HTMLElement) => ShowCell} BuildCell fills an empty cell */
/** The dimensions that a cell filters by. @typedef {'category' | 'platform' | 'gender' | 'tier'} CellDimension */

/** @type {BuildCell} */
export function nameCell(cell) {
  const who = named('');
  const note = el('span', { class: 'cell-note' }, ' not in roster');
  // On a phone the verdict stands below the name, so that what counts fits without scrolling; the column is there for wider screens.
  const pill = isNarrow() ? verdictPill() : null;
  const below = el('span', { class: 'name-verdict', 'aria-hidden': 'true' }, pill?.element);
  fill(cell, el('button', { type: 'button', class: 'name-button', 'data-open': '', 'data-stop': 'name' }, who), below);
  return ({ name, in_roster: isInRoster, verdict: id }, { definitions }) => {
    below.hidden = !id;
    if (id) pill?.show(id, definitions);
    write(who, name);
    afterPaint(cell, () => put(cell, 'title', `${name.slice(0, 300)}: open profile`));
    if (isInRoster) note.remove();
    else below.before(note);
  };
}

/** @type {BuildCell} */
export function idCell(cell) {
  return ({ id }) => {
    write(cell, id);
    afterPaint(cell, () => put(cell, 'title', id.slice(0, 300)));
  };
}

/** @param {CellDimension} dimension @returns {BuildCell} */
export const toggleCell = (dimension) => (cell) => {
  const square = dimension === 'platform' && swatch('');
  const { button, show } = toggleButton(dimension);
  fill(cell, square, button);
  return (line, look) => {
    if (square) paintSwatch(square, line.platform);
    show(line[dimension], look);
  };
};

/** @type {BuildCell} */
export function followersCell(cell) {
  const count = el('span');
  const { button, show } = toggleButton('tier', 'followers');
  const note = el('span', { class: 'cell-note' }, ' ', button);
  return ({ followers, tier }, look) => {
    if (followers === null) {
      notAfterPaint(cell);
      cell.title = 'The files give no followers for this influencer.';
      return fill(cell, NO_VALUE);
    }
    write(count, followersText(followers));
    afterPaint(cell, () => {
      put(cell, 'title', look.style.exact('count', followers));
      put(count, 'data-exact', followers);
    });
    show(tier, look);
    if (!count.parentNode) fill(cell, count, note);
  };
}

/** @type {BuildCell} */
export function verdictCell(cell) {
  const { element, show } = verdictPill();
  return ({ verdict }, { definitions }) => {
    if (!verdict) return fill(cell);
    if (!element.parentNode) fill(cell, element);
    show(verdict, definitions);
  };
}

/** @type {BuildCell} */
export function roasCell(cell) {
  const value = el('span', { class: 'roas' });
  const against = againstMark();
  fill(cell, value, against.element);
  return (line, look) => {
    drawFigure(value, figureOf(line.roas), 'times', look, 'full', cell);
    against.show(line, look.datasetRoas, look.style);
  };
}

/** On a phone the short form, so that it fits beside name and ROAS. */
export const leftLength = () => (isNarrow() ? 'signedShort' : 'signed');

/** What is left after spend, with its sign, and in the colour of the verdict where that is certain. @type {BuildCell} */
export function leftCell(cell) {
  const value = el('span');
  fill(cell, value);
  return (line, look) => {
    drawFigure(value, figureOf(line.profit), 'money', look, leftLength(), cell);
    put(value, 'class', line.verdict ? `is-${line.verdict}` : false);
  };
}

/**
 * A value that filters by itself: looks like text until the pointer is over it.
 *
 * @param {CellDimension} dimension
 * @param {string} [stop] by which the keyboard finds it again
 */
function toggleButton(dimension, stop = dimension) {
  const words = named('');
  const button = el('button', { type: 'button', class: 'cell-toggle', 'data-toggle': dimension, 'data-stop': stop }, words);
  return {
    button,
    /** @param {string} value @param {TableLook} look */
    show(value, { chosen, definitions }) {
      put(button, 'aria-pressed', String(chosen[dimension].includes(value)));
      afterPaint(button, () => put(button, 'title', clickHint(chosen[dimension], value)));
      write(words, dimension === 'tier' ? tierText(value, definitions).toLowerCase() : valueText(dimension, value));
    },
  };
}
