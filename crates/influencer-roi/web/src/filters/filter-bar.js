// The filters, the search, what is on, and the method. Reads: the state of the address. Emits: the next state.

import { chips } from './chips.js';
import { el, put, write } from '../ui/dom.js';
import { filterMenu } from './filter-menu.js';
import { icon } from '../ui/icons.js';
import { marginField } from './margin-field.js';
import { methodSwitch } from './method-switch.js';
import { searchBox } from './search-box.js';
import { toggled, withChosen } from '../state/address.js';
import { DIMENSION_ENTRIES } from '../core/dimensions.js';

/** @import { AnsweredMargins, Definitions, Facets } from '../core/api.d.ts' */
/** @import { PageState } from '../state/address.js' */
/** @import { Dimension } from '../core/dimensions.js' */
/** @import { Found } from './filter-menu.js' */
/** @import { NumberStyle } from '../core/numbers.js' */

const FIRST = DIMENSION_ENTRIES.filter((entry) => 'isFirst' in entry);
const MORE = DIMENSION_ENTRIES.filter((entry) => !('isFirst' in entry));

/**
 * @param {HTMLElement} root
 * @param {object} options
 * @param {() => Definitions} options.definitions
 * @param {() => PageState} options.state
 * @param {(state: PageState) => void} options.go
 * @param {() => void} options.onMarginsKept
 * @param {(dimension: Dimension, value: string) => string} options.nameOf
 * @param {(text: string, signal: AbortSignal) => Promise<Found>} options.findInfluencers
 */
export function filterBar(root, { definitions, state, go, onMarginsKept, nameOf, findInfluencers }) {
  const menuBox = el('div', { class: 'filter-menus' });
  const moreBox = el('div', { class: 'filter-menus is-more', hidden: true });
  const bar = el('div', { class: 'filter-bar', role: 'region', 'aria-label': 'Filters' }, menuBox, moreBox);
  root.append(bar);

  const buildIn =
    (/** @type {HTMLElement} */ box) =>
    (/** @type {typeof DIMENSION_ENTRIES[number]} */ { id: dimension, label, counts }) => ({
      dimension,
      ...filterMenu(box, {
        label,
        counts,
        nameOf: (one) => one.label || nameOf(dimension, one.value),
        find: dimension === 'influencer' ? findInfluencers : undefined,
        onToggle: (value) => go(toggled(state(), dimension, value)),
        onChoose: (values) => go(withChosen(state(), dimension, values)),
      }),
    });
  const first = FIRST.map(buildIn(menuBox));
  const moreCount = el('span', { class: 'filter-count', hidden: true });
  const moreButton = el(
    'button',
    { type: 'button', class: 'button filter-button', 'aria-expanded': 'false' },
    icon('filters', 15),
    'More',
    moreCount,
  );
  menuBox.append(moreButton);
  const more = MORE.map(buildIn(moreBox));
  /** The dimensions that the data has. @type {Set<string>} */
  let known = new Set();
  let moreShown = false;
  moreButton.addEventListener('click', () => {
    moreShown = !moreShown;
    showMore(state());
  });

  /** They take room only when they are opened: chips, and the count on the button, say what is on. @param {PageState} now */
  const showMore = (now) => {
    const count = more.reduce((sum, { dimension }) => sum + now.chosen[dimension].length, 0);
    moreCount.hidden = count === 0;
    write(moreCount, String(count));
    moreButton.classList.toggle('is-on', count > 0);
    put(moreButton, 'aria-label', count > 0 && `More, ${count} chosen`);
    put(moreButton, 'aria-expanded', String(moreShown));
    for (const { dimension, element } of more) element.hidden = !known.has(dimension);
    moreBox.hidden = !moreShown;
  };
  const search = searchBox(bar, { onSearch: (q) => q !== state().q && go({ ...state(), q }) });
  const renderMethod = methodSwitch(bar, { definitions, onChange: (method) => go({ ...state(), method }) });
  const margin = marginField(bar, {
    tried: () => state().margins,
    onTry: (margins) => go({ ...state(), margins }),
    onKept: onMarginsKept,
  });
  const renderChips = chips(bar, { state, go, nameOf, verdicts: () => definitions().verdicts });
  return {
    focusSearch: search.focus,
    /** @param {PageState} now @param {Facets} facets @param {AnsweredMargins | undefined} margins @param {NumberStyle} style */
    render(now, facets, margins, style) {
      known = new Set([...Object.keys(facets.dimensions), 'influencer']);
      for (const { dimension, render } of [...first, ...more]) render(now.chosen[dimension], facets.dimensions[dimension] ?? []);
      showMore(now);
      search.render(now.q);
      renderChips(now);
      renderMethod(now.method);
      if (margins) margin.render(margins, facets.dimensions.brand?.map(({ value }) => value) ?? [], style);
    },
  };
}
