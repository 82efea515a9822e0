// The data itself: what is in use, and every version with its totals, to go back to, name or delete. Emits: what is to be done with a version.

import { periodText } from '../core/dates.js';
import { el, fill, named } from '../ui/dom.js';
import { keepLast } from './keep-last.js';
import { keepingPlace } from '../ui/keep-place.js';
import { counted } from '../core/numbers.js';
import { reportOfVersion } from '../imports/report-name.js';
import { BRAND_RULES } from '../imports/report-brand.js';
import { askDatasets } from '../core/server.js';
import { versionList } from './version-list.js';

/** @import { Answered } from '../app/dashboard-client.js' */
/** @import { ViewContext } from '../app/view-builders.js' */
/** @import { BrandRule, Dataset, DatasetVersion } from '../core/api.d.ts' */

/** @param {HTMLElement} root @param {ViewContext} context */
export function dataView(root, { state, go, look, versions: steps, onTrouble }) {
  const actions = {
    onUse: steps.use,
    onDelete: steps.delete,
    onRename: steps.rename,
    onReport: (/** @type {DatasetVersion} */ { id }) => go({ ...state(), report: reportOfVersion(id) }),
  };
  const now = el('div', { class: 'card data-now' });
  const keep = el('div', { class: 'chart-extra' });
  const list = el('div', { class: 'versions' });
  const element = el(
    'div',
    { class: 'data-view' },
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

  /** @param {Dataset} dataset */
  async function render(dataset) {
    fill(now, el('header', { class: 'card-head' }, el('h2', { class: 'card-title' }, 'In use')), factList(dataset));
    asked += 1;
    const mine = asked;
    try {
      const versions = await askDatasets();
      if (mine !== asked) return;
      keepingPlace(element, () => {
        fill(keep, versions.length > 1 && keepLast(versions, steps.keep));
        fill(list, versionList(versions, look(), actions));
      });
    } catch (error) {
      if (mine === asked) onTrouble(error);
    }
  }

  return {
    element,
    show: () => {},
    /** @param {Answered} answered */
    answer: ({ answers }) => void render(answers.answer.dataset),
  };
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
