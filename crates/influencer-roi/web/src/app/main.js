// Starts the page and keeps it in step: the address is the state, the state is a question, the answer is drawn.

import { cleared, compareToggled } from '../state/address.js';
import { filterCommand, pageCommands, periodShortcuts, versionCommand } from './commands.js';
import { copyExactly, copyPressed } from '../ui/copy-exact.js';
import { dashboardClient } from './dashboard-client.js';
import { momentText, periodText } from '../core/dates.js';
import { deferWhilePressed, deferWork } from '../ui/defer.js';
import { explainAnswer } from '../definitions/explain-button.js';
import { filterBar } from '../filters/filter-bar.js';
import { pageFoot } from './footer.js';
import { knownChoices } from './known-choices.js';
import { navigation } from './navigation.js';
import { notices } from './notices.js';
import { palette } from './palette.js';
import { pageDrop } from '../imports/page-drop.js';
import { uploadPanel } from '../imports/upload-panel.js';
import { askDatasets } from '../core/server.js';
import { shortcutsDialog } from './shortcuts.js';
import { topBar } from './top-bar.js';
import { el } from '../ui/dom.js';
import { latePart } from '../ui/late-part.js';
import { listenForKeys } from '../ui/keys.js';
import { followLinks, pinnedLink } from '../state/links.js';
import { toasts } from '../ui/toast.js';
import { pinnedNotice } from '../versions/pinned-notice.js';
import { versionSteps } from '../versions/version-steps.js';
import { viewHost } from './view-host.js';
import { FIRST_VIEW, hasFilters } from '../state/views.js';
import { chosenPeriodText, filterPhrases, tierText, valueText } from '../core/words.js';

/** @import { Page } from './commands.js' */
/** @import { Answered } from './dashboard-client.js' */
/** @import { Dataset } from '../core/api.d.ts' */
/** @import { PageState } from '../state/address.js' */
/** @import { Dimension } from '../core/dimensions.js' */
/** @import { Gesture } from '../charts/brush.js' */
/** @import { Scope } from '../overview/kpi-cards.js' */

const content = /** @type {HTMLElement} */ (document.getElementById('content'));
const figures = /** @type {HTMLElement} */ (document.getElementById('figures'));
const choices = knownChoices();
const place = navigation({ plain: choices.withoutWhole, onState, onPrefetch: (next) => client.prefetch(next) });
const { state, go } = place;
const client = dashboardClient({ state, choices, onAnswer, onTrouble: noAnswer });
const { look, definitions } = client;
/** An answer mostly comes within this time: one frame then shows what was chosen and what it comes to. */
const PATIENCE_MS = 80;
/** Work that can wait is deferred for an answer, but not for a slow one. */
const ANSWER_MS = 200;
/** Counts the time until what was chosen shows without an answer. */
let drawing = 0;
let hasPrefetched = false;
const versions = versionSteps({
  state,
  go,
  dataset,
  toast: (...said) => toast(...said),
  onChanged: () => void client.ask(),
  onTrouble: trouble,
});

const top = topBar(/** @type {HTMLElement} */ (document.getElementById('top-bar')), {
  state,
  go,
  onUpload: () => (upload.isOpen() ? upload.close() : upload.open()),
  onShortcuts: () => showShortcuts(),
  onCopyLink: () => void copyLink(),
  onUse: versions.use,
});
const progress = el('div', { class: 'busy-line', 'aria-hidden': 'true' });
const uploadPlace = el('div', { class: 'upload-place' });
const filterPlace = el('div', { class: 'filter-place' });
const noticePlace = el('div', { class: 'notice-place' });
content.prepend(uploadPlace, filterPlace, noticePlace);
document.body.append(progress);
const filters = filterBar(filterPlace, {
  definitions,
  state,
  go,
  onMarginsKept: () => void client.ask(),
  nameOf,
  findInfluencers: (text, signal) => choices.findInfluencers(state(), text, signal),
});
const upload = uploadPanel(uploadPlace, {
  look,
  onToggle: (isOpen) => top.showUpload(isOpen),
  onReport: (report) => go({ ...state(), report }),
  onCommitted: versions.uploaded,
  undoOf: versions.undoOf,
});
const notice = notices(noticePlace, {
  onRetry: () => void client.ask(),
  onClear: () => go(cleared(state())),
  onVersions: () => go({ ...state(), view: 'data' }),
  onCurrent: () => go({ ...state(), dataset: '' }),
});
const showPinned = pinnedNotice(noticePlace);
const views = viewHost(figures, {
  state,
  go,
  look,
  definitions,
  nameOf,
  shown: client.shown,
  scopeOf,
  influencerCount: choices.influencerCount,
  isInSteps: place.isInSteps,
  onTakeBack: place.takeBack,
  onGestureEnd: endGesture,
  versions,
  onTrouble: trouble,
});
const rows = latePart(async () => {
  const { rowsView } = await import('../rows/rows-view.js');
  return rowsView(document.body, {
    definitions: client.loadDefinitions,
    scope: (of) => scopeOf(state(), of),
    onClose: () => go({ ...state(), rows: '' }),
  });
}, trouble);
const drawFoot = pageFoot(document.body);
const toast = toasts(document.body);
pageDrop(document.body, { onFiles: (files) => upload.add(files) });
/** @type {Page} */
const page = {
  state,
  go,
  dataset,
  facets: choices.facets,
  definitions,
  nameOf,
  onUpload: upload.open,
  onExport: (format) => el('a', { href: views.view(FIRST_VIEW).exportAddress(format), download: '' }).click(),
  onCopyLink: () => void copyLink(),
  onShortcuts: () => showShortcuts(),
};
const openPalette = palette({ commands: () => pageCommands(page), find: findCommands });
const shortcuts = [
  { key: '/', label: 'Search an influencer by name', run: filters.focusSearch },
  { key: 'Mod+K', label: 'Everything the page can do', run: openPalette },
  ...periodShortcuts(page),
  { key: 'X', label: 'Compare with the days before, or not', run: () => go(compareToggled(state())) },
  { key: 'Escape', label: 'Close what is open, then clear the filters', run: onEscape },
  { key: '?', label: 'These shortcuts', run: page.onShortcuts },
];
const showShortcuts = shortcutsDialog(() => shortcuts);
listenForKeys(shortcuts);
deferWhilePressed();
copyExactly();
copyPressed();
followLinks(go);
addEventListener('online', () => {
  void client.ask();
  views.retry();
});
drawState();
void client.ask();

/** @param {PageState} before @param {Gesture} [gesture] */
function onState(before, gesture) {
  const isAsked = gesture !== undefined || client.isOther(before);
  if (isAsked) deferWork(ANSWER_MS);
  // The question leaves before anything is drawn, so that the server works while the page draws.
  if (gesture) void client.askInTurn();
  else if (isAsked) void client.ask();
  if (gesture) drawState();
  else if (isAsked && isSameScreen(before, state())) drawing ||= window.setTimeout(showState, PATIENCE_MS);
  else showState();
  if (!isAsked) client.showAgain();
}

/** Whether only the figures differ: another view or report shows at once, and its step of the history is written at once. @param {PageState} one @param {PageState} other */
function isSameScreen(one, other) {
  return one.view === other.view && one.report === other.report;
}

/** What the state says by itself, on the page and in the address. */
function showState() {
  clearTimeout(drawing);
  drawing = 0;
  drawState();
  place.settle();
}

/** Esc takes back one thing: the open upload, the open profile, then the filters. */
function onEscape() {
  if (upload.isOpen()) upload.escape();
  else go(state().who ? { ...state(), who: '' } : cleared(state()));
}

/** What would have moved the page under the pointer is drawn now. */
function endGesture() {
  showState();
  const answered = client.shown();
  if (answered) drawAnswer(answered);
}

/** What the state says by itself, before any answer. */
function drawState() {
  const now = state();
  if (!place.isHeld()) renderFilters();
  top.renderState(now);
  filterPlace.hidden = !hasFilters(now);
  views.renderState(now);
  rows.pass('state', (view) => view.render(now), now.rows !== '');
  upload.renderReport(now.report);
}

/** @param {Answered} answered */
function onAnswer(answered) {
  drawAnswer(answered);
  prefetchViews();
  notice.clearTrouble();
  if (drawing) showState();
  else if (!place.isHeld()) renderFilters();
}

/** With the margins of the answer that is on the screen. */
function renderFilters() {
  filters.render(state(), choices.facets(), client.shown()?.answers.answer.margins, look().style);
}

/** Once, when the first answer is on the screen and the browser has nothing else to do. */
function prefetchViews() {
  if (hasPrefetched) return;
  hasPrefetched = true;
  if ('requestIdleCallback' in window) requestIdleCallback(prefetchScripts);
  else setTimeout(prefetchScripts, 1000);
}

function prefetchScripts() {
  views.prefetch();
  rows.prefetch();
}

/** @param {Answered} answered */
function drawAnswer(answered) {
  const { asked } = answered;
  const { answer } = answered.answers;
  if (!place.isHeld()) notice.showWarnings(answer.warnings);
  top.render(answer, asked, look());
  void showPinned(asked.dataset, answer.dataset);
  drawFoot(answer);
  explainAnswer(answer, look(), scopeOf(asked, answer.dataset));
  views.answer(answered, state());
}

/** The data on the screen. */
function dataset() {
  return client.shown()?.answers.answer.dataset;
}

/** Copies a link to what is on the screen that keeps its version of the data. */
async function copyLink() {
  const shown = dataset();
  if (!shown) return;
  place.settle();
  const link = pinnedLink(shown.id);
  const copied = await navigator.clipboard.writeText(link).then(
    () => true,
    () => false,
  );
  // Not every browser lets a page copy: then the link stands there to be selected.
  toast(copied ? `The link is copied. It keeps version ${shown.version} of the data.` : link);
}

/** What the numbers of a state are about, in words. @param {PageState} asked @param {Dataset} dataset @returns {Scope} */
function scopeOf(asked, { first_day: firstDay, last_day: lastDay }) {
  const whole = firstDay && lastDay ? periodText(firstDay, lastDay) : 'no days';
  return {
    filters: filterPhrases({ ...asked, from: '', to: '' }, nameOf),
    period: chosenPeriodText(asked.from, asked.to) || whole,
  };
}

/** What a value is called on the screen: an influencer by name, all else by itself. @param {Dimension} dimension @param {string} value */
function nameOf(dimension, value) {
  if (dimension === 'influencer') return choices.influencerName(value);
  return dimension === 'tier' ? tierText(value, definitions()) : valueText(dimension, value);
}

/** The question of the page could not be answered. @param {unknown} error */
function noAnswer(error) {
  trouble(error);
  views.trouble(state());
}

/** @param {unknown} error */
function trouble(error) {
  if (drawing) showState();
  const shown = client.shown();
  notice.showTrouble(error, shown ? momentText(shown.at.toISOString()) : '');
}

/** @param {string} typed @param {AbortSignal} signal */
async function findCommands(typed, signal) {
  const others = (await askDatasets()).map((version) => versionCommand(version, versions.use));
  if (typed.length < 2) return others;
  const found = await choices.findInfluencers(state(), typed, signal);
  return [...found.values.map((one) => filterCommand(page, 'influencer', one)), ...others];
}
