// Whether an influencer pays: by colour, icon and word, never by colour alone.

import { el, put, write } from '../ui/dom.js';
import { changingIcon } from '../ui/icons.js';

/** @import { Definitions, VerdictId } from '../core/api.d.ts' */

/** A pill that is built once and shows one verdict after another. */
export function verdictPill() {
  const mark = changingIcon(13);
  const word = el('span');
  const element = el('span', {}, mark.element, word);
  /** @type {[VerdictId, Definitions] | []} */
  let drawn = [];
  return {
    element,
    /** @param {VerdictId} id @param {Definitions} definitions */
    show(id, definitions) {
      if (drawn[0] === id && drawn[1] === definitions) return;
      drawn = [id, definitions];
      const verdict = definitions.verdicts.find((one) => one.id === id);
      put(element, 'class', `verdict is-${id}`);
      put(element, 'title', verdict?.meaning ?? false);
      mark.show(id);
      write(word, verdict?.label ?? id.replaceAll('_', ' '));
    },
  };
}
