// "Safe bets": orders the table by the lower end of the ROAS interval, so that the influencers most certain to pay off come first. Emits: the
// order.

import { el } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { DEFAULT_SORT } from '../core/sort.js';

export const SAFE_BETS = '-roas_lower';

/**
 * @param {HTMLElement} root
 * @param {{ onSort: (sort: string) => void }} options
 * @returns {(sort: string) => void}
 */
export function safeBets(root, { onSort }) {
  const meaning = 'Sort by the lower end of the 90% interval of the ROAS, so that the influencers most certain to pay off come first.';
  const button = el('button', { type: 'button', class: 'button', title: meaning, 'aria-pressed': 'false' }, icon('safe', 15), 'Safe bets');
  button.addEventListener('click', () => onSort(button.getAttribute('aria-pressed') === 'true' ? DEFAULT_SORT : SAFE_BETS));
  root.append(button);
  return (sort) => {
    const isOn = sort.split(',')[0] === SAFE_BETS;
    button.setAttribute('aria-pressed', String(isOn));
    button.classList.toggle('is-on', isOn);
  };
}
