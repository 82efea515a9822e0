// Light and dark: as the system says, or as the reader chose. Charts are canvases, so they ask here for colours and hear of changes.

import { THEME_KEY } from './theme-key.js';

/** @typedef {'system' | 'light' | 'dark'} Theme */

const systemDark = matchMedia('(prefers-color-scheme: dark)');
/** @type {Set<() => void>} */
const listeners = new Set();
systemDark.addEventListener('change', emit);

/** @returns {Theme} */
export function theme() {
  const chosen = document.documentElement.dataset.theme;
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

/** @param {Theme} next */
export function setTheme(next) {
  if (next === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  try {
    localStorage.setItem(THEME_KEY, next);
  } catch {
    // Private windows may refuse storage: the choice then lasts as long as the page.
  }
  emit();
}

/** Calls back whenever the colours have changed. @param {() => void} listener */
export function onThemeChange(listener) {
  listeners.add(listener);
}

const probe = document.createElement('span');
probe.hidden = true;
/** @type {Map<string, string>} */
const known = new Map();

/** The present colour of a design token, as a canvas takes it. @param {string} token such as --accent */
export function tokenColour(token) {
  const before = known.get(token);
  if (before) return before;
  if (!probe.isConnected) document.body.append(probe);
  probe.style.color = `var(${token})`;
  const colour = getComputedStyle(probe).color;
  known.set(token, colour);
  return colour;
}

/** A token's colour, see-through. @param {string} token @param {number} opacity 0 to 1 */
export function fadedColour(token, opacity) {
  const [red, green, blue] = tokenColour(token).match(/[\d.]+/g) ?? ['0', '0', '0'];
  return `rgba(${red}, ${green}, ${blue}, ${opacity})`;
}

/**
 * Draws for paper, which is light whatever the theme. The theme that was chosen is back before anything is painted.
 *
 * @template T
 * @param {() => T} draw
 */
export function onPaper(draw) {
  const { dataset } = document.documentElement;
  const before = dataset.theme;
  dataset.theme = 'light';
  emit();
  const drawn = draw();
  if (before === undefined) delete dataset.theme;
  else dataset.theme = before;
  emit();
  return drawn;
}

function emit() {
  known.clear();
  for (const listener of listeners) listener();
}
