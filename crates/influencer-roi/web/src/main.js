// Starts the page and keeps it in step: the address is the state, the state is a question, the answer is drawn.

import { cleared, compareToggled, onlyShowsOtherwise, readAddress, writeAddress } from './address.js';
import { addressBar } from './address-bar.js';
import { filterCommand, pageCommands, periodShortcuts, versionCommand } from './commands.js';
import { copyExactly, copyPressed } from './copy-exact.js';
import { dataView } from './data-view.js';
import { drawer } from './drawer.js';
import { momentText, periodText } from './dates.js';
import { definitionsView } from './definitions-view.js';
import { el } from './dom.js';
import { explainAnswer } from './explain-button.js';
import { filterBar } from './filter-bar.js';
import { pageFoot } from './footer.js';
import { listenForKeys } from './keys.js';
import { knownChoices } from './known-choices.js';
import { inTurn, latestOnly } from './latest.js';
import { followLinks } from './links.js';
import { notices } from './notices.js';
import { counted, numberStyle } from './numbers.js';
import { overview } from './overview.js';
import { pageDrop } from './page-drop.js';
import { palette } from './palette.js';
import { printReport } from './print-report.js';
import { askOverview } from './questions.js';
import { rowsView } from './rows-view.js';
import {
  activateDataset,
  askDatasets,
  askDefinitions,
  deleteDataset,
  keepLastDatasets,
  renameDataset,
} from './server.js';
import { shortcutsDialog } from './shortcuts.js';
import { toasts } from './toast.js';
import { topBar } from './top-bar.js';
import { reportOfVersion, uploadPanel } from './upload-panel.js';
import { chosenPeriodText, filterPhrases, valueText } from './words.js';

/** @import { Page } from './commands.js' */
/** @import { Dataset, DatasetVersion, Definitions } from './api.d.ts' */
/** @import { Dimension, PageState } from './address.js' */
/** @import { Gesture } from './brush.js' */
/** @import { Look } from './figure.js' */
/** @import { Scope } from './kpi-cards.js' */
/** @import { Answers } from './questions.js' */

let state = readAddress(location.search);
/** The last answers, when they came, and the state they belong to. @type {{ answers: Answers, asked: PageState, at: Date } | null} */
let shown = null;
/** @type {Promise<Definitions> | null} */
let definitionsComing = null;
/** @type {Definitions} */
let definitions = { measures: [], metrics: [], reasons: {}, methods: [], tiers: [], verdicts: [], dimensions: [] };
const choices = knownChoices();

/** The upload that can be undone: the one in use, and the data from before. @type {{ importId: string, before: string } | null} */
let lastUpload = null;

const content = /** @type {HTMLElement} */ (document.getElementById('content'));
const figures = /** @type {HTMLElement} */ (document.getElementById('figures'));
const getState = () => state;
const bar = addressBar();
const run = latestOnly();
const askInTurn = inTurn(ask);
/** The gesture whose changes are one step of the history. @type {Gesture | null} */
let lastGesture = null;

const top = topBar(/** @type {HTMLElement} */ (document.getElementById('top-bar')), {
  state: getState,
  go,
  onUpload: () => (upload.isOpen() ? upload.close() : upload.open()),
  onShortcuts: () => showShortcuts(),
  onUse: (version) => void useVersion(version.id, `Version ${version.version} is in use.`),
});
const progress = el('div', { class: 'busy-line', 'aria-hidden': 'true' });
const uploadPlace = el('div', { class: 'upload-place' });
const filterPlace = el('div', { class: 'filter-place' });
const noticePlace = el('div', { class: 'notice-place' });
content.prepend(uploadPlace, filterPlace, noticePlace);
document.body.append(progress);
const filters = filterBar(filterPlace, {
  definitions: () => definitions,
  state: getState,
  go,
  nameOf,
  findInfluencers: (text, signal) => choices.findInfluencers(state, text, signal),
});

const upload = uploadPanel(uploadPlace, {
  look,
  onToggle: (isOpen) => top.showUpload(isOpen),
  onReport: (report) => go({ ...state, report }),
  onCommitted: ({ dataset, report }, importId) => {
    const before = shown?.answers.answer.dataset.id;
    lastUpload = before ? { importId, before } : null;
    go({ ...cleared(state), view: 'overview', report: '' });
    const warned = report.warnings > 0 ? ` with ${counted(report.warnings, 'warning')}` : '';
    const undo = undoOf(importId);
    toast(`${dataset.name.slice(0, 60)}, version ${dataset.version}, is analyzed.`, [
      ...(undo ? [{ label: 'Undo', run: undo }] : []),
      { label: `See the report${warned}`, run: () => go({ ...state, report: importId }) },
    ]);
  },
  undoOf,
});
const notice = notices(noticePlace, { onRetry: () => void ask(), onClear: () => go(cleared(state)) });
const first = overview(figures, { state: getState, go, onTakeBack: takeBack, onGestureEnd: endGesture, onTrouble: trouble });
const profile = drawer(document.body, { table: first.table, state: getState, go, nameOf });
const data = dataView(figures, {
  onUse: (version) => void useVersion(version.id, `Version ${version.version} is in use.`),
  onDelete: ({ id, version }) => void changeVersions(() => deleteVersion(id), () => `Version ${version} is deleted.`),
  onRename: ({ id, version }, name) => void changeVersions(() => renameDataset(id, name), () => `Version ${version} is renamed.`),
  onKeep: (last) => void changeVersions(() => keepVersions(last), (gone) => `${counted(gone, 'version')} deleted.`),
  onReport: ({ id }) => go({ ...state, report: reportOfVersion(id) }),
  onTrouble: trouble,
});
const glossary = definitionsView(figures);
const rows = rowsView(document.body, {
  definitions: () => loadDefinitions().then(() => definitions),
  scope: (dataset) => scopeOf(state, dataset),
  onClose: () => go({ ...state, rows: '' }),
});
const drawFoot = pageFoot(document.body);
const toast = toasts(document.body);
pageDrop(document.body, { onFiles: (files) => upload.add(files) });
/** @type {Page} */
const page = {
  state: getState,
  go,
  dataset: () => shown?.answers.answer.dataset,
  facets: choices.facets,
  definitions: () => definitions,
  nameOf,
  onUpload: upload.open,
  onExport: exportTable,
  onShortcuts: () => showShortcuts(),
};
const openPalette = palette({ commands: () => pageCommands(page), find: findCommands });
const shortcuts = [
  { key: '/', label: 'Search an influencer by name', run: filters.focusSearch },
  { key: 'Mod+K', label: 'Everything the page can do', run: openPalette },
  ...periodShortcuts(page),
  { key: 'X', label: 'Compare with the days before, or not', run: () => go(compareToggled(state)) },
  {
    key: 'Escape',
    label: 'Close what is open, then clear the filters',
    run: onEscape,
  },
  { key: '?', label: 'These shortcuts', run: page.onShortcuts },
];
const showShortcuts = shortcutsDialog(() => shortcuts);
listenForKeys(shortcuts);
copyExactly();
printReport(printed);
copyPressed();
followLinks(go);
addEventListener('popstate', () => {
  bar.forget();
  lastGesture = null;
  const before = state;
  state = readAddress(location.search);
  drawState();
  askOrDraw(before);
});
addEventListener('online', () => void ask());
drawState();
void ask();

/** Esc takes back one thing: the open upload, the open profile, then the filters. */
function onEscape() {
  if (upload.isOpen()) upload.escape();
  else go(state.who ? { ...state, who: '' } : cleared(state));
}

/**
 * Shows another state: in the address, in the controls, and as soon as the answer is there in the figures.
 *
 * @param {PageState} next
 * @param {Gesture} [gesture] to which the change belongs
 */
function go(next, gesture) {
  const plain = choices.withoutWhole(next);
  const before = writeAddress(state);
  const after = writeAddress(plain);
  // Letters typed into the search are one step of the browser's history, not one each; so is going from profile to profile.
  const typing = state.q !== '' && plain.q !== '' && before === writeAddress({ ...plain, q: state.q });
  const walking = state.who !== '' && plain.who !== '' && before === writeAddress({ ...plain, who: state.who });
  const was = state;
  state = plain;
  if (typing || walking) bar.replace(after);
  else if (gesture && gesture === lastGesture) bar.replace(after, true);
  else if (after !== before) {
    bar.push(after);
    lastGesture = gesture ?? null;
  }
  drawState();
  if (gesture) void askInTurn();
  else askOrDraw(was);
}

/** Asks the server, unless the answer on the screen is the answer to this state too. @param {PageState} before */
function askOrDraw(before) {
  const isBusy = document.documentElement.hasAttribute('data-busy');
  if (isBusy || !shown || !onlyShowsOtherwise(before, state)) return void ask();
  shown.asked = state;
  drawAnswer(shown.answers, state);
}

/** @param {Gesture} gesture */
function takeBack(gesture) {
  bar.forget();
  if (gesture === lastGesture) history.back();
}

/** What would have moved the page under the pointer is drawn now. */
function endGesture() {
  bar.settle();
  drawState();
  if (shown) drawAnswer(shown.answers, shown.asked);
}

async function ask() {
  document.documentElement.toggleAttribute('data-busy', true);
  const asked = state;
  try {
    const result = await run(async (signal) => {
      const [answers] = await Promise.all([askOverview(asked, signal), loadDefinitions()]);
      await choices.complete(answers, asked, signal);
      return answers;
    });
    if (!result) return;
    shown = { answers: result.answer, asked, at: new Date() };
    choices.offer(shown.answers);
    notice.clearTrouble();
    drawAnswer(shown.answers, asked);
  } catch (error) {
    trouble(error);
  }
  document.documentElement.toggleAttribute('data-busy', false);
}

async function loadDefinitions() {
  definitionsComing ??= askDefinitions();
  try {
    definitions = await definitionsComing;
  } catch (error) {
    definitionsComing = null;
    throw error;
  }
}

/** What the state says by itself, before any answer. */
function drawState() {
  if (!lastGesture?.holds) filters.render(state, choices.facets());
  top.renderState(state);
  first.renderState(state);
  first.element.hidden = state.view !== 'overview';
  filterPlace.hidden = state.view !== 'overview';
  data.element.hidden = state.view !== 'data';
  glossary.element.hidden = state.view !== 'definitions';
  if (state.view !== 'definitions') glossary.leave();
  else if (definitions.metrics.length > 0) glossary.render(definitions, state.term);
  rows.render(state);
  upload.renderReport(state.report);
  profile.renderState(state);
}

/** @param {Answers} answers @param {PageState} asked */
function drawAnswer(answers, asked) {
  const { answer } = answers;
  if (!lastGesture?.holds) {
    filters.render(state, choices.facets());
    notice.showWarnings(answer.warnings);
  }
  top.render(answer, asked, look());
  drawFoot(answer);
  explainAnswer(answer, look(), scopeOf(asked, answer.dataset));
  if (state.view === 'definitions') return glossary.render(definitions, state.term);
  if (state.view === 'data') return void data.render(answer.dataset, look());
  first.render(answers, asked, { look: look(), everybody: choices.everybody(), inSteps: lastGesture !== null });
  profile.render(state, answer, look());
}

/** What is printed: the overview, with the answer that is on the screen. */
function printed() {
  if (!shown || state.view !== 'overview') return null;
  const { answers, asked } = shown;
  const scope = scopeOf(asked, answers.answer.dataset);
  return { answer: answers.answer, look: look(), scope, compare: asked.compare, chosen: asked.chosen, charts: first.printed };
}

/** What the numbers of a state are about, in words. @param {PageState} asked @param {Dataset} dataset @returns {Scope} */
function scopeOf(asked, { first_day: firstDay, last_day: lastDay }) {
  const whole = firstDay && lastDay ? periodText(firstDay, lastDay) : 'no days';
  return {
    filters: filterPhrases({ ...asked, from: '', to: '' }, nameOf),
    period: chosenPeriodText(asked.from, asked.to) || whole,
  };
}

/** @returns {Look} */
function look() {
  return { style: numberStyle(shown?.answers.answer.dataset.currency ?? 'INR'), definitions };
}

/** What a value is called on the screen: an influencer by name, all else by itself. @param {Dimension} dimension @param {string} value */
function nameOf(dimension, value) {
  if (dimension === 'influencer') return choices.influencerName(value);
  if (dimension === 'tier') return definitions.tiers.find((tier) => tier.id === value)?.label ?? valueText(dimension, value);
  return valueText(dimension, value);
}

/** @param {unknown} error */
function trouble(error) {
  notice.showTrouble(error, shown ? momentText(shown.at.toISOString()) : '');
}

/** @param {string} typed @param {AbortSignal} signal */
async function findCommands(typed, signal) {
  const use = (/** @type {DatasetVersion} */ { id, version }) => void useVersion(id, `Version ${version} is in use.`);
  const versions = (await askDatasets()).map((version) => versionCommand(version, use));
  if (typed.length < 2) return versions;
  const found = await choices.findInfluencers(state, typed, signal);
  return [...found.values.map((one) => filterCommand(page, 'influencer', one)), ...versions];
}

/** @param {'csv' | 'xlsx'} format */
function exportTable(format) {
  el('a', { href: first.table.exportAddress(format), download: '' }).click();
}

/** Takes an upload back; null when it is no longer the one in use. @param {string} importId */
function undoOf(importId) {
  if (lastUpload?.importId !== importId) return null;
  const { before } = lastUpload;
  return () => void useVersion(before, 'The data from before is in use again.');
}

/** @param {string} id @param {string} message */
async function useVersion(id, message) {
  const before = shown?.answers.answer.dataset.id;
  try {
    await activateDataset(id);
  } catch (error) {
    return trouble(error);
  }
  lastUpload = null;
  go({ ...cleared(state), report: '' });
  toast(
    message,
    before && before !== id
      ? [{ label: 'Undo', run: () => void useVersion(before, 'The data from before is in use again.') }]
      : [],
  );
}

/**
 * Changes the versions, says so, and shows what there is now.
 *
 * @template T
 * @param {() => Promise<T>} change
 * @param {(result: T) => string} said
 */
async function changeVersions(change, said) {
  try {
    toast(said(await change()));
    // The names on the screen may be old by now.
    void ask();
  } catch (error) {
    trouble(error);
  }
}

/** @param {string} id */
async function deleteVersion(id) {
  await deleteDataset(id);
  forget([id]);
}

/** @param {number} last */
async function keepVersions(last) {
  const deleted = await keepLastDatasets(last);
  forget(deleted);
  return deleted.length;
}

/** What is deleted cannot be gone back to. @param {string[]} deleted */
function forget(deleted) {
  if (lastUpload && deleted.includes(lastUpload.before)) lastUpload = null;
}
