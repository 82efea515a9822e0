// Whether an influencer pays: by colour, icon and word, never by colour alone.

import { el } from './dom.js';
import { icon } from './icons.js';

/** @import { Definitions, VerdictId } from './api.d.ts' */

/** @param {VerdictId} id @param {Definitions} definitions */
export function verdictPill(id, definitions) {
  const verdict = definitions.verdicts.find((one) => one.id === id);
  return el(
    'span',
    { class: `verdict is-${id}`, title: verdict?.meaning ?? null },
    icon(id, 13),
    verdict?.label ?? id.replaceAll('_', ' '),
  );
}
