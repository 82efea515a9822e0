// Prefetch on press: when a button is pressed, the answer to what its click will choose is asked for, before the finger is up again.

/** @typedef {(event: MouseEvent) => void} Act */

let isOn = false;

/** Whether the handler that runs at the moment runs for a press: it must only say which state it would go to. */
export const isPrefetching = () => isOn;

/**
 * Runs the click's handler when the mouse is pressed, to learn which state the click will choose. Only for handlers that do nothing but
 * choose a state. A touch may be the beginning of a scroll, so only the mouse counts.
 *
 * @param {HTMLElement} element
 * @param {Act} act
 */
export function prefetchOnPress(element, act) {
  element.addEventListener('pointerdown', (event) => {
    if (event.pointerType !== 'mouse' || event.button !== 0) return;
    isOn = true;
    try {
      act(event);
    } finally {
      isOn = false;
    }
  });
}

/**
 * Runs a handler on click, and prefetches its answer on press.
 *
 * @param {HTMLElement} element
 * @param {Act} act
 */
export function onClickWithPrefetch(element, act) {
  element.addEventListener('click', act);
  prefetchOnPress(element, act);
}
