// The deleted versions: each with its name, until when it is kept, and the way back. Emits: the version to restore.

import { momentText } from '../core/dates.js';
import { el, named } from '../ui/dom.js';

/** @import { BinnedVersion } from '../core/api.d.ts' */

/** @param {BinnedVersion[]} binned last deleted first @param {(version: BinnedVersion) => void} onRestore */
export function binList(binned, onRestore) {
  return el(
    'ul',
    { class: 'version-rows', 'aria-label': 'Versions in the bin' },
    ...binned.map((version) => binnedVersion(version, onRestore)),
  );
}

/** @param {BinnedVersion} version @param {(version: BinnedVersion) => void} onRestore */
function binnedVersion(version, onRestore) {
  const { id, name, version: at, deleted, purged_after: end, damage } = version;
  const restore = el(
    'button',
    { type: 'button', class: 'button is-small', 'data-place': `restore ${id}`, onclick: () => onRestore(version) },
    'Restore',
    el('span', { class: 'visually-hidden' }, ` version ${at}`),
  );
  return el(
    'li',
    { class: 'version is-binned', 'aria-label': `Version ${at}, in the bin` },
    el(
      'div',
      { class: 'version-head' },
      el('span', { class: 'version-number' }, `v${at}`),
      named(name),
      damage && damageNote(damage),
      el(
        'span',
        { class: 'version-origin' },
        `Deleted ${momentText(deleted)}. Can be restored until ${momentText(end)}; then it is deleted for good.`,
      ),
    ),
    el('div', { class: 'row-actions' }, restore),
  );
}

/** Which file of a version is damaged, in words. @param {{ file: string, what: string }} damage */
export function damageNote({ file, what }) {
  return el('p', { class: 'version-damage' }, el('strong', {}, 'Damaged: '), named(file), ` ${what}`, /[.!]$/.test(what) ? '' : '.');
}
