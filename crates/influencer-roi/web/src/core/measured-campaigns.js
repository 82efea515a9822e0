// What the campaigns of a selection brought: asked for, then asked for again while it is being worked out. Draws nothing. Emits: each answer.

import { askCampaigns } from './server.js';
import { wait } from './wait.js';

/** @import { Interval, MeasuredCampaign, MeasuredCampaigns } from './api.d.ts' */

const PAUSE_MS = 500;

/**
 * @param {object} options
 * @param {(answer: MeasuredCampaigns) => void} options.onAnswer
 * @param {(error: unknown) => void} options.onTrouble
 */
export function measuredCampaigns({ onAnswer, onTrouble }) {
  let key = '';
  /** @type {AbortController | null} */
  let asking = null;

  /** @param {URLSearchParams} selection @param {AbortController} mine */
  async function ask(selection, mine) {
    try {
      for (;;) {
        const answer = await askCampaigns(selection, mine.signal);
        if (mine.signal.aborted) return;
        onAnswer(answer);
        if (answer.state !== 'running') return;
        await wait(PAUSE_MS, mine.signal);
      }
    } catch (error) {
      // Asked for again the next time, even if it is the same.
      if (mine.signal.aborted) return;
      key = '';
      onTrouble(error);
    }
  }

  function leave() {
    asking?.abort();
    asking = null;
    key = '';
  }

  return {
    /** Asks for these, unless they are asked for already. @param {URLSearchParams} selection with the dataset */
    follow(selection) {
      if (key === String(selection)) return;
      leave();
      key = String(selection);
      asking = new AbortController();
      void ask(selection, asking);
    },
    /** Asks no more; the work goes on. */
    leave,
  };
}

/** How many campaigns are measured of how many, in words; '' when all are. @param {MeasuredCampaigns} answer */
export function progressText({ state, progress: { done, total } }) {
  return state === 'running' ? `measuring campaigns, ${done} of ${total}` : '';
}

/** An interval where there is one. @param {MeasuredCampaign['incremental_roas'] | undefined} share @returns {Interval | null} */
export function intervalOf(share) {
  return share && 'mean' in share ? share : null;
}
