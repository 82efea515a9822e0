// The rows behind a number, page by page: asked for when they come into sight, dropped when they are far away. All of one version of the data.

import { wait } from '../core/wait.js';

/** @import { RowsAnswer } from '../core/api.d.ts' */

export const PAGE_ROWS = 200;
const MAX_PAGES = 40;
/** A page that is only scrolled past is not asked for. */
const PASSING_MS = 40;

/** @typedef {(page: { offset: number, limit: number, dataset?: string }, signal: AbortSignal) => Promise<RowsAnswer>} AskRows */

/** @param {{ ask: AskRows, onLoaded: () => void, onTrouble: (error: unknown) => void }} options */
export function rowPages({ ask, onLoaded, onTrouble }) {
  /** @type {Map<number, RowsAnswer['rows']>} */
  const pages = new Map();
  /** @type {Map<number, AbortController>} */
  const coming = new Map();
  let dataset = '';

  /** @param {number} page */
  async function load(page) {
    const stop = new AbortController();
    coming.set(page, stop);
    try {
      await wait(PASSING_MS, stop.signal);
      keep(page, await ask({ offset: page * PAGE_ROWS, limit: PAGE_ROWS, dataset }, stop.signal));
      onLoaded();
    } catch (error) {
      if (!stop.signal.aborted) onTrouble(error);
    }
    if (coming.get(page) === stop) coming.delete(page);
  }

  /** @param {number} page @param {RowsAnswer} answer */
  function keep(page, answer) {
    pages.set(page, answer.rows);
    for (const oldest of pages.keys()) if (pages.size > MAX_PAGES) pages.delete(oldest);
  }

  return {
    /** The first page, with what is true of all rows. @param {AbortSignal} signal */
    async begin(signal) {
      const answer = await ask({ offset: 0, limit: PAGE_ROWS }, signal);
      dataset = answer.dataset.id;
      keep(0, answer);
      return answer;
    },
    /** @param {number} at undefined while it is on its way */
    row: (at) => pages.get(Math.floor(at / PAGE_ROWS))?.[at % PAGE_ROWS],
    /** Sees to it that these rows come, and no others. @param {number} first @param {number} last */
    want(first, last) {
      const [from, to] = [Math.floor(first / PAGE_ROWS), Math.floor(last / PAGE_ROWS)];
      for (const [page, stop] of coming) if (page < from || page > to) stop.abort();
      for (let page = from; page <= to; page += 1) {
        const mine = coming.get(page);
        if (!pages.has(page) && (!mine || mine.signal.aborted)) void load(page);
      }
    },
    stop: () => coming.forEach((one) => one.abort()),
  };
}
