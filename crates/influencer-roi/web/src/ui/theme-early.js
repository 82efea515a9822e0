// Runs before the first paint, so that a reader who chose dark never sees a white flash.

import { THEME_KEY } from './theme-key.js';

try {
  const chosen = localStorage.getItem(THEME_KEY);
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
} catch {
  // Without storage the system's setting holds.
}
