import { GOOD } from './files.js';
import { expect, test } from './story.js';

test('the currency that is set is that of the next files, and the versions before keep theirs', async ({ story, page }) => {
  await story.open('?view=data');
  const card = page.getByRole('region', { name: 'New files' });
  const currency = card.getByRole('combobox', { name: 'Currency of amounts without a mark' });
  await expect(currency).toHaveValue('INR');
  await currency.selectOption('USD');
  await expect(card.getByRole('status')).toContainText('Kept.');
  await page.reload();
  await expect(currency).toHaveValue('USD');
  await expect(page.locator('.data-now')).toContainText('INR');
  await story.uploadAndAnalyze(GOOD);
  await expect(page.locator('.kpi-card').first()).toContainText('USD');
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await expect(page.locator('.data-now')).toContainText('USD');
});

test('time zone and personal data are set by keyboard', async ({ story, page }) => {
  await story.open('?view=data');
  const card = page.getByRole('region', { name: 'New files' });
  const zone = card.getByRole('combobox', { name: 'Time zone of the shop' });
  await zone.focus();
  await page.keyboard.type('Europe/B');
  await page.keyboard.press('Tab');
  await expect(card.getByRole('status')).toContainText('Kept.');
  await expect(zone).toHaveValue('Europe/Berlin');
  const personal = card.getByRole('checkbox', { name: /^Keep names/ });
  await expect(personal).not.toBeChecked();
  await personal.focus();
  await page.keyboard.press('Space');
  await expect(personal).toBeChecked();
  await page.reload();
  await expect(personal).toBeChecked();
  await expect(zone).toHaveValue('Europe/Berlin');
});

test('where a setting cannot be kept, what is kept stands there again', async ({ story, page }) => {
  await story.open('?view=data');
  const card = page.getByRole('region', { name: 'New files' });
  const currency = card.getByRole('combobox', { name: 'Currency of amounts without a mark' });
  await expect(currency).toHaveValue('INR');
  const full = { status: 503, json: { error: { code: 'storage', message: 'The disk is full.' } } };
  await page.route('**/api/v1/settings', (route) => (route.request().method() === 'PUT' ? route.fulfill(full) : route.continue()));
  await currency.selectOption('EUR');
  await expect(page.getByRole('alert')).toContainText('The disk is full.');
  await expect(currency).toHaveValue('INR');
});
