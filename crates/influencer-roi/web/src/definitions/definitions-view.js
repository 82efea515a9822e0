// What every number means: drawn from the definitions that the server itself works by. Holds no definition of its own.

import { el, fill } from '../ui/dom.js';
import { linkTo } from '../state/links.js';
import { counted, followersText } from '../core/numbers.js';

/** @import { Definitions, EstimateDefinition, MeasureDefinition } from '../core/api.d.ts' */
/** @import { PageState } from '../state/address.js' */
/** @import { ViewContext } from '../app/view-builders.js' */
/** @import { Child } from '../ui/dom.js' */

/** @type {Record<string, string>} */
const UNITS = { money: 'amount', count: 'number', times: 'times', share: 'percent', money_per: 'amount for each' };
/** What sharing out leaves over: sums like the measures, but of no row alone. */
const REMAINDERS = ['unallocated_spend', 'unassigned_baseline'];
/** The published formula by each reading of which days the baseline has, and what one of them leaves out. */
const READINGS = ['incremental_roas_all_days', 'incremental_roas_campaign_days', 'organic_outside_campaigns'];

/** @param {HTMLElement} root @param {ViewContext} context */
export function definitionsView(root, { state, definitions: known }) {
  const search = el('input', {
    type: 'search',
    class: 'input definitions-search',
    placeholder: 'Find a definition',
    'aria-label': 'Find a definition',
    autocomplete: 'off',
  });
  const said = el('p', { class: 'definitions-said', role: 'status' });
  const content = el('div', { class: 'definitions-content' });
  const element = el(
    'section',
    { class: 'definitions', 'aria-labelledby': 'definitions-title' },
    el(
      'header',
      { class: 'definitions-head' },
      el('h2', { class: 'definitions-title', id: 'definitions-title' }, 'Definitions'),
      el('p', { class: 'explanation-meaning' }, 'What every number on this page, in its exports and in the API means.'),
      search,
      said,
    ),
    content,
  );
  root.append(element);
  search.addEventListener('input', () => narrow(content, search.value, said));
  /** @type {Definitions | null} */
  let drawn = null;
  let shownTerm = '';

  /** @param {Definitions} definitions @param {string} term the one that is looked up, or '' */
  function render(definitions, term) {
    if (definitions !== drawn) fill(content, ...sections(definitions));
    if (definitions === drawn && term === shownTerm) return;
    drawn = definitions;
    shownTerm = term;
    search.value = '';
    narrow(content, '', said);
    showTerm(content, term);
  }

  return {
    element,
    /** @param {PageState} now */
    show(now) {
      if (known().metrics.length > 0) render(known(), now.term);
    },
    answer: () => render(known(), state().term),
    /** The next time it is looked at, it is drawn anew: its links keep the filters that are on then. */
    leave() {
      drawn = null;
    },
  };
}

/** @param {Definitions} definitions */
function sections(definitions) {
  const { measures, metrics, estimates, methods, tiers, verdicts, dimensions } = definitions;
  const isLeft = (/** @type {MeasureDefinition} */ { id }) => REMAINDERS.includes(id);
  const isReading = (/** @type {MeasureDefinition} */ { id }) => READINGS.includes(id);
  return [
    section(
      'Metrics',
      metrics.map((metric) => metricTerm(metric, definitions)),
    ),
    section(
      'Estimates',
      estimates.map((estimate) => metricTerm(estimate, definitions)),
    ),
    section(
      'Measures',
      measures.filter((one) => !isLeft(one) && !isReading(one)).map((one) => measureTerm(one)),
    ),
    section(
      'What sharing out leaves over',
      measures.filter(isLeft).map((one) => measureTerm(one)),
    ),
    section(
      'Which days the baseline has',
      measures.filter(isReading).map((one) => measureTerm(one)),
    ),
    methodsSection(methods),
    section(
      'Tiers by followers',
      tiers.map(({ id, label, from, below }) =>
        term(id, label, '', `${followersText(from)} followers${below ? ` and more, below ${followersText(below)}` : ' and more'}`),
      ),
    ),
    section(
      'Verdicts',
      verdicts.map(({ id, label, meaning }) => term(id, label, '', meaning)),
    ),
    section(
      'Dimensions',
      dimensions.map(({ id, label }) => term(id, label, '', '')),
    ),
  ];
}

/** @param {string} title @param {HTMLElement[]} terms */
function section(title, terms) {
  return el(
    'section',
    { class: 'card definitions-section' },
    el('h3', { class: 'card-title' }, title),
    el('div', { class: 'definition-list' }, ...terms),
  );
}

/** @param {MeasureDefinition} measure */
function measureTerm({ id, label, unit, meaning }) {
  return term(id, label, UNITS[unit] ?? unit, meaning);
}

/** @param {EstimateDefinition} metric or an estimate @param {Definitions} definitions */
function metricTerm({ id, label, unit, meaning, formula, no_value: none }, { reasons }) {
  return term(
    id,
    label,
    UNITS[unit] ?? unit,
    meaning,
    el('p', { class: 'definition-formula' }, `${label} = ${formula}`),
    none.length > 0 && el('p', { class: 'definition-none' }, 'No value (–) when'),
    none.length > 0 && el('ul', { class: 'definition-reasons' }, ...none.map((reason) => el('li', {}, reasons[reason] ?? reason))),
  );
}

/** @param {string} id @param {string} label @param {string} unit @param {string} meaning @param {...Child} more */
function term(id, label, unit, meaning, ...more) {
  return el(
    'article',
    { class: 'definition', 'data-term': id },
    el(
      'h4',
      { class: 'definition-name' },
      el('a', { href: linkTo({ view: 'definitions', term: id }), title: 'A link to this definition' }, label),
      el('code', {}, id),
      unit && el('span', { class: 'definition-unit' }, unit),
    ),
    meaning && el('p', {}, meaning),
    ...more,
  );
}

/** The two ways side by side. @param {Definitions['methods']} methods */
function methodsSection(methods) {
  /** @type {['meaning' | 'spend' | 'baseline', string][]} */
  const lines = [
    ['meaning', 'What it does'],
    ['spend', 'Spend'],
    ['baseline', 'Baseline'],
  ];
  return el(
    'section',
    { class: 'card definitions-section' },
    el('h3', { class: 'card-title' }, 'Methods'),
    el(
      'div',
      { class: 'definition-methods', 'data-term': 'method' },
      ...methods.map(({ id, label, ...texts }) =>
        el(
          'article',
          { class: 'definition', 'data-term': id },
          el('h4', { class: 'definition-name' }, el('span', {}, label), el('code', {}, id)),
          ...lines.map(([field, name]) => el('p', {}, el('strong', {}, `${name}: `), texts[field])),
        ),
      ),
    ),
  );
}

/** Leaves what contains the words. @param {HTMLElement} content @param {string} wanted @param {HTMLElement} said */
function narrow(content, wanted, said) {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const part of content.children) {
    const terms = [.../** @type {NodeListOf<HTMLElement>} */ (part.querySelectorAll('.definition'))];
    for (const one of terms) {
      const text = (one.textContent ?? '').toLowerCase();
      one.hidden = !words.every((word) => text.includes(word));
    }
    const left = terms.filter((one) => !one.hidden).length;
    found += left;
    /** @type {HTMLElement} */ (part).hidden = left === 0;
  }
  if (words.length === 0) said.textContent = '';
  else said.textContent = found > 0 ? counted(found, 'definition') : `No definition contains “${wanted.trim().slice(0, 60)}”.`;
}

/** @param {HTMLElement} content @param {string} wanted */
function showTerm(content, wanted) {
  for (const one of content.querySelectorAll('.definition.is-wanted')) one.classList.remove('is-wanted');
  const found = wanted && content.querySelector(`.definition[data-term="${wanted}"]`);
  if (!found) return;
  found.classList.add('is-wanted');
  found.scrollIntoView({ block: 'center' });
}
