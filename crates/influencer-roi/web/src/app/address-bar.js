// Writes the state into the browser's address bar. While something is dragged it changes with every frame; browsers stop listening to
// a page that writes so often, so then the address follows a moment later. A new step follows what it shows: the browser has work to do
// for each, which is not to come between a click and its answer.

const PAUSE_MS = 300;

export function addressBar() {
  let waiting = 0;
  let link = '';
  /** Whether what waits is a step of its own. */
  let isStep = false;

  const write = () => {
    clearTimeout(waiting);
    waiting = 0;
    const to = link || location.pathname;
    if (isStep) history.pushState(null, '', to);
    else history.replaceState(null, '', to);
    isStep = false;
  };
  const writeSoon = () => {
    waiting ||= window.setTimeout(write, PAUSE_MS);
  };
  const settle = () => {
    if (waiting !== 0) write();
  };

  return {
    /** Writes what still waits. */
    settle,
    /** The address has changed by itself: what still waits is old. @returns {boolean} whether it was a step */
    forget() {
      const wasStep = isStep && waiting !== 0;
      clearTimeout(waiting);
      waiting = 0;
      isStep = false;
      return wasStep;
    },
    /** One step more to go back; it waits to be settled, but not for long. @param {string} next */
    push(next) {
      settle();
      link = next;
      isStep = true;
      writeSoon();
    },
    /** The same step. @param {string} next @param {boolean} [soon] not each time, but the last one surely */
    replace(next, soon = false) {
      link = next;
      if (soon) writeSoon();
      else write();
    },
  };
}
