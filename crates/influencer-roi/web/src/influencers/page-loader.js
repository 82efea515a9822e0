// Loads pages of a long table: those in sight first, a few at a time. A page that is no longer in sight is given up while it is on its way.
// Emits: the lines of every page that has come.

/** @import { InfluencerLine } from '../core/api.d.ts' */

const MAX_UNDER_WAY = 2;
/** Pages that are only flown over are not asked for. */
const REST_MS = 80;
/** How many pages stay in memory; the ones farthest away go first. */
const MAX_PAGES = 200;

/** @typedef {ReturnType<typeof pageLoader>} PageLoader */

/**
 * @param {object} options
 * @param {(page: number, signal: AbortSignal) => Promise<InfluencerLine[]>} options.ask
 * @param {(lines: InfluencerLine[]) => void} options.onLoaded
 * @param {(error: unknown) => void} options.onTrouble
 */
export function pageLoader({ ask, onLoaded, onTrouble }) {
  /** @type {Map<number, InfluencerLine[]>} */
  let pages = new Map();
  /** The pages on their way. @type {Map<number, AbortController>} */
  const underWay = new Map();
  /** The pages that are waited for, the most wanted first. @type {number[]} */
  let wanted = [];
  let resting = 0;

  function askNext() {
    const next = wanted.find((page) => !pages.has(page) && !underWay.has(page));
    if (next === undefined || underWay.size >= MAX_UNDER_WAY) return;
    void load(next);
    askNext();
  }

  /** @param {number} page */
  async function load(page) {
    const stop = new AbortController();
    underWay.set(page, stop);
    try {
      const lines = await ask(page, stop.signal);
      if (stop.signal.aborted) return;
      underWay.delete(page);
      pages.set(page, lines);
      forgetFarPages(pages, page);
      onLoaded(lines);
      askNext();
    } catch (error) {
      if (stop.signal.aborted) return;
      // Not asked again by itself: the next scroll does.
      underWay.delete(page);
      wanted = wanted.filter((one) => one !== page);
      onTrouble(error);
    }
  }

  /** @param {(page: number) => boolean} isStale */
  function giveUp(isStale) {
    for (const [page, stop] of underWay) {
      if (!isStale(page)) continue;
      stop.abort();
      underWay.delete(page);
    }
  }

  return {
    pages: () => pages,
    wanted: () => wanted,
    /** Forgets every page: the first one of another table is here. @param {InfluencerLine[]} first */
    begin(first) {
      giveUp(() => true);
      clearTimeout(resting);
      wanted = [];
      pages = new Map([[0, first]]);
    },
    /** Loads these pages, the first one first. @param {number[]} next */
    want(next) {
      if (String(next) === String(wanted)) return;
      wanted = next;
      giveUp((page) => !wanted.includes(page));
      clearTimeout(resting);
      resting = window.setTimeout(askNext, REST_MS);
    },
  };
}

/** @param {Map<number, unknown>} pages @param {number} near */
function forgetFarPages(pages, near) {
  if (pages.size <= MAX_PAGES) return;
  const far = [...pages.keys()].sort((a, b) => Math.abs(b - near) - Math.abs(a - near));
  for (const page of far.slice(0, pages.size - MAX_PAGES)) pages.delete(page);
}
