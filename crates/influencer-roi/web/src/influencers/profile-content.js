// What stands in the profile of one influencer: who it is, the numbers, the days, campaigns, products, payouts and posts.

import { periodText } from '../core/dates.js';
import { el, fill, named } from '../ui/dom.js';
import { drawFigure, definitionOf, labelOf, unitOf } from '../ui/figure.js';
import { profilePart, scrollBox } from './profile-part.js';
import { estimatedProfile, profileInterval } from './profile-interval.js';
import { profileRows } from './profile-rows.js';
import { profileTrend } from './profile-trend.js';
import { icon } from '../ui/icons.js';
import { NO_VALUE, counted, figureOf, followersText } from '../core/numbers.js';
import { number, plainRow, plainTable, text } from '../ui/plain-table.js';
import { swatch } from '../charts/platform-swatch.js';
import { rowsQuestion } from './profile-question.js';
import { clickHint, toggleValue } from '../state/toggle-value.js';
import { againstText, verdictPill } from './verdict.js';
import { filterPhrases, tierText, valueText } from '../core/words.js';

/** @import { Figure, InfluencerLine, InfluencerProfile, VerdictId } from '../core/api.d.ts' */
/** @import { PageState } from '../state/address.js' */
/** @import { Dimension } from '../core/dimensions.js' */
/** @import { Child } from '../ui/dom.js' */
/** @import { Look } from '../ui/figure.js' */

/**
 * @typedef {object} Around
 * @property {Look} look
 * @property {Figure} datasetRoas the ROAS of the whole dataset
 * @property {URLSearchParams} question that was asked
 * @property {AbortSignal} signal when the profile gives way to another
 * @property {(key: string, build: () => HTMLElement) => HTMLElement} keep a part that is there already, or else a new one
 * @property {() => PageState} state
 * @property {(state: PageState) => void} go
 * @property {(dimension: Dimension, value: string) => string} nameOf
 */

const NUMBERS = [
  ...['revenue', 'spend', 'roas', 'contribution', 'profit', 'return_on_spend', 'orders', 'cost_per_order', 'aov'],
  ...['incremental_roas', 'incremental_revenue', 'roi'],
];
const NUMBERS_OF_POSTS = ['posts', 'reach', 'engagement_rate'];
const FIGURES = ['revenue', 'orders', 'spend', 'roas'];
/** Where ROAS stands, its break-even is named. */
const BREAK_EVEN = 'break_even_roas';
const FIRST_LINES = 6;

/** @param {HTMLElement} content @param {InfluencerProfile} profile @param {Around} around */
export function drawProfile(content, profile, around) {
  const { influencer, dataset } = profile;
  const { look, question, keep } = around;
  const rows = (/** @type {string} */ title, /** @type {string} */ measure, /** @type {number | null} */ total) => {
    const asked = rowsQuestion(question, influencer.id, measure);
    return keep(`${asked}`, () => profileRows({ title, total, question: asked, look, signal: around.signal }));
  };
  const verdict = el('span');
  const interval = keep(`interval ${question} ${JSON.stringify(profile.margins)}`, () =>
    profileInterval({ id: influencer.id, question, look, signal: around.signal }),
  );
  const campaigns = lines(
    'Campaigns',
    ['Campaign', 'Days'],
    profile.campaigns,
    (line) => [named(valueText('campaign', line.campaign)), daysText(line)],
    look,
  );
  const products = lines(
    'Products',
    ['Product', 'Brand'],
    profile.products,
    (line) => [named(valueText('product', line.product)), named(valueText('brand', line.brand))],
    look,
  );
  void estimatedProfile(interval).then((estimated) => {
    if (!estimated) return;
    drawVerdict(verdict, estimated.influencer.verdict, look);
    campaigns.judge(estimated.campaigns);
    products.judge(estimated.products);
  });
  fill(
    content,
    facts(influencer, look),
    el('div', { class: 'drawer-actions' }, verdict, onlyButton(influencer.id, around)),
    el('p', { class: 'drawer-note' }, scopeText(around)),
    numbers(influencer, dataset.has_posts, around),
    interval,
    profileTrend(profile.daily, look),
    campaigns.element,
    products.element,
    rows('Payouts', 'spend', profile.payouts_total),
    dataset.has_posts && rows('Posts', 'posts', profile.posts_total),
  );
}

/** @param {InfluencerLine} line @param {Look} look */
function facts({ id, category, platform, gender, followers, tier, in_roster: inRoster }, { definitions, style }) {
  const many = followers === null ? NO_VALUE : `${followersText(followers)} · ${tierText(tier, definitions).toLowerCase()}`;
  /** @type {[string, Child[]][]} */
  const pairs = [
    ['Influencer Category', [named(valueText('category', category))]],
    ['Platform', [swatch(platform), named(valueText('platform', platform))]],
    ['Gender', [named(valueText('gender', gender))]],
    ['Followers', [el('span', { title: followers === null ? 'The files name none.' : style.exact('count', followers) }, many)]],
    ['Id', [named(id)]],
  ];
  const list = el(
    'dl',
    { class: 'drawer-facts' },
    ...pairs.map(([term, value]) => el('div', {}, el('dt', {}, term), el('dd', {}, ...value))),
  );
  if (inRoster) return list;
  const note = 'Not in the roster: sales or payouts name this id, but the file of influencers does not, so nothing else is known about it.';
  return el('div', {}, el('p', { class: 'drawer-note' }, icon('warning', 14), ` ${note}`), list);
}

/** @param {string} id @param {Around} around */
function onlyButton(id, { state, go }) {
  const { influencer: chosen } = state().chosen;
  const button = el(
    'button',
    {
      type: 'button',
      class: 'button is-small',
      'data-only': '',
      'data-place': 'only',
      'aria-pressed': String(chosen.includes(id)),
      title: clickHint(chosen, id),
    },
    icon('filters', 14),
    'Show only this influencer',
  );
  button.addEventListener('click', (event) => go(toggleValue(state(), 'influencer', id, event)));
  return button;
}

/** What the numbers are about, in words. @param {Around} around */
function scopeText({ state, nameOf, look }) {
  const { chosen, ...rest } = state();
  const sales = { ...chosen, category: [], platform: [], gender: [], tier: [], influencer: [] };
  const phrases = filterPhrases({ ...rest, chosen: sales, q: '' }, nameOf);
  const method = look.definitions.methods.find((one) => one.id === rest.method)?.label ?? rest.method;
  return `${phrases.length > 0 ? phrases.join(' · ') : 'All sales, whole period'} · Method: ${method}`;
}

/** @param {HTMLElement} place @param {VerdictId | undefined} verdict @param {Look} look */
function drawVerdict(place, verdict, look) {
  if (!verdict) return fill(place);
  const pill = verdictPill();
  pill.show(verdict, look.definitions);
  fill(place, pill.element);
}

/** @param {InfluencerLine} line @param {boolean} hasPosts @param {Around} around */
function numbers(line, hasPosts, { look, datasetRoas }) {
  const card = (/** @type {string} */ id) => {
    const value = el('dd');
    drawFigure(value, figureOf(line[id]), unitOf(look.definitions, id), look, 'short');
    const label = labelOf(look.definitions, id).replace(/^(Total|Overall) /, '');
    const note = id === 'roas' && el('dd', { class: 'drawer-beside' }, roasNote(line, datasetRoas, look));
    return el('div', {}, el('dt', { title: definitionOf(look.definitions, id)?.meaning ?? null }, label), value, note);
  };
  const ids = [...NUMBERS, ...(hasPosts ? NUMBERS_OF_POSTS : [])].filter((id) => id in line);
  return el('dl', { class: 'drawer-numbers' }, ...ids.map(card));
}

/** What a ROAS is to be read against: its break-even, and the ROAS of the whole dataset. @param {InfluencerLine} line @param {Figure} datasetRoas @param {Look} look */
function roasNote(line, datasetRoas, { style }) {
  const breakEven = figureOf(line[BREAK_EVEN]).value;
  return [breakEven !== null && `break-even ${style.full('times', breakEven)}`, againstText(line, datasetRoas, style)]
    .filter(Boolean)
    .join(' · ');
}

/**
 * A table of what there is by campaign or by product: the first few, and the others at the press of a button.
 *
 * @template {Record<string, unknown> & { verdict?: VerdictId }} Line
 * @param {string} title
 * @param {string[]} names of the first columns
 * @param {Line[]} all
 * @param {(line: Line) => Child[]} about the first cells
 * @param {Look} look
 */
function lines(title, names, all, about, look) {
  const figures = FIGURES.map((id) => number(labelOf(look.definitions, id).replace(/^(Total|Overall) /, '')));
  const headings = [...names.map(text), ...figures];
  const verdicts = all.map(() => el('span'));
  // The verdict stands below the name: beside it the figures would be cut.
  const row = (/** @type {Line} */ line, /** @type {number} */ at) => {
    const [name, ...rest] = about(line);
    const named = el('div', { class: 'drawer-line' }, name, verdicts[at]);
    return plainRow(headings, [named, ...rest, ...FIGURES.map((id) => figure(line[id], id, look))]);
  };
  const table = plainTable(title, headings, all.slice(0, FIRST_LINES).map(row));
  const more = el('button', { type: 'button', class: 'button-quiet is-small' }, `Show all ${counted(all.length, 'line')}`);
  more.addEventListener('click', () => {
    table.tBodies[0].append(...all.slice(FIRST_LINES).map((line, at) => row(line, FIRST_LINES + at)));
    more.remove();
  });
  return {
    element: profilePart(title, all.length, all.length > 0 && scrollBox(title, table), all.length > FIRST_LINES && more),
    /** Says the verdicts of the same lines, once they are there. @param {Line[]} lines */
    judge: (lines) => lines.forEach(({ verdict }, at) => verdicts[at] && drawVerdict(verdicts[at], verdict, look)),
  };
}

/** @param {unknown} value @param {string} id @param {Look} look */
function figure(value, id, look) {
  const element = el('span');
  drawFigure(element, figureOf(value), unitOf(look.definitions, id), look);
  return element;
}

/** @param {{ first_day: string | null, last_day: string | null }} line */
function daysText({ first_day: from, last_day: to }) {
  if (!from || !to) return NO_VALUE;
  return periodText(from, to);
}
