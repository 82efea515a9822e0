// Brings the estimates to pages of the table that came without: asked for when the lines have been painted and nothing else is wanted, because
// they take the server longer than a click may. Once they have come for some lines they are there for all, and other lines come with them.

import { wait } from '../core/wait.js';
import { whenNotDeferred } from '../ui/defer.js';
import { isEstimated } from './interval.js';

/** @import { Dashboard, InfluencerLine } from '../core/api.d.ts' */
/** @import { PageLoader } from './page-loader.js' */

/** The estimates wait so long after the lines. */
const PAUSE_MS = 150;
/** When they take longer than this, the table shows that they are on their way. */
const LONG_MS = 400;

/**
 * @param {object} options
 * @param {() => PageLoader} options.loader
 * @param {(page: number, isFirst: boolean, signal: AbortSignal) => Promise<Dashboard>} options.ask for a page with estimates, the first one since there are other lines
 * @param {(answer: Dashboard) => void} options.onEstimated the estimates of some lines have come
 * @param {(isLong: boolean) => void} options.onEstimating it takes long, or no longer
 * @param {(error: unknown) => void} options.onTrouble
 */
export function pageEstimates({ loader, ask, onEstimated, onEstimating, onTrouble }) {
  let isWanted = false;
  /** Whether the estimates have come for some lines. */
  let isKnown = false;
  let isAsking = false;
  let stop = new AbortController();

  /** @param {AbortSignal} signal */
  async function estimate(signal) {
    const long = setTimeout(onEstimating, LONG_MS, true);
    isAsking = true;
    try {
      if (!isKnown) await wait(PAUSE_MS, signal);
      /** @type {Set<number>} */
      const done = new Set();
      for (let page = nextPage(loader(), done); page !== undefined; page = nextPage(loader(), done)) {
        done.add(page);
        await estimatePage(page, signal);
      }
    } catch (error) {
      if (signal.aborted) return;
      isWanted = false;
      onTrouble(error);
    } finally {
      clearTimeout(long);
      if (!signal.aborted) {
        isAsking = false;
        onEstimating(false);
      }
    }
  }

  /** @param {number} page @param {AbortSignal} signal */
  async function estimatePage(page, signal) {
    const lines = loader().pages().get(page) ?? [];
    await whenNotDeferred(signal);
    const answer = await ask(page, !isKnown, signal);
    const { influencers } = answer;
    await whenNotDeferred(signal);
    isKnown = true;
    lines.forEach((line, at) => influencers[at]?.id === line.id && Object.assign(line, influencers[at]));
    onEstimated(answer);
  }

  return {
    isKnown: () => isKnown,
    /** Lines have estimates from now on, those that come later too. */
    want() {
      if (isWanted) return;
      isWanted = true;
      stop = new AbortController();
      void estimate(stop.signal);
    },
    /** More lines have come. */
    more: () => isWanted && !isAsking && void estimate(stop.signal),
    /** Begins anew with the answer to another question. @param {Dashboard} answer */
    reset({ intervals }) {
      isWanted = isAsking = false;
      isKnown = intervals !== undefined;
      onEstimating(false);
      stop.abort();
    },
  };
}

/** A page without estimates, one in sight before what was scrolled past. @param {PageLoader} loader @param {Set<number>} done */
function nextPage(loader, done) {
  const pages = loader.pages();
  return [...loader.wanted(), ...pages.keys()].find((page) => !done.has(page) && isWithout(pages.get(page)));
}

/** Whether the estimates are still to come. @param {InfluencerLine[] | undefined} lines */
function isWithout(lines) {
  return lines !== undefined && lines.length > 0 && !isEstimated(lines[0]);
}
