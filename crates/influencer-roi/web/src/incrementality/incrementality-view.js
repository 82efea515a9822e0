// What a campaign really brought: the question, whether the data can carry it, and the answer. Reads: what can be asked, the estimate.
// Emits: the next state of the question.

import { el, fill } from '../ui/dom.js';
import { estimates } from './estimate-job.js';
import { liftCampaigns } from './campaigns.js';
import { liftChecks } from './checks.js';
import { liftProgress } from './progress.js';
import { campaignOf, liftQuestion } from './question.js';
import { liftReport } from './report.js';
import { aboutCampaign, controlsText, estimateQuestion, maskedText } from './settings.js';
import { latestOnly } from '../core/latest.js';
import { numberStyle } from '../core/numbers.js';
import { askIncrementality } from '../core/server.js';
import { onPaper } from '../ui/theme.js';
import { printedChart } from '../charts/printed-chart.js';
import { isolated } from '../core/words.js';

/** @import { EstimateJob, Incrementality, LiftCheck, LiftReport } from '../core/api.d.ts' */
/** @import { PageState } from '../app/address.js' */
/** @import { Look } from '../core/figure.js' */

/** Of the charts, on paper. */
const PRINTED = [
  { width: 670, height: 220 },
  { width: 325, height: 170 },
  { width: 325, height: 170 },
];

/**
 * @param {HTMLElement} root
 * @param {object} options
 * @param {() => PageState} options.state
 * @param {(state: PageState) => void} options.go
 * @param {() => Look} options.look
 */
export function liftView(root, { state, go, look }) {
  /** @type {Incrementality | null} */
  let offers = null;
  /** The estimate of the question that is asked, and what went wrong with it. */
  let asked = { key: '', job: /** @type {EstimateJob | null} */ (null), trouble: /** @type {unknown} */ (null), isCancelled: false };
  /** The last answer, whatever it was the answer to. @type {EstimateJob & { report: LiftReport } | null} */
  let answered = null;
  /** The estimates that were shown, by campaign. @type {Map<string, Set<string>>} */
  const tried = new Map();
  const run = latestOnly();
  const estimate = estimates({ onJob, onTrouble });

  const element = el('div', { class: 'lift-view' });
  root.append(element);
  const hint = el('p', { class: 'card lift-hint is-late', role: 'status' }, 'Loading the campaigns …');
  const place = el('div');
  element.append(place, hint);
  const question = liftQuestion(place, { state, go, onEstimate: begin, onCancel: cancel });
  const drawProgress = liftProgress(element, { running: question.progress, onRetry: retry });
  const drawChecks = liftChecks(element, { onApply: apply });
  const campaigns = el('div');
  element.append(campaigns);
  const report = liftReport(element);
  printing(() => !element.hidden, report.charts);

  async function load() {
    try {
      const found = await run((signal) => askIncrementality(signal));
      if (!found) return;
      offers = found.answer;
      [asked, answered] = [{ ...asked, key: '', job: null, trouble: null }, null];
      fill(campaigns, liftCampaigns(offers.campaigns, currentLook(), choose));
      follow();
    } catch (error) {
      asked.trouble = error;
    }
    draw();
  }

  /** Sees to it that what the state asks for is being answered. */
  function follow() {
    if (!offers) return;
    const now = state();
    const wanted = now.view === 'incrementality' && now.lift && campaignOf(offers, now) ? estimateQuestion(now, offers.dataset.id) : null;
    const key = JSON.stringify(wanted);
    if (key === asked.key) return;
    // Somebody who asks something else does not wait for this any more; somebody who looks elsewhere comes back.
    if (now.view === 'incrementality') void estimate.cancel();
    else estimate.leave();
    asked = { key, job: null, trouble: null, isCancelled: asked.isCancelled && !wanted };
    if (wanted) void estimate.follow(wanted);
  }

  /** @param {EstimateJob} job */
  function onJob(job) {
    [asked.job, asked.trouble] = [job, null];
    if (job.report) {
      answered = { ...job, report: job.report };
      tried.set(nameOf(job.settings), (tried.get(nameOf(job.settings)) ?? new Set()).add(job.id));
    }
    draw();
  }

  /** @param {unknown} error */
  function onTrouble(error) {
    asked.trouble = error;
    draw();
  }

  function begin() {
    if (state().lift) retry();
    else go({ ...state(), lift: 'estimate' });
  }

  function retry() {
    asked.key = '';
    if (!offers) return void load();
    follow();
    draw();
  }

  function cancel() {
    asked.isCancelled = true;
    go({ ...state(), lift: '' });
  }

  /** @param {{ brand: string, campaign: string }} campaign */
  function choose(campaign) {
    go(aboutCampaign(state(), campaign));
    question.focus();
  }

  /** @param {NonNullable<LiftCheck['propose']>} proposed */
  function apply({ masked, controls }) {
    const settings = asked.job?.settings;
    go({
      ...state(),
      ...(masked && { lift_masked: maskedText([...(settings?.masked ?? []), ...masked]) }),
      ...(controls && { lift_controls: controlsText(controls) }),
      lift: 'estimate',
    });
    question.focus();
  }

  function currentLook() {
    return { ...look(), style: numberStyle(offers?.dataset.currency ?? 'INR') };
  }

  function draw() {
    const now = state();
    const chosen = offers ? campaignOf(offers, now) : undefined;
    const { job, trouble, isCancelled } = asked;
    const isWanted = Boolean(now.lift && chosen);
    const isRunning = isWanted && !trouble && (!job || job.state === 'running');
    // Of another campaign nothing is shown, not even for a moment; of a question that is refused nothing at all.
    const shown = answered && nameOf(answered.settings) === nameOf(chosen) && job?.state !== 'refused' ? answered : null;
    const isStale = shown !== null && shown.id !== job?.id;
    const hasNothing = !isWanted && !shown && !isCancelled;
    hint.textContent = trouble && !offers ? '' : hintOf(offers, now.lift_campaign, chosen !== undefined, hasNothing);
    hint.hidden = hint.textContent === '';
    place.hidden = campaigns.hidden = !offers?.campaigns.length;
    if (offers) question.render(offers, job?.settings ?? null, { isRunning, isAnswered: job?.state === 'ready' });
    campaigns.hidden ||= Boolean(chosen);
    drawProgress({ job, trouble, isCancelled, isStale, isWaiting: isRunning && !job });
    drawChecks(job?.checks ?? shown?.checks ?? []);
    report.render(shown, { isStale, tries: tried.get(nameOf(chosen))?.size ?? 0 }, currentLook());
  }

  return {
    element,
    /** What the state says. @param {PageState} now */
    render(now) {
      element.hidden = now.view !== 'incrementality';
      if (element.hidden) return follow();
      if (!offers) return void load();
      follow();
      draw();
    },
    /** The data that is on the page: other data has other campaigns. @param {string} dataset */
    useDataset(dataset) {
      if (offers && offers.dataset.id !== dataset) void load();
    },
    /** The connection is back. */
    retry: () => !element.hidden && Boolean(asked.trouble) && retry(),
  };
}

/** What tells campaigns apart. @param {{ brand: string, campaign: string } | undefined} campaign */
function nameOf(campaign) {
  return JSON.stringify([campaign?.brand, campaign?.campaign]);
}

/**
 * What has to be known before anything is answered.
 *
 * @param {Incrementality | null} offers
 * @param {string} asked the campaign, or ''
 * @param {boolean} isKnown is it in the data?
 * @param {boolean} hasNothing is there nothing to be seen of its answer?
 */
function hintOf(offers, asked, isKnown, hasNothing) {
  if (!offers) return 'Loading the campaigns …';
  if (offers.campaigns.length === 0)
    return 'There is no campaign in this data. What one brought can be estimated when the rows of tracking name theirs: upload a file with a column “campaign”.';
  if (asked && !isKnown) return `The campaign ${isolated(asked)} is not in this data. Choose one that is.`;
  return isKnown && hasNothing
    ? 'What was sold on these days is held against what was to be expected without the campaign: learned from the days before and from the controls. It takes a few seconds and can be cancelled.'
    : '';
}

/** On paper charts are as wide as the paper and light. @param {() => boolean} isShown @param {import('chart.js').Chart<any, any, any>[]} charts */
function printing(isShown, charts) {
  /** @type {HTMLCanvasElement[]} */
  let copies = [];
  const remove = () => copies.forEach((copy) => copy.remove());
  addEventListener('afterprint', remove);
  addEventListener('beforeprint', () => {
    remove();
    if (!isShown()) return;
    copies = onPaper(() => charts.map((chart, at) => printedChart(chart, PRINTED[at])));
    copies.forEach((copy) => copy.classList.add('print-canvas'));
    copies.forEach((copy, at) => charts[at].canvas.after(copy));
  });
}
