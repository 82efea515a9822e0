// The way from a number to its explanation: a small button beside it, or the number itself. All of them share one panel.

import { el } from '../ui/dom.js';
import { drawExplanation } from './explanation.js';
import { icon } from '../ui/icons.js';
import { sharedPopover } from '../ui/popover.js';

/** @import { Dashboard, Figures } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */
/** @import { Scope } from '../overview/kpi-cards.js' */

/**
 * @typedef {object} Explained
 * @property {string} id measure or metric
 * @property {string} title what the number is called where it stands
 * @property {() => Figures} [figures] the numbers it is made of, where they are not the totals
 * @property {string} [about] whose number it is, where it is not the whole selection's
 */

/** @type {WeakMap<HTMLButtonElement, Explained>} */
const explained = new WeakMap();
/** What is on the screen. @type {[Dashboard, Look, Scope] | null} */
let shown = null;
const panel = sharedPopover({
  class: 'explanation',
  label: (button) => wordsOf(explained.get(button)?.title ?? ''),
  draw(content, button) {
    const what = explained.get(button);
    if (what && shown) drawExplanation(content, what, ...shown);
  },
});

/** @param {Explained} what */
export function explainButton(what) {
  const words = wordsOf(what.title);
  const button = el('button', { type: 'button', class: 'icon-button explain', 'aria-label': words, title: words }, icon('formula', 15));
  return explaining(button, what);
}

/** A number that explains itself when it is pressed. @param {HTMLElement} number @param {Explained} what */
export function explainedNumber(number, what) {
  return explaining(
    el(
      'button',
      { type: 'button', class: 'explained-number' },
      number,
      el('span', { class: 'visually-hidden' }, `, ${wordsOf(what.title)}`),
    ),
    what,
  );
}

/** The panels speak of this answer from now on. @param {Dashboard} answer @param {Look} look @param {Scope} scope */
export function explainAnswer(answer, look, scope) {
  shown = [answer, look, scope];
  panel.redraw();
}

/** @param {HTMLButtonElement} button @param {Explained} what */
function explaining(button, what) {
  explained.set(button, what);
  panel.add(button);
  return button;
}

/** @param {string} title */
function wordsOf(title) {
  return `How ${title} is worked out`;
}
