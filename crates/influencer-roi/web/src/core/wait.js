// A pause that can be cut short.

/** @param {number} milliseconds @param {AbortSignal} signal @returns {Promise<void>} rejects as aborted when the signal is */
export function wait(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        reject(new DOMException('Stopped', 'AbortError'));
      },
      { once: true },
    );
  });
}
