// The press of a button asks for what its click is about to choose.

import { expect, isQuestion, test } from './story.js';

/** @import { Page } from '@playwright/test' */

/** What is asked of the server from now on. @param {Page} page */
function questions(page) {
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => isQuestion(request.url()) && asked.push(request.url()));
  return asked;
}

/** Puts the pointer on the first bar of the top five and presses. @param {Page} page */
async function pressTopBar(page) {
  await page.locator('.five-button').first().hover();
  const coming = page.waitForResponse((response) => isQuestion(response.url()));
  await page.mouse.down();
  return (await coming).json();
}

test('what a press is about to choose is asked for once, and shown with the click', async ({ story, page }) => {
  await story.open();
  const whole = await story.dashboard();
  const asked = questions(page);
  const answer = await pressTopBar(page);
  expect(answer.totals.revenue.value).not.toBe(whole.totals.revenue.value);
  await story.expectFiguresOf('');
  await expect(page).toHaveURL(`${story.address}/`);
  await page.mouse.up();
  await expect(page).toHaveURL(/influencer=/);
  await story.settled();
  await story.expectFigures({ revenue: answer.totals.revenue.value, orders: answer.totals.orders.value });
  expect(asked).toHaveLength(1);
});

test('a press that ends elsewhere chooses nothing', async ({ story, page }) => {
  await story.open();
  await pressTopBar(page);
  await page.locator('.page-foot').hover();
  await page.mouse.up();
  await story.settled();
  await expect(page).toHaveURL(`${story.address}/`);
  await expect(page.locator('.five-button[aria-pressed="true"]')).toHaveCount(0);
  await story.expectFiguresOf('');
});

test('a key that comes between press and click counts', async ({ story, page }) => {
  const [first, second] = (await story.dashboard('include=panels')).panels?.top_influencers ?? [];
  await story.open(`?influencer=${first.id}`);
  await page.locator('.five-button').nth(1).hover();
  await page.mouse.down();
  await page.keyboard.down('Shift');
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await story.settled();
  await story.expectFiguresOf(`influencer=${first.id}&influencer=${second.id}`);
});

test('where the press got no answer the click asks', async ({ story, page }) => {
  await story.open();
  let fails = true;
  await page.route('**/api/v1/dashboard?**influencer=**', (route) => (fails ? route.abort() : route.continue()));
  await page.locator('.five-button').first().hover();
  const failed = page.waitForEvent('requestfailed');
  await page.mouse.down();
  await failed;
  fails = false;
  await page.mouse.up();
  await story.settled();
  const [{ id }] = (await story.dashboard('include=panels')).panels?.top_influencers ?? [];
  await story.expectFiguresOf(`influencer=${id}`);
  await expect(page.getByText('cannot be reached')).toHaveCount(0);
});

test('a finger that may be about to scroll asks nothing', async ({ story, page }) => {
  await story.open();
  const asked = questions(page);
  await page.locator('.five-button').first().dispatchEvent('pointerdown', { pointerType: 'touch', button: 0, isPrimary: true });
  await page.locator('.legend-button').first().dispatchEvent('pointerdown', { pointerType: 'mouse', button: 2 });
  const [, second] = (await story.dashboard('include=panels')).panels?.top_influencers ?? [];
  await page.locator('.five-button').nth(1).click();
  await story.settled();
  expect(asked.map((url) => new URL(url).searchParams.getAll('influencer'))).toEqual([[second.id]]);
});
