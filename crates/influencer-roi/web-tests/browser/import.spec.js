import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { BAD, GOOD, GOOD_TOTALS, MESSY, NEXT_MONTH, TWO_MONTHS } from './files.js';
import { expect, test } from './story.js';

/** @import { Page } from '@playwright/test' */
/** @import { Upload } from './files.js' */

/** @param {Page} page */
const sums = (page) => page.getByRole('table', { name: 'What it adds up to' });
/** @param {Page} page */
const issues = (page) => page.getByRole('region', { name: 'Issues' });

/** Chooses files by a button of the report. @param {Page} page @param {string | RegExp} button @param {Upload[]} files */
async function addBy(page, button, files) {
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: button }).first().click();
  await (await choosing).setFiles(files);
}

test('what the report shows is what the files hold', async ({ story, page }) => {
  await story.open();
  await story.upload(MESSY);
  await expect(sums(page)).toContainText('₹24,000 influencer + ₹3,000 organic + ₹500 other');
  await expect(page.getByText('1 row would be left out')).toBeVisible();
  const people = page.getByRole('listitem').filter({ hasText: 'people.csv' });
  await people.getByText('6 of 6 columns used').click();
  await expect(people.getByRole('row', { name: /Follower Count/ })).toContainText(/Known name, \d+%/);
  await expect(people.getByRole('row', { name: /Follower Count/ })).toContainText('120000');
});

test('another column for a field changes the figures at once, and is what is analyzed', async ({ story, page }) => {
  await story.open();
  const { totals } = await story.dashboard();
  await story.upload(MESSY);
  const sales = page.getByRole('listitem').filter({ hasText: 'sales.csv' });
  await sales.locator('.file-columns > summary').click();
  await sales.getByRole('combobox', { name: /for Revenue$/i }).selectOption('net_amount');
  await expect(sums(page)).toContainText('₹27,000 influencer + ₹2,700 organic + ₹450 other');
  await expect(page.getByText('No errors')).toBeVisible();
  await expect(sales.getByRole('row', { name: /net_amount/ })).toContainText('Your choice');
  await expect(sales.getByRole('combobox', { name: /for Revenue$/i })).toHaveValue('net_amount');
  expect((await story.dashboard()).totals).toEqual(totals);
  await page.getByRole('button', { name: 'Analyze', exact: true }).click();
  await expect(story.figure('revenue')).toHaveAttribute('data-exact', '27000');
});

test('a source of another class changes the figures, and the keyboard stays where it was', async ({ story, page }) => {
  await story.open();
  await story.upload(MESSY);
  const ad = page.getByRole('combobox', { name: 'ad counts as' });
  await ad.focus();
  await ad.selectOption('organic');
  await expect(sums(page)).toContainText('₹24,000 influencer + ₹3,500 organic');
  await expect(ad).toBeFocused();
  await expect(page.getByRole('status').filter({ hasText: 'The figures are recalculated.' })).toBeVisible();
});

test('sales that name no influencer are never credited to an influencer, and the page says so', async ({ story, page }) => {
  await story.open();
  await story.upload(MESSY);
  await page.getByRole('combobox', { name: 'ad counts as' }).selectOption('influencer');
  await expect(page.getByRole('region', { name: 'Sources', exact: true })).toContainText('1 influencer row has no influencer id');
  await expect(sums(page)).toContainText('₹24,000 influencer + ₹3,000 organic + ₹500 other');
});

test('another brand rule shows its brands', async ({ story, page }) => {
  await story.open();
  await story.upload(MESSY);
  const brands = page.getByRole('region', { name: 'Brand' });
  await expect(brands).not.toContainText('SummerFit');
  await page.getByRole('combobox', { name: 'Where the brand comes from' }).selectOption('campaign');
  await expect(brands).toContainText('SummerFit');
});

test('a spelling can be kept as it is written, and folded again', async ({ story, page }) => {
  await story.open();
  await story.upload(MESSY);
  const spelling = page.getByRole('combobox', { name: 'X is read as' });
  await expect(spelling).toHaveValue('Twitter');
  const asked = page.waitForRequest((request) => request.url().endsWith('/preview'));
  await spelling.selectOption('X');
  expect((await asked).postDataJSON().mapping.spelling).toEqual({ platform: { X: 'X' } });
  await expect(page.locator('[data-stale]')).toHaveCount(0);
  await expect(spelling).toHaveValue('X');
  await spelling.selectOption('Twitter');
  await expect(page.locator('[data-stale]')).toHaveCount(0);
  await expect(spelling).toHaveValue('Twitter');
});

test('rows that repeat others can be counted once', async ({ story, page }) => {
  await story.open();
  await story.upload(MESSY);
  const repeated = page.getByRole('region', { name: 'Repeated rows' });
  await expect(repeated).toContainText('1 row repeats another row in every column (₹10,000 revenue).');
  await repeated.getByRole('radio', { name: /^Count each once/ }).check();
  await expect(sums(page)).toContainText('₹14,000 influencer');
  await repeated.getByRole('radio', { name: /^Count every row/ }).check();
  await expect(sums(page)).toContainText('₹24,000 influencer');
});

test('a file can be left out', async ({ story, page }) => {
  await story.open();
  await story.upload(TWO_MONTHS);
  await expect(sums(page)).toContainText('june.csv');
  await page.getByRole('combobox', { name: 'Table of june.csv' }).selectOption('ignore');
  await expect(sums(page)).not.toContainText('june.csv');
  await page.getByRole('button', { name: 'Analyze', exact: true }).click();
  await expect(story.figure('revenue')).toHaveAttribute('data-exact', '1200');
});

test('a change that the server refuses is taken back, with its reason', async ({ story, page }) => {
  await story.open();
  await page.route('**/preview', (route) =>
    route.fulfill({ status: 400, json: { error: { code: 'bad_mapping', message: 'No such class.' }, request_id: 'r' } }),
  );
  await story.upload(MESSY);
  const ad = page.getByRole('combobox', { name: 'ad counts as' });
  await ad.selectOption('organic');
  await expect(page.getByText('No such class. The change was taken back.')).toBeVisible();
  await expect(ad).toHaveValue('other');
  await expect(page.getByRole('button', { name: 'Use the valid rows' })).toBeEnabled();
});

test('while the figures are worked out nothing can be taken, and a slow answer never overwrites a newer one', async ({ story, page }) => {
  await story.open();
  await story.upload(MESSY);
  /** @type {(value?: unknown) => void} */
  let letGo = () => undefined;
  const held = new Promise((resolve) => {
    letGo = resolve;
  });
  await page.route('**/preview', async (route) => {
    const slow = route.request().postDataJSON().mapping.source.ad === 'influencer';
    const answer = await route.fetch();
    if (slow) await held;
    // The browser may have given the slow one up.
    await route.fulfill({ response: answer }).catch(() => undefined);
  });
  const ad = page.getByRole('combobox', { name: 'ad counts as' });
  const asked = page.waitForRequest((request) => request.url().endsWith('/preview'));
  await ad.selectOption('influencer');
  await asked;
  await expect(page.getByText('Recalculating the figures …')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Use the valid rows' })).toBeDisabled();
  await ad.selectOption('organic');
  await expect(sums(page)).toContainText('₹24,000 influencer + ₹3,500 organic');
  letGo();
  await page.unrouteAll({ behavior: 'wait' });
  await expect(sums(page)).toContainText('₹24,000 influencer + ₹3,500 organic');
  await expect(ad).toHaveValue('organic');
});

test('what was changed is still there when the report is closed and opened again', async ({ story, page }) => {
  await story.open();
  await story.upload(MESSY);
  await page.getByRole('combobox', { name: 'ad counts as' }).selectOption('organic');
  await expect(sums(page)).toContainText('₹3,500 organic');
  await page.getByRole('button', { name: 'Close the upload' }).click();
  await page.goBack();
  await expect(sums(page)).toContainText('₹3,500 organic');
});

test('what was changed is still there when the page is loaded again', async ({ story, page }) => {
  await story.open();
  await story.upload(MESSY);
  await page.getByRole('combobox', { name: 'ad counts as' }).selectOption('organic');
  await expect(sums(page)).toContainText('₹3,500 organic');
  await page.reload();
  await expect(sums(page)).toContainText('₹3,500 organic');
  await expect(page.getByRole('combobox', { name: 'ad counts as' })).toHaveValue('organic');
});

test('a reading that was given up is waited for, not complained about', async ({ story, page }) => {
  await story.open();
  await story.upload(MESSY);
  let refusals = 2;
  await page.route('**/preview', async (route) => {
    if (refusals === 0) return route.continue();
    refusals -= 1;
    const error = { code: 'not_ready', message: 'This import is running.' };
    return route.fulfill({ status: 409, json: { error, request_id: 'r' } });
  });
  await page.getByRole('combobox', { name: 'ad counts as' }).selectOption('organic');
  await expect(sums(page)).toContainText('₹3,500 organic');
  expect(refusals).toBe(0);
});

test('each kind of issue says how bad it is in a word, how often, and what it means', async ({ story, page }) => {
  await story.open();
  await story.upload(BAD);
  const error = issues(page).locator('details.is-error');
  await expect(error).toHaveCount(1);
  await expect(error.locator('summary')).toContainText('Error');
  await expect(error.locator('summary')).toContainText('1×');
  await expect(error.locator('.issue-meaning')).not.toBeEmpty();
  await expect(error).toContainText('eight thousand');
});

test('rows with issues are taken away, corrected and brought back', async ({ story, page }) => {
  await story.open();
  await story.upload(BAD);
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download rows with issues (CSV) of tracking_data.csv' }).click();
  const text = await readFile(await (await coming).path(), 'utf8');
  expect(text).toContain('eight thousand');
  const corrected = { name: 'issues.csv', mimeType: 'text/csv', buffer: Buffer.from(text.replaceAll('eight thousand', '8000.50')) };
  await addBy(page, 'Upload corrected rows', [corrected]);
  await expect(page.getByText('No errors')).toBeVisible();
  const file = page.getByRole('listitem').filter({ has: page.getByText('issues.csv', { exact: true }) });
  await expect(file.getByText('corrects tracking_data.csv')).toBeVisible();
  await page.getByRole('button', { name: 'Analyze', exact: true }).click();
  await expect(story.figure('revenue')).toHaveAttribute('data-exact', '34000.5');
});

test('a missing table is added where it is missed, and what was chosen before still holds', async ({ story, page }) => {
  await story.open();
  await story.upload([MESSY[0], MESSY[2]]);
  const spelling = page.getByRole('combobox', { name: 'X is read as' });
  await spelling.selectOption('X');
  await expect(page.locator('[data-stale]')).toHaveCount(0);
  await addBy(page, 'Add the missing file', [MESSY[1]]);
  await expect(sums(page)).toContainText('₹13,600');
  await expect(spelling).toHaveValue('X');
  await page.getByRole('button', { name: 'Use the valid rows' }).click();
  await expect(story.figure('spend')).toHaveAttribute('data-exact', '13600');
});

test('files that are refused leave the report as it was', async ({ story, page }) => {
  await story.open();
  await story.upload(BAD);
  await page.route('**/imports/*/files', (route) =>
    route.fulfill({ status: 413, json: { error: { code: 'upload_too_large', message: 'Too large.' }, request_id: 'r' } }),
  );
  await addBy(page, 'Upload corrected rows', [GOOD[1]]);
  await expect(page.getByText('Too large.')).toBeVisible();
  await expect(issues(page)).toContainText('eight thousand');
});

test('what was chosen for an earlier file with the same columns is said before it counts again', async ({ story, page }) => {
  await story.open();
  await story.upload(MESSY);
  await page.getByRole('combobox', { name: 'ad counts as' }).selectOption('organic');
  await expect(page.locator('[data-stale]')).toHaveCount(0);
  await page.getByRole('button', { name: 'Use the valid rows' }).click();
  await expect(story.figure('spend')).toHaveAttribute('data-exact', '13600');
  await story.upload(MESSY);
  await expect(page.getByRole('note')).toContainText('source "ad" counts as organic');
});

test('the report can be looked at before anything is analyzed', async ({ story, page }) => {
  await story.open();
  await page.getByRole('button', { name: 'Upload & Analyze' }).click();
  await page.locator('#files').setInputFiles(GOOD);
  await page.getByRole('button', { name: 'Check first' }).click();
  await expect(page.getByText('No errors')).toBeVisible();
  await page.getByRole('button', { name: 'Analyze', exact: true }).click();
  await expect(story.figure('revenue')).toHaveAttribute('data-exact', String(GOOD_TOTALS.revenue));
});

test('a report of files that are in the data shows no trouble', async ({ story, page }) => {
  await story.open();
  await story.upload(MESSY);
  await page.getByRole('combobox', { name: 'ad counts as' }).selectOption('organic');
  await expect(page.locator('[data-stale]')).toHaveCount(0);
  const id = new URL(page.url()).searchParams.get('report');
  await page.getByRole('button', { name: 'Use the valid rows' }).click();
  await expect(story.figure('spend')).toHaveAttribute('data-exact', '13600');
  await page.goto(`${new URL(page.url()).origin}/?report=${id}`);
  await expect(page.getByText('This became a version of the data.')).toBeVisible();
  await expect(page.getByText('was taken back')).toHaveCount(0);
});

test('a file that cannot be read is not added, and the report stays', async ({ story, page }) => {
  await story.open();
  await story.upload(BAD);
  const wide = { name: 'wide.csv', mimeType: 'text/csv', buffer: Buffer.from(`${Array.from({ length: 600 }, (_, at) => `c${at}`)}\n`) };
  await addBy(page, 'Upload corrected rows', [wide]);
  await expect(page.getByText(/the columns of a file: found 600, at most 500/)).toBeVisible();
  await expect(issues(page)).toContainText('eight thousand');
});

test('a new month is added to the data in use', async ({ story, page }) => {
  await story.open();
  await story.uploadAndAnalyze(GOOD);
  await page.getByRole('button', { name: 'Upload & Analyze' }).click();
  await page.getByRole('radio', { name: /^Add to the current data/ }).check();
  const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().includes('/imports?'));
  const committed = page.waitForResponse((response) => response.url().endsWith('/commit'));
  await page.locator('#files').setInputFiles([NEXT_MONTH]);
  await page.getByRole('button', { name: 'Upload & Analyze' }).click();
  expect(new URL((await sent).url()).search).toBe('?mode=append');
  const report = page.getByRole('heading', { name: 'What was understood' });
  await expect(report.or(page.locator('.dataset-facts', { hasText: 'version 3 ·' }))).toBeVisible();
  if (await report.isVisible()) await page.getByRole('button', { name: 'Analyze', exact: true }).click();
  await committed;
  await expect(story.figure('revenue')).toHaveAttribute('data-exact', String(GOOD_TOTALS.revenue + 700));
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await expect(page.getByRole('listitem', { name: 'Version 3' })).toContainText('Added to v2');
});

test('where nothing can be added to the data in use, the page says why', async ({ story, page }) => {
  await story.open();
  await page.route('**/imports?mode=append', (route) =>
    route.fulfill({
      status: 409,
      json: { error: { code: 'no_originals', message: 'The files of the data in use were not kept.' }, request_id: 'r' },
    }),
  );
  await page.getByRole('button', { name: 'Upload & Analyze' }).click();
  await page.getByRole('radio', { name: /^Add to the current data/ }).check();
  await story.upload([NEXT_MONTH]);
  await expect(page.getByText('The files of the data in use were not kept.')).toBeVisible();
  await page.getByRole('button', { name: 'Back to the files' }).click();
  await expect(page.getByRole('list', { name: 'Files to upload' })).toContainText('sales_feb.csv');
});

test('a compressed file is read like any other', async ({ story }) => {
  await story.open();
  const packed = { name: 'tracking_data.csv.gz', mimeType: 'application/gzip', buffer: gzipSync(GOOD[1].buffer) };
  await story.uploadAndAnalyze([GOOD[0], packed, GOOD[2]]);
  await story.expectFigures(GOOD_TOTALS);
});

test('the progress says bytes, rows and issues so far', async ({ story, page }) => {
  await story.open();
  let held = true;
  await page.route('**/api/v1/imports/*', async (route) => {
    if (!held || route.request().method() !== 'GET') return route.continue();
    const answer = await route.fetch();
    const progress = { bytes: 340_000_000, bytes_total: 550_000_000, rows: 6_123_456, issues: 1203 };
    return route.fulfill({ response: answer, json: { ...(await answer.json()), state: 'running', report: undefined, progress } });
  });
  await story.upload(GOOD);
  const said = 'Reading: 340 MB of 550 MB · 61,23,456 rows · 1,203 issues so far';
  await expect(page.locator('.upload-progress-text')).toHaveText(said);
  await expect(page.locator('.upload-progress').getByRole('status')).toHaveText(said);
  held = false;
  await story.expectFigures(GOOD_TOTALS);
});
