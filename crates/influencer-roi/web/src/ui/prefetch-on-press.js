// The press of a button tells what its click is about to choose: while the finger is still down, the answer is asked for already.

/** @typedef {(event: MouseEvent) => void} Act */

let isOn = false;

/** Whether what is done at the moment is only to tell what would be done. */
export const isPrefetching = () => isOn;

/**
 * Does with the press, as a rehearsal, what the click will do: only for what does nothing but choose. A finger on glass may be about to
 * scroll, so only the mouse's press counts.
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
 * Does something with the click, and rehearses it with the press.
 *
 * @param {HTMLElement} element
 * @param {Act} act
 */
export function onClickWithPrefetch(element, act) {
  element.addEventListener('click', act);
  prefetchOnPress(element, act);
}
