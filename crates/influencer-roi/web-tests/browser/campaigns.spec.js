import { numberStyle } from '../../web/src/core/numbers.js';
import { SCREENS, expect, test } from './story.js';

/** @import { MeasuredCampaigns } from '../../web/src/core/api.d.ts' */
/** @import { Story } from './story.js' */

const style = numberStyle('INR');

// Nine campaigns are measured, which takes a busy machine more than a minute.
test.describe.configure({ timeout: 240_000 });

/** What the server measured, once all of it is. @param {Story} story @param {string} [query] @returns {Promise<MeasuredCampaigns>} */
async function measured(story, query = '') {
  const answer = await story.page.request.post(`${story.address}/api/v1/incrementality/campaigns?wait=true&${query}`, { timeout: 200_000 });
  expect(answer.status()).toBe(200);
  return answer.json();
}

/** @param {any} roas */
const range = ({ lower, upper }) => `${style.full('times', lower).slice(0, -1)}–${style.full('times', upper)}`;

test('the card shows the measured lift with its interval, and the published figure below it, both named', async ({ story, page }) => {
  const { portfolio } = await measured(story);
  await story.open();
  const card = story.card('Incremental ROAS');
  const roas = /** @type {any} */ (portfolio?.incremental_roas);
  await expect(card.locator('.kpi-value')).toHaveText(style.short('times', roas.mean));
  await expect(card).toContainText(`measured lift per ₹1 · 90% interval ${range(roas)}`);
  const { totals } = await story.dashboard();
  await expect(story.card('Total Revenue')).toContainText('measured as new');
  const published = card.getByRole('group', { name: 'Published formula' });
  for (const [word, id] of [
    ['campaign days', 'incremental_roas_campaign_days'],
    ['all days', 'incremental_roas_all_days'],
  ])
    await expect(published).toContainText(`${word} ${style.short('times', totals[id].value ?? NaN)}`);
  await story.expectFiguresOf('');

  await story.choose('Brand', 'Gritzo');
  const ofBrand = /** @type {any} */ ((await measured(story, 'brand=Gritzo')).portfolio?.incremental_roas);
  await expect(card.locator('.kpi-value')).toHaveText(style.short('times', ofBrand.mean));
  await story.choose('Platform', 'Instagram');
  await expect(card).toContainText('lift is measured for whole campaigns');
  await expect(card.locator('.kpi-value')).toHaveText(
    style.short('times', (await story.dashboard('brand=Gritzo&platform=Instagram')).totals.incremental_roas.value ?? NaN),
  );
  await expect(page.locator('.kpi-card .lift-measured')).toHaveCount(0);
});

test('every campaign has its line, they add up to the rupee, and a name leads to its report', async ({ story, page }) => {
  const answer = await measured(story);
  await story.open();
  await page.getByRole('link', { name: 'Campaigns' }).click();
  const table = page.getByRole('table', { name: /Campaigns/ });
  await expect(table.locator('tbody tr')).toHaveCount(answer.campaigns.length);
  const measuredLines = answer.campaigns.filter((line) => line.state !== 'not_estimable');
  expect(measuredLines.length).toBe(answer.campaigns.length - 1); // codes that sell on all days have no days before
  for (const line of measuredLines) {
    const row = table.getByRole('row', { name: new RegExp(`^${line.campaign}`) });
    await expect(row).toContainText(style.full('money', line.spend.value ?? NaN));
    await expect(row.locator('.campaign-mean').first()).toHaveText(style.full('times', /** @type {any} */ (line.incremental_roas).mean));
  }
  // Of a brand whose campaigns do not overlap: days that two count are counted once in the sum.
  const ofBrand = await measured(story, 'brand=Gritzo');
  const sum = ofBrand.campaigns.reduce((sum, line) => sum + (line.incremental_revenue?.mean ?? 0), 0);
  expect(Math.abs(sum - (ofBrand.portfolio?.incremental_revenue.mean ?? 0))).toBeLessThan(0.5);
  await expect(table.locator('tfoot')).toContainText(`All ${measuredLines.length} measured`);
  await expect(page.getByText(answer.words[0])).toBeVisible();

  const [first] = answer.campaigns;
  await table.getByRole('link', { name: first.campaign }).click();
  await expect(page).toHaveURL(new RegExp(`view=campaigns.*lift_campaign=${first.campaign}`));
  await expect(page.getByText('Causal incremental ROAS').first()).toBeVisible({ timeout: 60_000 });
});

test('a filter chooses campaigns, and the view is reached and read with the keyboard alone', async ({ story, page }) => {
  await measured(story);
  await story.open('?view=campaigns&brand=Gritzo');
  await expect(page.locator('.campaign-table tbody tr')).toHaveCount(2);
  await page.locator('.campaign-scroll').focus();
  await page.keyboard.press('Tab');
  await expect(page.locator('.campaign-link').first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/view=campaigns.*lift=estimate/);
});

for (const { name, use } of SCREENS)
  test.describe(name, () => {
    test.use({ ...use, contextOptions: { reducedMotion: 'reduce' } });

    test('axe finds nothing in the campaigns, and nothing is wider than the screen', async ({ story, page }) => {
      await measured(story);
      await story.open('?view=campaigns');
      await expect(page.locator('.campaign-table tfoot tr')).toHaveCount(1);
      await story.picture(`campaigns-${name}`, { fullPage: true });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(use.viewport.width);
      const cut = await page.locator('.campaign-scroll').evaluate((scroll) => scroll.scrollWidth - scroll.clientWidth);
      expect(cut, 'nothing of the table is cut').toBe(0);
      await story.expectAccessible();
      await story.open();
      await expect(page.locator('.lift-measured')).toBeVisible();
      await story.picture(`overview-${name}`);
      await story.expectAccessible('.kpi-cards');
    });
  });

test('the only campaign of a selection has no sum, and its report directly below', async ({ story, page }) => {
  const answer = await measured(story, 'campaign=Gritzo_SummerBreak');
  await story.open('?view=campaigns&campaign=Gritzo_SummerBreak');
  await expect(page.locator('.campaign-table tbody tr')).toHaveCount(1);
  await expect(page.locator('.campaign-table tfoot')).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Gritzo_SummerBreak of Gritzo' })).toBeVisible({ timeout: 60_000 });
  const roas = /** @type {any} */ (answer.campaigns[0].incremental_roas);
  await expect(page.getByRole('article', { name: 'Causal incremental ROAS' }).locator('.kpi-value')).toHaveText(
    style.short('times', roas.mean),
  );
  await expect(page.getByText(/^The first question asked of these data; one in ten intervals of 90 % misses/)).toBeVisible();
  await page.getByLabel('Days after').fill('3');
  await page.getByLabel('Days after').press('Tab');
  await expect(page).toHaveURL(/lift_campaign=Gritzo_SummerBreak.*lift_tail=3/);
  await page.getByRole('link', { name: 'All campaigns' }).click();
  await expect(page).toHaveURL(/\?view=campaigns&campaign=Gritzo_SummerBreak$/);
});

test('what cannot be measured says why with a link to its question, and where nothing is measured there is no forest', async ({
  story,
  page,
}) => {
  const { campaigns } = await measured(story);
  await story.open('?view=campaigns');
  const refused = page.getByRole('region', { name: 'Cannot be measured yet' });
  const [line] = campaigns.filter(({ state }) => state === 'not_estimable');
  await expect(refused.getByRole('listitem')).toHaveCount(1);
  await expect(refused).toContainText(line.reason?.fix ?? 'a remedy');
  await refused.getByRole('link', { name: 'Open its question' }).click();
  await expect(page).toHaveURL(new RegExp(`lift_campaign=${line.campaign}&lift=estimate`));
  const checks = page.getByRole('region', { name: 'Can the data carry this question?' });
  await checks.getByRole('button', { name: 'Choose other days' }).first().click();
  await expect(page.getByLabel('From', { exact: true })).toBeFocused();
  await story.open(`?view=campaigns&campaign=${line.campaign}`);
  await expect(page.locator('.campaign-table tbody tr')).toHaveCount(1);
  await expect(page.locator('.campaign-forest').first()).toBeHidden();
  await expect(page.locator('.campaign-state').last()).toContainText(line.reason?.fix ?? 'a remedy');
});

test('the calendar has a table of every day, and a click anywhere on a row opens the report', async ({ story, page }) => {
  const { calendar } = await measured(story, 'calendar=true');
  await story.open('?view=campaigns');
  await page.getByRole('button', { name: 'Show When they ran as a table' }).click();
  const days = page.getByRole('table', { name: 'When they ran' }).locator('tbody tr');
  await expect(days).toHaveCount(calendar[0].revenue.length);
  await expect(days.first()).toContainText(style.full('money', calendar[0].revenue[0]));
  await page.locator('.campaign-table tbody tr').nth(1).locator('.campaign-verdict').click();
  await expect(page).toHaveURL(/lift_campaign=.*lift=estimate/);
  await page.goBack();
  await expect(page.locator('.campaign-table')).toBeVisible();
});
