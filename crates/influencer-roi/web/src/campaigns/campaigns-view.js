// What campaigns brought that would not have come otherwise: all of them in a list, and the question about one with its report. Reads: the
// measured campaigns of the selection, the question in the address. Emits: the next state of the question.

import { el } from '../ui/dom.js';
import { numberStyle } from '../core/numbers.js';
import { measuredCampaigns } from '../core/measured-campaigns.js';
import { stopCampaigns } from '../core/server.js';
import { selectionOf, writeAddress } from '../state/address.js';
import { atView } from '../state/views.js';
import { incrementalityView } from '../incrementality/incrementality-view.js';
import { isQuestionOpen, reportOf, withProposal } from '../incrementality/settings.js';
import { campaignList } from './campaign-list.js';
import { campaignsStatus } from './campaigns-status.js';

/** @import { MeasuredCampaign, MeasuredCampaigns } from '../core/api.d.ts' */
/** @import { Answered } from '../app/dashboard-client.js' */
/** @import { PageState } from '../state/address.js' */
/** @import { ViewContext } from '../app/view-builders.js' */

/** @param {HTMLElement} root @param {ViewContext} context */
export function campaignsView(root, context) {
  const { state, onTrouble, shown } = context;
  const list = el('div', { class: 'campaigns-list' });
  const back = el('a', { class: 'link campaigns-back' }, '← All campaigns');
  const element = el('div', { class: 'campaigns-view' }, list, back);
  root.append(element);
  const drawStatus = campaignsStatus(list, { onStop: (dataset) => void stop(dataset), onAgain: again });
  const drawList = campaignList(list);
  /** The only campaign of the selection: its report stands below the list. @type {MeasuredCampaign | null} */
  let alone = null;
  let isShown = false;
  const measured = measuredCampaigns({ onAnswer: draw, onTrouble });
  const question = incrementalityView(element, { ...context, state: askedState });

  /** The question of the address, or the one about the only campaign. */
  function askedState() {
    const now = state();
    return alone && !isQuestionOpen(now) ? reportOf(now, alone) : now;
  }

  /** @param {Answered} answered */
  function follow({ answers, asked }) {
    if (isQuestionOpen(state())) return;
    const selection = selectionOf(asked);
    selection.set('dataset', answers.answer.dataset.id);
    selection.set('calendar', 'true');
    measured.follow(selection);
  }

  /** @param {MeasuredCampaigns} answer */
  function draw(answer) {
    const { campaigns } = answer;
    alone = answer.state === 'ready' && campaigns.length === 1 ? campaigns[0] : null;
    drawStatus(answer);
    drawList(answer, numberStyle(answer.dataset.currency), linksOf(atView(state(), 'campaigns')));
    showParts();
  }

  /** The list, the question, or the list with the report of its only campaign. */
  function showParts() {
    const isOpen = isQuestionOpen(state());
    list.hidden = isOpen;
    back.hidden = !isOpen;
    back.href = writeAddress(atView(state(), 'campaigns'));
    question.element.hidden = !isOpen && !alone;
    if (question.element.hidden) question.leave();
    else question.show();
  }

  /** @param {string} dataset */
  async function stop(dataset) {
    await stopCampaigns(dataset).catch(onTrouble);
    measured.leave();
  }

  function again() {
    measured.leave();
    const answered = shown();
    if (answered) follow(answered);
  }

  return {
    element,
    show() {
      isShown = true;
      if (isQuestionOpen(state())) measured.leave();
      showParts();
      const answered = shown();
      if (answered) follow(answered);
    },
    leave() {
      question.leave();
      if (isShown) measured.leave();
      isShown = false;
    },
    /** @param {Answered} answered */
    answer: follow,
    useDataset: question.useDataset,
    retry() {
      if (!isShown) return;
      again();
      question.retry();
    },
  };
}

/** @param {PageState} now without a question */
function linksOf(now) {
  const remedy = (/** @type {MeasuredCampaign} */ line) =>
    line.reason?.propose ? withProposal(reportOf(now, line), line.reason.propose, line.masked) : reportOf(now, line);
  return {
    report: (/** @type {MeasuredCampaign} */ line) => writeAddress(reportOf(now, line)),
    remedy: (/** @type {MeasuredCampaign} */ line) => writeAddress(remedy(line)),
    ask: writeAddress({ ...now, lift: 'ask' }),
  };
}
