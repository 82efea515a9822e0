// Whether a row earns more than was paid: by colour, icon and word, never by colour alone. And where its ROAS stands against that of the
// whole dataset: a quiet mark that no filter turns round.

import { el, put, write } from '../ui/dom.js';
import { changingIcon } from '../ui/icons.js';
import { figureOf } from '../core/numbers.js';

/** @import { Definitions, Figure, InfluencerLine, VerdictId } from '../core/api.d.ts' */
/** @import { NumberStyle } from '../core/numbers.js' */

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

/** "above 2.54×, the ROAS of the whole dataset"; '' where neither is the case. @param {InfluencerLine} line @param {Figure} datasetRoas @param {NumberStyle} style */
export function againstText({ against_dataset: against }, datasetRoas, style) {
  const whole = figureOf(datasetRoas);
  return against && whole.value !== null ? `${against} ${style.full('times', whole.value)}, the ROAS of the whole dataset` : '';
}

const ARROWS = { above: '↑', below: '↓' };

/** The same as a small arrow that is named. */
export function againstMark() {
  const arrow = el('span', { 'aria-hidden': 'true' });
  const words = el('span', { class: 'visually-hidden' });
  const element = el('span', { class: 'against' }, arrow, words);
  return {
    element,
    /** @param {InfluencerLine} line @param {Figure} datasetRoas @param {NumberStyle} style */
    show(line, datasetRoas, style) {
      const text = againstText(line, datasetRoas, style);
      write(arrow, line.against_dataset === null ? '' : ARROWS[line.against_dataset]);
      write(words, text);
      put(element, 'title', text || false);
    },
  };
}
