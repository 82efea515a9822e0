// A slow answer never overwrites a newer one.

/**
 * A way to ask where only the newest question counts: asking again aborts the one before, and whatever the older one still answers, or
 * fails with, is dropped.
 */
export function latestOnly() {
  /** @type {AbortController | null} */
  let newest = null;

  /**
   * @template T
   * @param {(signal: AbortSignal) => Promise<T>} ask
   * @returns {Promise<{ answer: T } | null>} null when a newer question has been asked meanwhile
   */
  return async function run(ask) {
    newest?.abort();
    const mine = new AbortController();
    newest = mine;
    try {
      const answer = await ask(mine.signal);
      return newest === mine ? { answer } : null;
    } catch (error) {
      if (newest !== mine) return null;
      throw error;
    }
  };
}

/**
 * Repeats an action when requests may come faster than it ends: one run at a time. All requests that come during a run are
 * answered by one more run after it.
 *
 * @param {() => Promise<void>} act
 */
export function inTurn(act) {
  let underWay = false;
  let wanted = false;
  return async () => {
    wanted = true;
    if (underWay) return;
    underWay = true;
    while (wanted) {
      wanted = false;
      await act();
    }
    underWay = false;
  };
}
