import { SHOP_WITH_OPEN_CODE } from './export-files.js';
import { GOOD } from './files.js';
import { expect, test } from './story.js';

/** @import { Page } from '@playwright/test' */

/** @param {Page} page */
const ownerOf = (page, code = 'GLOW25') => page.getByRole('combobox', { name: `${code} counts for` });

test('a code that no influencer owns is given to a creator before anything is used, and the sums follow', async ({ story, page }) => {
  await story.open();
  await story.upload(SHOP_WITH_OPEN_CODE);
  const codes = page.getByRole('region', { name: 'Codes', exact: true });
  await expect(codes.getByRole('table', { name: 'Codes no influencer owns' })).toContainText(/GLOW25.*₹600/);
  await expect(ownerOf(page)).toHaveValue('other');
  const sums = page.getByRole('table', { name: 'What it adds up to' });
  await expect(sums).toContainText('₹2,000 influencer');
  await ownerOf(page).selectOption({ label: 'Ben Cole' });
  await expect(sums).toContainText('₹2,600 influencer');
  await expect(codes.getByRole('table', { name: 'Codes no influencer owns' })).toContainText('as you set it');
  await page.getByRole('button', { name: 'Analyze', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'is analyzed' })).toBeVisible();
  await expect(story.figure('revenue')).toHaveAttribute('data-exact', '2600');
  await expect(story.rows()).toHaveText([/Asha Rao/, /Ben Cole/]);
});

test('codes of the version in use are given to others: a new version, and the way back', async ({ story, page }) => {
  await story.open();
  await story.upload(SHOP_WITH_OPEN_CODE);
  await page.getByRole('button', { name: 'Analyze', exact: true }).click();
  await expect(story.figure('revenue')).toHaveAttribute('data-exact', '2000');
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  const card = page.getByRole('region', { name: 'Who is who' });
  await expect(card.getByRole('table')).toContainText(/ASHA10.*as your files say/);
  await ownerOf(page).selectOption({ label: 'Asha Rao' });
  await ownerOf(page, 'ASHA10').selectOption('organic');
  await ownerOf(page, 'ASHA10').selectOption({ label: 'Asha Rao' });
  await card.getByRole('button', { name: 'Make a new version with 1 change' }).click();
  await expect(page.getByRole('status').filter({ hasText: '1 code given to its owner: version 3 is in use.' })).toBeVisible();
  await expect(ownerOf(page)).not.toHaveValue('other');
  await expect(card.getByRole('button', { name: /^Make a new version/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'The data from before is in use again.' })).toBeVisible();
  await expect(ownerOf(page)).toHaveValue('other');
});

test('data that names creators by their ids has no codes to decide about', async ({ story, page }) => {
  await story.open();
  await story.uploadAndAnalyze(GOOD);
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Versions', exact: true })).toBeVisible();
  await story.settled();
  await expect(page.getByRole('region', { name: 'Who is who' })).toBeHidden();
});
