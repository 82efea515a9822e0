// Versions and folders that cannot be used, each by name with what was found and what to do.

import { el, named } from '../ui/dom.js';
import { icon } from '../ui/icons.js';

/** @import { UnusableVersion } from '../core/api.d.ts' */

/** @param {UnusableVersion[]} unusable */
export function unusableList(unusable) {
  return el(
    'ul',
    { class: 'version-rows', 'aria-label': 'Versions that cannot be used' },
    ...unusable.map(({ folder, name, version, current, message }) =>
      el(
        'li',
        { class: 'unusable' },
        icon('warning', 17),
        el(
          'div',
          { class: 'unusable-words' },
          el('p', {}, named(name ?? folder), version !== null && ` · version ${version}`, current && ' · in use'),
          name !== null && el('p', { class: 'card-hint' }, 'In ', named(folder)),
          el('p', {}, message),
        ),
      ),
    ),
  );
}
