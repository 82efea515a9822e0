import { numberStyle } from '../../web/src/core/numbers.js';
import { expect, test } from './story.js';

const style = numberStyle('INR');

/** @param {import('@playwright/test').Page} page */
const marginButton = (page) => page.locator('.margin-button');

test('without a margin the page says so beside Method, and a margin that is kept moves break-even and verdicts', async ({
  story,
  page,
}) => {
  await story.open();
  await expect(marginButton(page)).toHaveText('Margin not set, break-even 1×');
  const before = await story.dashboard('include=intervals');
  await marginButton(page).click();
  const panel = page.getByRole('dialog', { name: 'Margin' });
  await panel.getByLabel('All brands').fill('40');
  await panel.getByLabel('Gritzo').fill('12.5');
  await story.expectAccessible('.margin-panel');
  await panel.getByRole('button', { name: 'Keep' }).click();
  await expect(marginButton(page)).toHaveText('Margin 40%, break-even 2.50×, 1 by brand');
  await expect(page).toHaveURL(`${story.address}/`);
  expect((await story.ask('/settings')).margins).toEqual({ default: 0.4, brands: { Gritzo: 0.125 } });
  const after = await story.dashboard('include=intervals');
  await expect(story.card('Overall ROAS')).toContainText(style.full('times', /** @type {any} */ (after.totals.break_even_roas).value));
  const { verdicts } = await story.ask('/definitions');
  const word = (/** @type {any} */ line) => verdicts.find((/** @type {any} */ one) => one.id === line.verdict).label;
  for (const at of [0, 1, 2, 3]) await expect(story.rows().nth(at).locator('.verdict')).toHaveText(word(after.influencers[at]));
  expect(after.influencers.map(word)).not.toEqual(before.influencers.map(word));
  await page.reload();
  await expect(marginButton(page)).toHaveText('Margin 40%, break-even 2.50×, 1 by brand');
});

test('a margin that is only tried is in the address and is taken back there', async ({ story, page }) => {
  await story.open('?platform=Instagram');
  await marginButton(page).click();
  const panel = page.getByRole('dialog', { name: 'Margin' });
  await panel.getByLabel('All brands').fill('50');
  await panel.getByRole('button', { name: 'Only try' }).click();
  await expect(page).toHaveURL(/platform=Instagram&margin=0\.5$/);
  await expect(marginButton(page)).toHaveText('What if: Margin 50%, break-even 2.00×');
  expect((await story.ask('/settings')).margins).toEqual({ default: null, brands: {} });
  await marginButton(page).click();
  await panel.getByRole('button', { name: 'Back to what is kept' }).click();
  await expect(page).toHaveURL(/\?platform=Instagram$/);
  await expect(marginButton(page)).toHaveText('Margin not set, break-even 1×');
});

test('a filter does not turn the mark against the whole dataset round', async ({ story }) => {
  const { influencers, dataset_roas: whole } = /** @type {any} */ (await story.dashboard('include=intervals'));
  const best = influencers.find((/** @type {any} */ line) => line.against_dataset === 'above');
  await story.open(`?${new URLSearchParams({ influencer: best.id })}`);
  const named = `above ${style.full('times', whole.value)}, the ROAS of the whole dataset`;
  await expect(story.rows().first().locator('.against')).toHaveAttribute('title', named);
  await expect(story.rows().first().locator('.against')).toContainText(named);
});

test('the profile names break-even, and says a verdict of every campaign and product', async ({ story, page }) => {
  await story.open('?margin=0.4');
  const { influencers } = await story.dashboard('margin=0.4&include=intervals');
  const [first] = /** @type {any[]} */ (influencers);
  await story.rows().first().getByRole('button', { name: first.name }).click();
  const opened = page.getByRole('dialog', { name: first.name, exact: true });
  await expect(opened.locator('.drawer-actions .verdict')).toBeVisible();
  await expect(opened.locator('.drawer-beside')).toContainText(`break-even ${style.full('times', first.break_even_roas.value)}`);
  const { campaigns } = await story.ask(`/influencers/${first.id}?include=intervals&margin=0.4`);
  const table = opened.getByRole('table', { name: 'Campaigns' });
  await expect(table.locator('tbody .verdict')).toHaveCount(Math.min(6, campaigns.length));
});
