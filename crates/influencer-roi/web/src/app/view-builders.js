// What builds each view of views.js. The type check refuses a view without a builder. Only the first view comes with the page; the scripts
// of the others are fetched when the page has nothing else to do, at the latest when they are looked at.

import { overview } from '../overview/overview.js';

/** @import { Dataset, Definitions } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */
/** @import { Gesture } from '../charts/brush.js' */
/** @import { Scope } from '../overview/kpi-cards.js' */
/** @import { PageState } from '../state/address.js' */
/** @import { Dimension } from '../core/dimensions.js' */
/** @import { Answered } from './dashboard-client.js' */
/** @import { VersionSteps } from '../versions/version-steps.js' */
/** @import { ViewId } from '../state/views.js' */

/**
 * @typedef {object} ViewContext what a view can ask of the page
 * @property {() => PageState} state
 * @property {(state: PageState, gesture?: Gesture) => void} go
 * @property {() => Look} look how figures are written at the moment
 * @property {() => Definitions} definitions
 * @property {(dimension: Dimension, value: string) => string} nameOf what a value is called on the screen
 * @property {() => Answered | null} shown the answer that is on the screen
 * @property {(asked: PageState, dataset: Dataset) => Scope} scopeOf
 * @property {() => number} influencerCount how many influencers the dataset has
 * @property {() => boolean} isInSteps the state changes in many small steps, as while something is dragged
 * @property {(gesture: Gesture) => void} onTakeBack what a gesture has changed is to be taken back
 * @property {() => void} onGestureEnd
 * @property {VersionSteps} versions
 * @property {(error: unknown) => void} onTrouble
 */

/**
 * @typedef {object} View
 * @property {HTMLElement} element shown and hidden by the page
 * @property {(now: PageState) => void} show draws what the state says by itself, whenever it has changed while the view is looked at
 * @property {(answered: Answered) => void} [answer] draws a new answer, while the view is looked at
 * @property {(dataset: string) => void} [useDataset] hears which data is on the page, looked at or not
 * @property {(now: PageState) => void} [leave] hears of the state while another view is looked at
 * @property {() => void} [trouble] the question of the page could not be answered, while the view is looked at
 * @property {() => void} [retry] the connection is back
 */

/** @typedef {(root: HTMLElement, context: ViewContext) => View} Build */

/** The views that come with the page. */
export const BUILDERS = { overview };
/** @typedef {keyof typeof BUILDERS} EarlyViewId */

/** @satisfies {Record<Exclude<ViewId, EarlyViewId>, () => Promise<Build>>} */
export const LATE_BUILDERS = {
  campaigns: async () => (await import('../campaigns/campaigns-view.js')).campaignsView,
  payouts: async () => (await import('../payouts/payouts-view.js')).payoutsView,
  posts: async () => (await import('../posts/posts-view.js')).postsView,
  plan: async () => (await import('../plan/plan-view.js')).planView,
  insights: async () => (await import('../insights/insights-view.js')).insightsView,
  data: async () => (await import('../versions/data-view.js')).dataView,
  definitions: async () => (await import('../definitions/definitions-view.js')).definitionsView,
};
