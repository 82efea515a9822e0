// What can wait is not begun while something is being chosen: from the press of a button on, and until its answer may be there.

import { wait } from '../core/wait.js';

/** A finger is up again by then. */
const PRESS_MS = 300;

let until = 0;

/** Holds back what can wait for so long. @param {number} milliseconds */
export function deferWork(milliseconds) {
  until = Math.max(until, performance.now() + milliseconds);
}

/** For how many more milliseconds it is held back. */
export const deferredFor = () => Math.max(0, until - performance.now());

/** Resolves when nothing is held back. @param {AbortSignal} signal */
export async function whenNotDeferred(signal) {
  while (deferredFor() > 0) await wait(deferredFor(), signal);
}

/** From now on a press holds back what can wait. */
export function deferWhilePressed() {
  addEventListener('pointerdown', () => deferWork(PRESS_MS), { capture: true, passive: true });
}
