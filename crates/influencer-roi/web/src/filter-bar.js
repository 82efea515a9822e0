// The filters, the search, what is on, and the method. Reads: the state of the address. Emits: the next state.

import { chips } from './chips.js';
import { el } from './dom.js';
import { filterMenu } from './filter-menu.js';
import { icon } from './icons.js';
import { methodSwitch } from './method-switch.js';
import { searchBox } from './search-box.js';
import { withChosen } from './address.js';
import { DIMENSION_LABELS } from './words.js';

/** @import { Definitions, Facets } from './api.d.ts' */
/** @import { Dimension, PageState } from './address.js' */

/** @type {Dimension[]} */
const FIRST = ['brand', 'category', 'platform'];
/** @type {Dimension[]} */
const MORE = ['product', 'campaign', 'gender', 'tier'];
/** What sales have; of all else the counts are of influencers. @type {Dimension[]} */
const OF_SALES = ['brand', 'product', 'campaign'];

/**
 * @param {HTMLElement} root
 * @param {object} options
 * @param {() => Definitions} options.definitions
 * @param {() => PageState} options.state
 * @param {(state: PageState) => void} options.go
 * @param {(dimension: Dimension, value: string) => string} options.nameOf
 */
export function filterBar(root, { definitions, state, go, nameOf }) {
  const menuBox = el('div', { class: 'filter-menus' });
  const bar = el('div', { class: 'filter-bar', role: 'region', 'aria-label': 'Filters' }, menuBox);
  root.append(bar);

  const build = (/** @type {Dimension} */ dimension) => ({
    dimension,
    ...filterMenu(menuBox, {
      label: DIMENSION_LABELS[dimension],
      counts: OF_SALES.includes(dimension) ? 'row' : 'influencer',
      onChange: (values) => go(withChosen(state(), dimension, values)),
    }),
  });
  const first = FIRST.map(build);
  const moreButton = el(
    'button',
    { type: 'button', class: 'button filter-button', 'aria-expanded': 'false' },
    icon('filters', 15),
    'More',
  );
  menuBox.append(moreButton);
  const more = MORE.map(build);
  /** The dimensions that the data has. @type {Set<string>} */
  let known = new Set();
  let moreShown = false;
  moreButton.addEventListener('click', () => {
    moreShown = !moreShown;
    showMore(state());
  });

  /** A filter that is on is always to be seen. @param {PageState} now */
  const showMore = (now) => {
    moreButton.setAttribute('aria-expanded', String(moreShown));
    for (const { dimension, element } of more) {
      element.hidden = !known.has(dimension) || (!moreShown && now.chosen[dimension].length === 0);
    }
  };
  const search = searchBox(bar, { onSearch: (q) => q !== state().q && go({ ...state(), q }) });
  const renderMethod = methodSwitch(bar, { definitions, onChange: (method) => go({ ...state(), method }) });
  const renderChips = chips(bar, { go, nameOf });
  return {
    focusSearch: search.focus,
    /** @param {PageState} now @param {Facets} facets */
    render(now, facets) {
      known = new Set(Object.keys(facets.dimensions));
      for (const { dimension, render } of [...first, ...more]) render(now.chosen[dimension], facets.dimensions[dimension] ?? []);
      showMore(now);
      search.render(now.q);
      renderChips(now);
      renderMethod(now.method);
    },
  };
}
