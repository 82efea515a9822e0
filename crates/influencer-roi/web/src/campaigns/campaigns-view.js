// What all campaigns brought that would not have come otherwise: the answer in words, a line a campaign, their sum, what they share. Reads: the
// measured campaigns of the selection. Emits: nothing; a campaign's name leads to its report.

import { el, fill } from '../ui/dom.js';
import { figureText } from '../ui/figure.js';
import { counted, numberStyle } from '../core/numbers.js';
import { measuredCampaigns } from '../core/measured-campaigns.js';
import { stopCampaigns } from '../core/server.js';
import { selectionOf, writeAddress } from '../state/address.js';
import { aboutCampaign } from '../incrementality/settings.js';
import { campaignTable } from './campaign-table.js';

/** @import { MeasuredCampaign, MeasuredCampaigns } from '../core/api.d.ts' */
/** @import { Answered } from '../app/dashboard-client.js' */
/** @import { PageState } from '../state/address.js' */
/** @import { ViewContext } from '../app/view-builders.js' */
/** @import { NumberStyle } from '../core/numbers.js' */

/** @param {HTMLElement} root @param {ViewContext} context */
export function campaignsView(root, { state, onTrouble, shown }) {
  const element = el('div', { class: 'campaigns-view' });
  root.append(element);
  const status = el('div', { class: 'card campaigns-status', role: 'status' }, 'Asking for the campaigns …');
  const place = el('div', { class: 'campaigns-answer' });
  element.append(status, place);
  let isLooked = false;
  const measured = measuredCampaigns({ onAnswer: draw, onTrouble });

  /** @param {Answered} answered */
  function follow({ answers, asked }) {
    const selection = selectionOf(asked);
    selection.set('dataset', answers.answer.dataset.id);
    measured.follow(selection);
  }

  /** @param {MeasuredCampaigns} answer */
  function draw(answer) {
    drawStatus(answer);
    const style = numberStyle(answer.dataset.currency);
    fill(place, ...answerParts(answer, style, (line) => reportLink(state(), line)));
  }

  /** @param {MeasuredCampaigns} answer */
  function drawStatus({ state: now, progress, dataset, error }) {
    const { done, total, doing } = progress;
    status.hidden = now === 'ready';
    if (now === 'running')
      fill(
        status,
        el('span', {}, `Measuring the campaigns: ${done} of ${total}. ${doing}`),
        el('progress', { max: total || 1, value: done, 'aria-label': 'Campaigns measured' }),
        el('button', { type: 'button', class: 'button', onclick: () => void stop(dataset.id) }, 'Stop'),
      );
    if (now === 'cancelled' || now === 'failed')
      fill(
        status,
        el('span', {}, error?.message ?? `Stopped after ${done} of ${total} campaigns; what is measured stays.`),
        el('button', { type: 'button', class: 'button', onclick: again }, 'Go on measuring'),
      );
  }

  /** @param {string} dataset */
  async function stop(dataset) {
    await stopCampaigns(dataset).catch(onTrouble);
    fill(
      status,
      el('span', {}, 'Stopped; what is measured stays.'),
      el('button', { type: 'button', class: 'button', onclick: again }, 'Go on measuring'),
    );
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
      isLooked = true;
      const answered = shown();
      if (answered) follow(answered);
    },
    leave() {
      if (isLooked) measured.leave();
      isLooked = false;
    },
    /** @param {Answered} answered */
    answer: follow,
    retry: () => isLooked && again(),
  };
}

/** The report of a campaign, as the data propose it. @param {PageState} now @param {MeasuredCampaign} line */
function reportLink(now, line) {
  return writeAddress({ ...aboutCampaign(now, line), view: 'incrementality', lift: 'estimate' });
}

/** @param {MeasuredCampaigns} answer @param {NumberStyle} style @param {(line: MeasuredCampaign) => string} linkOf */
function answerParts(answer, style, linkOf) {
  const { campaigns, words, warnings } = answer;
  if (campaigns.length === 0) {
    const none =
      'There is no campaign in this selection. A campaign is measured when the rows of tracking name it: upload a file with a column “campaign”.';
    return answer.state === 'ready' ? [el('p', { class: 'card campaigns-status' }, none)] : [];
  }
  return [
    words.length > 0 &&
      el('section', { class: 'card campaign-words', 'aria-label': 'In words' }, ...words.map((sentence) => el('p', {}, sentence))),
    el(
      'section',
      { class: 'card', 'aria-labelledby': 'campaigns-title' },
      el(
        'header',
        { class: 'card-head campaign-head' },
        el('h2', { class: 'card-title', id: 'campaigns-title' }, 'Campaigns'),
        el('span', { class: 'card-hint' }, sumText(answer, style)),
        el(
          'span',
          { class: 'campaign-key', 'aria-hidden': 'true' },
          el('i', { class: 'key-lift' }),
          `measured lift for each ${style.full('money', 1)} paid, 90% interval `,
          el('i', { class: 'key-published' }),
          'published formula',
        ),
      ),
      el(
        'div',
        { class: 'campaign-scroll', tabindex: '0', role: 'region', 'aria-label': 'Campaigns, scrolls' },
        campaignTable(answer, style, linkOf),
      ),
    ),
    pooledPart(answer, style),
    ...warnings.map(({ message }) => el('p', { class: 'card campaigns-status' }, message)),
  ];
}

/** Sums that add up on the screen. @param {MeasuredCampaigns} answer @param {NumberStyle} style */
function sumText({ campaigns, rest }, style) {
  const outside = rest && rest.spend.value !== 0 ? ` · ${figureText(rest.spend, 'money', style)} of spend lies in no campaign` : '';
  return `${campaigns.length}${outside}`;
}

/** @param {MeasuredCampaigns} answer @param {NumberStyle} style */
function pooledPart({ pooled, others }, style) {
  if (!pooled) return null;
  const two = (/** @type {number} */ value) => style.precise('times', value).slice(0, -1);
  const { factor } = pooled;
  const shared = `Of each ${style.full('money', 1)} credited, ${two(factor.mean)} was new (${two(factor.lower)} to ${two(factor.upper)}): what ${counted(pooled.campaigns, 'measured campaign')} of this data share. Single campaigns differ from it by about ${two(pooled.spread)}.`;
  const money = (/** @type {number} */ value) => style.short('money', value);
  const assumed =
    others &&
    `${counted(others.campaigns, 'campaign')} without a measurement, ${money(others.revenue)} credited, would have brought ${money(others.incremental_revenue.mean)} at that factor (${money(others.incremental_revenue.lower)} to ${money(others.incremental_revenue.upper)}).`;
  return el(
    'section',
    { class: 'card campaign-words', 'aria-labelledby': 'campaigns-shared' },
    el('h2', { class: 'card-title', id: 'campaigns-shared' }, 'What the campaigns share'),
    el('p', {}, shared),
    assumed && el('p', {}, el('strong', {}, 'Assumption, not measured: '), assumed),
  );
}
