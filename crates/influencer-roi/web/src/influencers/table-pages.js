// The lines of a table that may be far longer than what is loaded: the first page comes with the dashboard's answer, the others when they are
// scrolled to: those in sight first, then the next one in the direction of scrolling. All pages are of the same version of the data.

import { askDashboard } from '../core/server.js';
import { pageEstimates } from './page-estimates.js';
import { pageLoader } from './page-loader.js';

/** @import { Dashboard, InfluencerLine } from '../core/api.d.ts' */

/** A first page that more than fills the screen, and no more: it comes with every answer. */
export const PAGE_LINES = 60;
/** Each chart without its own clause, and no day twice. */
const WITH_CHARTS = 'intervals,panels,days_once';
/** How near a page is asked for before it is in sight. */
const LINES_AHEAD = 30;

/**
 * @param {object} options
 * @param {(lines: InfluencerLine[]) => void} options.onLoaded
 * @param {(answer: Dashboard) => void} options.onEstimated the estimates of some lines have come, and what follows from those of all lines
 * @param {(isLong: boolean) => void} options.onEstimating they take long, or no longer
 * @param {(error: unknown) => void} options.onTrouble
 */
export function tablePages({ onLoaded, onEstimated, onEstimating, onTrouble }) {
  let question = new URLSearchParams();
  let asked = '';
  let dataset = '';
  let total = 0;
  /** @param {number} page @param {string | undefined} include @param {AbortSignal} signal */
  const ask = (page, include, signal) => askDashboard(question, { offset: page * PAGE_LINES, limit: PAGE_LINES, dataset, include }, signal);
  const estimates = pageEstimates({
    loader: () => loader,
    // What all lines say together comes with the first of them, for the charts too.
    ask: (page, isFirst, signal) => ask(page, isFirst ? WITH_CHARTS : 'intervals', signal),
    onEstimated,
    onEstimating,
    onTrouble,
  });
  const loader = pageLoader({
    ask: async (page, signal) => (await ask(page, estimates.isKnown() ? 'intervals' : undefined, signal)).influencers,
    onLoaded(lines) {
      onLoaded(lines);
      estimates.more();
    },
    onTrouble,
  });

  return {
    total: () => total,
    wantEstimates: estimates.want,
    /**
     * Begins anew with the answer to a question. What is loaded stays where question and data are the same.
     *
     * @param {Dashboard} answer
     * @param {URLSearchParams} asking
     * @returns {boolean} whether the lines are other ones
     */
    reset(answer, asking) {
      const now = `${asking} ${JSON.stringify(answer.margins)}`;
      const isSame = dataset === answer.dataset.id && asked === now;
      asked = now;
      question = new URLSearchParams(asking);
      // Only totals are compared; a page of lines needs no second period.
      question.delete('compare');
      dataset = answer.dataset.id;
      total = answer.influencers_total;
      if (isSame) return false;
      loader.begin(answer.influencers);
      estimates.reset(answer);
      return true;
    },
    /** @param {number} at @returns {InfluencerLine | undefined} undefined while it is on its way */
    line: (at) =>
      loader
        .pages()
        .get(Math.floor(at / PAGE_LINES))
        ?.at(at % PAGE_LINES),
    /** Where an influencer stands among what is loaded; -1 where it is not loaded. @param {string} id */
    placeOf(id) {
      for (const [page, lines] of loader.pages()) {
        const at = lines.findIndex((line) => line.id === id);
        if (at >= 0) return page * PAGE_LINES + at;
      }
      return -1;
    },
    /** Loads these lines. @param {number} first @param {number} last @param {1 | -1} direction of scrolling */
    want: (first, last, direction) => loader.want(wantedPages(first, last, direction, total)),
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
