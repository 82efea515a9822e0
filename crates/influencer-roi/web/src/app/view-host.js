// Shows the view that the address names. A view is built when it is first looked at: the first one does not wait for the others.

import { BUILDERS } from './view-builders.js';

/** @import { PageState } from '../state/address.js' */
/** @import { Answered } from './dashboard-client.js' */
/** @import { View, ViewContext } from './view-builders.js' */
/** @import { ViewId } from '../state/views.js' */

/** @param {HTMLElement} root @param {ViewContext} context */
export function viewHost(root, context) {
  /** @type {Map<ViewId, View>} */
  const built = new Map();

  /** @param {ViewId} id @returns {View} */
  function ensure(id) {
    const found = built.get(id) ?? BUILDERS[id](root, context);
    built.set(id, found);
    return found;
  }

  return {
    /** A view, looked at or not. @template {ViewId} Id @param {Id} id @returns {ReturnType<typeof BUILDERS[Id]>} */
    view(id) {
      const isShown = built.has(id);
      const view = ensure(id);
      if (!isShown) view.element.hidden = true;
      return /** @type {any} */ (view);
    },
    /** What the state says by itself, before any answer. @param {PageState} now */
    renderState(now) {
      const shown = ensure(now.view);
      for (const one of built.values()) {
        one.element.hidden = one !== shown;
        if (one === shown) one.show(now);
        else one.leave?.(now);
      }
    },
    /** @param {Answered} answered @param {PageState} now */
    answer(answered, now) {
      for (const one of built.values()) one.useDataset?.(answered.answers.answer.dataset.id);
      ensure(now.view).answer?.(answered);
    },
    /** @param {PageState} now */
    trouble: (now) => ensure(now.view).trouble?.(),
    retry: () => built.forEach((one) => one.retry?.()),
  };
}
