// The data itself: what is in use, and every version with its totals, to go back to or to delete. Emits: the version to use or delete.

import { momentText, periodText } from './dates.js';
import { el, fill, named } from './dom.js';
import { figureText, labelOf } from './figure.js';
import { isNarrow, onNarrowChange } from './narrow.js';
import { counted, figureOf } from './numbers.js';
import { number, plainRow, plainTable, text } from './plain-table.js';
import { BRAND_RULES } from './report-brand.js';
import { askDatasets } from './server.js';

/** @import { BrandRule, Dataset, DatasetVersion } from './api.d.ts' */
/** @import { Look } from './figure.js' */

const TABLES = ['influencers', 'tracking', 'payouts', 'posts'];
const TOTALS = ['revenue', 'organic_revenue', 'other_revenue', 'orders', 'spend'];

/**
 * @param {HTMLElement} root
 * @param {object} options
 * @param {(version: DatasetVersion) => void} options.onUse
 * @param {(version: DatasetVersion) => Promise<void>} options.onDelete
 * @param {(error: unknown) => void} options.onTrouble
 */
export function dataView(root, { onUse, onDelete, onTrouble }) {
  const now = el('div', { class: 'card data-now' });
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
      ),
      list,
    ),
  );
  root.append(element);
  let asked = 0;
  /** @type {[DatasetVersion[], Look] | null} */
  let shown = null;
  onNarrowChange(() => drawVersions());

  function drawVersions() {
    if (shown) fill(list, isNarrow() ? versionCards(...shown) : versionTable(...shown));
  }

  /** @param {Dataset} dataset @param {Look} look */
  async function render(dataset, look) {
    fill(now, el('header', { class: 'card-head' }, el('h2', { class: 'card-title' }, 'In use')), factList(dataset));
    asked += 1;
    const mine = asked;
    try {
      const versions = await askDatasets();
      if (mine !== asked) return;
      shown = [versions, look];
      drawVersions();
    } catch (error) {
      if (mine === asked) onTrouble(error);
    }
  }

  /** @param {DatasetVersion[]} versions @param {Look} look */
  function versionTable(versions, look) {
    const headings = [
      text('Version'),
      text('Name'),
      text('Uploaded'),
      ...TABLES.map((table) => number(capital(table))),
      ...TOTALS.map((id) => number(labelOf(look.definitions, id))),
      text(''),
    ];
    const table = plainTable(
      'Versions of the data',
      headings,
      versions.map((version) => plainRow(headings, versionCells(version, look))),
    );
    return el(
      'div',
      { class: 'report-scroll version-table', tabindex: '0', role: 'region', 'aria-label': 'Versions, scrolls' },
      table,
    );
  }

  /** @param {DatasetVersion} version @param {Look} look */
  function versionCells(version, look) {
    return [
      versionNumber(version, ''),
      named(version.name),
      momentText(version.created),
      ...TABLES.map((table) => rowsOf(version, table)),
      ...TOTALS.map((id) => totalOf(version, id, look)),
      versionActions(version),
    ];
  }

  /** A phone has no room for a table this wide. @param {DatasetVersion[]} versions @param {Look} look */
  function versionCards(versions, look) {
    return el(
      'ul',
      { class: 'version-cards', 'aria-label': 'Versions of the data' },
      ...versions.map((version) => versionCard(version, look)),
    );
  }

  /** @param {DatasetVersion} version @param {Look} look */
  function versionCard(version, look) {
    const facts = [
      ...TOTALS.map((id) => [labelOf(look.definitions, id), totalOf(version, id, look)]),
      ...TABLES.map((table) => [`Rows of ${table}`, rowsOf(version, table)]),
    ];
    return el(
      'li',
      { class: 'version-card' },
      el('div', { class: 'version-card-head' }, versionNumber(version, 'Version '), named(version.name)),
      el('p', { class: 'card-hint' }, momentText(version.created)),
      el('dl', { class: 'figure-list' }, ...facts.map(([term, fact]) => el('div', {}, el('dt', {}, term), el('dd', {}, fact)))),
      versionActions(version),
    );
  }

  /** @param {DatasetVersion} version */
  function versionActions(version) {
    const inUse = version.current && el('span', { class: 'badge is-good' }, 'In use');
    return el('div', { class: 'row-actions' }, ...(inUse ? [inUse] : actions(version)));
  }

  /** @param {DatasetVersion} version */
  function actions(version) {
    const use = el(
      'button',
      { type: 'button', class: 'button', 'aria-label': `Use version ${version.version}`, onclick: () => onUse(version) },
      'Use',
    );
    const remove = el(
      'button',
      { type: 'button', class: 'button-quiet', 'aria-label': `Delete version ${version.version}` },
      'Delete',
    );
    remove.addEventListener('click', () => {
      if (remove.dataset.sure) return void onDelete(version);
      // Deleting cannot be taken back: the second press does it.
      remove.dataset.sure = 'yes';
      remove.textContent = 'Delete for good';
      remove.setAttribute('aria-label', `Delete version ${version.version} for good`);
    });
    remove.addEventListener('blur', () => {
      delete remove.dataset.sure;
      remove.textContent = 'Delete';
      remove.setAttribute('aria-label', `Delete version ${version.version}`);
    });
    return [use, remove];
  }

  return { element, render };
}

/** @param {DatasetVersion} version @param {string} before */
function versionNumber({ version, content_hash: hash, sample }, before) {
  return el(
    'span',
    { class: 'version-number', title: `Content ${hash}` },
    `${before}${version}`,
    sample && el('span', { class: 'badge is-sample' }, 'Sample'),
  );
}

/** @param {DatasetVersion} version @param {string} table */
function rowsOf({ rows }, table) {
  return (rows[table] ?? 0).toLocaleString('en-IN');
}

/** @param {DatasetVersion} version @param {string} id @param {Look} look */
function totalOf({ totals }, id, { style }) {
  return figureText(figureOf(totals[id]), id === 'orders' ? 'count' : 'money', style);
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
    ['Content', dataset.content_hash.slice(0, 16)],
  ];
  return el('dl', { class: 'fact-list' }, ...facts.map(([term, text]) => el('div', {}, el('dt', {}, term), el('dd', {}, text))));
}

/** @param {string} word */
function capital(word) {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
