// The figure at the foot of a headline card: its name, and the number that explains itself when it is pressed. Reads: totals, comparison.

import { el, put } from '../ui/dom.js';
import { explainedNumber } from '../definitions/explain-button.js';
import { drawFigure, unitOf } from '../ui/figure.js';
import { drawChange, footChange } from './kpi-change.js';
import { figureOf } from '../core/numbers.js';

/** @import { ShownCards } from './kpi-change.js' */

/** @type {Record<string, string>} */
const TITLES = {
  aov: 'Average order',
  cost_per_order: 'Cost per order',
  profit: 'Left after spend',
  organic_orders: 'Organic orders',
};

/** @param {HTMLElement} card @param {string} id @returns {(shown: ShownCards) => void} */
export function kpiFoot(card, id) {
  const number = el('span', { class: 'kpi-foot-value', 'data-figure': id });
  const change = el('span');
  const title = TITLES[id];
  const foot = el('div', { class: 'kpi-foot', role: 'group', 'aria-label': title }, title, explainedNumber(number, { id, title }));
  const showChange = footChange(card, title, change);
  card.append(foot);
  return ({ answer, look, compare }) => {
    const figure = figureOf(answer.totals[id]);
    const isMoneyLeft = id === 'profit';
    foot.hidden = id === 'organic_orders' && !answer.dataset.has_organic;
    drawFigure(number, figure, unitOf(look.definitions, id), look, isMoneyLeft ? 'signedShort' : 'short');
    put(number, 'class', `kpi-foot-value${isMoneyLeft && figure.value !== null ? (figure.value < 0 ? ' is-loses' : ' is-earns') : ''}`);
    const isCompared = answer.comparison !== undefined && !foot.hidden;
    if (isCompared) drawChange(change, id, answer, compare, look);
    showChange(isCompared);
  };
}
