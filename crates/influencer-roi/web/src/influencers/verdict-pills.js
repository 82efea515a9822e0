// How many influencers have each verdict, and what is left of their sales after they are paid. Reads: the sums of an answer, which follow
// once the page rests. Emits: the verdict that the table is narrowed to, or narrowed to no longer.

import { el, put, write } from '../ui/dom.js';
import { drawFigure } from '../ui/figure.js';
import { changingIcon } from '../ui/icons.js';
import { keptItems } from '../ui/kept-items.js';
import { figureOf } from '../core/numbers.js';
import { onClickWithPrefetch } from '../ui/prefetch-on-press.js';
import { verdictText } from './verdict.js';

/** @import { OfVerdict } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */

/** In which order they stand: what earns first. */
const ORDER = ['earns', 'too_close', 'few_orders', 'loses', 'not_sold', 'not_paid'];

/** @param {HTMLElement} root @param {{ onVerdict: (verdict: string) => void }} options */
export function verdictPills(root, { onVerdict }) {
  const list = el('ul', { class: 'verdict-pills', 'aria-label': 'Verdicts' });
  root.append(list);
  /** @type {{ chosen: string[], look: Look | null }} */
  let shown = { chosen: [], look: null };
  const draw = keptItems(
    list,
    (/** @type {OfVerdict} */ one) => String(one.verdict),
    (verdict) => pill(verdict, () => shown, onVerdict),
  );

  /** @param {OfVerdict[] | undefined} verdicts @param {string[]} chosen @param {Look} look */
  return function render(verdicts, chosen, look) {
    list.classList.toggle('is-waiting', !verdicts);
    if (!verdicts) return;
    shown = { chosen, look };
    const there = verdicts.filter(({ verdict, influencers }) => influencers > 0 || chosen.includes(String(verdict)));
    draw(there.sort((one, other) => ORDER.indexOf(String(one.verdict)) - ORDER.indexOf(String(other.verdict))));
  };
}

/** @param {string} verdict @param {() => { chosen: string[], look: Look | null }} shown @param {(verdict: string) => void} onVerdict */
function pill(verdict, shown, onVerdict) {
  const mark = changingIcon(13);
  const [count, word, left] = [el('strong'), el('span'), el('span', { class: 'pill-left' })];
  const said = el('span', { class: 'visually-hidden' }, ', left after spend ');
  const button = el('button', { type: 'button', class: `verdict-filter is-${verdict}` }, mark.element, count, ' ', word, said, left);
  onClickWithPrefetch(button, () => onVerdict(verdict));
  return {
    element: el('li', {}, button),
    /** @param {OfVerdict} of */
    show({ influencers, profit }) {
      const { chosen, look } = shown();
      if (!look) return;
      mark.show(/** @type {any} */ (verdict));
      write(count, look.style.full('count', influencers));
      write(word, verdictText(verdict, look.definitions));
      drawFigure(left, figureOf(profit), 'money', look, 'signedShort');
      put(button, 'aria-pressed', String(chosen.includes(verdict)));
      const meaning = look.definitions.verdicts.find(({ id }) => id === verdict)?.meaning ?? '';
      put(button, 'title', `${meaning}\nClick: ${chosen.includes(verdict) ? 'show all rows again' : 'show only these rows'}`);
    },
  };
}
