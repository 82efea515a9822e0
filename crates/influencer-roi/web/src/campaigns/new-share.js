// How much of what was credited was new, campaign by campaign, as bars. Reads: the measured campaigns. Emits: nothing.

import { intervalOf } from '../core/measured-campaigns.js';
import { el, named, svg } from '../ui/dom.js';

/** @import { Interval, MeasuredCampaigns } from '../core/api.d.ts' */
/** @import { Child } from '../ui/dom.js' */
/** @import { NumberStyle } from '../core/numbers.js' */

/** @param {MeasuredCampaigns} answer @param {NumberStyle} style @returns {HTMLElement | null} null where no campaign has a share */
export function newShares({ campaigns, portfolio }, style) {
  const lines = campaigns.flatMap(({ campaign, incrementality_factor: factor }) => {
    const share = intervalOf(factor);
    return share ? [row(named(campaign), share, style)] : [];
  });
  if (lines.length === 0) return null;
  const total = lines.length > 1 ? intervalOf(portfolio?.incrementality_factor) : null;
  const title = `Of each ${style.full('money', 1)} credited, how much was new`;
  const head = (/** @type {string} */ label, /** @type {string | false} */ name = false) => el('th', { scope: 'col', class: name }, label);
  return el(
    'section',
    { class: 'card share-card', 'aria-labelledby': 'share-title' },
    el(
      'header',
      { class: 'card-head' },
      el('h2', { class: 'card-title', id: 'share-title' }, title),
      el(
        'span',
        { class: 'campaign-key', 'aria-hidden': 'true' },
        el('i', { class: 'key-new' }),
        'new ',
        el('i', { class: 'key-anyway' }),
        'would have come anyway',
      ),
    ),
    el(
      'table',
      { class: 'share-table' },
      el('caption', { class: 'visually-hidden' }, title),
      el(
        'thead',
        {},
        el('tr', {}, head('Campaign'), el('td', { class: 'share-place' }), head('New', 'is-number'), head('90% interval', 'is-number')),
      ),
      el('tbody', {}, ...lines),
      total && el('tfoot', {}, row(`All ${lines.length}`, total, style)),
    ),
  );
}

/** @param {Child} name @param {Interval} share @param {NumberStyle} style */
function row(name, share, style) {
  const two = (/** @type {number} */ value) => style.precise('times', value).slice(0, -1);
  return el(
    'tr',
    {},
    el('th', { scope: 'row' }, name),
    el('td', { class: 'share-place' }, bar(share.mean)),
    el('td', { class: 'is-number' }, el('strong', {}, two(share.mean))),
    el('td', { class: 'is-number' }, `${two(share.lower)}–${two(share.upper)}`),
  );
}

/** A whole that is filled as far as the share goes; what lies outside of it is said by the number. @param {number} share */
function bar(share) {
  const drawing = svg('svg', { class: 'share-bar', 'aria-hidden': 'true' });
  const part = `${(100 * Math.min(1, Math.max(0, share))).toFixed(1)}%`;
  drawing.append(
    svg('rect', { class: 'share-anyway', width: '100%', height: '8', rx: '4' }),
    svg('rect', { class: 'share-new', width: part, height: '8', rx: '4' }),
  );
  return drawing;
}
