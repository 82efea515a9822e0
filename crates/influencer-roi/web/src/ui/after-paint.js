// Work that is not visible at once, such as the text of a tooltip, runs after the visible part has been painted and the browser is idle, a few
// milliseconds at a time.

import { put } from './dom.js';
import { deferredFor } from './defer.js';

const SLICE_MS = 4;
/** Work that has waited longer runs even when the browser is busy. */
const LONGEST_MS = 200;
const USUAL_MS = 30;

/** The work that is due, by what it is about: the newest counts. @type {Map<object, () => void>} */
const due = new Map();
const workLater = whenIdle(work);

/** @param {object} about an element mostly, or one kind of thing about it @param {() => void} run */
export function afterPaint(about, run) {
  if (due.size === 0) put(document.documentElement, 'data-late', '');
  due.set(about, run);
  workLater();
}

/** Takes back what was to be done. @param {object} about */
export function notAfterPaint(about) {
  due.delete(about);
}

/** Runs all work that is due, for a caller that needs its result now. */
export function finishAll() {
  for (const [about, run] of due) {
    due.delete(about);
    run();
  }
}

/**
 * Something that is done once what is drawn is on the screen and nothing else is to be done. Two frames on: when the first one begins, what
 * was drawn is about to be painted, and painting takes the processor too.
 *
 * @param {() => boolean} run a part of it; true while there is more
 * @returns {() => void} to be called after drawing what is painted first; another call puts the work off again, but not for ever
 */
export function whenIdle(run) {
  let since = 0;
  /** How many frames are still waited for; nothing is waiting at -1. */
  let frames = -1;
  let frame = 0;
  let idle = 0;
  let timer = 0;

  function wait() {
    if (deferredFor() > 0) timer = window.setTimeout(wait, deferredFor());
    // Safari has none.
    else if (typeof window.requestIdleCallback !== 'function') timer = window.setTimeout(done, USUAL_MS);
    else idle = window.requestIdleCallback(done, { timeout: LONGEST_MS });
  }

  function stop() {
    clearTimeout(timer);
    if (idle) window.cancelIdleCallback(idle);
    idle = 0;
  }

  function begin() {
    frames = 2;
    frame = requestAnimationFrame(next);
  }

  function next() {
    frames -= 1;
    if (frames > 0) frame = requestAnimationFrame(next);
    else wait();
  }

  function done() {
    idle = 0;
    if (deferredFor() > 0) return wait();
    // Also where a part has failed: the others are not to wait for ever.
    let isMore = true;
    try {
      isMore = run();
    } finally {
      // Unless it has drawn something that is to be painted first.
      if (frames === 0 && isMore) wait();
      else if (frames === 0) frames = -1;
    }
  }

  return () => {
    if (frames === 2) return;
    const now = performance.now();
    if (frames < 0) since = now;
    else if (now - since > LONGEST_MS) return;
    cancelAnimationFrame(frame);
    stop();
    begin();
  };
}

function work() {
  const end = performance.now() + SLICE_MS;
  for (const [about, run] of due) {
    due.delete(about);
    run();
    if (performance.now() > end) break;
  }
  if (due.size === 0) put(document.documentElement, 'data-late', false);
  return due.size > 0;
}
