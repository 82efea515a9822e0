import AxeBuilder from '@axe-core/playwright';
import { readFile } from 'node:fs/promises';
import { csv } from './files.js';
import { expect, test } from './story.js';

const PEOPLE = csv('influencers.csv', ['id,name,category,gender,followers,platform,coupon code', 'a,Asha,Fitness,F,1,Instagram,ASHA10']);
const PAID = csv('payouts.csv', ['influencer_id,basis,rate,orders,total_payout', 'a,post,0,0,500']);
const january = csv('january.csv', ['Xa,Xb,Xc,Xd', 'a,2026-01-05,900,3', 'a,2026-01-06,100,1']);
const february = csv('february.csv', ['Xa,Xb,Xc,Xd', 'a,2026-02-05,50,1']);

/** @param {import('@playwright/test').Page} page @param {string} file */
const cardOf = (page, file) => page.locator('.report-file').filter({ hasText: file });

test('a sheet that was mapped once is read by its own shape the next time, and can be read without', async ({ story, page }) => {
  await story.open();
  await story.upload([PEOPLE, PAID, january]);
  const card = cardOf(page, 'january.csv');
  await card.getByRole('combobox', { name: 'Table of january.csv' }).selectOption('tracking');
  for (const [field, header] of [
    ['Influencer id', 'Xa'],
    ['Date', 'Xb'],
    ['Revenue', 'Xc'],
    ['Orders', 'Xd'],
  ])
    await card.getByRole('combobox', { name: `for ${field}` }).selectOption(header);
  await expect(page.getByText('No errors')).toBeVisible();
  await card.getByText('Save as your own shape').click();
  await card.getByRole('textbox', { name: 'Name of the shape of january.csv' }).fill('Takings <b>of</b> the shop');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Saved as your own shape Takings <b>of</b> the shop' })).toBeVisible();
  await page.getByRole('button', { name: 'Discard' }).click();

  await story.open('?view=data');
  const shapes = page.getByRole('region', { name: 'Own shapes' });
  await expect(shapes.getByText('Takings <b>of</b> the shop')).toBeVisible();
  const downloading = page.waitForEvent('download');
  await shapes.getByRole('link', { name: /^Download Takings/ }).click();
  const file = await (await downloading).path();
  expect(await readFile(file, 'utf8')).toContain('fingerprint = ');

  await story.upload([PEOPLE, csv('sheet.csv', ['just,words', 'a,b']), february]);
  const read = cardOf(page, 'february.csv');
  await expect(read.getByText('Read by your own shape')).toBeVisible();
  await read.getByRole('button', { name: 'Read it without' }).click();
  await expect(read.getByText('Not read by your own shape')).toBeVisible();
  await expect(read.getByRole('combobox', { name: 'Table of february.csv' })).toHaveValue('ignore');
  await read.getByRole('button', { name: 'Read it by this shape' }).click();
  await expect(read.getByText('Read by your own shape')).toBeVisible();
  await page.getByRole('button', { name: 'Discard' }).click();

  await story.open('?view=data');
  await shapes.getByRole('button', { name: /^Delete Takings/ }).click();
  await expect(shapes.getByRole('status')).toContainText('is deleted');
  await shapes.locator('input[type=file]').setInputFiles({ name: 'sent.toml', mimeType: 'text/plain', buffer: await readFile(file) });
  await expect(shapes.getByRole('status')).toContainText('is kept');
  await shapes.locator('input[type=file]').setInputFiles({ name: 'broken.toml', mimeType: 'text/plain', buffer: Buffer.from('id = 5') });
  await expect(page.getByRole('alert')).toContainText('the shape, line 1');
});

test('a status is switched by keyboard and everything is counted again', async ({ story, page }) => {
  const header = 'Name,Financial Status,Created at,Subtotal,Total,Refunded Amount,Currency,Discount Code,Lineitem name';
  const orders = csv('orders.csv', [
    header,
    '#1,paid,2026-01-05 10:00:00 +0530,100,100,0,INR,ASHA10,Whey',
    '#2,voided,2026-01-06 10:00:00 +0530,70,70,0,INR,ASHA10,Whey',
  ]);
  await story.open();
  await story.upload([PEOPLE, orders]);
  const statuses = page.getByRole('region', { name: 'Statuses', exact: true });
  const voided = statuses.getByRole('switch', { name: 'Use the rows with the status voided of orders.csv' });
  await expect(voided).not.toBeChecked();
  const sums = page.getByRole('table', { name: 'What it adds up to' });
  await expect(sums).toContainText('₹100 influencer');
  await voided.focus();
  await page.keyboard.press('Space');
  await expect(sums).toContainText('₹170 influencer');
  await expect(voided).toBeChecked();
  await expect(voided).toBeFocused();
  for (const scheme of /** @type {const} */ (['light', 'dark'])) {
    await page.emulateMedia({ colorScheme: scheme });
    const { violations } = await new AxeBuilder({ page }).include('.report-body').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`)).toEqual([]);
  }
  await page.setViewportSize({ width: 390, height: 800 });
  // Charts behind the screen take their new width a frame after the window has it.
  await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
