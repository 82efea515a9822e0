// The lines of a table that may be far longer than what is loaded: the first page comes with the dashboard's answer, the others when
// they are scrolled to. What is in sight is asked first, then what comes next in the direction of scrolling; what nobody waits for any
// longer is given up. All pages of one table are of the same version of the data.

import { whenNotDeferred } from '../ui/defer.js';
import { isEstimated } from './interval.js';
import { askDashboard } from '../core/server.js';
import { wait } from '../core/wait.js';

/** @import { Dashboard, InfluencerLine } from '../core/api.d.ts' */

/** A first page that more than fills the screen, and no more: it comes with every answer. */
export const PAGE_LINES = 60;
/** How near a page is asked for before it is in sight. */
const LINES_AHEAD = 30;
const MAX_UNDER_WAY = 2;
/** What is only flown over is not asked for. */
const REST_MS = 80;
/** How many pages stay in memory; the ones farthest away go first. */
const MAX_KEPT = 200;

/** What is estimated is asked for when the lines have been painted and nothing else is wanted for so long: it takes the server longer than a click may. */
const ESTIMATES_MS = 150;
/** When it takes longer than this the table says that it is waited for. */
const LONG_MS = 400;

/**
 * @param {object} options
 * @param {(lines: InfluencerLine[]) => void} options.onLoaded
 * @param {() => void} options.onEstimated what is estimated of the first lines has come
 * @param {(isLong: boolean) => void} options.onEstimating it takes long, or no longer
 * @param {(error: unknown) => void} options.onTrouble
 */
export function tablePages({ onLoaded, onEstimated, onEstimating, onTrouble }) {
  /** @type {Map<number, InfluencerLine[]>} */
  let pages = new Map();
  /** The pages on their way. @type {Map<number, AbortController>} */
  const underWay = new Map();
  /** The pages that are waited for, the first most. @type {number[]} */
  let wanted = [];
  let resting = 0;
  let question = new URLSearchParams();
  let asked = '';
  let dataset = '';
  let total = 0;
  /** The ROAS that breaks even. */
  let breakEven = 1;
  /** Whether what is estimated is wanted. */
  let isEstimating = false;
  /** Whether it has come for some lines: then it is there for all, and others come with it. Before, lines do not wait for it. */
  let isKnown = false;
  /** Whether it is being asked for. */
  let isAsking = false;
  let estimating = new AbortController();

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
      const answer = await askDashboard(question, { ...pageOf(page), include: isKnown ? 'intervals' : undefined }, stop.signal);
      if (stop.signal.aborted) return;
      underWay.delete(page);
      pages.set(page, answer.influencers);
      forgetFarPages(pages, page);
      onLoaded(answer.influencers);
      if (isEstimating && !isAsking) void estimate(estimating.signal);
      askNext();
    } catch (error) {
      if (stop.signal.aborted) return;
      // Not asked again by itself: the next scroll does.
      underWay.delete(page);
      wanted = wanted.filter((one) => one !== page);
      onTrouble(error);
    }
  }

  /** @param {number} page */
  const pageOf = (page) => ({ offset: page * PAGE_LINES, limit: PAGE_LINES, dataset });

  /** Brings what is estimated to the pages that are there without. @param {AbortSignal} signal */
  async function estimate(signal) {
    const long = setTimeout(onEstimating, LONG_MS, true);
    isAsking = true;
    try {
      if (!isKnown) await wait(ESTIMATES_MS, signal);
      /** @type {Set<number>} */
      const done = new Set();
      // What is in sight before what was scrolled past.
      const next = () => [...wanted, ...pages.keys()].find((page) => !done.has(page) && isWithout(pages.get(page)));
      for (let page = next(); page !== undefined; page = next()) {
        done.add(page);
        const lines = pages.get(page) ?? [];
        await whenNotDeferred(signal);
        const { influencers, intervals } = await askDashboard(question, { ...pageOf(page), include: 'intervals' }, signal);
        await whenNotDeferred(signal);
        breakEven = intervals?.break_even ?? breakEven;
        isKnown = true;
        lines.forEach((line, at) => influencers[at]?.id === line.id && Object.assign(line, influencers[at]));
        onEstimated();
      }
    } catch (error) {
      if (signal.aborted) return;
      isEstimating = false;
      onTrouble(error);
    } finally {
      clearTimeout(long);
      if (!signal.aborted) {
        isAsking = false;
        onEstimating(false);
      }
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
    total: () => total,
    breakEven: () => breakEven,
    /** Sees to it that lines have what is estimated, those that come later too. */
    wantEstimates() {
      if (isEstimating) return;
      isEstimating = true;
      estimating = new AbortController();
      void estimate(estimating.signal);
    },
    /**
     * Begins anew with the answer to a question. What is loaded stays where question and data are the same.
     *
     * @param {Dashboard} answer
     * @param {URLSearchParams} asking
     * @returns {boolean} whether the lines are other ones
     */
    reset(answer, asking) {
      const isSame = dataset === answer.dataset.id && asked === String(asking);
      asked = String(asking);
      question = new URLSearchParams(asking);
      // What is compared are the totals; a page of lines needs no second period.
      question.delete('compare');
      dataset = answer.dataset.id;
      total = answer.influencers_total;
      if (isSame) return false;
      giveUp(() => true);
      clearTimeout(resting);
      wanted = [];
      pages = new Map([[0, answer.influencers]]);
      breakEven = answer.intervals?.break_even ?? breakEven;
      isEstimating = isAsking = false;
      isKnown = answer.intervals !== undefined;
      onEstimating(false);
      estimating.abort();
      return true;
    },
    /** @param {number} at @returns {InfluencerLine | undefined} undefined while it is on its way */
    line: (at) => pages.get(Math.floor(at / PAGE_LINES))?.[at % PAGE_LINES],
    /** Where an influencer stands among what is loaded; -1 where nobody knows. @param {string} id */
    placeOf(id) {
      for (const [page, lines] of pages) {
        const at = lines.findIndex((line) => line.id === id);
        if (at >= 0) return page * PAGE_LINES + at;
      }
      return -1;
    },
    /** Sees to it that these lines come. @param {number} first @param {number} last @param {1 | -1} direction of scrolling */
    want(first, last, direction) {
      const next = wantedPages(first, last, direction, total);
      if (String(next) === String(wanted)) return;
      wanted = next;
      giveUp((page) => !wanted.includes(page));
      clearTimeout(resting);
      resting = window.setTimeout(askNext, REST_MS);
    },
  };
}

/**
 * The pages in sight, the one that comes into sight first, and the next one where it is near in the direction of scrolling.
 *
 * @param {number} first line
 * @param {number} last line
 * @param {1 | -1} direction
 * @param {number} total lines there are
 */
function wantedPages(first, last, direction, total) {
  const [from, to] = [Math.floor(first / PAGE_LINES), Math.floor(last / PAGE_LINES)];
  const inSight = Array.from({ length: to - from + 1 }, (_, at) => from + at);
  if (direction > 0) inSight.reverse();
  const ahead = Math.floor((direction > 0 ? last + LINES_AHEAD : first - LINES_AHEAD) / PAGE_LINES);
  return ahead >= 0 && ahead * PAGE_LINES < total && !inSight.includes(ahead) ? [...inSight, ahead] : inSight;
}

/** Whether what is estimated is still to come. @param {InfluencerLine[] | undefined} lines */
function isWithout(lines) {
  return lines !== undefined && lines.length > 0 && !isEstimated(lines[0]);
}

/** @param {Map<number, unknown>} pages @param {number} near */
function forgetFarPages(pages, near) {
  if (pages.size <= MAX_KEPT) return;
  const far = [...pages.keys()].sort((a, b) => Math.abs(b - near) - Math.abs(a - near));
  for (const page of far.slice(0, pages.size - MAX_KEPT)) pages.delete(page);
}
