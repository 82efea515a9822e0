// Links to another state of the page: real links, that can be copied or opened elsewhere, followed here without loading anything again.

import { readAddress, writeAddress } from './address.js';

/** @import { PageState } from './address.js' */

/** The link from the state on the screen to one that differs in a few fields. @param {Partial<PageState>} change */
export function linkTo(change) {
  return writeAddress({ ...readAddress(location.search), ...change }) || location.pathname;
}

/** The whole address of what is on the screen, with its version of the data: it shows the same to everyone who follows it. @param {string} dataset */
export function pinnedLink(dataset) {
  return location.origin + location.pathname + writeAddress({ ...readAddress(location.search), dataset });
}

/** @param {(state: PageState) => void} go */
export function followLinks(go) {
  document.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="?"]') : null;
    if (!(link instanceof HTMLAnchorElement) || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    // The focus goes back to the button of the panel, and from there it can come back again.
    const panel = /** @type {HTMLElement | null} */ (link.closest(':popover-open'));
    panel?.hidePopover();
    go(readAddress(link.search));
  });
}
