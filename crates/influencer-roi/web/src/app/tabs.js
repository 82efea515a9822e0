// The views, as links. Emits: the view.

import { el } from '../ui/dom.js';
import { writeAddress } from '../state/address.js';
import { VIEWS, atView } from '../state/views.js';

/** @import { PageState } from '../state/address.js' */

/**
 * @param {HTMLElement} root
 * @param {{ go: (state: PageState) => void }} options
 * @returns {(state: PageState) => void}
 */
export function tabs(root, { go }) {
  /** @type {PageState | null} */
  let shown = null;
  const views = VIEWS.flatMap((view) => ('isTab' in view ? [view] : []));
  const links = views.map(({ id: view, label }) => {
    const link = el('a', { class: 'tab' }, label);
    link.addEventListener('click', (event) => {
      if (!shown || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      go(atView(shown, view));
    });
    return link;
  });
  root.append(el('nav', { class: 'tabs', 'aria-label': 'Views' }, ...links));

  return (state) => {
    shown = state;
    views.forEach(({ id: view }, at) => {
      links[at].href = writeAddress(atView(state, view)) || location.pathname;
      if (view === state.view) links[at].setAttribute('aria-current', 'page');
      else links[at].removeAttribute('aria-current');
    });
  };
}
