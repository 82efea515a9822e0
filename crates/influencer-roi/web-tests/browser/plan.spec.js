import { numberStyle } from '../../web/src/core/numbers.js';
import { csv, GOOD } from './files.js';
import { SCREENS, expect, test } from './story.js';

/** @import { Plan } from '../../web/src/core/api.d.ts' */
/** @import { Story } from './story.js' */

const style = numberStyle('INR');
const MARGIN = 'margin=0.4';

/** @param {Story} story @param {string} [rules] @returns {Promise<Plan>} */
const asked = (story, rules = '') => story.ask(`/plan?${MARGIN}&limit=1000${rules}`);

/** @param {import('@playwright/test').Page} page @param {string} id */
const row = (page, id) => page.locator(`.plan-table tr[data-id="${id}"]`);

/** @param {import('@playwright/test').Page} page @param {string} name */
const amount = (page, name) => page.getByRole('textbox', { name: `Amount of ${name}` });

const number = (/** @type {string} */ text) => Number(text.replaceAll(/[^0-9.]/g, ''));

test('the plan shares the same money, and each figure is the server’s', async ({ story, page }) => {
  const answer = await asked(story);
  expect(answer.state).toBe('proposed');
  await story.open(`?${MARGIN}`);
  await page.getByRole('link', { name: 'Plan', exact: true }).click();
  await expect(page).toHaveURL(/view=plan/);
  await expect(page.locator('.plan-table tbody tr')).toHaveCount(Math.min(50, answer.influencers_total) + 1);
  const [first] = answer.influencers;
  await expect(row(page, first.id)).toContainText(first.name);
  await expect(row(page, first.id)).toContainText(style.signed('money', first.change.value ?? NaN));
  await expect(amount(page, first.name)).toHaveValue(style.full('money', Math.round(first.proposed.value ?? NaN)));
  await expect(page.locator('.plan-total')).toContainText(style.full('money', answer.totals.in_plan.value ?? NaN));
  await expect(page.getByText(answer.assumed.text)).toBeVisible();
  const perOrder = answer.left_out.find(({ reason }) => reason === 'per_order');
  if (!perOrder) throw new Error('the sample has nobody who is paid per order');
  await expect(page.getByText(perOrder.meaning)).toBeVisible();
});

test('an amount set by hand moves the others, is a link, and is taken back', async ({ story, page }) => {
  const before = await asked(story);
  const raised = before.influencers.find(({ change }) => (change.value ?? 0) > 0);
  if (!raised) throw new Error('nobody is raised');
  const today = Math.round(raised.today.value ?? 0);
  await story.open(`?view=plan&${MARGIN}`);
  await amount(page, raised.name).fill(String(today));
  await amount(page, raised.name).press('Enter');
  await expect(page).toHaveURL(new RegExp(`plan=amount.${raised.id}`));
  await expect(page.getByRole('heading', { name: 'Same money, as you share it' })).toBeVisible();
  const after = await asked(story, `&amount.${raised.id}=${today}`);
  const other = after.influencers.find(({ id, change }) => id !== raised.id && (change.value ?? 0) !== 0);
  if (!other) throw new Error('nobody moves');
  await expect(amount(page, other.name)).toHaveValue(style.full('money', Math.round(other.proposed.value ?? NaN)));
  await page.reload();
  await story.settled();
  await expect(amount(page, raised.name)).toHaveValue(style.full('money', today));
  await page.getByRole('button', { name: 'Take my amounts back' }).click();
  await expect(amount(page, raised.name)).toHaveValue(style.full('money', Math.round(raised.proposed.value ?? NaN)));
  await expect(page).not.toHaveURL(/plan=/);
});

test('rules that contradict are said, both of them, and the last plan stays', async ({ story, page }) => {
  const { influencers } = await asked(story);
  const loser = influencers.find(({ verdict }) => verdict === 'loses');
  if (!loser) throw new Error('nobody loses');
  await story.open(`?view=plan&${MARGIN}`);
  await amount(page, loser.name).fill(String(2 * Math.round(loser.today.value ?? 0)));
  await amount(page, loser.name).press('Enter');
  await expect(page.locator('.plan-message[role="status"]')).toContainText(`amount.${loser.id}=`);
  await expect(page.locator('.plan-message[role="status"]')).toContainText('never a raise for who loses');
  await expect(row(page, influencers[0].id)).toBeVisible();
  await page.getByRole('button', { name: 'Reset' }).click();
  await expect(page.locator('.plan-message[role="status"]')).toBeHidden();
});

test('amounts and rules are changed with the keyboard alone', async ({ story, page }) => {
  const { influencers } = await asked(story);
  const [first] = influencers;
  await story.open(`?view=plan&${MARGIN}`);
  await amount(page, first.name).focus();
  const was = number(await amount(page, first.name).inputValue());
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect(number(await amount(page, first.name).inputValue())).toBe(was - 1000);
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(new RegExp(`amount.${first.id}`));
  await expect(amount(page, first.name)).toBeFocused();
  await page.getByRole('slider', { name: 'Each changes by' }).focus();
  await page.keyboard.press('ArrowLeft');
  await expect(page).toHaveURL(/max_raise%3D0.25/);
  await expect(page.getByRole('slider', { name: 'Each changes by' })).toBeFocused();
});

test('where everybody is paid per order there is nothing to move, and it is said why', async ({ story, page }) => {
  await story.open();
  const perOrder = csv('payouts.csv', ['influencer_id,basis,rate,orders,total_payout', '1,order,10,10,100']);
  await story.uploadAndAnalyze([GOOD[0], GOOD[1], perOrder]);
  await page.getByRole('link', { name: 'Plan', exact: true }).click();
  await expect(page.getByText('paid per order, so their spend follows their sales')).toBeVisible();
  await expect(page.locator('.plan-table')).toHaveCount(0);
});

for (const { name, use } of [
  ...SCREENS,
  { name: 'light-390', use: { colorScheme: /** @type {const} */ ('light'), viewport: { width: 390, height: 844 } } },
])
  test.describe(name, () => {
    test.use({ ...use, contextOptions: { reducedMotion: 'reduce' } });

    test('axe finds nothing in the plan, and nothing is wider than the screen', async ({ story, page }) => {
      await story.open(`?view=plan&${MARGIN}`);
      await expect(page.locator('.plan-table')).toBeVisible();
      await story.picture(`plan-${name}`, { fullPage: true });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(use.viewport.width);
      await story.expectAccessible();
    });
  });
