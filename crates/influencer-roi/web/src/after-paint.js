// What nobody can see at once, as the words of a tooltip, is written when what is seen has been painted and the browser has nothing better to
// do, a few milliseconds at a time.

import { put } from './dom.js';

const SLICE_MS = 4;
/** What waits longer is done however much there is to do. */
const LONGEST_MS = 200;
const USUAL_MS = 30;

/** What is to be done for an element: the newest wish counts. @type {Map<Element, () => void>} */
const due = new Map();
let waiting = 0;

/** @param {Element} element that it is about @param {() => void} run */
export function afterPaint(element, run) {
  due.set(element, run);
  if (waiting === 0) wait();
}

/** Takes back what was to be done for an element. @param {Element} element */
export function notAfterPaint(element) {
  due.delete(element);
}

/** Does at once what is still to be done, for who needs it now. */
export function finishAll() {
  for (const [element, run] of due) {
    due.delete(element);
    run();
  }
}

function wait() {
  put(document.documentElement, 'data-late', '');
  waiting = whenIdle(work);
}

/** Runs after the next paint, when nothing else is to be done. @param {() => void} run */
export function whenIdle(run) {
  return requestAnimationFrame(() => (window.requestIdleCallback ? window.requestIdleCallback(run, { timeout: LONGEST_MS }) : window.setTimeout(run, USUAL_MS)));
}

function work() {
  const end = performance.now() + SLICE_MS;
  try {
    for (const [element, run] of due) {
      due.delete(element);
      run();
      if (performance.now() > end) break;
    }
  } finally {
    // Also where one of them has failed: the others are not to wait for ever.
    waiting = 0;
    if (due.size > 0) wait();
    else put(document.documentElement, 'data-late', false);
  }
}
