// What is asked for the state of the page, and what was answered last. Emits: every answer that is to be drawn.

import { onlyShowsOtherwise, questionOf } from '../state/address.js';
import { prefetchCache } from './prefetch-cache.js';
import { inTurn, latestOnly } from '../core/latest.js';
import { numberStyle } from '../core/numbers.js';
import { askDefinitions } from '../core/server.js';

/** @import { Definitions } from '../core/api.d.ts' */
/** @import { PageState } from '../state/address.js' */
/** @import { Look } from '../ui/figure.js' */
/** @import { knownChoices } from './known-choices.js' */
/** @import { Answers } from './questions.js' */

/** @typedef {{ answers: Answers, asked: PageState, at: Date }} Answered answers, the state they belong to, and when they came */

/** An answer that takes longer is seen to be on its way: nothing is drawn for those that come at once. */
const SLOW_MS = 200;

/**
 * @param {object} options
 * @param {() => PageState} options.state
 * @param {ReturnType<typeof knownChoices>} options.choices
 * @param {(answered: Answered) => void} options.onAnswer
 * @param {(error: unknown) => void} options.onTrouble
 */
export function dashboardClient({ state, choices, onAnswer, onTrouble }) {
  /** @type {Answered | null} */
  let shown = null;
  /** @type {Promise<Definitions> | null} */
  let definitionsComing = null;
  /** @type {Definitions} */
  let definitions = {
    measures: [],
    metrics: [],
    estimates: [],
    reasons: {},
    methods: [],
    tiers: [],
    verdicts: [],
    enough_orders: 20,
    dimensions: [],
  };
  const run = latestOnly();
  const prefetched = prefetchCache();
  let slow = 0;

  /** @param {boolean} isBusy */
  function tellBusy(isBusy) {
    document.documentElement.toggleAttribute('data-busy', isBusy);
    clearTimeout(slow);
    if (isBusy) slow = window.setTimeout(() => document.documentElement.toggleAttribute('data-slow', true), SLOW_MS);
    else document.documentElement.toggleAttribute('data-slow', false);
  }

  async function ask() {
    tellBusy(true);
    const asked = state();
    try {
      const result = await run(async (signal) => {
        const [answers] = await Promise.all([prefetched.answers(asked, signal), loadDefinitions()]);
        await choices.complete(answers, asked, signal);
        return answers;
      });
      if (!result) return;
      shown = { answers: result.answer, asked, at: new Date() };
      choices.offer(shown.answers);
      onAnswer(shown);
    } catch (error) {
      onTrouble(error);
    }
    tellBusy(false);
  }

  async function loadDefinitions() {
    definitionsComing ??= askDefinitions();
    try {
      definitions = await definitionsComing;
    } catch (error) {
      definitionsComing = null;
      throw error;
    }
    return definitions;
  }

  return {
    ask,
    /** Asks while the state changes faster than answers come. */
    askInTurn: inTurn(ask),
    /** Asks for what is about to be chosen, so that its answer may be there when it is. @param {PageState} next */
    prefetch(next) {
      if (String(questionOf(next)) !== String(questionOf(state()))) prefetched.ask(next);
    },
    /** Whether the answer on the screen is not the answer to this state too. @param {PageState} before */
    isOther(before) {
      const isBusy = document.documentElement.hasAttribute('data-busy');
      return isBusy || !shown || !onlyShowsOtherwise(before, state());
    },
    /** Shows the answer that is there as the state wants it now. */
    showAgain() {
      if (!shown) return;
      shown.asked = state();
      onAnswer(shown);
    },
    shown: () => shown,
    definitions: () => definitions,
    loadDefinitions,
    /** How figures are written at the moment. @returns {Look} */
    look: () => ({ style: numberStyle(shown?.answers.answer.dataset.currency ?? 'INR'), definitions }),
  };
}
