// A panel that belongs to a button: opens by click or key, closes by Esc or a click elsewhere, stays on the screen.
// The browser's own popover does the opening, closing and focus; this file fills and places it.

import { el, freshId } from './dom.js';

const GAP = 6;
const EDGE = 12;

/**
 * @param {HTMLButtonElement} button
 * @param {object} options
 * @param {string} options.label what a screen reader calls the panel
 * @param {(panel: HTMLElement) => void} options.draw fills the panel each time it opens
 * @param {string} [options.class]
 * @returns {{ panel: HTMLElement, close: () => void, redraw: () => void }}
 */
export function popover(button, { label, draw, class: extra = '' }) {
  const panel = el('div', {
    class: `popover ${extra}`,
    id: freshId('popover'),
    popover: 'auto',
    role: 'dialog',
    'aria-label': label,
  });
  button.setAttribute('aria-haspopup', 'dialog');
  button.setAttribute('aria-expanded', 'false');
  button.popoverTargetElement = panel;
  button.after(panel);

  const follow = () => place(panel, button);
  panel.addEventListener('beforetoggle', (event) => {
    const opens = /** @type {ToggleEvent} */ (event).newState === 'open';
    button.setAttribute('aria-expanded', String(opens));
    const listen = opens ? addEventListener : removeEventListener;
    listen('scroll', follow, { capture: true });
    listen('resize', follow);
    if (!opens) return;
    draw(panel);
    // The panel has no size until it is shown, and it is shown before the next frame is painted.
    requestAnimationFrame(follow);
  });

  return {
    panel,
    close: () => panel.hidePopover(),
    redraw() {
      if (panel.matches(':popover-open')) draw(panel);
    },
  };
}

/** Is any panel open? Esc then belongs to it. */
export function isPopoverOpen() {
  return document.querySelector(':popover-open') !== null;
}

/** Below the button if there is room, else above it; never over the edge. @param {HTMLElement} panel @param {HTMLElement} button */
function place(panel, button) {
  const at = button.getBoundingClientRect();
  const { width, height } = panel.getBoundingClientRect();
  const below = at.bottom + GAP;
  const fitsBelow = below + height <= innerHeight - EDGE || at.top < innerHeight - at.bottom;
  panel.style.left = `${Math.max(EDGE, Math.min(at.left, document.documentElement.clientWidth - width - EDGE))}px`;
  panel.style.top = `${fitsBelow ? below : Math.max(EDGE, at.top - GAP - height)}px`;
  panel.style.maxHeight = `${fitsBelow ? innerHeight - below - EDGE : at.top - GAP - EDGE}px`;
}
