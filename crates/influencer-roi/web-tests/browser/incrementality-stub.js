// Incrementality as the server answers it, made up and in itself consistent: for what the page shows while an estimate runs, when it is
// refused, cancelled or fails. Nothing is estimated here.

import { dayPlus } from '../../web/src/core/dates.js';

/** @import { Page, Route } from '@playwright/test' */
/** @import { Dataset, Days, EstimateJob, EstimateQuestion, Incrementality, Interval, DataCheck, EstimateDay, EstimateReport } from '../../web/src/core/api.d.ts' */

export const SALE = { from: '2026-01-23', to: '2026-01-27' };
export const HOSTILE = '<img src=x onerror=alert(1)>\u202eSALE, "50%"';
const FIRST = '2026-01-01';
const LAST = '2026-08-28';
const LEVEL = 0.9;
const WAVE = [0.3, -0.8, 0.9, -0.2, 0.6, -1, 0.1, 0.8, -0.5, -0.3, 1, -0.7, 0.4];

/** @param {Dataset} dataset @returns {Incrementality} */
export function offersOf(dataset) {
  const campaign = (
    /** @type {string} */ brand,
    /** @type {string} */ name,
    /** @type {string} */ from,
    /** @type {string} */ to,
    /** @type {number} */ spend,
  ) => ({
    brand,
    campaign: name,
    from,
    to,
    spend: { value: spend },
    revenue: { value: spend * 2.3 },
    orders: { value: Math.round(spend / 500) },
    measured_to: null,
    usual_campaigns: null,
    controls: null,
    masked: null,
  });
  return {
    dataset,
    level: LEVEL,
    days: { from: FIRST, to: LAST },
    brands: ['MuscleBlaze', 'HKVitals', 'Gritzo'],
    campaigns: [
      campaign('MuscleBlaze', 'MB_SummerFit', '2026-03-30', '2026-04-18', 900_000),
      campaign('HKVitals', 'HK_Glow', '2026-05-11', '2026-06-07', 640_000),
      campaign('Gritzo', HOSTILE, '2026-06-22', '2026-07-12', 0),
    ],
    events: [{ ...SALE, name: 'Days unlike the others in 3 of 3 brands', why: 'organic sales 52% above their usual' }],
  };
}

/** @param {number} mean @param {number} half @returns {Interval} */
const around = (mean, half) => ({ mean, lower: mean - half, upper: mean + half });

/** @param {string} date @param {string} other */
const daysFrom = (date, other) => (Date.parse(`${other}T00:00:00Z`) - Date.parse(`${date}T00:00:00Z`)) / 86_400_000;

/** @param {EstimateJob['settings']} settings @returns {EstimateDay[]} */
function daysOf({ from, to, effect_to, masked, pre_from }) {
  let cumulative = 0;
  return Array.from({ length: daysFrom(pre_from, effect_to) + 1 }, (_, at) => {
    const date = dayPlus(pre_from, at);
    const part = date < from ? 'before' : date <= to ? 'during' : 'tail';
    const isMasked = masked.some((one) => one.from <= date && date <= one.to);
    const expected = 180_000 + 14_000 * WAVE[(at * 7) % 13] + 22_000 * Number(at % 7 > 4) + 120 * at;
    const event = SALE.from <= date && date <= SALE.to ? 95_000 : 0;
    const lift = part === 'during' ? 52_000 + 9_000 * WAVE[at % 13] : part === 'tail' ? 18_000 : 0;
    const actual = Math.max(0, expected + event + lift + 13_000 * WAVE[(at * 5 + 3) % 13]);
    const half = 26_000 + (part === 'before' ? 0 : 500 * daysFrom(from, date));
    const effect = actual - expected;
    const since = daysFrom(from, date) + 1;
    if (part !== 'before' && !isMasked) cumulative += effect;
    const sum = part === 'before' ? null : cumulative;
    const wide = 16_000 * since ** 0.95;
    return {
      date,
      part,
      masked: isMasked,
      actual,
      expected,
      lower: expected - half,
      upper: expected + half,
      effect,
      effect_lower: effect - half,
      effect_upper: effect + half,
      cumulative: sum,
      cumulative_lower: sum === null ? null : sum - wide,
      cumulative_upper: sum === null ? null : sum + wide,
    };
  });
}

/** @param {EstimateJob['settings']} settings @param {number} spend @param {boolean} preliminary @returns {EstimateReport} */
export function reportOf(settings, spend, preliminary) {
  const days = daysOf(settings);
  const counted = days.filter(({ part, masked }) => part !== 'before' && !masked);
  const sum = (/** @type {(day: EstimateDay) => number | null} */ of) => counted.reduce((all, day) => all + (of(day) ?? 0), 0);
  const effect = sum((day) => day.effect);
  const half = 16_000 * counted.length ** 0.95;
  const expected = sum((day) => day.expected);
  const revenue = spend * 2.3;
  const baseline = revenue * 0.2;
  const organic = -84_000;
  const over = (/** @type {number} */ by, /** @type {'no_spend' | 'no_revenue'} */ reason) =>
    by > 0 ? around(effect / by, half / by) : /** @type {const} */ ({ value: null, reason });
  const length = daysFrom(settings.from, settings.effect_to) + 1;
  const placebos = WAVE.slice(0, 6).map((wave, at) => {
    const from = dayPlus(settings.pre_from, 6 + at * 9);
    const value = wave * 260_000;
    return { from, to: dayPlus(from, length - 1), effect: value, lower: value - half, upper: value + half, z: value / (half / 1.645) };
  });
  return {
    preliminary,
    spend,
    unallocated_spend: 0,
    causal_incremental_roas_if_all: over(spend, 'no_spend'),
    tipping_point: { relative: effect / expected, relative_to_doubt: (effect - half) / expected },
    attributed_revenue: revenue,
    level: LEVEL,
    days,
    incremental_revenue: around(effect, half),
    relative: around(effect / expected, half / expected),
    expected_revenue: around(expected, half),
    actual_revenue: sum((day) => day.actual),
    probability_positive: 0.998,
    causal_incremental_roas: over(spend, 'no_spend'),
    incrementality_factor: over(revenue, 'no_revenue'),
    organic_change: preliminary ? null : around(organic, 190_000),
    cannibalisation: preliminary
      ? null
      : revenue > 0
        ? around(-organic / revenue, 190_000 / revenue)
        : { value: null, reason: 'no_revenue' },
    published: {
      revenue: { value: revenue },
      spend: { value: spend },
      baseline: { value: baseline },
      incremental_revenue: { value: revenue - baseline },
      roas: spend > 0 ? { value: revenue / spend } : { value: null, reason: 'no_spend' },
      incremental_roas: spend > 0 ? { value: (revenue - baseline) / spend } : { value: null, reason: 'no_spend' },
    },
    placebos: preliminary ? [] : placebos,
    kappa: preliminary ? 1 : 1.12,
    detectable: { amount: half * 1.5, relative: (half * 1.5) / expected },
    diagnostics: {
      converged: true,
      rhat: 1.0021,
      ess: 4118,
      draws: 10_000,
      chains: 4,
      scale: 'log',
      controls: settings.controls.map((name, at) => ({ name, inclusion: 0.98 - 0.4 * at })),
    },
    words: [
      'The brand sold more on these days than was to be expected without the campaign, and chance alone is a poor explanation.',
      'Of each rupee credited to influencers about half was new; the rest would most likely have been sold anyway.',
      'Organic sales did not measurably rise or fall.',
      'Six quiet test periods showed no effect where there was none. That does not prove the assumptions behind the estimate.',
    ],
  };
}

/** @param {EstimateJob['settings']} settings @returns {DataCheck[]} */
function checksOf({ masked, controls, pre_from, pre_to }) {
  const isMasked = masked.some(({ from }) => from === SALE.from);
  return [
    {
      id: 'pre_period',
      state: 'good',
      title: 'Quiet days before the campaign',
      found: `${daysFrom(pre_from, pre_to) + 1} days`,
      fix: null,
      propose: null,
    },
    { id: 'sales', state: 'good', title: 'Days with sales', found: '100% of the days before', fix: null, propose: null },
    isMasked
      ? { id: 'events', state: 'good', title: 'Days unlike the others', found: 'All of them are left out', fix: null, propose: null }
      : {
          id: 'events',
          state: 'refused',
          title: 'Days unlike the others',
          found: '23 – 27 Jan: organic sales of 3 of 3 brands 52% above their usual',
          fix: 'Leave these days out, or shorten the days before so that they lie outside.',
          propose: { masked: [SALE] },
        },
    { id: 'level', state: 'good', title: 'Steady level before the campaign', found: 'No break of the level', fix: null, propose: null },
    controls.length > 0
      ? {
          id: 'controls',
          state: 'good',
          title: 'Controls untouched by the campaign',
          found: controls.join(' and '),
          fix: null,
          propose: null,
        }
      : {
          id: 'controls',
          state: 'warning',
          title: 'Controls untouched by the campaign',
          found: 'None is used',
          fix: 'Without another brand to compare with, everything that changed on these days counts as the campaign.',
          propose: { controls: ['HKVitals', 'Gritzo'] },
        },
    {
      id: 'overlap',
      state: 'warning',
      title: 'Other campaigns on the same days',
      found: '1 smaller campaign of the brand',
      fix: 'The effect is that of both together. Nothing distinguishes them.',
      propose: null,
    },
  ];
}

/**
 * Answers all questions about incrementality. An estimate is asked about `steps` times before it is ready.
 *
 * @param {Page} page
 * @param {Dataset} dataset
 * @param {{ steps?: number, offers?: Partial<Incrementality>, fail?: boolean }} [story]
 */
export async function stubIncrementality(page, dataset, { steps = 2, offers: other = {}, fail = false } = {}) {
  const offers = { ...offersOf(dataset), ...other };
  /** @type {Map<string, { job: EstimateJob, left: number, spend: number }>} */
  const jobs = new Map();
  const heard = { questions: /** @type {EstimateQuestion[]} */ ([]), cancelled: /** @type {string[]} */ ([]), polls: 0, steps };

  /** @param {EstimateQuestion} question @returns {EstimateJob} */
  function begin(question) {
    const id = Buffer.from(JSON.stringify(question)).toString('hex').slice(-40);
    const known = jobs.get(id);
    if (known && known.job.state !== 'cancelled') return known.job;
    const campaign = offers.campaigns.find((one) => one.campaign === question.campaign);
    const possible = offers.brands.filter((brand) => brand !== question.brand);
    const { from, to } = { from: campaign?.from ?? FIRST, to: campaign?.to ?? FIRST, ...question };
    const settings = {
      dataset: dataset.id,
      brand: question.brand,
      campaign: question.campaign,
      from,
      to,
      effect_to: dayPlus(to, question.tail_days),
      tail_days: question.tail_days,
      controls: question.controls ?? possible,
      controls_possible: possible,
      masked: question.masked ?? /** @type {Days[]} */ ([SALE]),
      usual_campaigns: /** @type {string[]} */ ([]),
      campaign_days: { from: campaign?.from ?? FIRST, to: campaign?.to ?? FIRST },
      pre_from: FIRST,
      pre_to: dayPlus(from, -1),
    };
    const checks = checksOf(settings);
    const isRefused = checks.some(({ state }) => state === 'refused');
    const job = /** @type {EstimateJob} */ ({
      id,
      state: isRefused ? 'refused' : 'running',
      error: null,
      progress: { done: 0, total: 8, doing: 'the campaign' },
      settings,
      checks,
      asked: isRefused ? null : { number: jobs.size + 1, total: jobs.size + 1, words: `Question ${jobs.size + 1} of these data.` },
      report: null,
    });
    jobs.set(id, { job, left: heard.steps, spend: campaign?.spend.value ?? 0 });
    return job;
  }

  /** @param {string} id */
  function step(id) {
    const known = jobs.get(id);
    if (!known) return null;
    const { job, spend } = known;
    if (job.state !== 'running') return job;
    known.left -= 1;
    const done = known.left < 1;
    if (done && fail)
      Object.assign(job, {
        state: 'failed',
        error: { code: 'no_convergence', message: 'The chains did not agree with each other. Choose fewer controls and estimate again.' },
      });
    else
      Object.assign(job, {
        state: done ? 'ready' : 'running',
        progress: { done: done ? 8 : 3, total: 8, doing: 'placebo 2 of 6' },
        report: reportOf(job.settings, spend, !done),
      });
    return job;
  }

  /** @param {Route} route */
  async function answer(route) {
    const request = route.request();
    const id = new URL(request.url()).pathname.split('/incrementality/')[1];
    if (request.method() === 'POST') {
      const question = request.postDataJSON();
      heard.questions.push(question);
      return route.fulfill({ status: 202, json: begin(question) });
    }
    if (request.method() === 'DELETE') {
      heard.cancelled.push(id);
      const known = jobs.get(id);
      if (known) known.job.state = 'cancelled';
      return route.fulfill({ status: 204, body: '' });
    }
    if (!id) return route.fulfill({ json: offers });
    heard.polls += 1;
    const job = step(id);
    return job
      ? route.fulfill({ json: job })
      : route.fulfill({
          status: 404,
          json: { error: { code: 'not_found', message: 'There is no such estimate.', issues: [] }, request_id: 'x' },
        });
  }

  await page.route('**/api/v1/incrementality**', answer);
  await page.route('**/api/v1/incrementality/**', answer);
  // What all campaigns brought is another question: the program itself answers it.
  await page.route('**/api/v1/incrementality/campaigns**', (route) => route.continue());
  return heard;
}
