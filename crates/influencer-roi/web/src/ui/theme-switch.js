// Light, dark, or as the system says: one button that goes round.

import { el, fill } from './dom.js';
import { icon } from './icons.js';
import { onThemeChange, setTheme, theme } from './theme.js';

const NEXT = /** @type {const} */ ({ system: 'light', light: 'dark', dark: 'system' });
const LABELS = { system: 'as the system', light: 'light', dark: 'dark' };
const ICONS = /** @type {const} */ ({ system: 'system', light: 'sun', dark: 'moon' });

/** @param {HTMLElement} root */
export function themeSwitch(root) {
  const button = el('button', { type: 'button', class: 'icon-button theme-switch' });
  const draw = () => {
    const now = theme();
    button.setAttribute('aria-label', `Colours: ${LABELS[now]}. Change to ${LABELS[NEXT[now]]}`);
    button.title = `Colours: ${LABELS[now]}`;
    fill(button, icon(ICONS[now], 17));
  };
  button.addEventListener('click', () => setTheme(NEXT[theme()]));
  onThemeChange(draw);
  draw();
  root.append(button);
}
