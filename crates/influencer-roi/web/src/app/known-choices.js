// What can be chosen: the values of the last answer, how many influencers there are, and what those are called that have been seen. Of
// fifty thousand, only the names that are needed are known.

import { DIMENSIONS } from '../core/dimensions.js';
import { filtersInfluencers, selectionOf, withChosen } from '../state/address.js';
import { askDashboard, askInfluencers } from '../core/server.js';

/** @import { Facets } from '../core/api.d.ts' */
/** @import { PageState } from '../state/address.js' */
/** @import { Dimension } from '../core/dimensions.js' */
/** @import { Answers } from './questions.js' */

/** How many influencers a search offers at a time. */
const MAX_FOUND = 100;
/** More chosen influencers than this are counted on the screen, not named. */
const MAX_NAMED = 100;

export function knownChoices() {
  /** @type {Facets} */
  let facets = { dimensions: {} };
  let dataset = '';
  /** How many influencers the dataset has; null while it is not known. @type {number | null} */
  let influencerCount = null;
  /** @type {Map<string, string>} */
  let names = new Map();

  /** @param {{ id: string, name: string }[]} known */
  const learn = (known) => known.forEach(({ id, name }) => names.set(id, name));

  /** @param {string[]} chosen @param {AbortSignal} signal */
  async function learnMissing(chosen, signal) {
    const missing = chosen.filter((id) => !names.has(id)).slice(0, MAX_NAMED);
    if (missing.length === 0) return;
    const only = new URLSearchParams(missing.map((id) => ['influencer', id]));
    const { influencers } = await askDashboard(only, { limit: missing.length, dataset }, signal);
    // Whom the data does not know goes by the id, and is not asked for again.
    learn([...missing.map((id) => ({ id, name: id })), ...influencers]);
  }

  /** Are these all the values there are? @param {Dimension} dimension @param {string[]} chosen */
  function isWhole(dimension, chosen) {
    if (dimension === 'influencer') return influencerCount !== null && influencerCount > 0 && chosen.length >= influencerCount;
    const all = facets.dimensions[dimension] ?? [];
    return all.length > 0 && all.every(({ value }) => chosen.includes(value));
  }

  return {
    facets: () => facets,
    influencerCount: () => influencerCount ?? 0,
    /** @param {string} id */
    influencerName: (id) => names.get(id) || id,
    /** Sees to it that an answer can be drawn. @param {Answers} answers @param {PageState} asked @param {AbortSignal} signal */
    async complete({ answer, panels }, asked, signal) {
      if (dataset !== answer.dataset.id) [dataset, influencerCount, names] = [answer.dataset.id, null, new Map()];
      learn([...answer.influencers, ...panels.top_influencers, ...panels.bottom_influencers]);
      await learnMissing(asked.chosen.influencer, signal);
      if (!filtersInfluencers(asked) && asked.verdicts.length === 0) influencerCount = answer.influencers_total;
      influencerCount ??= (await askInfluencers(new URLSearchParams(), { find: '', limit: 1, dataset }, signal)).total;
    },
    /** Offers what an answer offers. @param {Answers} answers */
    offer(answers) {
      facets = answers.facets;
    },
    /** @param {PageState} state @param {string} find @param {AbortSignal} signal */
    async findInfluencers(state, find, signal) {
      const found = await askInfluencers(selectionOf(state), { find, limit: MAX_FOUND, dataset }, signal);
      learn(found.values.map(({ value, label }) => ({ id: value, name: label || value })));
      return found;
    },
    /** A filter that chooses every value there is would still be a filter to the server. It is meant as none, and sent as none. @param {PageState} next */
    withoutWhole: (next) =>
      DIMENSIONS.reduce(
        (plain, dimension) => (isWhole(dimension, plain.chosen[dimension]) ? withChosen(plain, dimension, []) : plain),
        next,
      ),
  };
}
