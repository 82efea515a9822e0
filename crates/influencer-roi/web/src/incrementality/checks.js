// Whether the data can carry the question: one line a check, with what was found, what to do, and a button that does it; what is good is
// folded away. Emits: the settings that a check proposes, or the place in the question where its remedy is.

import { el, fill } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { checksSummary, isRemarkable, placeOfRemedy, remedyText, worstFirst } from './words.js';
import { whenChanged } from '../ui/when-changed.js';

/** @import { DataCheck } from '../core/api.d.ts' */
/** @import { IconName } from '../ui/icons.js' */

/**
 * @typedef {object} Remedies
 * @property {(proposed: NonNullable<DataCheck['propose']>) => void} onApply
 * @property {(place: 'days' | 'masked') => void} onPlace
 */

/** @type {Record<DataCheck['state'], { icon: IconName, look: string, word: string }>} */
const STATES = {
  good: { icon: 'check', look: 'is-good', word: 'Good' },
  information: { icon: 'info', look: '', word: 'To know' },
  not_checked: { icon: 'explain', look: '', word: 'Not checked' },
  warning: { icon: 'warning', look: 'is-warn', word: 'Warning' },
  refused: { icon: 'error', look: 'is-bad', word: 'Refused' },
};

/**
 * @param {HTMLElement} root
 * @param {Remedies} remedies
 * @returns {(checks: DataCheck[]) => void}
 */
export function checkList(root, remedies) {
  const hint = el('span', { class: 'card-hint' });
  const list = el('ul', { class: 'incrementality-checks' });
  const rest = el('ul', { class: 'incrementality-checks' });
  const folded = el(
    'details',
    { class: 'incrementality-folded', 'data-place': 'checks' },
    el('summary', {}, icon('open', 14), 'All checks'),
    rest,
  );
  const element = el(
    'section',
    { class: 'card', 'aria-labelledby': 'incrementality-checks-title', hidden: true },
    el(
      'header',
      { class: 'card-head' },
      el('h2', { class: 'card-title', id: 'incrementality-checks-title' }, 'Can the data carry this question?'),
      hint,
    ),
    list,
    folded,
  );
  root.append(element);
  const draw = whenChanged();

  return (checks) => {
    element.hidden = checks.length === 0;
    draw(checks, () => {
      hint.textContent = checksSummary(checks);
      const sorted = worstFirst(checks).map((check) => ({ check, drawn: line(check, remedies) }));
      const lines = (/** @type {boolean} */ isOpen) =>
        sorted.filter(({ check }) => isRemarkable(check) === isOpen).map(({ drawn }) => drawn);
      fill(list, ...lines(true));
      fill(rest, ...lines(false));
      list.hidden = !checks.some(isRemarkable);
      folded.hidden = checks.every(isRemarkable);
    });
  };
}

/** @param {DataCheck} check @param {Remedies} remedies */
function line(check, remedies) {
  const { state, title, found, fix } = check;
  const { icon: sign, look, word } = STATES[state];
  return el(
    'li',
    { class: `incrementality-check is-${state}` },
    el('span', { class: `badge ${look}` }, icon(sign, 13), word),
    el(
      'div',
      { class: 'incrementality-check-words' },
      el('p', {}, el('strong', {}, title), ' ', found),
      fix && el('p', { class: 'incrementality-fix' }, fix),
    ),
    remedyButton(check, remedies),
  );
}

/** @param {DataCheck} check @param {Remedies} remedies */
function remedyButton(check, { onApply, onPlace }) {
  const { propose } = check;
  const place = placeOfRemedy(check);
  const button = (/** @type {string} */ label, /** @type {() => void} */ onclick) =>
    el('button', { type: 'button', class: 'button is-small', onclick }, label);
  if (propose) return button(remedyText(propose), () => onApply(propose));
  return place && button(place === 'days' ? 'Choose other days' : 'Choose days to leave out', () => onPlace(place));
}
