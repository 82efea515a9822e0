import { numberStyle } from '../../web/src/core/numbers.js';
import { SCREENS, expect, test } from './story.js';

/** @import { Insights } from '../../web/src/core/api.d.ts' */
/** @import { Story } from './story.js' */

const style = numberStyle('INR');

/** @param {Story} story @returns {Promise<Insights>} */
const asked = (story) => story.ask('/insights');

/** @param {import('@playwright/test').Page} page @param {string} key */
const entry = (page, key) => page.locator(`.todo[data-key="${key}"]`);

test('the list is one click from the first screen, the most money first, and each finding leads to its rows', async ({ story, page }) => {
  const { insights, open } = await asked(story);
  await story.open();
  await page.getByRole('link', { name: /Everything worth doing/ }).click();
  await expect(page).toHaveURL(/view=insights/);
  await expect(page.locator('.todo')).toHaveCount(Math.min(50, insights.length));
  await expect(page.getByText(`${open} open`)).toBeVisible();
  for (const [at, one] of insights.slice(0, 3).entries()) {
    await expect(page.locator('.todo').nth(at)).toContainText(one.title);
    await expect(page.locator('.todo').nth(at).locator('[data-figure]')).toHaveText(style.full('money', one.amount.value ?? NaN));
  }
  const losing = insights.find(({ id }) => id === 'losing_influencer');
  if (!losing) throw new Error('the sample has nobody who loses');
  await entry(page, losing.key).getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(`influencer=${losing.filters[0].value}`));
  await expect(story.rows()).toHaveCount(1);
});

test('done and not now are remembered over a reload, and are taken back', async ({ story, page }) => {
  const { insights, open } = await asked(story);
  const [first, second] = insights;
  await story.open('?view=insights');
  await entry(page, first.key).getByRole('button', { name: 'Done' }).click();
  await entry(page, second.key).getByRole('button', { name: 'Not now' }).click();
  await expect(page.getByText(`${open - 2} open, 1 not now, 1 done`)).toBeVisible();
  await page.reload();
  await story.settled();
  await expect(page.getByText(`${open - 2} open, 1 not now, 1 done`)).toBeVisible();
  expect((await asked(story)).insights.at(-1)?.key).toBe(first.key);
  await page.getByRole('button', { name: 'Show all' }).or(page.locator('.todo-foot')).first().click();
  for (const { key } of [first, second]) await entry(page, key).getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText(`${open} open; the most money first`)).toBeVisible();
  await expect(page.locator('.todo').first()).toHaveAttribute('data-key', first.key);
});

for (const { name, use } of SCREENS)
  test.describe(name, () => {
    test.use({ ...use, contextOptions: { reducedMotion: 'reduce' } });

    test('axe finds nothing in the list, and nothing is wider than the screen', async ({ story, page }) => {
      await story.open('?view=insights');
      await expect(page.locator('.todo').first()).toBeVisible();
      await story.picture(`insights-${name}`, { fullPage: true });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(use.viewport.width);
      await story.expectAccessible();
    });
  });
