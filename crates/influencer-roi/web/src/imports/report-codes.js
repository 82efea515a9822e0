// Whose the codes on the sales are: those that no influencer owns first, as they wait for an owner. Emits: the new owner of a code.

import { codeTable, withOwner } from '../codes/code-table.js';
import { el } from '../ui/dom.js';
import { counted } from '../core/numbers.js';

/** @import { Report } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */
/** @import { OnChange } from './report-files.js' */

/** @param {Report} report @param {Look} look @param {OnChange | null} onChange null where nothing can be changed any more */
export function reportCodes({ keys, keys_total: total, creators }, { style }, onChange) {
  const owned = keys.filter(({ because }) => because === 'files');
  const unowned = keys.filter(({ because }) => because !== 'files');
  const shown = {
    creators,
    style,
    ownerOf: (/** @type {Report['keys'][number]} */ { owner }) => owner,
    onOwner:
      onChange &&
      ((/** @type {Report['keys'][number]} */ key, /** @type {string} */ owner) =>
        onChange((answers) => ({ ...answers, aliases: withOwner(answers.aliases ?? [], key, owner) }))),
  };
  const unlisted = total - keys.length;
  return el(
    'section',
    { class: 'report-part', 'aria-label': 'Codes' },
    el('h3', {}, 'Who is who'),
    unowned.length > 0 && el('p', { class: 'card-hint' }, `${counted(unowned.length, 'code')} without an owner in your files`),
    unowned.length > 0 && codeTable('Codes no influencer owns', { ...shown, keys: unowned }),
    owned.length > 0 &&
      el(
        'details',
        { class: 'file-columns', 'data-place': 'owned codes' },
        el('summary', {}, `${counted(owned.length, 'code')} with an owner`),
        codeTable('Codes that have an owner', { ...shown, keys: owned }),
      ),
    unlisted > 0 && el('p', { class: 'choice-more' }, `${counted(unlisted, 'code')} with less revenue not listed.`),
  );
}
