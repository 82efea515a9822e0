import { readFile } from 'node:fs/promises';
import { numberStyle } from '../../web/src/core/numbers.js';
import { csv, GOOD } from './files.js';
import { SCREENS, expect, readCsv, test } from './story.js';

/** @import { Payouts } from '../../web/src/core/api.d.ts' */
/** @import { Story } from './story.js' */

const style = numberStyle('INR');

/** @param {Story} story @param {string} [query] @returns {Promise<Payouts>} */
const asked = (story, query = '') => story.ask(`/payouts?cases=1000&limit=1000&${query}`);

/** @param {import('@playwright/test').Page} page @param {string} kind */
const finding = (page, kind) => page.locator(`details[data-kind="${kind}"]`);

/** The figure of the view, as it is written. @param {import('@playwright/test').Page} page @param {string} id */
const sum = (page, id) => page.locator(`.payouts-view [data-figure="${id}"]`);

test('what was earned and paid adds up on the screen, and is the spend of the overview', async ({ story, page }) => {
  const answer = await asked(story);
  await story.open();
  await page.getByRole('link', { name: 'Payouts' }).click();
  await expect(page).toHaveURL(/view=payouts/);
  const { totals } = answer;
  for (const id of /** @type {const} */ (['earned', 'paid', 'pending', 'due', 'too_much']))
    await expect(sum(page, id)).toHaveText(style.full('money', totals[id].value ?? NaN));
  const shown = async (/** @type {string} */ id) => Number((await sum(page, id).innerText()).replaceAll(/[^0-9]/g, ''));
  expect((await shown('earned')) + (await shown('too_much'))).toBe((await shown('paid')) + (await shown('pending')) + (await shown('due')));
  const { totals: overview } = await story.dashboard();
  expect(totals.spend.value).toBe(overview.spend.value);
  const statements = page.locator('.payout-statements tbody tr:not(.payout-line)');
  await expect(statements).toHaveCount(answer.statements_total + 1);
  await expect(statements.first()).toContainText(`All ${answer.statements_total}`);
  await expect(statements.nth(1)).toContainText(answer.statements[0].name);
  await statements.nth(1).getByRole('button', { name: answer.statements[0].name }).click();
  await expect(page.locator('.payout-line:visible')).toHaveCount(answer.statements[0].lines.length);
});

test('a finding is opened, asked back, said to be fine and taken back, and a reload remembers it', async ({ story, page }) => {
  const { findings, findings_total: before } = await asked(story);
  const largest = findings[0];
  const [first] = largest.list;
  await story.open('?view=payouts');
  await finding(page, largest.kind).locator('summary').click();
  const row = finding(page, largest.kind).locator('tbody tr').first();
  await expect(row).toContainText(first.influencer.name);
  await row.getByRole('button', { name: 'Ask it back' }).click();
  await expect(row).toContainText('Asked back');
  await expect(sum(page, 'at_risk')).toHaveText(style.full('money', before.at_risk.value ?? NaN));
  await page.reload();
  await story.settled();
  await finding(page, largest.kind).locator('summary').click();
  await expect(row).toContainText('Asked back');
  await row.getByRole('button', { name: 'Undo' }).click();
  await row.getByRole('button', { name: 'It is fine' }).click();
  const fine = finding(page, largest.kind).locator('tbody tr.is-fine');
  await expect(fine).toContainText(first.influencer.name);
  await expect(sum(page, 'at_risk')).toHaveText(style.full('money', (before.at_risk.value ?? NaN) - (first.at_risk.value ?? NaN)));
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export findings' }).click();
  const rows = readCsv(await readFile(await (await coming).path(), 'utf8'));
  expect(rows.filter((one) => one.at(-1) === 'fine')).toHaveLength(1);
  await fine.getByRole('button', { name: 'Undo' }).click();
  await expect(sum(page, 'at_risk')).toHaveText(style.full('money', before.at_risk.value ?? NaN));
  expect((await asked(story)).findings_total).toEqual(before);
});

test('the findings are reached, opened and decided with the keyboard alone', async ({ story, page }) => {
  const { findings } = await asked(story);
  await story.open('?view=payouts');
  await expect(page.locator('.payout-finding').first()).toBeVisible();
  await page.keyboard.press(']');
  await expect(finding(page, findings[0].kind).locator('summary')).toBeFocused();
  await page.keyboard.press(']');
  await page.keyboard.press('[');
  await page.keyboard.press('Enter');
  const row = finding(page, findings[0].kind).locator('tbody tr').first();
  await row.getByRole('button', { name: 'Ask it back' }).focus();
  await page.keyboard.press('Enter');
  await expect(row).toContainText('Asked back');
  await expect(row.getByRole('button', { name: 'Undo' })).toBeFocused();
});

test('a filter chooses statements and findings, and a pill those with one kind of balance', async ({ story, page }) => {
  const answer = await asked(story, 'brand=Gritzo');
  await story.open('?view=payouts&brand=Gritzo');
  await expect(sum(page, 'paid')).toHaveText(style.full('money', answer.totals.paid.value ?? NaN));
  await expect(page.locator('.payouts-note').filter({ hasText: 'do not name what is chosen' })).toBeVisible();
  const overpaid = answer.statements.filter((one) => (one.too_much.value ?? 0) > 0);
  await page.getByRole('button', { name: 'paid too much' }).click();
  await expect(page.locator('.payout-statements tbody tr:not(.payout-line)')).toHaveCount(overpaid.length + 1);
});

test('without terms and statuses the view says so and hides what nobody knows', async ({ story, page }) => {
  await story.open();
  const plain = csv('payouts.csv', ['influencer_id,total_payout', '1,10000', '2,3600']);
  await story.uploadAndAnalyze([GOOD[0], GOOD[1], plain]);
  await page.getByRole('link', { name: 'Payouts' }).click();
  await expect(sum(page, 'earned')).toHaveText('–');
  await expect(sum(page, 'paid')).toHaveText('₹13,600');
  await expect(sum(page, 'without_terms')).toHaveText('₹13,600');
  await expect(sum(page, 'pending')).toHaveCount(0);
  await expect(page.getByText('2 payments agree.')).toBeVisible();
  await expect(page.getByText('no terms on file').first()).toBeVisible();
});

test('on a phone twenty statements come first, the others at a press, and the sums are those of all', async ({ story, page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await story.open('?view=payouts');
  const { statements_total: total } = await story.ask('/payouts');
  const rows = page.locator('.payout-statements tbody tr:not(.payout-line)');
  await expect(rows).toHaveCount(20 + 1);
  await expect(rows.first()).toContainText(`All ${total}`);
  await page.getByRole('button', { name: `Show more of ${total}` }).click();
  await expect(rows).toHaveCount(total + 1);
});

for (const { name, use } of SCREENS)
  test.describe(name, () => {
    test.use({ ...use, contextOptions: { reducedMotion: 'reduce' } });

    test('axe finds nothing in the payouts, and nothing is wider than the screen', async ({ story, page }) => {
      await story.open('?view=payouts');
      await finding(page, 'paid_twice').locator('summary').click();
      await expect(page.locator('.payout-statements')).toBeVisible();
      await story.picture(`payouts-${name}`, { fullPage: true });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(use.viewport.width);
      await story.expectAccessible();
    });
  });
