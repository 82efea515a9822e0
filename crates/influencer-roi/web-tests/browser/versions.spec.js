import { readFile } from 'node:fs/promises';
import { BAD, GOOD, HOSTILE, NO_ORGANIC } from './files.js';
import { expect, test } from './story.js';

/** @import { Page } from '@playwright/test' */
/** @import { Story } from './story.js' */

/** @param {Page} page */
const versions = (page) => page.getByRole('list', { name: 'Versions of the data' });
/** @param {Page} page @param {number} at */
const version = (page, at) => versions(page).getByRole('listitem', { name: `Version ${at}`, exact: true });

/** @param {Story} story */
async function twoVersions(story) {
  await story.open();
  await story.uploadAndAnalyze(GOOD);
  await story.page.getByRole('link', { name: 'Data', exact: true }).click();
  await expect(version(story.page, 2)).toContainText('In use');
}

test('every version is kept: the data view lists them, goes back and deletes', async ({ story, page }) => {
  await twoVersions(story);
  await version(page, 1)
    .getByRole('button', { name: /^Go back to this version/ })
    .click();
  await expect(version(page, 1)).toContainText('In use');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(version(page, 2)).toContainText('In use');
  await version(page, 1)
    .getByRole('button', { name: /^Delete/ })
    .click();
  await expect(page.getByRole('status').filter({ hasText: 'Version 1 is in the bin.' })).toBeVisible();
  await expect(version(page, 1)).toHaveCount(0);
  await expect(version(page, 2)).toHaveCount(1);
});

test('a version says what it holds and how it differs from the one before', async ({ story, page }) => {
  await twoVersions(story);
  await story.uploadAndAnalyze(NO_ORGANIC);
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  const newest = version(page, 3);
  await expect(newest).toContainText('₹28,000');
  await expect(newest.locator('.version-change').first()).toHaveText('−3');
  await expect(newest.locator('.version-change').last()).toHaveText('no change');
  await newest.locator('summary').click();
  const tables = newest.getByRole('table');
  await expect(tables.getByRole('row', { name: /^Tracking/ })).toContainText('−3 rows');
  await expect(tables.getByRole('row', { name: /^Payouts/ })).toContainText('no change');
});

test('a version is named where it stands: Enter keeps the name, Esc takes it back', async ({ story, page }) => {
  await twoVersions(story);
  await page.getByRole('button', { name: 'Rename version 2' }).click();
  const input = page.getByRole('textbox', { name: 'Name of version 2' });
  await input.fill('Never mind');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Rename version 2' })).toBeFocused();
  await expect(version(page, 2)).not.toContainText('Never mind');
  await page.getByRole('button', { name: 'Rename version 2' }).click();
  await input.fill(HOSTILE.markup);
  await page.keyboard.press('Enter');
  await expect(version(page, 2)).toContainText(HOSTILE.markup);
  await page.reload();
  await expect(version(page, 2)).toContainText(HOSTILE.markup);
  await expect(page.locator('main img')).toHaveCount(0);
});

test('the uploaded files come back byte for byte', async ({ story, page }) => {
  await twoVersions(story);
  await version(page, 2).locator('summary').click();
  const coming = page.waitForEvent('download');
  await version(page, 2).getByRole('link', { name: GOOD[1].name, exact: true }).click();
  expect(await readFile(await (await coming).path())).toEqual(GOOD[1].buffer);
});

test('where the files were not kept, the page says so', async ({ story, page }) => {
  await page.route('**/api/v1/datasets', async (route) => {
    const answer = await route.fetch();
    const { datasets } = await answer.json();
    const bare = datasets.map((/** @type {object} */ one) => ({ ...one, sample: false, originals: null }));
    return route.fulfill({ response: answer, json: { datasets: bare } });
  });
  await story.open();
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await version(page, 1).locator('summary').click();
  await expect(version(page, 1)).toContainText('The uploaded files were not kept.');
});

test('the report of a version opens again, by link and by button', async ({ story, page }) => {
  await story.open();
  await story.upload(BAD);
  await page.getByRole('button', { name: 'Use the valid rows' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'is analyzed' })).toBeVisible();
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await expect(version(page, 2)).toContainText('1 row left out');
  await version(page, 2).locator('summary').click();
  await version(page, 2)
    .getByRole('button', { name: /^See the report/ })
    .click();
  const issues = page.getByRole('region', { name: 'Issues' });
  await expect(issues).toContainText('eight thousand');
  await expect(page.getByRole('combobox', { name: /counts as$/ })).toHaveCount(0);
  await page.reload();
  await expect(issues).toContainText('eight thousand');
  const coming = page.waitForEvent('download');
  await issues.getByRole('link', { name: 'Download rows with issues (CSV) of tracking_data.csv' }).click();
  expect(await readFile(await (await coming).path(), 'utf8')).toContain('eight thousand');
});

test('all but the newest versions are deleted, and the one in use stays', async ({ story, page }) => {
  await twoVersions(story);
  await story.uploadAndAnalyze(NO_ORGANIC);
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await version(page, 1)
    .getByRole('button', { name: /^Go back to this version/ })
    .click();
  await expect(version(page, 1)).toContainText('In use');
  const last = page.getByRole('spinbutton', { name: 'How many of the newest versions to keep' });
  await last.fill('2');
  await expect(page.getByText('nothing to delete')).toBeVisible();
  await last.fill('1');
  await page.getByRole('button', { name: 'Delete 1 older version' }).click();
  await expect(version(page, 2)).toHaveCount(0);
  await expect(version(page, 1)).toContainText('In use');
  await expect(version(page, 3)).toHaveCount(1);
});

test('the whole content hash can be copied', async ({ story, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await twoVersions(story);
  await version(page, 2).getByRole('button', { name: 'Copy the content hash of version 2' }).click();
  await expect(version(page, 2)).toContainText('copied');
  const { datasets } = await story.ask('/datasets');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(datasets[0].content_hash);
});

test('a phone can use and delete versions without scrolling sideways', async ({ story, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await twoVersions(story);
  const right = await version(page, 1)
    .getByRole('button', { name: /^Delete/ })
    .evaluate((button) => button.getBoundingClientRect().right);
  expect(right).toBeLessThan(390);
  await version(page, 1)
    .getByRole('button', { name: /^Go back to this version/ })
    .click();
  await expect(page.getByRole('status').filter({ hasText: 'Version 1 is in use.' })).toBeVisible();
});
