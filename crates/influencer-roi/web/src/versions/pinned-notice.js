// Says that a link keeps an earlier version of the data, and leads to the one in use. Reads: the versions, once for each version that is kept.

import { el, fill } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { askDatasets } from '../core/server.js';
import { linkTo } from '../state/links.js';

/** @import { Dataset } from '../core/api.d.ts' */

/** @param {HTMLElement} root */
export function pinnedNotice(root) {
  const place = el('div', { class: 'notices', role: 'status' });
  root.append(place);
  /** The version that is kept; '' where none is. */
  let kept = '';

  /** @param {string} pinned as in the address @param {Dataset} dataset on the screen */
  return async function follow(pinned, { id, version }) {
    const next = pinned ? id : '';
    if (next === kept) return;
    kept = next;
    fill(place);
    if (!next) return;
    // Without an answer there is nothing to say.
    const versions = await askDatasets().catch(() => []);
    const inUse = versions.find(({ current }) => current);
    if (kept !== next || !inUse || inUse.id === id) return;
    const what = inUse.version > version ? 'Newer data exists' : 'Other data is in use';
    fill(
      place,
      el(
        'div',
        { class: 'notice' },
        icon('info', 15),
        el('p', {}, `This link keeps version ${version} of the data. ${what}: version ${inUse.version}.`),
        el('a', { class: 'button', href: linkTo({ dataset: '' }) }, `Show version ${inUse.version}`),
      ),
    );
  };
}
