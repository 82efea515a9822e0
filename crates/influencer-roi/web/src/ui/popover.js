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
  const panel = newPanel(extra, () => button, draw);
  panel.setAttribute('aria-label', label);
  join(button, panel);
  button.after(panel);
  return {
    panel,
    close: () => panel.hidePopover(),
    redraw: () => isOpen(panel) && draw(panel),
  };
}

/**
 * One panel for many buttons, that come and go: it belongs to the one pressed last.
 *
 * @param {object} options
 * @param {(button: HTMLButtonElement) => string} options.label what a screen reader calls the panel
 * @param {(panel: HTMLElement, button: HTMLButtonElement) => void} options.draw
 * @param {string} [options.class]
 * @returns {{ add: (button: HTMLButtonElement) => void, redraw: () => void }}
 */
export function sharedPopover({ label, draw, class: extra = '' }) {
  /** @type {HTMLButtonElement | null} */
  let owner = null;
  const panel = newPanel(
    extra,
    () => owner,
    () => owner && draw(panel, owner),
  );
  return {
    add(button) {
      join(button, panel);
      // Runs before the browser opens or closes the panel for this press.
      button.addEventListener('click', (event) => {
        const moves = isOpen(panel) && owner !== button;
        if (moves) panel.hidePopover();
        owner = button;
        panel.setAttribute('aria-label', label(button));
        // What lies outside an open dialog cannot be reached: the panel lies where its button lies.
        const home = button.closest('dialog') ?? document.body;
        if (panel.parentElement !== home) home.append(panel);
        if (!moves) return;
        event.preventDefault();
        panel.showPopover();
      });
    },
    redraw: () => isOpen(panel) && owner?.isConnected && draw(panel, owner),
  };
}

/** Is any panel or dialog open? The keys then belong to it. */
export function isPopoverOpen() {
  return document.querySelector(':popover-open, dialog:modal') !== null;
}

/** @param {HTMLElement} panel */
function isOpen(panel) {
  return panel.matches(':popover-open');
}

/** @param {HTMLButtonElement} button @param {HTMLElement} panel */
function join(button, panel) {
  button.setAttribute('aria-haspopup', 'dialog');
  button.setAttribute('aria-expanded', 'false');
  button.popoverTargetElement = panel;
}

/** @param {string} extra @param {() => HTMLButtonElement | null} owner @param {(panel: HTMLElement) => void} draw */
function newPanel(extra, owner, draw) {
  const panel = el('div', { class: `popover ${extra}`, id: freshId('popover'), popover: 'auto', role: 'dialog' });
  const follow = () => {
    const button = owner();
    if (button) place(panel, button);
  };
  panel.addEventListener('beforetoggle', (event) => {
    const opens = /** @type {ToggleEvent} */ (event).newState === 'open';
    owner()?.setAttribute('aria-expanded', String(opens));
    const listen = opens ? addEventListener : removeEventListener;
    listen('scroll', follow, { capture: true });
    listen('resize', follow);
    if (!opens) return;
    const at = owner()?.getBoundingClientRect();
    // Not from the corner of the screen.
    if (at) Object.assign(panel.style, { left: `${at.left}px`, top: `${at.bottom + GAP}px` });
    draw(panel);
    // The panel has no size until it is shown, and it is shown before the next frame is painted.
    requestAnimationFrame(follow);
  });
  return panel;
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
