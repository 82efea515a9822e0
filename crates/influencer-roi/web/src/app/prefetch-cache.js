// Answers that a press has asked for ahead of the click. The newest one is kept for a moment and used by the question that follows.

import { questionOf } from '../state/address.js';
import { askOverview } from './questions.js';

/** @import { PageState } from '../state/address.js' */
/** @import { Answers } from './questions.js' */

/** An answer that is older is asked for again. */
const FRESH_MS = 1000;

export function prefetchCache() {
  /** @typedef {{ question: string, answers: Promise<Answers>, at: number, stop: AbortController }} Prefetched */
  /** @type {Prefetched | null} */
  let prefetched = null;

  return {
    /** @param {PageState} next */
    ask(next) {
      prefetched?.stop.abort();
      const stop = new AbortController();
      const answers = askOverview(next, stop.signal);
      // What went wrong is found out by asking again.
      answers.catch(() => {});
      prefetched = { question: String(questionOf(next)), answers, at: performance.now(), stop };
    },
    /** The answers to a state: those asked for a moment ago, where they are to this one and did not fail. @param {PageState} asked @param {AbortSignal} signal */
    answers(asked, signal) {
      const was = prefetched;
      prefetched = null;
      if (was?.question !== String(questionOf(asked)) || performance.now() - was.at > FRESH_MS) {
        was?.stop.abort();
        return askOverview(asked, signal);
      }
      signal.addEventListener('abort', () => was.stop.abort(), { once: true });
      return was.answers.catch(() => askOverview(asked, signal));
    },
  };
}
