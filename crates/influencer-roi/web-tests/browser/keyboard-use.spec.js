import { readFile } from 'node:fs/promises';
import { GOOD, GOOD_TOTALS } from './files.js';
import { tabTo } from './keyboard-walk.js';
import { expect, readCsv, test } from './story.js';

/** @import { Locator, Page } from '@playwright/test' */

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** Goes to an element with the Tab key and presses keys there. @param {Page} page @param {Locator} target @param {...string} keys */
async function use(page, target, ...keys) {
  await tabTo(page, target);
  for (const key of keys) await page.keyboard.press(key);
}

/** @param {Page} page @param {string | RegExp} name */
const button = (page, name) => page.getByRole('button', { name, exact: true });

test('by keyboard alone: skip to the figures, filter, take a chip back, switch the method, search, clear', async ({ story, page }) => {
  await story.open();
  const { dimensions } = await story.ask('/facets');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the figures' })).toBeFocused();
  await page.keyboard.press('Enter');
  // The sentences that come first are links, and as many as there are.
  await tabTo(page, button(page, 'How Total Revenue is worked out'));
  const platform = page.locator('.filter-menus').getByRole('button', { name: /^Platform/ });
  await tabTo(page, platform, 'Shift+Tab');
  for (const key of ['Enter', 'ArrowDown', 'Space', 'ArrowDown', 'Space', 'Escape']) await page.keyboard.press(key);
  await expect(platform).toBeFocused();
  await story.settled();
  const chosen = new URL(page.url()).searchParams.getAll('platform');
  expect(chosen).toEqual(dimensions.platform.slice(0, 2).map((/** @type {{ value: string }} */ one) => one.value));
  await story.expectFiguresOf(new URLSearchParams(chosen.map((one) => ['platform', one])).toString());
  const chips = page.getByRole('list', { name: 'Filters that are on' }).getByRole('button');
  await use(page, chips.first(), 'Enter');
  await expect(chips).toHaveCount(1);
  await expect(chips.first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(chips).toHaveCount(0);
  await expect(page).toHaveURL(`${story.address}/`);
  await use(page, page.getByRole('radio', { name: 'Allocated' }), 'ArrowRight');
  await expect(page).toHaveURL(/method=literal/);
  await expect(page.getByRole('radio', { name: 'Literal' })).toBeFocused();
  await use(page, button(page, 'What the methods mean'), 'Enter');
  await expect(page.getByRole('dialog', { name: 'What the methods mean' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await page.keyboard.type('an');
  await expect(page).toHaveURL(/q=an/);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/q=/);
});

test('by keyboard alone: days, comparison, and the edges of the brush', async ({ story, page }) => {
  await story.open();
  const days = page.getByRole('button', { name: /^Days:/ });
  await use(page, days, 'Enter');
  await use(page, page.locator('[data-period]').filter({ hasText: 'Last month' }), 'Enter');
  await expect(page).toHaveURL(/from=.*&to=/);
  await expect(days).toBeFocused();
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('dialog', { name: 'Choose the days' }).getByLabel('From'));
  const named = page.url();
  await page.keyboard.press('ArrowDown');
  await expect(page).not.toHaveURL(named);
  await page.keyboard.press('Escape');
  await expect(days).toBeFocused();
  const compare = page.getByRole('button', { name: /^Compare(:|$)/ });
  await use(page, compare, 'Enter');
  await expect(page.getByRole('radio', { name: 'No comparison' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(page).toHaveURL(/compare=previous/);
  await page.keyboard.press('Escape');
  await expect(compare).toBeFocused();
  await story.settled();
  await expect(story.card('Total Revenue').locator('.change').first()).toBeVisible();
  const last = page.getByRole('slider', { name: 'Last day' });
  await tabTo(page, last);
  const before = Number(await last.getAttribute('aria-valuenow'));
  const { panels } = await story.dashboard('include=panels');
  for (const key of ['ArrowLeft', 'Shift+ArrowLeft']) await page.keyboard.press(key);
  await expect(last).toHaveAttribute('aria-valuenow', String(before - 8));
  await expect(page).toHaveURL(new RegExp(`to=${panels?.daily[before - 8].date}`));
  await story.settled();
  await story.expectFiguresOf(new URL(page.url()).search.slice(1));
  await use(page, page.getByRole('button', { name: /^Back to all days/ }), 'Enter');
  await expect(page).not.toHaveURL(/from=/);
});

test('by keyboard alone: lines, platforms and influencers of the charts, and their tables', async ({ story, page }) => {
  const { platforms, top_influencers: top } = await story.dashboard();
  await story.open();
  const organic = page.getByRole('list', { name: 'Lines' }).getByRole('button', { name: 'Organic' });
  await use(page, organic, 'Enter');
  await expect(organic).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.press('Space');
  await expect(organic).toHaveAttribute('aria-pressed', 'true');
  await use(page, button(page, 'Show Revenue by day as a table'), 'Enter');
  await expect(page.getByRole('table', { name: 'Revenue by day' })).toBeVisible();
  const box = page.getByRole('region', { name: 'Revenue by day, as a table' });
  await use(page, box, 'End');
  await expect.poll(() => box.evaluate((one) => one.scrollTop)).toBeGreaterThan(0);
  await use(page, page.getByRole('button', { name: /How Revenue of all platforms is worked out/ }), 'Enter');
  await expect(page.getByRole('dialog', { name: /Revenue of all platforms/ })).toBeVisible();
  await page.keyboard.press('Escape');
  const legend = page.getByRole('list', { name: 'Platforms' }).getByRole('button');
  await use(page, legend.nth(0), 'Enter');
  await expect(page).toHaveURL(`${story.address}/?${new URLSearchParams({ platform: platforms[0].platform })}`);
  await story.settled();
  await expect(legend.nth(0)).toBeFocused();
  await use(page, legend.nth(1), 'Shift+Enter');
  await story.settled();
  expect(new URL(page.url()).searchParams.getAll('platform')).toHaveLength(2);
  await page.keyboard.press('Escape');
  await story.settled();
  await use(page, page.getByRole('list', { name: 'Top five influencers' }).getByRole('button').nth(1), 'Enter');
  await expect(page).toHaveURL(`${story.address}/?${new URLSearchParams({ influencer: top[1].id })}`);
});

test('by keyboard alone: a number, the numbers in it, the rows behind it, and their file', async ({ story, page }) => {
  await story.open();
  const explain = button(page, 'How Total Spend is worked out');
  await use(page, explain, 'Enter');
  await use(page, page.getByRole('link', { name: 'Rows behind this number' }), 'Enter');
  const rows = page.getByRole('dialog', { name: 'Rows behind Total Spend' });
  await expect(rows.locator('tbody tr[data-shown]').first()).toBeVisible();
  const { total } = await story.ask('/rows?of=spend&limit=1');
  const coming = page.waitForEvent('download');
  await use(page, rows.getByRole('link', { name: 'Download these rows (CSV)' }), 'Enter');
  expect(readCsv(await readFile(await (await coming).path(), 'utf8'))).toHaveLength(total + 1);
  const scroller = rows.getByRole('region', { name: 'Table of rows, scrolls' });
  await use(page, scroller, 'End');
  await expect(scroller.locator(`tr[aria-rowindex="${total + 1}"][data-shown]`)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(rows).toBeHidden();
  await expect(explain).toBeFocused();
});

test('by keyboard alone: three sort keys, columns, the export, a profile and its neighbours', async ({ story, page }) => {
  await story.open();
  const heading = (/** @type {string} */ id) => page.locator(`.sort-button[data-column="${id}"]`);
  await use(page, heading('category'), 'Enter');
  await story.settled();
  await use(page, heading('platform'), 'Shift+Enter');
  await story.settled();
  await use(page, heading('orders'), 'Shift+Enter');
  await expect(page).toHaveURL(/sort=category%2Cplatform%2C-orders/);
  await story.settled();
  await expect(heading('orders')).toBeFocused();
  const { influencers } = await story.dashboard('sort=category,platform,-orders');
  await expect(story.rows().first()).toContainText(influencers[0].name);
  const columns = button(page, 'Columns');
  await tabTo(page, columns, 'Shift+Tab');
  await page.keyboard.press('Enter');
  const picker = page.getByRole('dialog', { name: 'Columns of the table' });
  await use(page, picker.getByRole('checkbox', { name: 'Verdict' }), 'Space');
  await expect(page.getByRole('columnheader', { name: 'Verdict' })).toHaveCount(0);
  await use(page, picker.getByRole('button', { name: 'Move Spend up' }), 'Enter', 'Enter');
  await expect(picker.getByRole('button', { name: 'Move Spend up' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(columns).toBeFocused();
  const shown = (new URL(page.url()).searchParams.get('columns') ?? '').split(',');
  expect(shown).toContain('spend');
  await use(page, button(page, 'Export Performance'), 'Enter');
  const coming = page.waitForEvent('download');
  await use(page, page.getByRole('link', { name: 'CSV' }), 'Enter');
  const [head, ...lines] = readCsv(await readFile(await (await coming).path(), 'utf8'));
  // The interval has the ratio as credited, the estimate and its upper end beside the lower end.
  expect(head.filter((id) => !['roas', 'roas_upper', 'roas_estimate'].includes(id))).toEqual(shown);
  expect(lines.map(([name]) => name).slice(0, 3)).toEqual(influencers.slice(0, 3).map(({ name }) => name));
  await expect(button(page, 'Export Performance')).toBeFocused();
  await use(page, story.rows().first().locator('.name-button'), 'ArrowDown', 'Enter');
  const profile = (/** @type {number} */ at) => page.getByRole('dialog', { name: influencers[at].name, exact: true });
  await expect(profile(1)).toBeVisible();
  await use(page, button(page, 'Next influencer'), 'Enter');
  await expect(profile(2)).toBeVisible();
  await tabTo(page, button(page, 'Previous influencer'), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(profile(1)).toBeVisible();
  await expect(page.getByRole('table', { name: 'Payouts' })).toBeVisible();
  await use(page, button(page, 'Show only this influencer'), 'Enter');
  await expect(page).toHaveURL(/influencer=/);
  await tabTo(page, button(page, 'Close the profile'), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(story.rows().first().locator('.name-button')).toBeFocused();
  await use(page, story.rows().first().locator('[data-toggle="category"]'), 'Enter');
  await expect(page).toHaveURL(/category=/);
});

test('by keyboard alone: files are uploaded, an earlier version comes back, versions are named and deleted', async ({ story, page }) => {
  await story.open();
  await use(page, button(page, 'Upload & Analyze'), 'Enter');
  const choosing = page.waitForEvent('filechooser');
  await use(page, page.locator('#files'), 'Enter');
  await (await choosing).setFiles(GOOD);
  await use(page, page.locator('.upload-panel').getByRole('button', { name: 'Upload & Analyze' }), 'Enter');
  await expect(page.getByRole('status').filter({ hasText: 'is analyzed' })).toBeVisible();
  await story.expectFigures(GOOD_TOTALS);
  const data = page.getByRole('button', { name: /^Data:/ });
  await use(page, data, 'Enter');
  await use(page, button(page, 'Use version 1'), 'Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Version 1 is in use.' })).toBeVisible();
  await use(page, data, 'Enter');
  await use(page, button(page, 'All versions in detail'), 'Enter');
  await expect(page).toHaveURL(/view=data/);
  const second = page.getByRole('listitem', { name: 'Version 2', exact: true });
  await use(page, second.locator('summary'), 'Enter');
  await expect(second.getByRole('table')).toBeVisible();
  await tabTo(page, second.getByRole('button', { name: /^Rename/ }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Spring');
  await page.keyboard.press('Enter');
  await expect(second).toContainText('Spring');
  await use(page, second.getByRole('button', { name: /^Delete/ }), 'Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Version 2 is in the bin.' })).toBeVisible();
  await expect(second).toHaveCount(0);
  await use(page, page.getByRole('link', { name: 'Overview', exact: true }), 'Enter');
  await expect(page).toHaveURL(`${story.address}/`);
});

test('by keyboard alone: colours, help, definitions, shortcuts and the palette', async ({ story, page }) => {
  await story.open();
  await use(page, page.getByRole('button', { name: /^Colours:/ }), 'Enter', 'Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await use(page, button(page, 'Help'), 'Enter');
  await use(page, button(page, /^Keyboard shortcuts/), 'Enter');
  const keys = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(keys).toBeVisible();
  await use(page, keys.getByRole('button', { name: 'Close' }), 'Enter');
  await expect(keys).toBeHidden();
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('definitions');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/view=definitions/);
  await use(page, page.getByRole('searchbox', { name: 'Find a definition' }));
  await page.keyboard.type('incremental roas');
  await expect(page.locator('.definition:visible').first()).toContainText('Incremental ROAS');
  await use(page, page.locator('.definition:visible').first().getByRole('link'), 'Enter');
  await expect(page).toHaveURL(/term=/);
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('literal');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/method=literal/);
});
