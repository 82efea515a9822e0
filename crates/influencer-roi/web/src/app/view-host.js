// Shows the view that the address names. A view is built when it is first looked at: the first one does not wait for the others.

import { BUILDERS, LATE_BUILDERS } from './view-builders.js';

/** @import { PageState } from '../state/address.js' */
/** @import { Answered } from './dashboard-client.js' */
/** @import { EarlyViewId, View, ViewContext } from './view-builders.js' */
/** @import { ViewId } from '../state/views.js' */

/** @param {HTMLElement} root @param {ViewContext} context */
export function viewHost(root, context) {
  /** @type {Map<ViewId, View>} */
  const built = new Map();
  /** @type {Set<ViewId>} */
  const loading = new Set();
  /** Whether the last question of the page could not be answered: a view whose script comes later hears of it then. */
  let isTroubled = false;

  /** @param {ViewId} id @returns {View | undefined} nothing while its script is on the way */
  function ensure(id) {
    if (!built.has(id)) {
      if (isEarly(id)) built.set(id, BUILDERS[id](root, context));
      else void load(id);
    }
    return built.get(id);
  }

  /** @param {keyof typeof LATE_BUILDERS} id */
  async function load(id) {
    if (loading.has(id)) return;
    loading.add(id);
    try {
      const build = await LATE_BUILDERS[id]();
      built.set(id, build(root, context));
      const [now, answered] = [context.state(), context.shown()];
      renderState(now);
      if (isTroubled) trouble(now);
      else if (answered) answer(answered, now);
    } catch (error) {
      context.onTrouble(error);
    } finally {
      loading.delete(id);
    }
  }

  /** @param {PageState} now */
  function renderState(now) {
    const shown = ensure(now.view);
    for (const one of built.values()) {
      one.element.hidden = one !== shown;
      if (one === shown) one.show(now);
      else one.leave?.(now);
    }
  }

  /** @param {Answered} answered @param {PageState} now */
  function answer(answered, now) {
    isTroubled = false;
    for (const one of built.values()) one.useDataset?.(answered.answers.answer.dataset.id);
    ensure(now.view)?.answer?.(answered);
  }

  /** @param {PageState} now */
  function trouble(now) {
    isTroubled = true;
    ensure(now.view)?.trouble?.();
  }

  return {
    /** A view that came with the page, looked at or not. @template {EarlyViewId} Id @param {Id} id @returns {ReturnType<typeof BUILDERS[Id]>} */
    view(id) {
      const isShown = built.has(id);
      const view = /** @type {View} */ (ensure(id));
      if (!isShown) view.element.hidden = true;
      return /** @type {any} */ (view);
    },
    /** What the state says by itself, before any answer. */
    renderState,
    answer,
    trouble,
    retry() {
      renderState(context.state());
      built.forEach((one) => one.retry?.());
    },
    /** Fetches the scripts of the other views, so that none waits when it is looked at. */
    prefetch() {
      // Where one cannot be had now, it is fetched when its view is looked at, where that is said.
      for (const get of Object.values(LATE_BUILDERS)) void get().catch(() => {});
    },
  };
}

/** @param {ViewId} id @returns {id is EarlyViewId} */
function isEarly(id) {
  return Object.hasOwn(BUILDERS, id);
}
