import { readFile } from 'node:fs/promises';
import { SHOP, SHOP_TOTALS, TWO_CURRENCIES, UNKNOWN_STATUS } from './export-files.js';
import { tabTo } from './keyboard-walk.js';
import { expect, test } from './story.js';

/** @import { Page } from '@playwright/test' */

/** @param {Page} page @param {RegExp} text */
const question = (page, text) => page.getByRole('region', { name: 'Questions' }).getByRole('group', { name: text });

/** @param {Page} page */
const analyze = async (page) => {
  await expect(page.locator('[data-stale]')).toHaveCount(0);
  await page.getByRole('button', { name: 'Analyze', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'is analyzed' })).toBeVisible();
};

test('an orders export, a list of creators and what was paid: dropped at once, one screen, one button, the right dashboard', async ({
  story,
  page,
}) => {
  await story.open();
  await story.drop(SHOP);
  await page.getByRole('button', { name: 'Upload & Analyze' }).click();
  const money = question(page, /^orders_export\.csv: which column is the money/);
  await expect(money.getByRole('radio', { name: /^Total less refunds.*proposed.*₹4,950 revenue/ })).toBeChecked();
  await expect(money.getByRole('radio', { name: /^Subtotal less refunds.*₹4,800 revenue/ })).not.toBeChecked();
  const files = page.getByRole('region', { name: 'Files' });
  await expect(files).toContainText('Shopify orders');
  await expect(files).toContainText(/Personal data of buyers is kept nowhere.*Email, Billing Name/);
  await expect(files.getByRole('table', { name: 'What counts of orders_export.csv' })).toContainText(/voided.*1.*₹1,000/);
  await expect(page.getByRole('region', { name: 'Done without a question' })).toContainText('organic');
  const sent = page.waitForRequest((request) => request.url().endsWith('/commit'));
  await analyze(page);
  expect((await sent).postDataJSON()).toEqual({
    policy: 'reject',
    mapping: {},
    answers: { 'money.orders_export.csv.tracking': 'total' },
  });
  await story.expectFigures(SHOP_TOTALS);
  await expect(story.rows()).toHaveText([/Ben Cole/, /Asha Rao/]);
});

test('another reading of the money is one choice away, and the sums follow before anything is used', async ({ story, page }) => {
  await story.open();
  await story.upload(SHOP);
  await question(page, /money/)
    .getByRole('radio', { name: /^Subtotal/ })
    .check();
  await expect(page.getByRole('table', { name: 'What it adds up to' })).toContainText('₹3,950 influencer + ₹850 organic');
  await analyze(page);
  await expect(story.figure('revenue')).toHaveAttribute('data-exact', '3950');
});

test('sales with an unknown status are left out unless the reader says that they count', async ({ story, page }) => {
  await story.open();
  await story.upload(UNKNOWN_STATUS);
  const status = question(page, /parked/);
  await expect(status.getByRole('radio', { name: /^Leave them out.*proposed/ })).toBeChecked();
  await expect(page.getByRole('table', { name: 'What it adds up to' })).toContainText('₹28,000 influencer');
  await status.getByRole('radio', { name: /^Count them.*₹3,000 revenue/ }).check();
  await expect(page.getByRole('table', { name: 'What it adds up to' })).toContainText('₹31,000 influencer');
  await analyze(page);
  await story.expectFigures({ revenue: 31000, orders: 17, spend: 9000 });
});

test('by keyboard alone: a rate for payments in another currency is written, and a wrong one changes nothing', async ({ story, page }) => {
  await story.open();
  await story.upload(TWO_CURRENCIES);
  const currency = question(page, /USD/);
  await expect(page.getByRole('table', { name: 'What counts of payouts.csv' })).toContainText(/USD.*1.*USD.100/);
  const rate = currency.getByRole('textbox', { name: 'Rate' });
  await tabTo(page, rate);
  await page.keyboard.type('eighty');
  await page.keyboard.press('Enter');
  await expect(currency.getByRole('alert')).toHaveText('Write a rate above 0, such as 83.5.');
  await expect(currency.getByRole('radio', { name: /^Leave/ })).toBeChecked();
  await expect(currency.getByRole('radio', { name: 'Convert them at' })).toBeDisabled();
  await rate.fill('80');
  await page.keyboard.press('Enter');
  await expect(currency.getByRole('radio', { name: 'Convert them at' })).toBeChecked();
  await expect(rate).toBeFocused();
  await expect(page.getByRole('table', { name: 'What it adds up to' })).toContainText('₹13,000');
  await tabTo(page, page.getByRole('button', { name: 'Analyze', exact: true }));
  await page.keyboard.press('Enter');
  await expect(story.figure('spend')).toHaveAttribute('data-exact', '13000');
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test.describe(colorScheme, () => {
    test.use({ colorScheme });

    test('the questions are accessible on a desktop and a phone, where nothing is pushed apart', async ({ story, page }) => {
      await story.open();
      await story.upload([...SHOP.slice(0, 2), TWO_CURRENCIES[2]]);
      await expect(page.getByRole('region', { name: 'Questions' })).toBeVisible();
      await story.expectAccessible('.upload-panel');
      await page.setViewportSize({ width: 390, height: 844 });
      // The charts below follow a moment after the window.
      await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      await story.expectAccessible('.upload-panel');
    });
  });
}

test('the template files can be taken, filled in and used without a question', async ({ story, page }) => {
  await story.open();
  await page.getByRole('button', { name: 'Upload & Analyze' }).click();
  const templates = [];
  for (const name of ['influencers.csv', 'tracking.csv', 'payouts.csv']) {
    const coming = page.waitForEvent('download');
    await page.getByRole('link', { name }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe(name);
    templates.push({ name, mimeType: 'text/csv', buffer: await readFile(await download.path()) });
  }
  await story.uploadAndAnalyze(templates);
  await story.expectFigures({ revenue: 20000, orders: 10, spend: 9000 });
});

test('the sample files show what an upload is like', async ({ story, page }) => {
  await story.open();
  const { totals } = await story.dashboard();
  await page.getByRole('button', { name: 'Upload & Analyze' }).click();
  await page.getByRole('button', { name: 'Use the sample files' }).click();
  await expect(page.getByRole('list', { name: 'Files to upload' }).getByRole('listitem')).toHaveCount(4);
  await page.getByRole('button', { name: 'Upload & Analyze' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'is analyzed' })).toBeVisible();
  await story.expectFigures({ revenue: totals.revenue.value, spend: totals.spend.value, orders: totals.orders.value });
});
