// The five influencers with the most revenue, as bars. Reads: top_influencers as they are without the influencer filter.
// Emits: an influencer that was clicked.

import { chartCard } from '../charts/chart-card.js';
import { el, named, put, write } from '../ui/dom.js';
import { drawFigure, figureText } from '../ui/figure.js';
import { keptItems } from '../ui/kept-items.js';
import { number, text } from '../ui/plain-table.js';
import { platformToken } from '../charts/platform-colour.js';
import { onClickWithPrefetch } from '../ui/prefetch-on-press.js';
import { clickHint } from '../state/toggle-value.js';
import { valueText } from '../core/words.js';

/** @import { Panels, TopInfluencer } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */

const ROW_PIXELS = 46;

/** @typedef {(id: string, click: MouseEvent) => void} OnChoose */
/** @typedef {{ top: TopInfluencer[], chosen: string[], look: Look | null }} Shown */

/**
 * @param {HTMLElement} root
 * @param {{ onChoose: OnChoose }} options
 */
export function topFiveChart(root, { onChoose }) {
  const card = chartCard(root, { title: 'Top five influencers', hint: 'by revenue', class: 'top-five-card' });
  const bars = el('ol', { class: 'top-five', 'aria-label': 'Top five influencers' });
  card.drawing.append(bars);
  /** @type {Shown} */
  let shown = { top: [], chosen: [], look: null };
  // By place: the influencer changes, the bar stays.
  const drawBars = keptItems(bars, String, (place) => barButton(Number(place), () => shown, onChoose));

  return {
    printed: () => ({ bars: el('ol', { class: 'top-five' }, ...shown.top.map((_, at) => printedBar(at, shown))), table: card.table() }),
    /** @param {Panels} panels @param {string[]} chosen @param {Look} look */
    render({ top_influencers: top }, chosen, look) {
      if (top.length !== shown.top.length) bars.style.height = `${top.length * ROW_PIXELS}px`;
      shown = { top, chosen, look };
      drawBars([...top.keys()]);
      card.setEmpty(top.length === 0 ? 'No influencer has revenue in this selection.' : '');
      card.setTable({
        headings: [text('Influencer'), text('Platform'), number('Revenue')],
        rows: () =>
          top.map((one) => [named(one.name), named(valueText('platform', one.platform)), figureText(one.revenue, 'money', look.style)]),
      });
    },
  };
}

/** @param {number} place @param {() => Shown} shown @param {OnChoose} onChoose */
function barButton(place, shown, onChoose) {
  const { parts, show } = barParts();
  const button = el('button', { type: 'button', class: 'top-five-button' }, ...parts);
  onClickWithPrefetch(button, (event) => onChoose(shown().top[place].id, event));
  return {
    element: el('li', {}, button),
    show() {
      const { top, chosen } = shown();
      const { id } = top[place];
      show(place, shown());
      put(button, 'aria-pressed', String(chosen.includes(id)));
      put(button, 'title', clickHint(chosen, id));
    },
  };
}

/** @param {number} place @param {Shown} shown */
function printedBar(place, shown) {
  const { parts, show } = barParts();
  show(place, shown);
  return el('li', { class: 'top-five-printed' }, ...parts);
}

/** Name, revenue and below them the bar: the longest is as long as the card. */
function barParts() {
  const who = named('');
  const where = el('span', { class: 'visually-hidden' });
  const value = el('span', { class: 'top-five-value' });
  const bar = el('span', { class: 'top-five-bar', 'aria-hidden': 'true' });
  return {
    parts: [who, where, value, bar],
    /** @param {number} place @param {Shown} shown */
    show(place, { top, chosen, look }) {
      const { id, name, platform, revenue } = top[place];
      const longest = top[0].revenue.value || 1;
      write(who, name);
      write(where, `, ${valueText('platform', platform)}, `);
      if (look) drawFigure(value, revenue, 'money', look, 'short');
      const isFaded = chosen.length > 0 && !chosen.includes(id);
      Object.assign(bar.style, {
        backgroundColor: `var(${platformToken(platform)})`,
        opacity: isFaded ? '0.25' : '1',
        width: `${Math.max(0, (100 * (revenue.value ?? 0)) / longest)}%`,
      });
    },
  };
}
