import { DIMENSION_ENTRIES } from '../../web/src/core/dimensions.js';
import { expect, isQuestion, test } from './story.js';

/** @import { Page } from '@playwright/test' */

/** @param {Page} page @param {string} filter */
const button = (page, filter) => page.locator('.filter-menus').getByRole('button', { name: new RegExp(`^${filter}(,|$)`) });
/** @param {Page} page @param {string} filter */
const panel = (page, filter) => page.getByRole('dialog', { name: `Filter by ${filter}` });
/** The values of an open filter, in their order. @param {Page} page @param {string} filter */
const values = (page, filter) =>
  panel(page, filter)
    .getByRole('checkbox')
    .evaluateAll((boxes) => boxes.map((box) => box.getAttribute('data-value')));

test("the page's list of dimensions is the server's, under the same labels", async ({ story }) => {
  const { dimensions } = await story.ask('/definitions');
  const known = (/** @type {readonly { id: string, label: string }[]} */ list) => list.map(({ id, label }) => `${id}: ${label}`).sort();
  expect(known(DIMENSION_ENTRIES)).toEqual(known(dimensions));
});

test('one question brings figures, charts and filters', async ({ story, page }) => {
  await story.open();
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => isQuestion(request.url()) && asked.push(new URL(request.url()).search));
  const { dimensions } = await story.ask('/facets');
  await story.choose('Platform', dimensions.platform.at(-1).value);
  expect(asked).toHaveLength(1);
  expect(new URLSearchParams(asked[0]).get('include')).toBe('panels,facets,days_once');
});

test('the counts follow the other filters, and not their own', async ({ story, page }) => {
  const { dimensions } = await story.ask('/facets');
  const [platform, category] = [dimensions.platform.at(-1).value, dimensions.category.at(-1).value];
  const { facets } = await story.dashboard(new URLSearchParams({ platform, category, include: 'facets' }).toString());
  await story.open(`?${new URLSearchParams({ platform, category })}`);
  for (const [filter, dimension] of [
    ['Platform', 'platform'],
    ['Influencer Category', 'category'],
    ['Brand', 'brand'],
  ]) {
    await button(page, filter).click();
    for (const { value, count } of facets?.dimensions[dimension] ?? []) {
      const row = panel(page, filter)
        .getByRole('listitem')
        .filter({ has: page.locator(`[data-value="${value}"]`) });
      await expect(row.locator('.choice-count'), `${dimension} ${value}`).toHaveText(count.toLocaleString('en-IN'));
    }
    await page.keyboard.press('Escape');
  }
});

test('a value that there is nothing of stays, dimmed and last, and can be chosen', async ({ story, page }) => {
  const { dimensions } = await story.ask('/facets');
  const campaign = dimensions.campaign[0].value;
  const { facets } = await story.dashboard(new URLSearchParams({ campaign, include: 'facets' }).toString());
  const products = facets?.dimensions.product ?? [];
  const without = products.filter(({ count }) => count === 0).map(({ value }) => value);
  expect(without.length).toBeGreaterThan(0);
  expect(without.length).toBeLessThan(products.length);
  await story.open(`?${new URLSearchParams({ campaign })}`);
  await page.getByRole('button', { name: 'More, 1 chosen', exact: true }).click();
  await button(page, 'Product').click();
  expect((await values(page, 'Product')).slice(-without.length)).toEqual(without);
  await expect(panel(page, 'Product').locator('.choice.is-nothing')).toHaveCount(without.length);
  await panel(page, 'Product').getByRole('checkbox', { name: without[0], exact: true }).check();
  await expect(page).toHaveURL(/product=/);
  await story.settled();
  await expect(story.figure('orders')).toHaveText('0');
});

test('what is chosen stands first when the menu opens, and nothing moves while it is ticked', async ({ story, page }) => {
  await story.open();
  await button(page, 'Influencer Category').click();
  const before = await values(page, 'Influencer Category');
  const last = String(before.at(-1));
  await panel(page, 'Influencer Category').getByRole('checkbox').last().check();
  await story.settled();
  expect(await values(page, 'Influencer Category')).toEqual(before);
  await page.keyboard.press('Escape');
  await button(page, 'Influencer Category').click();
  expect((await values(page, 'Influencer Category'))[0]).toBe(last);
  await panel(page, 'Influencer Category').getByRole('button', { name: 'Clear' }).click();
  await expect(page).toHaveURL(`${story.address}/`);
  await expect(panel(page, 'Influencer Category')).toBeVisible();
});

test('a filter is worked by the keyboard alone, and Esc gives the focus back', async ({ story, page }) => {
  const { dimensions } = await story.ask('/facets');
  const names = dimensions.category.map((/** @type {{ value: string }} */ one) => one.value);
  await story.open();
  await button(page, 'Influencer Category').press('Enter');
  const search = panel(page, 'Influencer Category').getByRole('searchbox');
  await expect(search).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('End');
  await expect(panel(page, 'Influencer Category').getByRole('checkbox').last()).toBeFocused();
  await page.keyboard.press('Home');
  await expect(panel(page, 'Influencer Category').getByRole('checkbox').first()).toBeFocused();
  // Letters go on with the search, wherever the keyboard stands.
  await page.keyboard.type(names.at(-1));
  await expect(search).toHaveValue(names.at(-1));
  await expect(panel(page, 'Influencer Category').getByRole('checkbox')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${story.address}/?${new URLSearchParams({ category: names.at(-1) })}`);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${story.address}/`);
  await page.keyboard.press('Space');
  await expect(page).toHaveURL(/category=/);
  await page.keyboard.press('Escape');
  await expect(panel(page, 'Influencer Category')).toBeHidden();
  await expect(button(page, 'Influencer Category')).toBeFocused();
  await expect(page).toHaveURL(/category=/);
});

test('"only" leaves one value on', async ({ story, page }) => {
  const { dimensions } = await story.ask('/facets');
  const [first, second] = dimensions.category.map((/** @type {{ value: string }} */ one) => one.value);
  await story.open(`?${new URLSearchParams({ category: first })}`);
  await button(page, 'Influencer Category').click();
  await panel(page, 'Influencer Category')
    .getByRole('button', { name: `Only ${second}`, exact: true })
    .press('Enter');
  await expect(page).toHaveURL(`${story.address}/?${new URLSearchParams({ category: second })}`);
});

test('all values chosen are none chosen', async ({ story, page }) => {
  await story.open();
  await button(page, 'Brand').click();
  const boxes = panel(page, 'Brand').getByRole('checkbox');
  for (let at = 0; at < (await boxes.count()); at += 1) {
    await boxes.nth(at).click();
    await story.settled();
  }
  await expect(page).toHaveURL(`${story.address}/`);
  await expect(boxes.first()).not.toBeChecked();
});

test('a blank has a name in words, in the menu and on the chip', async ({ story, page }) => {
  await story.open();
  await story.choose('Platform', '(none)');
  await button(page, 'Platform').click();
  await expect(panel(page, 'Platform').getByRole('checkbox', { name: 'No platform', exact: true })).toBeChecked();
  await expect(page.getByRole('list', { name: 'Filters that are on' })).toContainText('Platform: No platform');
  await story.expectFiguresOf(new URLSearchParams({ platform: '(none)' }).toString());
});

test('everything that is on has a chip: values, name and days; each can be taken back, or all at once', async ({ story, page }) => {
  const { dimensions } = await story.ask('/facets');
  const categories = dimensions.category.slice(0, 4).map((/** @type {{ value: string }} */ one) => one.value);
  const query = new URLSearchParams([
    ['brand', dimensions.brand[0].value],
    ...categories.map((/** @type {string} */ value) => ['category', value]),
    ['tier', 'nano'],
    ['q', 'a'],
    ['from', '2026-05-01'],
    ['to', '2026-06-30'],
  ]);
  await story.open(`?${query}`);
  const chips = page.getByRole('list', { name: 'Filters that are on' }).getByRole('listitem');
  await expect(chips).toHaveText([
    `Brand: ${dimensions.brand[0].value}`,
    'Influencer Category: 4 chosen',
    'Tier: Nano',
    'Name: a',
    'Days: 1 May – 30 Jun 2026',
  ]);
  await page.getByRole('button', { name: 'Remove the filter Days: 1 May – 30 Jun 2026' }).click();
  await expect(page).not.toHaveURL(/from=/);
  await expect(chips).toHaveCount(4);
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(page).toHaveURL(`${story.address}/`);
  await expect(chips).toHaveCount(0);
});

test('an influencer is found by typing, distinguished by id, and named on the chip', async ({ story, page }) => {
  const { influencers } = await story.dashboard('limit=100');
  const { id, name } = influencers[40];
  await story.open();
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await button(page, 'Influencer').click();
  await page.keyboard.type(id);
  await expect(panel(page, 'Influencer').getByRole('checkbox')).toHaveCount(1);
  await panel(page, 'Influencer')
    .getByRole('checkbox', { name: `${name} ${id}`, exact: true })
    .check();
  await page.keyboard.press('Escape');
  await story.settled();
  await story.expectFiguresOf(new URLSearchParams({ influencer: id }).toString());
  await expect(page.getByRole('list', { name: 'Filters that are on' })).toContainText(`Influencer: ${name}`);
});

test('a link names its influencers without the list of all, even those who pass no other filter', async ({ story, page }) => {
  const { influencers } = await story.dashboard('limit=100');
  const { id, name, platform } = influencers[0];
  const other = influencers.find((one) => one.platform !== platform)?.platform ?? '';
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  await story.open(`?${new URLSearchParams({ influencer: id, platform: other })}`);
  await expect(page.getByRole('list', { name: 'Filters that are on' })).toContainText(`Influencer: ${name}`);
  for (const url of asked.filter((one) => one.includes('/facets')))
    expect(Number(new URL(url).searchParams.get('limit')), url).toBeLessThanOrEqual(100);
});

test('of fifty thousand influencers the first hundred are offered, and a slow answer never overwrites a newer one', async ({
  story,
  page,
}) => {
  await story.open();
  /** @type {() => void} */
  let release = () => undefined;
  const held = new Promise((resolve) => {
    release = () => resolve(undefined);
  });
  /** @type {string[]} */
  const found = [];
  await page.route('**/api/v1/facets?**', async (route) => {
    const text = new URL(route.request().url()).searchParams.get('find') ?? '';
    found.push(text);
    if (text === 'slow') await held;
    const influencer = Array.from({ length: text ? 2 : 100 }, (_, at) => ({ value: `${text}${at}`, label: `${text} ${at}`, count: at }));
    const total = { influencer: text ? 2 : 50_000 };
    await route.fulfill({ json: { dimensions: { influencer }, total } }).catch(() => undefined);
  });
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await button(page, 'Influencer').click();
  await expect(panel(page, 'Influencer').getByRole('status')).toHaveText('100 of 50,000, type to narrow');
  const search = panel(page, 'Influencer').getByRole('searchbox');
  await search.fill('slow');
  await expect.poll(() => found).toContain('slow');
  await search.evaluate((/** @type {HTMLInputElement} */ box) => {
    for (const letter of 'er') {
      box.value += letter;
      box.dispatchEvent(new Event('input'));
    }
  });
  await expect(panel(page, 'Influencer').getByRole('checkbox').first()).toHaveAttribute('data-value', /^slower/);
  release();
  await search.fill('');
  await expect(panel(page, 'Influencer').getByRole('checkbox')).toHaveCount(100);
  // Letters that come one after the other are one question.
  expect(found).toEqual(['', 'slow', 'slower', '']);
});

test('when the influencers cannot be asked, the menu says so', async ({ story, page }) => {
  await story.open();
  await page.route('**/api/v1/facets?**', (route) => route.abort());
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await button(page, 'Influencer').click();
  await expect(panel(page, 'Influencer').getByRole('status')).toHaveText('The server cannot be reached.');
});

test('Back in the moment of a click takes back that click, and no more', async ({ story, page }) => {
  await story.open();
  await page.locator('.legend-button').first().click();
  await story.settled();
  const before = page.url();
  expect(before).toContain('platform=');
  await page.evaluate(() => {
    /** @type {HTMLElement} */ (document.querySelector('.five-button')).click();
    history.back();
  });
  await expect(page.locator('.five-button[aria-pressed="true"]')).toHaveCount(0);
  await story.settled();
  expect(page.url()).toBe(before);
  await expect(page.locator('.legend-button[aria-pressed="true"]')).toHaveCount(1);
  await page.goBack();
  await expect(page).toHaveURL(`${story.address}/`);
});
