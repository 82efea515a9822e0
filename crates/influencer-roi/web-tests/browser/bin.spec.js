import { momentText } from '../../web/src/core/dates.js';
import { DELETED, PURGED, stubUnreadable, stubVersions } from './bin-stub.js';
import { expect, test } from './story.js';

/** @import { Page } from '@playwright/test' */

const HOSTILE = '<img src=x onerror=alert(1)>';

/** @param {Page} page @param {number} at */
const version = (page, at) =>
  page.getByRole('list', { name: 'Versions of the data' }).getByRole('listitem', { name: `Version ${at}`, exact: true });
/** @param {Page} page @param {number} at */
const remove = (page, at) => version(page, at).getByRole('button', { name: /^Delete/ });
/** @param {Page} page */
const bin = (page) => page.getByRole('region', { name: 'Bin' });
/** @param {Page} page @param {string} text */
const said = (page, text) => page.getByRole('status').filter({ hasText: text });

test('a deleted version moves to the bin, which says until when it can be restored', async ({ story, page }) => {
  await stubVersions(page);
  await story.open('?view=data');
  await expect(bin(page)).toBeHidden();
  await remove(page, 2).click();
  await expect(said(page, 'Version 2 is in the bin.')).toBeVisible();
  const binned = bin(page).getByRole('listitem');
  await expect(binned).toHaveCount(1);
  await expect(binned).toContainText('Month 2');
  await expect(binned).toContainText(`Deleted ${momentText(DELETED)}`);
  await expect(binned).toContainText(`until ${momentText(PURGED)}; then it is deleted for good`);
  await binned.getByRole('button', { name: 'Restore version 2' }).click();
  await expect(said(page, 'Version 2 is restored.')).toBeVisible();
  await expect(remove(page, 2)).toBeVisible();
  await expect(bin(page)).toBeHidden();
});

test('deleting is undone by the message, and by the row itself', async ({ story, page }) => {
  const { heard } = await stubVersions(page);
  await story.open('?view=data');
  await remove(page, 3).click();
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(remove(page, 3)).toBeVisible();
  await remove(page, 1).click();
  await page.getByRole('button', { name: 'Undo deleting version 1' }).click();
  await expect(remove(page, 1)).toBeVisible();
  expect(heard).toEqual(['DELETE /made-3', 'POST /made-3/restore', 'DELETE /made-1', 'POST /made-1/restore']);
});

for (const width of [1440, 900, 390])
  test(`a double click deletes one version and no other at ${width} pixels`, async ({ story, page }) => {
    await page.setViewportSize({ width, height: 1000 });
    const { heard } = await stubVersions(page);
    await story.open('?view=data');
    await remove(page, 3).dblclick();
    await expect(said(page, 'Version 3 is in the bin.')).toBeVisible();
    await expect(bin(page).getByRole('listitem')).toHaveCount(1);
    await story.settled();
    const place = await remove(page, 2).boundingBox();
    expect(place).not.toBeNull();
    // Nothing has moved: a third and a fourth press hit nothing either, until the pointer leaves the list.
    for (let press = 0; press < 2; press += 1) {
      await page.mouse.down();
      await page.mouse.up();
    }
    expect(await remove(page, 2).boundingBox()).toEqual(place);
    expect(heard).toEqual(['DELETE /made-3']);
    await page.mouse.move(2, 2);
    await expect(page.getByRole('button', { name: 'Undo deleting version 3' })).toHaveCount(0);
    await expect(version(page, 2)).toBeVisible();
  });

test('the keyboard stays on the row of the deleted version, where Enter does nothing and Undo comes next', async ({ story, page }) => {
  const { heard } = await stubVersions(page);
  await story.open('?view=data');
  await remove(page, 2).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(bin(page)).toBeVisible();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Undo deleting version 2' })).toBeFocused();
  expect(heard).toEqual(['DELETE /made-2']);
});

test('a deletion that fails leaves the version where it is, and says why', async ({ story, page }) => {
  await stubVersions(page);
  await page.route('**/api/v1/datasets/made-2', (route) =>
    route.fulfill({ status: 507, json: { error: { code: 'full', message: 'The disk is full.', issues: [] }, request_id: 'r9' } }),
  );
  await story.open('?view=data');
  await remove(page, 2).click();
  await expect(page.getByRole('alert').filter({ hasText: 'The disk is full.' })).toBeVisible();
  await expect(remove(page, 2)).toBeVisible();
});

test('all but the newest versions move to the bin by one press, and come back by one', async ({ story, page }) => {
  const { heard } = await stubVersions(page);
  await story.open('?view=data');
  await page.getByRole('spinbutton', { name: 'How many of the newest versions to keep' }).fill('2');
  await page.getByRole('button', { name: 'Delete 2 older versions' }).dblclick();
  await expect(said(page, '2 versions moved to the bin.')).toBeVisible();
  await expect(bin(page).getByRole('listitem')).toHaveCount(2);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(version(page, 1)).toBeVisible();
  await expect(bin(page)).toBeHidden();
  expect(heard[0]).toBe('POST /keep');
  expect(heard.slice(1).sort()).toEqual(['POST /made-1/restore', 'POST /made-2/restore']);
});

test('a damaged version is named with its file, and cannot be used', async ({ story, page }) => {
  await stubVersions(page, { damage: { 2: { file: `${HOSTILE}.parquet`, what: 'is missing' } } });
  await story.open('?view=data');
  await expect(version(page, 2)).toContainText(`${HOSTILE}.parquet is missing`);
  await expect(version(page, 2)).toContainText('No number comes from a damaged version.');
  await expect(version(page, 2).getByRole('button', { name: /^Go back to this version/ })).toHaveCount(0);
  await expect(version(page, 1).getByRole('button', { name: /^Go back to this version/ })).toBeVisible();
  await expect(page.locator('main img')).toHaveCount(0);
});

test('folders that cannot be used are listed with what was found and what to do', async ({ story, page }) => {
  const folder = `datasets/${HOSTILE}`;
  const message = 'The manifest is of format 9, this program reads up to 3. Start a newer program.';
  const nameless = { id: null, folder, name: null, version: null, current: false, message };
  await stubVersions(page, { warnings: [nameless, { ...nameless, id: 'x', folder: 'datasets/x', name: 'Spring', version: 7 }] });
  await story.open('?view=data');
  const list = page.getByRole('list', { name: 'Versions that cannot be used' }).getByRole('listitem');
  await expect(list.first()).toContainText(folder);
  await expect(list.first()).toContainText(message);
  await expect(list.last()).toContainText('Spring · version 7');
  await expect(page.locator('main img')).toHaveCount(0);
});

test('where the version in use is damaged, the page says so and leads to the versions', async ({ story, page }) => {
  const file = { file: 'cube.parquet', what: 'is not as it was written' };
  await stubVersions(page, { damage: { 4: file } });
  const message = 'Version 4, Month 4, is damaged: cube.parquet is not as it was written.';
  const unreadable = await stubUnreadable(page, { code: 'dataset_damaged', message });
  await page.goto(`${story.address}/`);
  await expect(page.getByRole('alert')).toContainText(message);
  await page.getByRole('button', { name: 'Show the versions' }).click();
  await expect(version(page, 4)).toContainText('cube.parquet is not as it was written');
  await expect(version(page, 3).getByRole('button', { name: /^Go back to this version/ })).toBeVisible();
  unreadable.end();
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('alert').filter({ hasText: message })).toHaveCount(0);
});

for (const colorScheme of /** @type {const} */ (['light', 'dark']))
  test(`axe finds no violation in the bin and beside it, in ${colorScheme}`, async ({ story, page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const warning = { id: null, folder: 'datasets/copy', name: null, version: null, current: false, message: 'A copy. Remove it.' };
    await stubVersions(page, { damage: { 1: { file: 'cube.parquet', what: 'is missing' } }, warnings: [warning] });
    await story.open('?view=data');
    await remove(page, 2).click();
    await expect(bin(page).getByRole('listitem')).toHaveCount(1);
    await story.expectAccessible();
    await page.setViewportSize({ width: 360, height: 800 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
  });
