// What the command palette offers: views, periods, comparison, method, colours, files, versions, and every value there is to filter by.

import { cleared, isFiltered, toggled } from '../state/address.js';
import { NO_QUESTION } from '../incrementality/settings.js';
import { DIMENSIONS, dimensionEntry } from '../core/dimensions.js';
import { PERIODS } from '../core/periods.js';
import { FIRST_VIEW, VIEWS } from '../state/views.js';
import { setTheme, theme } from '../ui/theme.js';

/** @import { Dataset, DatasetVersion, Definitions, Facets, FacetValue } from '../core/api.d.ts' */
/** @import { PageState } from '../state/address.js' */
/** @import { Dimension } from '../core/dimensions.js' */
/** @import { Shortcut } from '../ui/keys.js' */
/** @import { Command } from './palette.js' */

/**
 * @typedef {object} Page what the commands work on
 * @property {() => PageState} state
 * @property {(state: PageState) => void} go
 * @property {() => Dataset | undefined} dataset
 * @property {() => Facets} facets
 * @property {() => Definitions} definitions
 * @property {(dimension: Dimension, value: string) => string} nameOf
 * @property {() => void} onUpload
 * @property {(format: 'csv' | 'xlsx') => void} onExport
 * @property {() => void} onCopyLink
 * @property {() => void} onShortcuts
 */

/** What is at hand. @param {Page} page @returns {Command[]} */
export function pageCommands(page) {
  return [
    ...VIEWS.filter((view) => 'isTab' in view).map(({ id, label }) =>
      change(page, 'Go to', label, { view: id, ...NO_QUESTION }, page.state().view === id),
    ),
    change(page, 'Go to', 'Ask a question about a campaign', { view: 'campaigns', ...NO_QUESTION, lift: 'ask' }, false),
    ...periods(page),
    ...comparisons(page),
    ...page.definitions().methods.map(({ id, label }) => change(page, 'Method', label, { method: id }, page.state().method === id)),
    ...actions(page),
    ...colours(),
    ...DIMENSIONS.flatMap((dimension) => (page.facets().dimensions[dimension] ?? []).map((value) => filterCommand(page, dimension, value))),
  ];
}

/** @param {Page} page @param {Dimension} dimension @param {FacetValue} value @returns {Command} */
export function filterCommand(page, dimension, { value, label }) {
  return {
    group: dimensionEntry(dimension).label,
    label: label || page.nameOf(dimension, value),
    isOn: page.state().chosen[dimension].includes(value),
    onlyFound: true,
    run: () => page.go({ ...toggled(page.state(), dimension, value), view: FIRST_VIEW }),
  };
}

/** @param {DatasetVersion} version @param {(version: DatasetVersion) => void} onUse @returns {Command} */
export function versionCommand(version, onUse) {
  return {
    group: 'Use data',
    label: `${version.name.slice(0, 80)}, version ${version.version}`,
    isOn: version.current,
    run: () => !version.current && onUse(version),
  };
}

/** @param {Page} page @param {string} group @param {string} label @param {Partial<PageState>} part @param {boolean} isOn @param {string} [key] @returns {Command} */
function change({ state, go }, group, label, part, isOn, key) {
  return { group, label, isOn, key, run: () => go({ ...state(), ...part }) };
}

/** @param {Page} page */
function periods(page) {
  const { first_day: first, last_day: last } = page.dataset() ?? {};
  if (!first || !last) return [];
  const { from, to } = page.state();
  return PERIODS.map(({ label, key, range }) => {
    const period = range(first, last);
    return change(page, 'Days', label, period, period.from === from && period.to === to, key);
  });
}

/** The keys of the periods that have one. @param {Page} page @returns {Shortcut[]} */
export function periodShortcuts({ state, go, dataset }) {
  return PERIODS.flatMap(({ key, label, range }) => {
    const run = () => {
      const { first_day: first, last_day: last } = dataset() ?? {};
      if (first && last) go({ ...state(), ...range(first, last) });
    };
    return key ? [{ key, label, run }] : [];
  });
}

/** @param {Page} page */
function comparisons(page) {
  return [
    ['Period before', 'previous'],
    ['Year before', 'year'],
    ['Nothing', ''],
  ].map(([label, compare]) => change(page, 'Compare with', label, { compare }, page.state().compare === compare));
}

/** @param {Page} page @returns {Command[]} */
function actions({ state, go, onUpload, onExport, onCopyLink, onShortcuts }) {
  return [
    ...(isFiltered(state()) ? [{ group: 'Filters', label: 'Clear all filters', key: 'Escape', run: () => go(cleared(state())) }] : []),
    { group: 'Data', label: 'Upload files', run: onUpload },
    { group: 'Data', label: 'Copy a link that keeps this version', run: onCopyLink },
    { group: 'Export', label: 'Table as CSV', run: () => onExport('csv') },
    { group: 'Export', label: 'Table as Excel (XLSX)', run: () => onExport('xlsx') },
    { group: 'Export', label: 'Print a two-page report', run: () => print() },
    ...VIEWS.flatMap((view) =>
      'help' in view ? [{ group: 'Help', label: `${view.label}: ${view.help}`, run: () => go({ ...state(), view: view.id }) }] : [],
    ),
    { group: 'Help', label: 'How incrementality is estimated and when it fails', run: () => location.assign('/methods') },
    { group: 'Help', label: 'Keyboard shortcuts', key: '?', run: onShortcuts },
  ];
}

/** @returns {Command[]} */
function colours() {
  const choices = /** @type {const} */ ([
    ['Light', 'light'],
    ['Dark', 'dark'],
    ['As the system', 'system'],
  ]);
  return choices.map(([label, id]) => ({ group: 'Colours', label, isOn: theme() === id, run: () => setTheme(id) }));
}
