// The small square in a platform's colour, beside its name.

import { el } from '../ui/dom.js';
import { platformToken } from './platform-colour.js';

/** @param {string} platform */
export function swatch(platform) {
  const square = el('span', { class: 'swatch', 'aria-hidden': 'true' });
  paintSwatch(square, platform);
  return square;
}

/** @param {HTMLElement} square @param {string} platform */
export function paintSwatch({ style }, platform) {
  const colour = `var(${platformToken(platform)})`;
  if (style.backgroundColor !== colour) style.backgroundColor = colour;
}
