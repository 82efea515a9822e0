// What stands above the rows behind a number: how many, what they add up to, and whether that is what the dashboard counts.

import { el, fill } from '../ui/dom.js';
import { definitionOf, drawFigure, labelOf, unitOf } from '../ui/figure.js';
import { icon } from '../ui/icons.js';
import { counted, figureOf } from '../core/numbers.js';

/** @import { Child } from '../ui/dom.js' */
/** @import { Dataset, Figure, RowsAnswer } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */
/** @import { Scope } from '../overview/kpi-cards.js' */

/** @type {Record<string, [string, string]>} */
const WORDS = { tracking: ['tracking row', 'tracking rows'], payouts: ['payment', 'payments'], posts: ['post', 'posts'] };

/** @param {HTMLElement} root @param {RowsAnswer} answer @param {Look} look @param {Scope} scope */
export function drawRowsSummary(root, answer, look, scope) {
  const { of, total, table, sums, note } = answer;
  const [one, many] = WORDS[table] ?? ['row', 'rows'];
  const others = Object.keys(sums).filter((id) => id !== of);
  const same = figureOf(sums[of]).value === figureOf(answer.counted).value;
  fill(
    root,
    el('p', { class: 'rows-meaning' }, definitionOf(look.definitions, of)?.meaning ?? ''),
    el('p', { class: 'rows-scope' }, [scope.filters.join(' · ') || 'No filter', scope.period].join(' · ')),
    el(
      'dl',
      { class: 'rows-facts' },
      fact('Rows', el('dd', { 'data-rows-total': total }, counted(total, one, many))),
      figureFact(`${labelOf(look.definitions, of)} of these rows`, of, sums[of], look),
      figureFact(same ? 'The dashboard counts the same' : 'The dashboard counts', of, answer.counted, look, same && icon('check', 15)),
      ...others.map((id) => figureFact(labelOf(look.definitions, id), id, sums[id], look)),
    ),
    note && el('p', { class: 'rows-note' }, icon('info', 15), el('span', {}, note)),
  );
}

/** Why there is no row. @param {string} of @param {Dataset} dataset @param {Look} look @param {Scope} scope */
export function noRowsText(of, dataset, look, scope) {
  const label = labelOf(look.definitions, of);
  if (of.startsWith('organic') && !dataset.has_organic) return `The files contain no organic sales, so there is no row behind ${label}.`;
  if (['posts', 'reach', 'likes', 'comments'].includes(of) && !dataset.has_posts) return 'This data came without a file of posts.';
  return `No row is behind ${label} with ${scope.filters.join(' · ') || 'no filter'}, ${scope.period}.`;
}

/** @param {string} term @param {HTMLElement} value */
function fact(term, value) {
  return el('div', {}, el('dt', {}, term), value);
}

/** @param {string} term @param {string} id @param {Figure | undefined} figure @param {Look} look @param {Child} [mark] */
function figureFact(term, id, figure, look, mark) {
  const value = el('span', { 'data-sum': id });
  drawFigure(value, figureOf(figure), unitOf(look.definitions, id), look, 'exact');
  return fact(term, el('dd', {}, value, mark));
}
