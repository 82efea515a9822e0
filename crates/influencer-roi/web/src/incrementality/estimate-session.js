// What can be asked about incrementality, what is being asked, and what was answered last. Follows the state of the page and draws nothing.
// Emits: that something has changed.

import { latestOnly } from '../core/latest.js';
import { askIncrementality } from '../core/server.js';
import { estimates } from './estimate-job.js';
import { campaignOf } from './question.js';
import { estimateQuestion } from './settings.js';

/** @import { EstimateJob, EstimateReport, Incrementality } from '../core/api.d.ts' */
/** @import { PageState } from '../state/address.js' */

/** @typedef {EstimateJob & { report: EstimateReport }} Answered an estimate with its report */

/**
 * @typedef {object} Asked the estimate of the question that is asked
 * @property {string} key of the question
 * @property {EstimateJob | null} job
 * @property {unknown} trouble what went wrong, or null
 * @property {boolean} isCancelled
 */

/**
 * @typedef {object} Session
 * @property {Incrementality | null} offers what can be asked; null while it is on its way
 * @property {Asked} asked
 * @property {Answered | null} answered the last answer, whatever it was the answer to
 */

/**
 * @param {object} options
 * @param {() => PageState} options.state
 * @param {() => boolean} options.isShown whether the view is looked at
 * @param {(offers: Incrementality) => void} options.onOffers
 * @param {() => void} options.onChange
 */
export function estimateSession({ state, isShown, onOffers, onChange }) {
  /** @type {Session} */
  const session = { offers: null, asked: { key: '', job: null, trouble: null, isCancelled: false }, answered: null };
  const run = latestOnly();
  const estimate = estimates({ onJob, onTrouble });

  /** Asks anew what can be asked. */
  async function load() {
    try {
      const found = await run((signal) => askIncrementality(signal));
      if (!found) return;
      session.offers = found.answer;
      session.asked = { ...session.asked, key: '', job: null, trouble: null };
      session.answered = null;
      onOffers(found.answer);
      follow();
    } catch (error) {
      session.asked.trouble = error;
    }
    onChange();
  }

  /** Starts the estimate that the state asks for, and ends the one it no longer asks for. */
  function follow() {
    const { offers, asked } = session;
    if (!offers) return;
    const now = state();
    const wanted = isShown() && now.lift === 'estimate' && campaignOf(offers, now) ? estimateQuestion(now, offers.dataset.id) : null;
    const key = JSON.stringify(wanted);
    if (key === asked.key) return;
    // Another question ends this estimate; another view does not, because the reader may come back.
    if (isShown()) void estimate.cancel();
    else estimate.leave();
    session.asked = { key, job: null, trouble: null, isCancelled: asked.isCancelled && !wanted };
    if (wanted) void estimate.follow(wanted);
  }

  /** @param {EstimateJob} job */
  function onJob(job) {
    session.asked.job = job;
    session.asked.trouble = null;
    if (job.report) session.answered = { ...job, report: job.report };
    onChange();
  }

  /** @param {unknown} error */
  function onTrouble(error) {
    session.asked.trouble = error;
    onChange();
  }

  return {
    load,
    follow,
    now: () => session,
    retry() {
      session.asked.key = '';
      if (!session.offers) return void load();
      follow();
      onChange();
    },
    markCancelled() {
      session.asked.isCancelled = true;
    },
  };
}

/** What distinguishes campaigns. @param {{ brand: string, campaign: string } | undefined} campaign */
export function campaignKey(campaign) {
  return JSON.stringify([campaign?.brand, campaign?.campaign]);
}
