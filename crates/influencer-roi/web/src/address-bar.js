// Writes the state into the browser's address bar. While something is dragged it changes with every frame; browsers stop listening to
// a page that writes so often, so then the address follows a moment later.

const PAUSE_MS = 300;

export function addressBar() {
  let waiting = 0;
  let link = '';

  const write = () => {
    waiting = 0;
    history.replaceState(null, '', link || location.pathname);
  };
  const forget = () => {
    clearTimeout(waiting);
    waiting = 0;
  };
  const settle = () => {
    if (waiting === 0) return;
    forget();
    write();
  };

  return {
    /** Writes what still waits. */
    settle,
    /** The address has changed by itself: what still waits is old. */
    forget,
    /** One step more to go back. @param {string} next */
    push(next) {
      settle();
      history.pushState(null, '', next || location.pathname);
    },
    /** The same step. @param {string} next @param {boolean} [soon] not each time, but the last one surely */
    replace(next, soon = false) {
      link = next;
      if (soon) {
        if (waiting === 0) waiting = window.setTimeout(write, PAUSE_MS);
        return;
      }
      forget();
      write();
    },
  };
}
