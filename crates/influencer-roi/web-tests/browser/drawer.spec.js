import { readFile } from 'node:fs/promises';
import { plainDigits } from '../../web/src/core/numbers.js';
import { DETAILED, many } from './files.js';
import { expect, readCsv, test } from './story.js';

/** @param {import('@playwright/test').Page} page @param {string} name */
const profile = (page, name) => page.getByRole('dialog', { name, exact: true });

test('a click on a name opens the profile with the numbers of its line, and Back closes it', async ({ story, page }) => {
  await story.open();
  const { influencers } = await story.dashboard();
  const [, second] = /** @type {any[]} */ (influencers);
  await story.rows().nth(1).getByRole('button', { name: second.name }).click();
  const opened = profile(page, second.name);
  await expect(opened).toBeVisible();
  await expect(page).toHaveURL(`${story.address}/?who=${second.id}`);
  await expect(opened.getByRole('heading', { level: 2 }).first()).toBeFocused();
  for (const text of [second.category, second.platform, second.gender, second.id]) await expect(opened).toContainText(text);
  for (const id of ['revenue', 'spend', 'roas', 'orders'])
    // Without a margin the contribution is the revenue.
    await expect(
      opened
        .locator('.drawer-numbers')
        .locator(`[data-exact="${plainDigits(second[id].value)}"]`)
        .first(),
    ).toBeVisible();
  await expect(opened.locator('.drawer-actions .verdict')).toBeVisible();
  await expect(story.rows().nth(1)).toHaveAttribute('aria-current', 'true');
  await page.goBack();
  await expect(opened).toBeHidden();
  await expect(page).toHaveURL(`${story.address}/`);
  await page.goForward();
  await expect(opened).toBeVisible();
});

test('a link opens the profile, and one of nobody says so', async ({ story, page }) => {
  const { influencers } = await story.dashboard();
  await story.open(`?who=${influencers[5].id}`);
  await expect(profile(page, influencers[5].name)).toContainText('6 of ');
  await story.open('?who=nobody');
  await expect(page.getByRole('dialog').getByRole('alert')).toContainText('no influencer with this id');
});

test('the keyboard alone opens a profile, goes on to the next ones and comes back to the row', async ({ story, page }) => {
  await story.open();
  const { influencers } = await story.dashboard();
  const name = (/** @type {number} */ at) => influencers[at].name;
  await story
    .rows()
    .first()
    .getByRole('button', { name: name(0) })
    .focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(profile(page, name(1))).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Next influencer' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(profile(page, name(2))).toContainText('3 of ');
  await page.keyboard.press('j');
  await expect(profile(page, name(3))).toBeVisible();
  await page.keyboard.press('k');
  await expect(profile(page, name(2)).locator('.drawer-facts')).toContainText(influencers[2].id);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: name(2) })).toBeHidden();
  await expect(
    story
      .rows()
      .nth(2)
      .getByRole('button', { name: name(2) }),
  ).toBeFocused();
  await expect(page).toHaveURL(`${story.address}/`);
});

test('going on reaches those who are not loaded yet, and the first has nobody before', async ({ story, page }) => {
  await story.open();
  await story.uploadAndAnalyze(many(450));
  await page.locator('.table-scroll').evaluate((box) => {
    box.scrollTop = 190 * 40;
  });
  await page.getByRole('button', { name: 'Person 00251', exact: true }).click();
  await expect(profile(page, 'Person 00251')).toContainText('200 of 450');
  await page.route('**/api/v1/dashboard?**offset=**', (route) => route.continue());
  for (const next of ['Person 00250', 'Person 00249']) {
    await page.getByRole('button', { name: 'Next influencer' }).click();
    await expect(profile(page, next)).toBeVisible();
  }
  await page.goto(`${story.address}/?who=450`);
  await expect(profile(page, 'Person 00450')).toContainText('1 of 450');
  await expect(page.getByRole('button', { name: 'Previous influencer' })).toHaveAttribute('aria-disabled', 'true');
});

test('Esc outside closes the profile before it clears the filters', async ({ story, page }) => {
  const { dimensions } = await story.ask('/facets');
  const platform = dimensions.platform[0].value;
  await story.open(`?${new URLSearchParams({ platform })}`);
  await story.rows().first().locator('.name-button').click();
  await expect(page).toHaveURL(/who=/);
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(`${story.address}/?${new URLSearchParams({ platform })}`);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(`${story.address}/`);
});

test('a profile follows the filters of sales, and can become a filter itself', async ({ story, page }) => {
  const { dimensions } = await story.ask('/facets');
  const brand = dimensions.brand[0].value;
  await story.open(`?${new URLSearchParams({ brand })}`);
  const { influencers } = await story.dashboard(new URLSearchParams({ brand }).toString());
  const [first] = /** @type {any[]} */ (influencers);
  await story.rows().first().locator('.name-button').click();
  const opened = profile(page, first.name);
  await expect(opened.locator('.drawer-numbers')).toContainText('Revenue');
  await expect(opened).toContainText(`Brand: \u2068${brand}\u2069`);
  await expect(opened.locator(`.drawer-numbers [data-exact="${plainDigits(first.revenue.value)}"]`).first()).toBeVisible();
  const only = opened.getByRole('button', { name: 'Show only this influencer' });
  await only.click();
  await story.settled();
  expect(new URL(page.url()).searchParams.getAll('influencer')).toEqual([first.id]);
  await expect(only).toHaveAttribute('aria-pressed', 'true');
  await expect(only).toBeFocused();
  await expect(story.rows()).toHaveCount(1);
  await only.click();
  await expect(only).toHaveAttribute('aria-pressed', 'false');
});

test('days, campaigns, payouts and posts are there as tables, with more at a press and all as a file', async ({ story, page }) => {
  await story.open();
  await story.uploadAndAnalyze(DETAILED);
  await story.rows().first().locator('.name-button').click();
  const opened = page.getByRole('dialog', { name: 'Asha Rao' });
  const id = new URL(page.url()).searchParams.get('who') ?? '';
  const { daily, campaigns } = await story.ask(`/influencers/${id}`);
  await opened.getByRole('button', { name: 'Show Revenue of this influencer as a table' }).click();
  await expect(opened.getByRole('table', { name: 'Revenue of this influencer' }).getByRole('row')).toHaveCount(daily.length + 1);
  const rows = (/** @type {string} */ name) => opened.getByRole('table', { name }).getByRole('row');
  await expect(rows('Campaigns')).toHaveCount(7);
  await opened.getByRole('button', { name: 'Show all 9 lines' }).click();
  await expect(rows('Campaigns')).toHaveCount(10);
  await expect(rows('Campaigns').nth(1)).toContainText(campaigns[0].campaign);
  await expect(rows('Campaigns').nth(1)).toContainText('<b>Campaign 9</b>');
  await expect(rows('Payouts')).toHaveCount(3);
  await expect(rows('Posts')).toHaveCount(21);
  await opened.getByRole('button', { name: 'Load more' }).click();
  await expect(rows('Posts')).toHaveCount(26);
  const all = opened.getByRole('link', { name: 'Download all posts' });
  await expect(all).toBeFocused();
  const coming = page.waitForEvent('download');
  await all.press('Enter');
  expect(readCsv(await readFile(await (await coming).path(), 'utf8'))).toHaveLength(26);
});

test('a profile that cannot be loaded says so and can be asked for again', async ({ story, page }) => {
  await story.open();
  let broken = true;
  await page.route('**/api/v1/influencers/*', (route) => (broken ? route.abort() : route.fallback()));
  await story.rows().first().locator('.name-button').click();
  const opened = page.getByRole('dialog');
  await expect(opened.getByRole('alert')).toContainText('could not be loaded');
  broken = false;
  await opened.getByRole('button', { name: 'Try again' }).click();
  await expect(opened.locator('.drawer-numbers')).toBeVisible();
});

test('on a phone the profile has the whole screen, and the page behind is out of reach', async ({ story, page }) => {
  await page.setViewportSize({ width: 360, height: 780 });
  await story.open();
  await story.rows().first().locator('.name-button').click();
  const opened = page.getByRole('dialog');
  await expect(opened.locator('.drawer-numbers')).toBeVisible();
  expect(await opened.boundingBox()).toEqual({ x: 0, y: 0, width: 360, height: 780 });
  expect(await opened.locator('.drawer-content').evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
  expect(await opened.evaluate((box) => box.matches(':modal'))).toBe(true);
  await story.expectAccessible();
  await page.keyboard.press('Escape');
  await expect(opened).toBeHidden();
  await expect(page).toHaveURL(`${story.address}/`);
  await expect(story.rows().first().locator('.name-button')).toBeFocused();
});
