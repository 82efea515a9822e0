// The headline numbers, each with the figure that belongs below it. Reads: totals, comparison, daily, sums by verdict, the measured lift.
// Emits: nothing; the readings of the published formula are links.

import { el, fill, put } from '../ui/dom.js';
import { explainButton } from '../definitions/explain-button.js';
import { drawFigure, labelOf, reasonText, unitOf } from '../ui/figure.js';
import { drawChange } from './kpi-change.js';
import { kpiFoot } from './kpi-foot.js';
import { NO_LIFT, liftFigures } from './lift-card.js';
import { counted, figureOf } from '../core/numbers.js';
import { drawSparkline } from '../charts/sparkline.js';

/** @import { Dashboard, Day } from '../core/api.d.ts' */
/** @import { Lift, ShownCards } from './kpi-change.js' */
/** @import { Look } from '../ui/figure.js' */

/**
 * @typedef {object} Scope what the numbers are about, in words
 * @property {string[]} filters one phrase a filter
 * @property {string} period
 */

/** @typedef {{ id: string, title: string, foot: string, line?: 'revenue' | 'orders' }} Card */
/** @type {Card[]} */
const CARDS = [
  { id: 'revenue', title: 'Total Revenue', foot: 'aov', line: 'revenue' },
  { id: 'spend', title: 'Total Spend', foot: 'cost_per_order' },
  { id: 'roas', title: 'Overall ROAS', foot: 'profit' },
  { id: 'incremental_roas', title: 'Incremental ROAS', foot: '' },
  { id: 'orders', title: 'Total Orders', foot: 'organic_orders', line: 'orders' },
];

/**
 * @param {HTMLElement} root
 * @returns {(answer: Dashboard, look: Look, compare: string, lift?: Lift) => void} compare: as in the address
 */
export function kpiCards(root) {
  const cards = CARDS.map(buildCard);
  root.append(el('section', { class: 'kpi-cards', 'aria-label': 'Headline figures' }, ...cards.map(({ element }) => element)));
  return (answer, look, compare, lift = NO_LIFT) => cards.forEach((card) => card.show({ answer, look, compare, lift }));
}

/** @param {Card} card */
function buildCard({ id, title, foot, line }) {
  const isLift = id === 'incremental_roas';
  const value = el('p', { class: 'kpi-value skeleton', 'data-figure': !isLift && id });
  const note = el('p', { class: 'kpi-note' });
  const noteValue = el('span', { class: 'kpi-note-value' });
  const spark = el('div', { class: 'kpi-spark', 'aria-hidden': 'true' });
  const button = explainButton({ id, title });
  button.classList.add('kpi-explain');
  const element = el(
    'article',
    { class: `card kpi-card${isLift ? ' is-lift' : ''}`, 'aria-label': title },
    el('div', { class: 'kpi-head' }, el('h2', { class: 'kpi-title' }, title), button),
    value,
    spark,
    note,
  );
  const lifted = isLift && liftFigures({ value, note, picture: spark, card: element });
  const below = foot && kpiFoot(element, foot);
  return {
    element,
    /** @param {ShownCards} shown */
    show(shown) {
      const { answer, look } = shown;
      value.classList.remove('skeleton');
      if (below) below(shown);
      if (lifted) {
        if (lifted(shown)) return;
      } else drawFigure(value, figureOf(answer.totals[id]), unitOf(look.definitions, id), look, 'short');
      drawNote(note, noteValue, id, shown);
      if (line)
        drawSparkline(
          spark,
          answer.daily.map((/** @type {Day} */ day) => day[line].value ?? 0),
        );
    },
  };
}

/**
 * The line under the number: why there is none, how it has changed while something is compared, else what belongs beside it.
 *
 * @param {HTMLElement} note
 * @param {HTMLElement} value the figure in it
 * @param {string} id
 * @param {ShownCards} shown
 */
function drawNote(note, value, id, shown) {
  const { answer, look, compare } = shown;
  const main = figureOf(answer.totals[id]);
  note.classList.toggle('is-reason', main.value === null);
  if (main.value === null) {
    note.title = reasonText(main.reason, look.definitions);
    const isWithout = id === 'incremental_roas' && !answer.dataset.has_organic;
    return fill(note, isWithout ? 'No baseline data: the files contain no organic sales. Add the orders without a code.' : note.title);
  }
  put(note, 'title', '');
  if (answer.comparison) return drawChange(note, id, answer, compare, look);
  const beside = BESIDE[id];
  if (!beside) return fill(note);
  beside(note, value, shown);
}

/** What stands under a number while nothing is compared. @type {Record<string, (note: HTMLElement, value: HTMLElement, shown: ShownCards) => void>} */
const BESIDE = {
  revenue(note, value, { answer, look, lift }) {
    if (lift.revenue === null) {
      if (!answer.dataset.has_organic) return fill(note, 'No organic sales in this data');
      drawFigure(value, figureOf(answer.totals.incremental_revenue), 'money', look, 'short');
      // The measured lift stands three cards on: this one is a definition, and says so.
      return fill(note, `Published ${labelOf(look.definitions, 'incremental_revenue')} `, value);
    }
    drawFigure(value, { value: lift.revenue }, 'money', look, 'short');
    fill(note, value, ' measured as new');
  },
  spend(note, _, { answer: { verdicts, warnings, influencers_total: total }, look: { style } }) {
    if (warnings.some(({ code }) => code === 'literal_spend')) return fill(note, "The whole company's, whatever is chosen");
    const unpaid = verdicts?.find(({ verdict }) => verdict === 'not_paid')?.influencers ?? 0;
    fill(note, unpaid > 0 && total > 0 ? `${counted(unpaid, 'influencer')} not paid` : '');
    put(note, 'title', unpaid > 0 && `${style.full('count', unpaid)} have no payout in this selection.`);
  },
  roas(note, value, { answer, look }) {
    drawFigure(value, figureOf(answer.totals.break_even_roas), 'times', look, 'short');
    if (value.parentNode !== note) fill(note, 'Break-even ROAS ', value);
  },
  incremental_roas(note, value, { answer, look }) {
    drawFigure(value, figureOf(answer.totals.baseline), 'money', look, 'short');
    if (value.parentNode !== note) fill(note, 'Published formula; baseline ', value);
  },
};
