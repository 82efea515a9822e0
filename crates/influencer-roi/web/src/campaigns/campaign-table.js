// The campaigns as a table with the forest plot in it: what was credited and paid, the measured lift, and whether it can be measured. Reads:
// the measured campaigns. Emits: nothing; each name is a link to the report of its campaign.

import { periodText } from '../core/dates.js';
import { el, named } from '../ui/dom.js';
import { figureText } from '../ui/figure.js';
import { icon } from '../ui/icons.js';
import { counted, NO_VALUE } from '../core/numbers.js';
import { intervalOf } from '../core/measured-campaigns.js';
import { forestHead, forestLine, forestScale } from './forest.js';

/** @import { CampaignPortfolio, Figure, Interval, MeasuredCampaign, MeasuredCampaigns } from '../core/api.d.ts' */
/** @import { Child } from '../ui/dom.js' */
/** @import { NumberStyle } from '../core/numbers.js' */

/** @typedef {(line: MeasuredCampaign) => string} LinkOf the address of a campaign's report */

/** What a campaign's lift says against break-even. @param {Interval | null} lift @param {number} breakEven */
export function toneOf(lift, breakEven) {
  if (!lift) return 'none';
  if (lift.lower > breakEven) return 'earns';
  return lift.upper < breakEven ? 'loses' : 'open';
}

/** @type {Record<string, [word: string, icon: 'earns' | 'loses' | 'too_close']>} */
const VERDICTS = {
  earns: ['earns', 'earns'],
  loses: ['loses', 'loses'],
  open: ['too close to call', 'too_close'],
};

/** @param {MeasuredCampaigns} answer @param {NumberStyle} style @param {LinkOf} linkOf */
export function campaignTable(answer, style, linkOf) {
  const breakEven = 1 / (answer.margin ?? 1);
  const { portfolio } = answer;
  const lines = answer.campaigns.map((one) => ({
    lift: intervalOf(one.incremental_roas),
    published: one.published.incremental_roas.value,
  }));
  const total = portfolio && {
    lift: intervalOf(portfolio.incremental_roas),
    published: portfolio.published.incremental_roas.value,
    isTotal: true,
  };
  const scale = forestScale(total ? [...lines, total] : lines, breakEven);
  const even = `break-even ${style.full('times', breakEven)}`;
  const isSum = portfolio !== null && portfolio.campaigns > 1;
  const isMeasured = lines.some(({ lift }) => lift);
  return el(
    'table',
    { class: isMeasured ? 'campaign-table' : 'campaign-table has-no-forest' },
    el('caption', { class: 'visually-hidden' }, 'Campaigns, the largest spend first'),
    el('thead', {}, headings(style, forestHead(scale, breakEven, even))),
    el(
      'tbody',
      {},
      ...answer.campaigns.map((one, at) => {
        const own = breakEvenOf(one, breakEven);
        const tone = toneOf(lines[at].lift, own);
        return row(style, {
          name: [el('a', { class: 'campaign-link', href: linkOf(one) }, named(one.campaign)), small(named(one.brand))],
          days: periodText(one.from, one.to),
          figures: one,
          lift: lines[at].lift,
          forest: forestLine(lines[at], scale, own, tone),
          tone,
          factor: factorCell(one, style),
          state: stateCell(one),
        });
      }),
    ),
    isSum && total && el('tfoot', {}, totalRow(portfolio, total, style, scale, breakEven)),
  );
}

/**
 * The ROAS at which a line breaks even: brands may earn different parts of their revenue.
 *
 * @param {{ revenue: Figure, contribution: Figure }} line
 * @param {number} otherwise
 */
function breakEvenOf({ revenue, contribution }, otherwise) {
  return revenue.value && contribution.value ? revenue.value / contribution.value : otherwise;
}

/** @param {NumberStyle} style @param {HTMLElement} forest */
function headings(style, forest) {
  const head = (/** @type {string} */ label, /** @type {string} */ name = '') => el('th', { scope: 'col', class: name }, label);
  return el(
    'tr',
    {},
    head('Campaign'),
    head('Days', 'campaign-wide'),
    head('Credited revenue', 'is-number campaign-wide'),
    head('Spend', 'is-number campaign-wide'),
    head('ROAS', 'is-number campaign-wide'),
    head('Measured lift', 'is-number'),
    el('td', { class: 'campaign-forest' }, forest),
    head('Verdict', 'campaign-verdict'),
    head(`New of each ${style.full('money', 1)} credited`, 'is-number campaign-wide'),
    head('Can it be measured?', 'campaign-state'),
  );
}

/**
 * @typedef {object} Row
 * @property {Child[]} name
 * @property {Child} days
 * @property {{ revenue: Figure, spend: Figure, roas: Figure }} figures
 * @property {Interval | null} lift
 * @property {HTMLElement} forest
 * @property {string} tone
 * @property {Child[]} factor
 * @property {Child[]} state
 */

/** @param {NumberStyle} style @param {Row} row */
function row(style, { name, days, figures: { revenue, spend, roas }, lift, forest, tone, factor, state }) {
  const cell = (/** @type {string} */ name, /** @type {Child[]} */ ...children) => el('td', { class: name }, ...children);
  const [word, sign] = VERDICTS[tone] ?? [];
  return el(
    'tr',
    { onclick: followRow },
    el('th', { scope: 'row' }, ...name),
    cell('campaign-wide', days),
    cell('is-number campaign-wide', figureText(revenue, 'money', style)),
    cell('is-number campaign-wide', figureText(spend, 'money', style)),
    cell('is-number campaign-wide', figureText(roas, 'times', style)),
    cell(`is-number campaign-lift is-${tone}`, ...liftTexts(lift, style)),
    cell('campaign-forest', forest),
    cell(`campaign-verdict is-${tone}`, word ? el('span', {}, icon(sign, 13), word) : NO_VALUE),
    cell('is-number campaign-wide', ...factor),
    cell('campaign-state', ...state),
  );
}

/** A click anywhere on a row follows its link; one that marks text does not. @param {MouseEvent} event */
function followRow({ target, currentTarget }) {
  if (!(target instanceof Element) || target.closest('a') || getSelection()?.isCollapsed === false) return;
  if (currentTarget instanceof Element) currentTarget.querySelector('a')?.click();
}

/** @param {Interval | null} lift @param {NumberStyle} style @returns {Child[]} */
function liftTexts(lift, style) {
  return lift ? [el('span', { class: 'campaign-mean' }, style.full('times', lift.mean)), small(rangeText(lift, style))] : [NO_VALUE];
}

/** @param {Interval} interval @param {NumberStyle} style */
function rangeText({ lower, upper }, style) {
  return `${style.precise('times', lower).slice(0, -1)}–${style.precise('times', upper).slice(0, -1)}`;
}

/** Its own factor, and in the light of the others. @param {MeasuredCampaign} line @param {NumberStyle} style @returns {Child[]} */
function factorCell(line, style) {
  const factor = intervalOf(line.incrementality_factor);
  if (!factor) return [NO_VALUE];
  const pooled = line.pooled_factor;
  const said = pooled ? `pooled ${twoDigits(pooled.mean, style)}` : rangeText(factor, style);
  const title = pooled && `Its own: ${rangeText(factor, style)}. In the light of the other campaigns: ${rangeText(pooled, style)}.`;
  return [el('span', { class: 'campaign-mean', title }, twoDigits(factor.mean, style)), small(said)];
}

/** @param {number} value @param {NumberStyle} style */
const twoDigits = (value, style) => style.precise('times', value).slice(0, -1);

/** @param {MeasuredCampaign} line @returns {Child[]} */
function stateCell({ state, reason, warnings }) {
  const why = reason && el('span', { class: 'campaign-small', title: [reason.found, reason.fix].filter(Boolean).join('. ') }, reason.found);
  if (state === 'estimated') return [icon('check', 14), 'Measured', small('all checks hold')];
  if (state === 'estimated_with_warnings') return [icon('warning', 14), `Measured, ${counted(warnings, 'warning')}`, why];
  return [icon('error', 14), 'Not measurable', why, reason?.fix ? small(reason.fix) : null];
}

/** @param {...Child} children */
const small = (...children) => el('span', { class: 'campaign-small' }, ...children);

/**
 * @param {CampaignPortfolio} portfolio
 * @param {{ lift: Interval | null, published: number | null }} line
 * @param {NumberStyle} style
 * @param {(value: number) => string} scale
 * @param {number} breakEven
 */
function totalRow(portfolio, line, style, scale, breakEven) {
  const own = breakEvenOf(portfolio, breakEven);
  const tone = toneOf(line.lift, own);
  const factor = intervalOf(portfolio.incrementality_factor);
  const once = portfolio.days_counted_once;
  return row(style, {
    name: [`All ${portfolio.campaigns} measured`, small('the sum')],
    days: once > 0 && small(`${counted(once, 'shared day')} counted once`),
    figures: portfolio,
    lift: line.lift,
    forest: forestLine({ ...line, isTotal: true }, scale, own, tone),
    tone,
    factor: factor ? [twoDigits(factor.mean, style), small(rangeText(factor, style))] : [NO_VALUE],
    state: [small('a brand’s campaigns share a part of their error')],
  });
}
