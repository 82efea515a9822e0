// Whether a row earns more than was paid: by colour, icon and word, never by colour alone. And where its ROAS stands against that of the
// whole dataset: a quiet mark that no filter turns round.

import { el, put, write } from '../ui/dom.js';
import { drawFigure } from '../ui/figure.js';
import { changingIcon } from '../ui/icons.js';
import { figureOf } from '../core/numbers.js';

/** @import { Definitions, Figure, InfluencerLine, VerdictId } from '../core/api.d.ts' */
/** @import { NumberStyle } from '../core/numbers.js' */
/** @import { Look } from '../ui/figure.js' */

/** A verdict as people read it; '' while it is not known. @param {string | undefined} verdict @param {Definitions} definitions */
export function verdictText(verdict, { verdicts }) {
  return verdict ? (verdicts.find(({ id }) => id === verdict)?.label ?? verdict.replaceAll('_', ' ')) : '';
}

/** A ROAS with its verdict: colour, arrow and word where it earns or loses. */
export function roasByVerdict() {
  const mark = changingIcon(13);
  const value = el('span');
  const word = el('span', { class: 'visually-hidden' });
  const element = el('span', { class: 'roas-verdict' }, mark.element, value, word);
  return {
    element,
    /** @param {Figure} roas @param {VerdictId | undefined} verdict @param {Look} look */
    show(roas, verdict, look) {
      drawFigure(value, roas, 'times', look);
      const isSaid = verdict === 'earns' || verdict === 'loses';
      put(element, 'class', `roas-verdict${isSaid ? ` is-${verdict}` : ''}`);
      if (isSaid) mark.show(verdict);
      const said = verdictText(verdict, look.definitions);
      write(word, said && `, ${said}`);
    },
  };
}

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
      put(element, 'class', `verdict is-${id}`);
      put(element, 'title', definitions.verdicts.find((one) => one.id === id)?.meaning ?? false);
      mark.show(id);
      write(word, verdictText(id, definitions));
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
