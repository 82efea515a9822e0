// Five influencers as bars: those with the most revenue, or those with the largest loss. Reads: their list as it is without the influencer
// filter. Emits: an influencer that was clicked.

import { chartCard } from '../charts/chart-card.js';
import { el, named, put, write } from '../ui/dom.js';
import { drawFigure, figureText } from '../ui/figure.js';
import { keptItems } from '../ui/kept-items.js';
import { number, text } from '../ui/plain-table.js';
import { platformToken } from '../charts/platform-colour.js';
import { paintSwatch, swatch } from '../charts/platform-swatch.js';
import { onClickWithPrefetch } from '../ui/prefetch-on-press.js';
import { clickHint } from '../state/toggle-value.js';
import { roasByVerdict, verdictText } from '../influencers/verdict.js';
import { valueText } from '../core/words.js';

/** @import { TopInfluencer } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */

const ROW_PIXELS = 36;

/** @typedef {(id: string, click: MouseEvent) => void} OnChoose */
/** @typedef {{ title: string, hint: string, figure: 'revenue' | 'profit', heading: string, empty: string }} Ranked */
/** @typedef {{ five: TopInfluencer[], chosen: string[], look: Look | null }} Shown */

/** @type {Ranked} */
export const TOP_FIVE = {
  title: 'Top five influencers',
  hint: 'by revenue',
  figure: 'revenue',
  heading: 'Revenue',
  empty: 'No influencer has revenue in this selection.',
};
/** @type {Ranked} */
export const BOTTOM_FIVE = {
  title: 'Bottom five influencers',
  hint: 'by loss',
  figure: 'profit',
  heading: 'Left after spend',
  empty: 'No influencer of this selection costs more than its sales earn.',
};

/**
 * @param {HTMLElement} root
 * @param {Ranked} ranked
 * @param {{ onChoose: OnChoose }} options
 */
export function fiveChart(root, ranked, { onChoose }) {
  const { title, hint, heading, empty, figure } = ranked;
  const card = chartCard(root, { title, hint, class: 'five-card' });
  const bars = el('ol', { class: 'five', 'aria-label': title });
  card.drawing.append(
    el(
      'div',
      { class: 'five-row five-head', 'aria-hidden': 'true' },
      el('span', {}, 'Influencer'),
      el('span', { class: 'five-platform' }, 'Platform'),
      el('span', { class: 'five-value' }, heading),
      el('span', { class: 'five-roas' }, 'ROAS'),
    ),
    bars,
  );
  /** @type {Shown} */
  let shown = { five: [], chosen: [], look: null };
  // By place: the influencer changes, the bar stays.
  const drawBars = keptItems(bars, String, (place) => barButton(Number(place), ranked, () => shown, onChoose));

  return {
    printed: () => ({
      bars: el('ol', { class: 'five' }, ...shown.five.map((_, at) => printedBar(at, ranked, shown))),
      table: card.table(),
    }),
    /** @param {TopInfluencer[]} five @param {string[]} chosen @param {Look} look */
    render(five, chosen, look) {
      if (five.length !== shown.five.length) bars.style.height = `${five.length * ROW_PIXELS}px`;
      shown = { five, chosen, look };
      drawBars([...five.keys()]);
      card.setEmpty(five.length === 0 ? empty : '');
      card.setTable({
        headings: [text('Influencer'), text('Platform'), number(heading), number('ROAS'), text('Verdict')],
        rows: () =>
          five.map((one) => [
            named(one.name),
            named(valueText('platform', one.platform)),
            figureText(one[figure], 'money', look.style),
            figureText(one.roas, 'times', look.style),
            verdictText(one.verdict, look.definitions),
          ]),
      });
    },
  };
}

/** @param {number} place @param {Ranked} ranked @param {() => Shown} shown @param {OnChoose} onChoose */
function barButton(place, ranked, shown, onChoose) {
  const { parts, show } = barParts(ranked);
  const button = el('button', { type: 'button', class: 'five-row five-button' }, ...parts);
  onClickWithPrefetch(button, (event) => onChoose(shown().five[place].id, event));
  return {
    element: el('li', {}, button),
    show() {
      const { five, chosen } = shown();
      const { id } = five[place];
      show(place, shown());
      put(button, 'aria-pressed', String(chosen.includes(id)));
      put(button, 'title', clickHint(chosen, id));
    },
  };
}

/** @param {number} place @param {Ranked} ranked @param {Shown} shown */
function printedBar(place, ranked, shown) {
  const { parts, show } = barParts(ranked);
  show(place, shown);
  return el('li', { class: 'five-row five-printed' }, ...parts);
}

/** Name, platform, bar, amount and ROAS: the longest bar is as long as its place. @param {Ranked} ranked */
function barParts({ figure, heading }) {
  const who = named('');
  const square = swatch('');
  const where = named('');
  const value = el('span', { class: 'five-value' });
  const bar = el('span', { class: 'five-bar' });
  const roas = roasByVerdict();
  const said = (/** @type {string} */ words) => el('span', { class: 'visually-hidden' }, words);
  return {
    parts: [
      who,
      said(', '),
      el('span', { class: 'five-platform' }, square, where),
      el('span', { class: 'five-track', 'aria-hidden': 'true' }, bar),
      said(`, ${heading} `),
      value,
      said(', ROAS '),
      el('span', { class: 'five-roas' }, roas.element),
    ],
    /** @param {number} place @param {Shown} shown */
    show(place, { five, chosen, look }) {
      const one = five[place];
      const longest = Math.abs(five[0][figure].value ?? 0) || 1;
      write(who, one.name);
      paintSwatch(square, one.platform);
      write(where, valueText('platform', one.platform));
      if (look) {
        drawFigure(value, one[figure], 'money', look, figure === 'profit' ? 'signedShort' : 'short');
        roas.show(one.roas, one.verdict, look);
      }
      put(value, 'data-loses', figure === 'profit' && '');
      const isFaded = chosen.length > 0 && !chosen.includes(one.id);
      Object.assign(bar.style, {
        backgroundColor: `var(${platformToken(one.platform)})`,
        opacity: isFaded ? '0.25' : '1',
        width: `${Math.max(0, (100 * Math.abs(one[figure].value ?? 0)) / longest)}%`,
      });
    },
  };
}
