// The data itself: what is in use, and every version with its totals, to go back to, name or delete. Emits: what is to be done with a version.

import { periodText } from '../core/dates.js';
import { el, fill, named } from '../ui/dom.js';
import { keepLast } from './keep-last.js';
import { keepingPlace } from '../ui/keep-place.js';
import { counted } from '../core/numbers.js';
import { BRAND_RULES } from '../imports/report-brand.js';
import { askDatasets } from '../core/server.js';
import { versionList } from './version-list.js';

/** @import { BrandRule, Dataset } from '../core/api.d.ts' */
/** @import { Look } from '../core/figure.js' */
/** @import { VersionActions } from './version-list.js' */

/**
 * @param {HTMLElement} root
 * @param {VersionActions & { onKeep: (last: number) => void, onTrouble: (error: unknown) => void }} actions
 */
export function dataView(root, actions) {
  const now = el('div', { class: 'card data-now' });
  const keep = el('div', { class: 'chart-extra' });
  const list = el('div', { class: 'versions' });
  const element = el(
    'div',
    { class: 'data-view', hidden: true },
    now,
    el(
      'section',
      { class: 'card', 'aria-labelledby': 'versions-title' },
      el(
        'header',
        { class: 'card-head' },
        el('h2', { class: 'card-title', id: 'versions-title' }, 'Versions'),
        el('span', { class: 'card-hint' }, 'Every upload is kept; going back changes nothing else.'),
        keep,
      ),
      list,
    ),
  );
  root.append(element);
  let asked = 0;

  /** @param {Dataset} dataset @param {Look} look */
  async function render(dataset, look) {
    fill(now, el('header', { class: 'card-head' }, el('h2', { class: 'card-title' }, 'In use')), factList(dataset));
    asked += 1;
    const mine = asked;
    try {
      const versions = await askDatasets();
      if (mine !== asked) return;
      keepingPlace(element, () => {
        fill(keep, versions.length > 1 && keepLast(versions, actions.onKeep));
        fill(list, versionList(versions, look, actions));
      });
    } catch (error) {
      if (mine === asked) actions.onTrouble(error);
    }
  }

  return { element, render };
}

/** @param {Dataset} dataset */
function factList(dataset) {
  const { first_day: first, last_day: last } = dataset;
  const rule = BRAND_RULES[/** @type {BrandRule} */ (dataset.brand_rule)] ?? dataset.brand_rule;
  /** @type {[string, string | Node][]} */
  const facts = [
    ['Name', named(dataset.name)],
    ['Version', `${dataset.version}${dataset.sample ? ', sample data' : ''}`],
    ['Days', first && last ? `${periodText(first, last)} (${counted(dataset.days, 'day')})` : 'none'],
    ['Currency', dataset.currency],
    ['Brand from', rule],
    ['Organic sales', dataset.has_organic ? 'yes, they are the baseline' : 'none, so there is no baseline'],
    ['Posts', dataset.has_posts ? 'yes' : 'none'],
  ];
  return el('dl', { class: 'fact-list' }, ...facts.map(([term, text]) => el('div', {}, el('dt', {}, term), el('dd', {}, text))));
}
