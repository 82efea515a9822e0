// When the campaigns ran: all sales of each brand by day, with its campaigns, the days after them and the days left out. Reads: the calendar of
// the measured campaigns. Emits: nothing.

import { chartCard } from '../charts/chart-card.js';
import { dayPlus, daysIn, monthText, weekdayText } from '../core/dates.js';
import { isolated } from '../core/words.js';
import { el, fill, named, svg } from '../ui/dom.js';
import { number, text } from '../ui/plain-table.js';

/** @import { Days, MeasuredCampaign, MeasuredCampaigns } from '../core/api.d.ts' */
/** @import { NumberStyle } from '../core/numbers.js' */

/** @typedef {MeasuredCampaigns['calendar'][number]} BrandDays */
/** @typedef {(day: string) => string} Place of the beginning of a day, from the first to the last of the data */

/** Names nearer to one another, as parts of the width, would lie on each other. */
const NAME_SPACE = 12;
/** What sells on most days did not run at a time of its own. */
const MAX_PART = 0.6;
/** A pattern of lines for days that are left out. */
const HATCH = 'calendar-hatch';
/** A name nearer to the left edge has no room before its campaign. */
const NAME_ROOM = 20;

/** @param {HTMLElement} root @returns {(answer: MeasuredCampaigns, style: NumberStyle) => void} */
export function campaignCalendar(root) {
  const card = chartCard(root, { title: 'When they ran', hint: 'all sales of each brand by day', class: 'campaign-calendar' });
  const rows = el('div', { class: 'calendar-rows', 'aria-hidden': 'true' });
  card.drawing.append(hatch(), rows);
  fill(card.extra, legend());

  return ({ calendar, campaigns }, style) => {
    fill(
      rows,
      ...calendar.flatMap((brand) => brandRow(brand, campaigns, style)),
      calendar.length > 0 && el('span'),
      calendar.length > 0 && months(calendar[0]),
    );
    card.setTable({
      headings: [text('Day'), ...calendar.map(({ brand }) => number(isolated(brand, 40))), text('Campaigns')],
      rows: () => dayRows(calendar, campaigns, style),
    });
  };
}

function legend() {
  const entry = (/** @type {string} */ name, /** @type {string} */ label) => el('li', { class: `legend-entry is-${name}` }, label);
  return el(
    'ul',
    { class: 'trend-legend', 'aria-label': 'Signs' },
    entry('campaign', 'Campaign'),
    entry('after', 'Days after it that still count'),
    entry('masked', 'Left out'),
  );
}

/** @param {BrandDays} own @param {MeasuredCampaign[]} campaigns @param {NumberStyle} style */
function brandRow(own, campaigns, style) {
  const { brand, revenue } = own;
  const all = campaigns.filter((one) => one.brand === brand);
  const ours = all.filter((one) => daysIn(one) <= MAX_PART * revenue.length);
  const place = placeOf(own);
  const drawing = svg('svg', { class: 'calendar-line' });
  const band = (/** @type {string} */ name, /** @type {string} */ from, /** @type {string} */ to) => bandOf(name, from, to, place, own);
  drawing.append(
    ...ours.flatMap(({ from, to, effect_to: end }) => [
      ...(end > to ? [band('is-after', dayPlus(to, 1), end)] : []),
      band('is-campaign', from, to),
    ]),
    ...leftOut(all, own).map(({ from, to }) => band('is-masked', from, to)),
    lineOf(revenue),
    ...names(ours, place),
  );
  const sold = revenue.reduce((sum, day) => sum + day, 0);
  return [
    el('span', { class: 'calendar-brand' }, named(brand), el('span', { class: 'campaign-small' }, style.short('money', sold))),
    drawing,
  ];
}

/**
 * What every measured campaign of the brand leaves out: sales and festivals. Days of another campaign are left out by each but that one.
 *
 * @param {MeasuredCampaign[]} campaigns
 * @param {{ from: string, to: string }} days of the data
 */
function leftOut(campaigns, { from, to }) {
  const measured = campaigns.filter(({ state }) => state !== 'not_estimable');
  const has = (/** @type {string} */ day) => measured.every(({ masked }) => masked.some((one) => one.from <= day && day <= one.to));
  /** @type {Days[]} */
  const stretches = [];
  for (let day = from; measured.length > 0 && day <= to; day = dayPlus(day, 1)) {
    const last = stretches.at(-1);
    if (!has(day)) continue;
    if (last?.to === dayPlus(day, -1)) last.to = day;
    else stretches.push({ from: day, to: day });
  }
  return stretches;
}

/** @param {{ from: string, to: string }} days @returns {Place} */
function placeOf(days) {
  const all = daysIn(days);
  return (day) => `${((100 * (daysIn({ from: days.from, to: day }) - 1)) / all).toFixed(2)}%`;
}

/** @param {string} name @param {string} from @param {string} to @param {Place} place @param {{ from: string, to: string }} days */
function bandOf(name, from, to, place, days) {
  const [x, end] = [parseFloat(place(from < days.from ? days.from : from)), parseFloat(place(dayPlus(to > days.to ? days.to : to, 1)))];
  return svg('rect', {
    fill: name === 'is-masked' ? `url(#${HATCH})` : 'none',
    class: `calendar-band ${name}`,
    x: `${x}%`,
    width: `${Math.max(0, end - x).toFixed(2)}%`,
    y: '0',
    height: '100%',
  });
}

/** @param {number[]} revenue by day */
function lineOf(revenue) {
  const highest = Math.max(...revenue, Number.MIN_VALUE);
  const points = revenue.map((day, at) => `${at + 0.5} ${(96 - (92 * Math.max(0, day)) / highest).toFixed(1)}`);
  const place = svg('svg', { viewBox: `0 0 ${revenue.length} 100`, preserveAspectRatio: 'none', width: '100%', height: '100%' });
  place.append(svg('path', { class: 'calendar-sales', d: `M${points.join('L')}` }));
  return place;
}

/** The names, where they do not lie on each other. @param {MeasuredCampaign[]} campaigns @param {Place} place */
function names(campaigns, place) {
  const inTime = [...campaigns].sort((one, other) => (one.from < other.from ? -1 : 1));
  let last = -Infinity;
  return inTime.flatMap((campaign) => {
    const at = parseFloat(place(campaign.from));
    if (at - last < NAME_SPACE) return [];
    last = at;
    return [nameOf(campaign, at < NAME_ROOM, place)];
  });
}

/** @param {MeasuredCampaign} campaign @param {boolean} isEarly there is no room before it @param {Place} place */
function nameOf({ campaign, from, to }, isEarly, place) {
  const label = svg('text', {
    class: 'calendar-name',
    x: isEarly ? place(dayPlus(to, 1)) : place(from),
    y: '12',
    dx: isEarly ? '4' : '-4',
    'text-anchor': isEarly ? 'start' : 'end',
  });
  label.append(isolated(campaign, 22));
  return label;
}

/** @returns {SVGElement} the lines, which every row uses */
function hatch() {
  const drawing = svg('svg', { class: 'calendar-defs', width: '0', height: '0' });
  const pattern = svg('pattern', { id: HATCH, width: '6', height: '6', patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)' });
  pattern.append(svg('line', { class: 'calendar-hatch', x1: '0', x2: '0', y1: '0', y2: '6' }));
  drawing.append(pattern);
  return drawing;
}

/** @param {{ from: string, to: string }} days */
function months(days) {
  const place = placeOf(days);
  const drawing = svg('svg', { class: 'calendar-months' });
  const starts = [days.from, ...firstsWithin(days)];
  const step = Math.ceil(starts.length / 12);
  drawing.append(
    ...starts
      .filter((_, at) => at % step === 0)
      .map((day, at) => {
        const label = svg('text', { x: place(day), y: '12' });
        label.append(monthText(day, false));
        if (at === 0) {
          const year = svg('tspan', { class: 'calendar-year' });
          year.append(` ${day.slice(0, 4)}`);
          label.append(year);
        }
        return label;
      }),
  );
  return drawing;
}

/** First days of months, the one of the data's first month left out. @param {{ from: string, to: string }} days */
function firstsWithin({ from, to }) {
  const firsts = [];
  for (let day = from; day <= to; day = dayPlus(day, 1)) if (day.endsWith('-01') && day > dayPlus(from, 20)) firsts.push(day);
  return firsts;
}

/** @param {BrandDays[]} calendar @param {MeasuredCampaign[]} campaigns @param {NumberStyle} style */
function dayRows(calendar, campaigns, style) {
  if (calendar.length === 0) return [];
  const { from, revenue } = calendar[0];
  return revenue.map((_, at) => {
    const day = dayPlus(from, at);
    const running = campaigns.filter((one) => one.from <= day && day <= one.to).map((one) => isolated(one.campaign, 40));
    return [weekdayText(day), ...calendar.map((brand) => style.full('money', brand.revenue[at])), running.join(', ') || '–'];
  });
}
