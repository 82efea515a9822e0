// Defers work that can wait while the reader is choosing: from the press of a button until its answer may be there.

import { wait } from '../core/wait.js';

/** How long a press may last. */
const PRESS_MS = 300;

let until = 0;

/** Defers work that can wait by so long. @param {number} milliseconds */
export function deferWork(milliseconds) {
  until = Math.max(until, performance.now() + milliseconds);
}

/** For how many more milliseconds work is deferred. */
export const deferredFor = () => Math.max(0, until - performance.now());

/** Resolves when work is no longer deferred. @param {AbortSignal} signal */
export async function whenNotDeferred(signal) {
  while (deferredFor() > 0) await wait(deferredFor(), signal);
}

/** From now on a press defers work that can wait. */
export function deferWhilePressed() {
  addEventListener('pointerdown', () => deferWork(PRESS_MS), { capture: true, passive: true });
}
