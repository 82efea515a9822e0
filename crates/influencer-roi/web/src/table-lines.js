// The lines of a table that may be far longer than what is loaded: the first page comes with the dashboard's answer, the others when
// they are scrolled to. All pages of one table are of the same version of the data.

import { askDashboard } from './server.js';

/** @import { Dashboard, InfluencerLine } from './api.d.ts' */

export const PAGE_LINES = 200;

/** @param {{ onLoaded: (lines: InfluencerLine[]) => void, onTrouble: (error: unknown) => void }} options */
export function tableLines({ onLoaded, onTrouble }) {
  /** @type {Map<number, InfluencerLine[]>} */
  let pages = new Map();
  /** @type {Set<number>} */
  let asked = new Set();
  let question = new URLSearchParams();
  let dataset = '';
  let total = 0;
  let stop = new AbortController();

  /** @param {number} page */
  async function load(page) {
    const { signal } = stop;
    asked.add(page);
    try {
      const answer = await askDashboard(question, { offset: page * PAGE_LINES, limit: PAGE_LINES, dataset }, signal);
      if (signal.aborted) return;
      pages.set(page, answer.influencers);
      onLoaded(answer.influencers);
    } catch (error) {
      if (signal.aborted) return;
      asked.delete(page);
      onTrouble(error);
    }
  }

  return {
    total: () => total,
    /** Begins anew with the answer to a question. @param {Dashboard} answer @param {URLSearchParams} asking */
    reset(answer, asking) {
      stop.abort();
      stop = new AbortController();
      question = asking;
      dataset = answer.dataset.id;
      total = answer.influencers_total;
      pages = new Map([[0, answer.influencers]]);
      asked = new Set([0]);
    },
    /** @param {number} at @returns {InfluencerLine | undefined} undefined while it is on its way */
    line: (at) => pages.get(Math.floor(at / PAGE_LINES))?.[at % PAGE_LINES],
    /** Sees to it that these lines come. @param {number} first @param {number} last */
    want(first, last) {
      for (let page = Math.floor(first / PAGE_LINES); page <= Math.floor(last / PAGE_LINES); page += 1)
        if (!asked.has(page)) void load(page);
    },
  };
}
