// The data itself: what is in use, every version with its totals, to go back to, name or delete, the bin, and what cannot be used. Emits: what
// is to be done with a version.

import { periodText } from '../core/dates.js';
import { el, fill, named } from '../ui/dom.js';
import { keepLast } from './keep-last.js';
import { keepingPlace } from '../ui/keep-place.js';
import { counted } from '../core/numbers.js';
import { reportOfVersion } from '../imports/report-name.js';
import { BRAND_RULES } from '../imports/report-brand.js';
import { versionCodes } from './version-codes.js';
import { askAliases, askVersions } from '../core/server.js';
import { binList } from './bin.js';
import { justDeleted } from './just-deleted.js';
import { ownShapes } from './own-shapes.js';
import { readingSettings } from './reading-settings.js';
import { unusableList } from './unusable-list.js';
import { versionList } from './version-list.js';

/** @import { Answered } from '../app/dashboard-client.js' */
/** @import { ViewContext } from '../app/view-builders.js' */
/** @import { Alias, BrandRule, Dataset, Versions } from '../core/api.d.ts' */
/** @import { VersionActions } from './version-list.js' */

/** @param {HTMLElement} root @param {ViewContext} context */
export function dataView(root, { state, go, look, shown, versions: steps, onTrouble }) {
  const parts = buildParts(root);
  const { element } = parts;
  const deleted = justDeleted(draw);
  deleted.watch(parts.list);
  const settings = readingSettings(parts.settings, onTrouble);
  void settings.load();
  const shapes = ownShapes(parts.shapes, onTrouble);
  /** @type {Versions} */
  let versions = { datasets: [], bin: [], warnings: [] };
  let asked = 0;
  /** The version whose codes are shown. */
  let codesOf = '';

  /** @type {VersionActions} */
  const actions = {
    onUse: steps.use,
    onRename: steps.rename,
    onReport: ({ id }) => go({ ...state(), report: reportOfVersion(id) }),
    async onDelete(version, pixels) {
      deleted.add(version, pixels);
      draw();
      focusOnDeleted(parts.list, version.id);
      if (await steps.delete(version)) return deleted.confirm(version.id);
      deleted.remove(version.id);
      draw();
    },
    async onRestore(version) {
      if (!(await steps.restore(version))) return;
      deleted.remove(version.id);
      draw();
    },
  };

  /** @param {Dataset | undefined} dataset undefined where no question can be answered */
  async function render(dataset) {
    parts.now.hidden = !dataset;
    if (dataset) fill(parts.now, el('header', { class: 'card-head' }, el('h2', { class: 'card-title' }, 'In use')), factList(dataset));
    if (dataset) void renderCodes(dataset);
    // An upload may have brought one.
    void shapes.load();
    asked += 1;
    const mine = asked;
    try {
      const answer = await askVersions();
      if (mine !== asked) return;
      versions = answer;
      for (const { id } of versions.datasets) deleted.restored(id);
      draw();
    } catch (error) {
      if (mine === asked) onTrouble(error);
    }
  }

  /** @param {Dataset} dataset */
  async function renderCodes(dataset) {
    if (dataset.id === codesOf) return;
    codesOf = dataset.id;
    try {
      const aliases = await askAliases(dataset.id);
      if (codesOf !== dataset.id) return;
      parts.codesCard.hidden = aliases.keys.length === 0;
      const onChange = async (/** @type {Alias[]} */ list, /** @type {number} */ changed) => {
        // Where it cannot be done, the list stands there as before.
        if (!(await steps.giveCodes(dataset.id, list, changed))) draw();
      };
      const { style } = look();
      const draw = () => versionCodes(parts.codes, { aliases, style }, onChange);
      draw();
    } catch (error) {
      codesOf = '';
      onTrouble(error);
    }
  }

  function draw() {
    const { datasets, bin, warnings } = versions;
    keepingPlace(element, () => {
      fill(parts.keep, datasets.length > 1 && keepLast(datasets, steps.keep));
      fill(parts.list, versionList(deleted.among(datasets), deleted.row, look(), actions));
      fill(parts.binned, binList(bin, steps.restore));
      fill(parts.unusable, unusableList(warnings));
    });
    parts.binCard.hidden = bin.length === 0;
    parts.unusableCard.hidden = warnings.length === 0;
  }

  return {
    element,
    show: () => {},
    /** @param {Answered} answered */
    answer: ({ answers }) => void render(answers.answer.dataset),
    /** Where no question can be answered, another version can be chosen here. */
    trouble: () => void render(shown()?.answers.answer.dataset),
    leave: () => deleted.forget(),
  };
}

/** The keyboard stays where the version was; Undo comes next. @param {HTMLElement} list @param {string} id */
function focusOnDeleted(list, id) {
  for (const row of list.querySelectorAll('li')) if (row.dataset.place === `deleted ${id}`) row.focus();
}

/** @param {HTMLElement} root */
function buildParts(root) {
  const now = el('div', { class: 'card data-now' });
  const keep = el('div', { class: 'chart-extra' });
  const list = el('div', { class: 'versions' });
  const binned = el('div');
  const unusable = el('div');
  const unusableCard = card('unusable-title', 'Needs attention', 'These cannot be used. Nothing of them was deleted.', unusable);
  const binCard = card('bin-title', 'Bin', 'Deleted versions can be restored for a while.', binned);
  const versions = card('versions-title', 'Versions', 'Every upload is kept; going back changes nothing else.', list, keep);
  const settings = el('div', { class: 'settings' });
  const settingsCard = card('settings-title', 'New files', 'How the next files are read. What is in a file itself counts first.', settings);
  const shapes = el('div', { class: 'settings' });
  const shapesCard = card('shapes-title', 'Own shapes', 'How files of your own are read, by their columns.', shapes);
  const codes = el('div', { class: 'codes' });
  const codesCard = card('codes-title', 'Who is who', 'The codes on the sales of the version in use. A change makes a new version.', codes);
  codesCard.hidden = true;
  const element = el('div', { class: 'data-view' }, now, unusableCard, versions, codesCard, settingsCard, shapesCard, binCard);
  root.append(element);
  return { element, codes, codesCard, settings, shapes, now, keep, list, binned, binCard, unusable, unusableCard };
}

/** @param {string} id @param {string} title @param {string} hint @param {HTMLElement} body @param {HTMLElement} [tools] */
function card(id, title, hint, body, tools) {
  return el(
    'section',
    { class: 'card', 'aria-labelledby': id },
    el('header', { class: 'card-head' }, el('h2', { class: 'card-title', id }, title), el('span', { class: 'card-hint' }, hint), tools),
    body,
  );
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
