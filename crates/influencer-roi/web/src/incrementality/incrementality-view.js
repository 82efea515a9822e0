// What a campaign really brought: the question, whether the data can carry it, and the answer. Reads: what can be asked, the estimate.
// Emits: the next state of the question.

import { el, fill } from '../ui/dom.js';
import { numberStyle } from '../core/numbers.js';
import { campaignChoice } from './campaigns.js';
import { checkList } from './checks.js';
import { estimateSession } from './estimate-session.js';
import { printCharts } from './print-charts.js';
import { estimateProgress } from './progress.js';
import { campaignQuestion } from './question.js';
import { estimateReport } from './report.js';
import { sessionView } from './session-view.js';
import { aboutCampaign, withProposal } from './settings.js';

/** @import { ViewContext } from '../app/view-builders.js' */
/** @import { DataCheck } from '../core/api.d.ts' */

/** @param {HTMLElement} root @param {ViewContext} context */
export function incrementalityView(root, { state, go, look }) {
  const element = el('div', { class: 'incrementality-view' });
  root.append(element);
  const hint = el('p', { class: 'card incrementality-hint is-late', role: 'status' }, 'Loading the campaigns …');
  const place = el('div');
  element.append(place, hint);
  let isShown = false;
  const session = estimateSession({ state, isShown: () => isShown, onOffers: showCampaigns, onChange: draw });
  const question = campaignQuestion(place, { state, go, onEstimate: begin, onCancel: cancel });
  const drawProgress = estimateProgress(element, { running: question.progress, onRetry: session.retry });
  const campaigns = el('div');
  const words = el('div');
  element.append(campaigns, words);
  const drawChecks = checkList(element, { onApply: apply, onPlace: question.focusOn });
  const report = estimateReport(element, words);
  printCharts(() => !element.hidden, report.charts);

  function showCampaigns() {
    fill(campaigns, campaignChoice(session.now().offers?.campaigns ?? [], currentLook(), choose));
  }

  function begin() {
    if (state().lift === 'estimate') session.retry();
    else go({ ...state(), lift: 'estimate' });
  }

  function cancel() {
    session.markCancelled();
    go({ ...state(), lift: '' });
  }

  /** @param {{ brand: string, campaign: string }} campaign */
  function choose(campaign) {
    go(aboutCampaign(state(), campaign));
    question.focus();
  }

  /** @param {NonNullable<DataCheck['propose']>} proposed */
  function apply(proposed) {
    go(withProposal(state(), proposed, session.now().asked.job?.settings.masked ?? []));
    question.focus();
  }

  function currentLook() {
    return { ...look(), style: numberStyle(session.now().offers?.dataset.currency ?? 'INR') };
  }

  function draw() {
    const now = session.now();
    const { offers } = now;
    const { job, trouble, isCancelled } = now.asked;
    const seen = sessionView(now, state());
    hint.textContent = seen.hint;
    hint.hidden = seen.hint === '';
    place.hidden = !offers?.campaigns.length;
    campaigns.hidden = place.hidden || seen.chosen !== undefined;
    if (offers) question.render(offers, job?.settings ?? null, seen);
    drawProgress({ ...seen, job, trouble, isCancelled });
    drawChecks(seen.checks);
    report.render(seen.shown, seen.isStale, currentLook());
  }

  return {
    element,
    show() {
      isShown = true;
      if (!session.now().offers) return void session.load();
      session.follow();
      draw();
    },
    leave() {
      isShown = false;
      session.follow();
    },
    /** The data that is on the page: other data has other campaigns. @param {string} dataset */
    useDataset(dataset) {
      const { offers } = session.now();
      if (offers && offers.dataset.id !== dataset) void session.load();
    },
    /** The connection is back. */
    retry: () => isShown && Boolean(session.now().asked.trouble) && session.retry(),
  };
}
