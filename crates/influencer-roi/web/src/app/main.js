// Starts the page and keeps it in step: the address is the state, the state is a question, the answer is drawn.

import { cleared, compareToggled } from './address.js';
import { filterCommand, pageCommands, periodShortcuts, versionCommand } from './commands.js';
import { conversation } from './dashboard-client.js';
import { copyExactly, copyPressed } from '../ui/copy-exact.js';
import { dataView } from '../versions/data-view.js';
import { drawer } from '../influencers/profile.js';
import { momentText, periodText } from '../core/dates.js';
import { definitionsView } from '../definitions/definitions-view.js';
import { el } from '../ui/dom.js';
import { explainAnswer } from '../definitions/explain-button.js';
import { filterBar } from '../filters/filter-bar.js';
import { pageFoot } from './footer.js';
import { hold, holdWhilePressed } from '../ui/defer.js';
import { listenForKeys } from '../ui/keys.js';
import { knownChoices } from './known-choices.js';
import { liftView } from '../incrementality/incrementality-view.js';
import { followLinks } from '../ui/links.js';
import { navigation } from './navigation.js';
import { notices } from './notices.js';
import { overview } from '../overview/overview.js';
import { pageDrop } from '../imports/page-drop.js';
import { palette } from './palette.js';
import { printReport } from './print-report.js';
import { rowsView } from '../rows/rows-view.js';
import { askDatasets } from '../core/server.js';
import { shortcutsDialog } from './shortcuts.js';
import { toasts } from '../ui/toast.js';
import { topBar } from './top-bar.js';
import { reportOfVersion, uploadPanel } from '../imports/upload-panel.js';
import { versionSteps } from '../versions/version-steps.js';
import { chosenPeriodText, filterPhrases, tierText, valueText } from '../core/words.js';

/** @import { Page } from './commands.js' */
/** @import { Answered } from './dashboard-client.js' */
/** @import { Dataset } from '../core/api.d.ts' */
/** @import { Dimension, PageState } from './address.js' */
/** @import { Gesture } from '../charts/brush.js' */
/** @import { Scope } from '../overview/kpi-cards.js' */

const content = /** @type {HTMLElement} */ (document.getElementById('content'));
const figures = /** @type {HTMLElement} */ (document.getElementById('figures'));
const choices = knownChoices();
const place = navigation({ plain: choices.withoutWhole, onState, onForeseen: (next) => talk.foresee(next) });
const { state, go } = place;
const talk = conversation({ state, choices, onAnswer, onTrouble: trouble });
const { look, definitions } = talk;
/** An answer mostly comes within this time: one frame then shows what was chosen and what it comes to. */
const PATIENCE_MS = 80;
/** What can wait does so for an answer, but not for a slow one. */
const ANSWER_MS = 200;
/** Counts the time until what was chosen shows without an answer. */
let drawing = 0;
const versions = versionSteps({
  state,
  go,
  dataset,
  toast: (...said) => toast(...said),
  onChanged: () => void talk.ask(),
  onTrouble: trouble,
});

const top = topBar(/** @type {HTMLElement} */ (document.getElementById('top-bar')), {
  state,
  go,
  onUpload: () => (upload.isOpen() ? upload.close() : upload.open()),
  onShortcuts: () => showShortcuts(),
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
const notice = notices(noticePlace, { onRetry: () => void talk.ask(), onClear: () => go(cleared(state())) });
const first = overview(figures, { state, go, onTakeBack: place.takeBack, onGestureEnd: endGesture, onTrouble: trouble });
const profile = drawer(document.body, { table: first.table, state, go, nameOf });
const data = dataView(figures, {
  onUse: versions.use,
  onDelete: versions.delete,
  onRename: versions.rename,
  onKeep: versions.keep,
  onReport: ({ id }) => go({ ...state(), report: reportOfVersion(id) }),
  onTrouble: trouble,
});
/** Built when it is first looked at: the first view does not wait for it. @type {ReturnType<typeof liftView> | null} */
let lift = null;
const glossary = definitionsView(figures);
const rows = rowsView(document.body, {
  definitions: talk.loadDefinitions,
  scope: (of) => scopeOf(state(), of),
  onClose: () => go({ ...state(), rows: '' }),
});
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
  onExport: (format) => el('a', { href: first.table.exportAddress(format), download: '' }).click(),
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
holdWhilePressed();
copyExactly();
printReport(printed);
copyPressed();
followLinks(go);
addEventListener('online', () => {
  void talk.ask();
  lift?.retry();
});
drawState();
void talk.ask();

/** @param {PageState} before @param {Gesture} [gesture] */
function onState(before, gesture) {
  const isAsked = gesture !== undefined || talk.isOther(before);
  if (isAsked) hold(ANSWER_MS);
  // The question leaves before anything is drawn: what it takes the server is not waited for.
  if (gesture) void talk.askInTurn();
  else if (isAsked) void talk.ask();
  if (gesture) drawState();
  else if (isAsked && isSameScreen(before, state())) drawing ||= window.setTimeout(showState, PATIENCE_MS);
  else showState();
  if (!isAsked) talk.showAgain();
}

/** Whether only figures are other ones: another view or report shows at once, and its step of the history is written at once. @param {PageState} one @param {PageState} other */
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
  const answered = talk.shown();
  if (answered) drawAnswer(answered);
}

/** What the state says by itself, before any answer. */
function drawState() {
  const now = state();
  if (!place.isHeld()) filters.render(now, choices.facets());
  top.renderState(now);
  first.renderState(now);
  first.element.hidden = now.view !== 'overview';
  filterPlace.hidden = now.view !== 'overview';
  if (now.view === 'incrementality') lift ??= liftView(figures, { state, go, look });
  lift?.render(now);
  data.element.hidden = now.view !== 'data';
  glossary.element.hidden = now.view !== 'definitions';
  if (now.view !== 'definitions') glossary.leave();
  else if (definitions().metrics.length > 0) glossary.render(definitions(), now.term);
  rows.render(now);
  upload.renderReport(now.report);
  profile.renderState(now);
}

/** @param {Answered} answered */
function onAnswer(answered) {
  drawAnswer(answered);
  notice.clearTrouble();
  if (drawing) showState();
  else if (!place.isHeld()) filters.render(state(), choices.facets());
}

/** @param {Answered} answered */
function drawAnswer({ answers, asked }) {
  const { answer } = answers;
  const now = state();
  if (!place.isHeld()) notice.showWarnings(answer.warnings);
  top.render(answer, asked, look());
  drawFoot(answer);
  explainAnswer(answer, look(), scopeOf(asked, answer.dataset));
  lift?.useDataset(answer.dataset.id);
  if (now.view === 'definitions') return glossary.render(definitions(), now.term);
  if (now.view === 'data') return void data.render(answer.dataset, look());
  first.render(answers, asked, { look: look(), everybody: choices.everybody(), inSteps: place.isInSteps() });
  profile.render(now, answer, look());
}

/** The data on the screen. */
function dataset() {
  return talk.shown()?.answers.answer.dataset;
}

/** What is printed: the overview, with the answer that is on the screen. */
function printed() {
  const shown = talk.shown();
  if (!shown || state().view !== 'overview') return null;
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

/** What a value is called on the screen: an influencer by name, all else by itself. @param {Dimension} dimension @param {string} value */
function nameOf(dimension, value) {
  if (dimension === 'influencer') return choices.influencerName(value);
  return dimension === 'tier' ? tierText(value, definitions()) : valueText(dimension, value);
}

/** @param {unknown} error */
function trouble(error) {
  if (drawing) showState();
  const shown = talk.shown();
  notice.showTrouble(error, shown ? momentText(shown.at.toISOString()) : '');
}

/** @param {string} typed @param {AbortSignal} signal */
async function findCommands(typed, signal) {
  const others = (await askDatasets()).map((version) => versionCommand(version, versions.use));
  if (typed.length < 2) return others;
  const found = await choices.findInfluencers(state(), typed, signal);
  return [...found.values.map((one) => filterCommand(page, 'influencer', one)), ...others];
}
