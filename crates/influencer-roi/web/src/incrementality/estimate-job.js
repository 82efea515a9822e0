// One estimate from its question to its answer: begins it, then asks how far it is. Emits: the estimate, whenever it was asked about.

import { askEstimate, cancelEstimate, startEstimate } from '../core/server.js';
import { wait } from '../core/wait.js';

/** @import { EstimateJob, EstimateQuestion } from '../core/api.d.ts' */

const PAUSE_MS = 250;

/** @param {{ onJob: (job: EstimateJob) => void, onTrouble: (error: unknown) => void }} options */
export function estimates({ onJob, onTrouble }) {
  /** The estimate that is followed. @type {{ started: Promise<EstimateJob>, stop: AbortController, isDone: boolean } | null} */
  let followed = null;

  function leave() {
    followed?.stop.abort();
    followed = null;
  }

  return {
    /** Follows this one, and no other any more. @param {EstimateQuestion} question */
    async follow(question) {
      leave();
      const mine = { started: startEstimate(question), stop: new AbortController(), isDone: false };
      followed = mine;
      // A slow answer never overwrites a newer one.
      const isWanted = () => followed === mine;
      try {
        for (let job = await mine.started; isWanted(); job = await askEstimate(job.id, mine.stop.signal)) {
          mine.isDone = job.state !== 'running';
          onJob(job);
          if (mine.isDone) break;
          await wait(PAUSE_MS, mine.stop.signal);
        }
      } catch (error) {
        if (isWanted()) onTrouble(error);
      }
    },
    /** Looks no more; the work goes on. */
    leave,
    /** Ends the work too, unless it is done. */
    async cancel() {
      const last = followed;
      leave();
      if (!last || last.isDone) return;
      // It may be done or gone by now: that changes nothing here.
      await last.started.then(({ id, state }) => state === 'running' && cancelEstimate(id)).catch(() => undefined);
    },
  };
}
