// What the numbers say first: at most three sentences with amounts, each a link that shows what it is about. Reads: the findings of an answer,
// which follow once the page rests. Until they come the old ones stay, and look old. Emits: that the table is to be shown.

import { el, fill } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { counted, figureOf } from '../core/numbers.js';
import { withChosen, writeAddress } from '../state/address.js';
import { atView } from '../state/views.js';
import { isolated, valueText } from '../core/words.js';
import { whenChanged } from '../ui/when-changed.js';

/** @import { Dashboard, Insight } from '../core/api.d.ts' */
/** @import { NumberStyle } from '../core/numbers.js' */
/** @import { PageState } from '../state/address.js' */

/** @typedef {{ text: string, isStrong: boolean }} Part */

const ICONS = /** @type {const} */ ({ losing_influencers: 'loses', losing_platform: 'money', paid_without_sales: 'not_sold' });

const NOTHING = 'Nothing is certain enough to be said first.';

/** @param {HTMLElement} root @param {{ onTable: () => void }} options */
export function insightStrip(root, { onTable }) {
  const list = el('ul', { class: 'insights card', 'aria-label': 'What the numbers say' });
  const all = el('a', { class: 'insights-all' }, 'Everything worth doing this week →');
  root.append(list, all);
  const drawChanged = whenChanged();
  list.addEventListener('click', ({ target }) => {
    if (target instanceof Element && target.closest('[data-table]')) onTable();
  });

  /** @type {Insight[] | undefined} */
  let last;

  /** @param {Dashboard} answer @param {PageState} asked @param {NumberStyle} style */
  return function render(answer, asked, style) {
    // Without an influencer nothing is estimated.
    const known = answer.insights ?? (answer.influencers_total === 0 ? [] : undefined);
    list.classList.toggle('is-waiting', !known);
    // Those of before lead on from where the page is now.
    const insights = known ?? last;
    last = insights;
    all.href = writeAddress(atView(asked, 'insights'));
    if (!insights) return;
    drawChanged([insights, writeAddress(asked), style.full('money', 1)], () => {
      const entries = insights.map((insight) => entry(insight, asked, style));
      // The place stays: a filter is not to move the page.
      fill(list, ...(entries.length > 0 ? entries : [el('li', { class: 'insight-none' }, NOTHING)]));
    });
  };
}

/** @param {Insight} insight @param {PageState} asked @param {NumberStyle} style */
function entry(insight, asked, style) {
  const { parameter, value } = insight.filter;
  const isOfTable = parameter === 'verdict';
  const to = isOfTable ? { ...asked, verdicts: [value] } : withChosen(asked, parameter, [value]);
  const words = insightParts(insight, style).map(({ text, isStrong }) => (isStrong ? el('strong', {}, text) : text));
  return el(
    'li',
    {},
    el(
      'a',
      { class: `insight is-${insight.id}`, href: writeAddress(to), 'data-table': isOfTable },
      el('span', { class: 'insight-icon' }, icon(ICONS[insight.id])),
      el('span', {}, ...words, el('span', { class: 'insight-more', 'aria-hidden': 'true' }, ' →')),
    ),
  );
}

/** A finding as a sentence, with what is to stand out. @param {Insight} insight @param {NumberStyle} style @returns {Part[]} */
export function insightParts({ id, amount, influencers = 0, below, above }, style) {
  const money = strong(style.short('money', figureOf(amount).value ?? 0));
  const people = strong(counted(influencers, 'influencer'));
  if (id === 'losing_influencers')
    return [people, plain(' cost '), money, plain(` more than ${influencers === 1 ? 'its' : 'their'} sales earned.`)];
  if (id === 'paid_without_sales') return [money, plain(' was paid to '), people, plain(' with nothing sold yet.')];
  const name = (/** @type {typeof below} */ side) => isolated(valueText('platform', side?.platform ?? ''), 24);
  const times = (/** @type {typeof below} */ side) => style.short('times', figureOf(side?.roas).value ?? 0);
  const share = style.short('share', figureOf(below?.spend_share).value ?? 0);
  return [
    strong(name(below)),
    plain(' lost '),
    money,
    plain(' on '),
    strong(`${share} of the spend`),
    plain(` (${times(below)}); `),
    strong(name(above)),
    plain(` returns ${times(above)}.`),
  ];
}

/** @param {string} text @returns {Part} */
const strong = (text) => ({ text, isStrong: true });
/** @param {string} text @returns {Part} */
const plain = (text) => ({ text, isStrong: false });
