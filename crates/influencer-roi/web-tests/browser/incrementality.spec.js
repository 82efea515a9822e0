import { stubIncrementality, HOSTILE, SALE, offersOf, reportOf } from './incrementality-stub.js';
import { numberStyle } from '../../web/src/core/numbers.js';
import { expect, isQuestion, test } from './story.js';

/** @import { Page } from '@playwright/test' */
/** @import { Unit } from '../../web/src/core/api.d.ts' */
/** @import { Story } from './story.js' */

const ASKED = '?view=campaigns&lift_brand=MuscleBlaze&lift_campaign=MB_SummerFit';
const ESTIMATED = `${ASKED}&lift=estimate`;
const style = numberStyle('INR');

/** @param {Story} story @param {Parameters<typeof stubIncrementality>[2]} [how] */
async function stub(story, how) {
  const { dataset } = await story.dashboard();
  return stubIncrementality(story.page, dataset, how);
}

/** @param {Page} page @param {string} name */
const figure = (page, name) => page.getByRole('article', { name, exact: true });

/** @param {Page} page */
const search = (page) => new URL(page.url()).search;

test('from the list of campaigns to what one brought', async ({ story, page }) => {
  const heard = await stub(story);
  await story.open();
  await page.getByRole('link', { name: 'Campaigns' }).click();
  await page.getByRole('link', { name: 'Ask a question of your own' }).click();
  await expect.poll(() => search(page)).toBe('?view=campaigns&lift=ask');
  await page.getByRole('button', { name: 'MB_SummerFit' }).click();
  await expect.poll(() => search(page)).toBe(ASKED);
  await expect(page.getByLabel('From', { exact: true })).toHaveValue('2026-03-30');
  await expect(page.getByText('The effect is counted on 30 Mar – 25 Apr 2026.')).toBeVisible();
  expect(heard.questions, 'nothing is estimated before somebody wants it').toEqual([]);
  await page.getByRole('button', { name: 'Estimate', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'MB_SummerFit of MuscleBlaze' })).toBeVisible();
  expect(search(page)).toBe(ESTIMATED);
  expect(heard.questions).toEqual([{ dataset: expect.any(String), brand: 'MuscleBlaze', campaign: 'MB_SummerFit', tail_days: 7 }]);
  await expect(page.getByRole('button', { name: 'Estimate again' })).toHaveAttribute('aria-disabled', 'true');
});

test('each figure stands with its interval beside the published formula, which is said to be no estimate', async ({ story, page }) => {
  await stub(story);
  await story.open(ESTIMATED);
  const settings = {
    dataset: '',
    brand: 'MuscleBlaze',
    campaign: '',
    from: '2026-03-30',
    to: '2026-04-18',
    effect_to: '2026-04-25',
    tail_days: 7,
    controls: [],
    controls_possible: [],
    masked: [SALE],
    usual_campaigns: [],
    campaign_days: { from: '2026-03-30', to: '2026-04-18' },
    pre_from: '2026-01-01',
    pre_to: '2026-03-29',
  };
  const report = reportOf(settings, 900_000, false);
  const short = (/** @type {Unit} */ unit, /** @type {number} */ value) => style.short(unit, value).replaceAll('\u00a0', ' ');
  for (const [name, unit, value, published] of /** @type {const} */ ([
    ['Incremental revenue', 'money', report.incremental_revenue, report.published.incremental_revenue],
    ['Causal incremental ROAS', 'times', report.causal_incremental_roas, report.published.incremental_roas],
    ['Incrementality factor', 'money_per', report.incrementality_factor, null],
  ])) {
    if (!('mean' in value)) throw new Error(`${name} has no value`);
    await expect(figure(page, name)).toContainText(short(unit, value.mean));
    await expect(figure(page, name)).toContainText(`90% interval ${short(unit, value.lower)} to ${short(unit, value.upper)}`);
    if (published) await expect(figure(page, name)).toContainText(`Published formula ${short(unit, published.value ?? 0)}`);
    await expect(figure(page, name)).toContainText('A definition, not a causal estimate');
  }
  for (const sentence of report.words) await expect(page.getByRole('region', { name: 'In plain words' })).toContainText(sentence);
  await expect(page.getByRole('link', { name: 'How this is estimated and when it fails' })).toHaveAttribute('href', '/methods');
});

test('behind each chart stands a table with every day, behind the picture of quiet test periods one with every period', async ({
  story,
  page,
}) => {
  await stub(story);
  await story.open(ESTIMATED);
  for (const [title, rows] of /** @type {const} */ ([
    ['Actual against expected', 115],
    ['Effect by day', 115],
    ['Effect added up', 27],
    ['Quiet test periods', 7],
  ])) {
    await page.getByRole('button', { name: `Show ${title} as a table` }).click();
    await expect(page.getByRole('table', { name: title, exact: true }).locator('tbody tr')).toHaveCount(rows);
  }
  const sale = page.getByRole('table', { name: 'Actual against expected', exact: true }).getByRole('row', { name: 'Fri 23 Jan 2026' });
  await expect(sale).toContainText('Before, left out');
});

test('a first look is shown while the quiet test periods are tried, and said to be one', async ({ story, page }) => {
  const heard = await stub(story, { steps: 1000 });
  await story.open(ESTIMATED);
  await expect(page.getByText('First look – quiet test periods still running')).toBeVisible();
  await expect(page.getByText('3 of 8 · placebo 2 of 6')).toBeVisible();
  await expect(figure(page, 'Incremental revenue')).toContainText('90% interval');
  await expect(page.getByText('The quiet test periods are still running.')).toBeVisible();
  // The rest of the page works meanwhile; who comes back finds the same estimate.
  await page.getByRole('link', { name: 'Overview' }).click();
  await story.settled();
  await page.goBack();
  await expect(page.getByText('First look – quiet test periods still running')).toBeVisible();
  expect(heard.cancelled).toEqual([]);
});

test('cancelling ends the work, keeps the question, and it can be estimated again', async ({ story, page }) => {
  const heard = await stub(story, { steps: 1000 });
  await story.open(ASKED);
  await page.getByRole('button', { name: 'Estimate', exact: true }).press('Enter');
  await expect(page.getByText('3 of 8 · placebo 2 of 6')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Cancelled\./)).toBeVisible();
  await expect.poll(() => heard.cancelled.length).toBe(1);
  expect(search(page)).toBe(ASKED);
  await expect(page.getByRole('button', { name: 'Estimate', exact: true })).toBeFocused();
  heard.steps = 1;
  await page.keyboard.press('Enter');
  await expect(figure(page, 'Incremental revenue')).toBeVisible();
  await expect(page.getByText(/^Cancelled\./)).toHaveCount(0);
});

test('data that cannot carry the question gives no number, says what to do, and does it at a press', async ({ story, page }) => {
  const heard = await stub(story);
  await story.open(`${ESTIMATED}&lift_masked=-`);
  await expect(page.getByText('so no number is given')).toBeVisible();
  await expect(figure(page, 'Incremental revenue')).toHaveCount(0);
  const checks = page.getByRole('region', { name: 'Can the data carry this question?' });
  await expect(checks).toContainText('1 refused, 1 warning, 4 good');
  await expect(checks.getByRole('listitem').first()).toContainText('Refused');
  await checks.getByRole('button', { name: 'Leave these days out' }).click();
  await expect(figure(page, 'Incremental revenue')).toBeVisible();
  expect(heard.questions.at(-1)?.masked).toEqual([SALE]);
  expect(search(page)).toContain('lift_masked=2026-01-23..2026-01-27');
  await page.goBack();
  await expect(page.getByText('so no number is given')).toBeVisible();
  await expect(figure(page, 'Incremental revenue')).toHaveCount(0);
});

test('a question that is changed keeps its old figures, says so, and Back brings question and answer back', async ({ story, page }) => {
  const heard = await stub(story);
  await story.open(ESTIMATED);
  await expect(figure(page, 'Incremental revenue')).toBeVisible();
  await page.getByLabel('Days after').fill('14');
  await page.getByLabel('Days after').press('Enter');
  await expect(page.getByText('of which 14 days after the campaign')).toBeVisible();
  expect(heard.questions.at(-1)?.tail_days).toBe(14);
  await expect(page.getByText('Question 2 of these data.')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Gritzo' }).click();
  await expect(page.getByText('The question has changed: the figures below answer the one before.')).toBeVisible();
  expect(search(page)).toBe(`${ASKED}&lift_tail=14&lift_controls=HKVitals`);
  await page.goBack();
  await expect(page.getByRole('checkbox', { name: 'Gritzo' })).toBeChecked();
  await expect(page.getByText('The question has changed')).toHaveCount(0);
  await expect(page.getByText('of which 14 days after the campaign')).toBeVisible();
  await page.goBack();
  await expect(page.getByText('of which 7 days after the campaign')).toBeVisible();
  await page.getByRole('button', { name: 'Count 23 Jan – 27 Jan 2026 again' }).click();
  await page.getByRole('button', { name: 'Back to proposed' }).click();
  expect(search(page)).toBe(ASKED);
});

test('the link of an answer shows the same question and the same answer', async ({ story, page }) => {
  const heard = await stub(story);
  const link = `${ASKED}&lift_from=2026-04-01&lift_tail=0&lift_controls=HKVitals&lift_masked=2026-01-23..2026-01-27%2C2026-02-14..2026-02-14&lift=estimate`;
  await story.open(link);
  for (const _ of ['opened', 'loaded again']) {
    await expect(page.getByText('1 Apr – 18 Apr 2026, of which 0 days after the campaign')).toBeVisible();
    expect(heard.questions.at(-1)).toMatchObject({
      from: '2026-04-01',
      tail_days: 0,
      controls: ['HKVitals'],
      masked: [SALE, { from: '2026-02-14', to: '2026-02-14' }],
    });
    await expect(page.getByLabel('From', { exact: true })).toHaveValue('2026-04-01');
    await expect(page.getByRole('checkbox', { name: 'Gritzo' })).not.toBeChecked();
    await expect(page.getByRole('list', { name: 'Days left out' }).getByRole('listitem')).toHaveText([
      '23 Jan – 27 Jan 2026',
      '14 Feb 2026',
    ]);
    await page.reload();
  }
});

test('days are masked and counted again by keyboard alone', async ({ story, page }) => {
  await stub(story);
  await story.open(ASKED);
  await page.getByRole('button', { name: 'Count 23 Jan – 27 Jan 2026 again' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Add days' })).toBeFocused();
  await page.keyboard.press('Enter');
  const panel = page.getByRole('dialog', { name: 'Leave days out' });
  await panel.getByRole('button', { name: /organic sales 52% above their usual/ }).press('Enter');
  await expect(page.getByRole('list', { name: 'Days left out' })).toContainText('23 Jan – 27 Jan 2026');
  await page.getByRole('button', { name: 'Add days' }).press('Enter');
  await panel.getByLabel('From').fill('2026-02-13');
  await panel.getByLabel('To').fill('2026-02-14');
  await panel.getByRole('button', { name: 'Leave these days out' }).press('Enter');
  await expect(page.getByRole('list', { name: 'Days left out' })).toContainText('13 Feb – 14 Feb 2026');
  expect(search(page)).toContain('lift_masked=2026-01-23..2026-01-27%2C2026-02-13..2026-02-14');
});

test('days that make no sense are not estimated, and Back brings the days back into the fields', async ({ story, page }) => {
  const heard = await stub(story);
  await story.open(ASKED);
  const [from, to] = ['From', 'To'].map((name) => page.getByLabel(name, { exact: true }));
  await to.fill('2026-03-01');
  await to.press('Enter');
  await expect(page.getByText('The first day has to come before the last.')).toBeVisible();
  await expect(from).toBeFocused();
  expect(heard.questions).toEqual([]);
  await to.fill('2026-04-10');
  await from.fill('2026-04-02');
  await from.press('Enter');
  await expect(page.getByText('2 Apr – 17 Apr 2026, of which 7 days after the campaign')).toBeVisible();
  await page.goBack();
  await page.goBack();
  await expect(from).toHaveValue('2026-03-30');
  await expect(to).toHaveValue('2026-04-18');
});

test('a failed estimate says why, and a lost connection is made up for', async ({ story, page }) => {
  await stub(story, { fail: true });
  await story.open(ESTIMATED);
  await expect(page.getByText('The estimate failed: The chains did not agree with each other.')).toBeVisible();
  await page.unroute('**/api/v1/incrementality**');
  await page.unroute('**/api/v1/incrementality/**');
  await page.route('**/api/v1/incrementality**', (route) => route.abort());
  await page.getByRole('button', { name: 'Estimate again' }).click();
  await expect(page.getByText('The server does not answer.')).toBeVisible();
  await page.unroute('**/api/v1/incrementality**');
  await stub(story);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(figure(page, 'Incremental revenue')).toBeVisible();
});

test('a slow answer to an older question never stands under a newer one', async ({ story, page }) => {
  await stub(story);
  /** @type {(() => void)[]} */
  const held = [];
  await page.route('**/api/v1/incrementality', async (route) => {
    if (route.request().method() !== 'POST' || route.request().postDataJSON().tail_days !== 7) return route.fallback();
    await new Promise((go) => held.push(() => go(undefined)));
    await route.fallback();
  });
  await story.open(ESTIMATED);
  await expect.poll(() => held.length).toBe(1);
  await page.getByLabel('Days after').fill('10');
  await page.getByLabel('Days after').press('Tab');
  await page.getByRole('button', { name: 'Estimate', exact: true }).click();
  await expect(page.getByText('of which 10 days after the campaign')).toBeVisible();
  const late = page.waitForResponse(
    (response) => response.request().method() === 'POST' && response.request().postDataJSON().tail_days === 7,
  );
  held.forEach((go) => go());
  await late;
  await expect(page.getByText('of which 10 days after the campaign')).toBeVisible();
  await expect(page.getByText('of which 7 days after the campaign')).toHaveCount(0);
});

test('without spend there is no ROAS and without a credit no factor, and each says why', async ({ story, page }) => {
  await stub(story);
  await story.open(`?view=campaigns&lift_brand=Gritzo&lift_campaign=${encodeURIComponent(HOSTILE)}&lift=estimate`);
  await expect(figure(page, 'Causal incremental ROAS').locator('.kpi-value')).toHaveText('–');
  await expect(figure(page, 'Causal incremental ROAS')).toContainText('nothing to divide by');
  await expect(figure(page, 'Incrementality factor').locator('.kpi-value')).toHaveText('–');
  await expect(figure(page, 'Incremental revenue')).toContainText('90% interval');
});

test('data without a campaign, and a link to a campaign that is gone, say what to do', async ({ story, page }) => {
  await stub(story, { offers: { campaigns: [] } });
  await story.open('?view=campaigns&lift=ask');
  await expect(page.getByText('There is no campaign in this data.')).toBeVisible();
  await stub(story);
  await story.open('?view=campaigns&lift_brand=Old&lift_campaign=Gone&lift=estimate');
  await expect(page.getByText('is not in this data. Choose one that is.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'MB_SummerFit' })).toBeVisible();
});

test('what is asked about a campaign asks the dashboard nothing', async ({ story, page }) => {
  await stub(story);
  await story.open(ASKED);
  let asked = 0;
  page.on('request', (request) => void (asked += Number(isQuestion(request.url()))));
  await page.getByRole('button', { name: 'Estimate', exact: true }).click();
  await expect(figure(page, 'Incremental revenue')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Gritzo' }).click();
  await expect(page.getByText('The question has changed')).toBeVisible();
  expect(asked).toBe(0);
});

test('on paper stand the question, the figures and the charts, and nothing to press', async ({ story, page }) => {
  await stub(story);
  await story.open(ESTIMATED);
  await expect(figure(page, 'Incremental revenue')).toBeVisible();
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('.print-canvas')).toHaveCount(3);
  await expect(page.locator('.print-canvas').first()).toBeVisible();
  await expect(page.getByRole('heading', { name: 'MB_SummerFit of MuscleBlaze' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Estimate again' })).toBeHidden();
  await expect(page.getByRole('navigation', { name: 'Views' })).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await expect(page.locator('.print-canvas')).toHaveCount(0);
});

for (const { colorScheme, size, viewport } of /** @type {const} */ ([
  { colorScheme: 'light', size: 'a desktop', viewport: { width: 1440, height: 1000 } },
  { colorScheme: 'dark', size: 'a desktop', viewport: { width: 1440, height: 1000 } },
  { colorScheme: 'light', size: 'a narrow phone', viewport: { width: 360, height: 740 } },
])) {
  test.describe(`in ${colorScheme} on ${size}`, () => {
    test.use({ colorScheme, viewport, contextOptions: { reducedMotion: 'reduce' } });

    test('axe finds no violation in the incrementality view, and nothing stands out at the side', async ({ story, page }) => {
      const { dataset } = await story.dashboard();
      const campaigns = offersOf(dataset).campaigns.map((one) =>
        one.brand === 'MuscleBlaze' ? { ...one, spend: { value: 900_000_000 } } : one,
      );
      await stub(story, { offers: { campaigns } });
      for (const [name, link, ready] of /** @type {const} */ ([
        ['campaigns to choose from', '?view=campaigns&lift=ask', page.getByRole('button', { name: 'HK_Glow' })],
        ['refused', `${ESTIMATED}&lift_masked=-&lift_controls=-`, page.getByText('so no number is given')],
        [
          'a hostile name',
          `?view=campaigns&lift_brand=Gritzo&lift_campaign=${encodeURIComponent(HOSTILE)}&lift=estimate`,
          page.getByText('quiet test periods showed'),
        ],
        ['the answer', ESTIMATED, page.getByText('quiet test periods showed')],
      ]))
        await test.step(name, async () => {
          await story.page.goto(`${story.address}/${link}`);
          await expect(ready).toBeVisible();
          await story.expectAccessible();
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
        });
      await page.getByText('Diagnostics').click();
      await page.getByRole('button', { name: 'Show Quiet test periods as a table' }).click();
      await page.getByRole('checkbox', { name: 'Gritzo' }).click();
      await expect(page.getByText('The question has changed')).toBeVisible();
      await story.expectAccessible();
      await page.getByRole('button', { name: 'Add days' }).click();
      await story.expectAccessible(':popover-open');
    });
  });
}
