import { numberStyle } from '../../web/src/core/numbers.js';
import { expect, test } from './story.js';

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

for (const colorScheme of /** @type {const} */ (['light', 'dark']))
  for (const viewport of [
    { width: 1440, height: 1000 },
    { width: 360, height: 780 },
  ])
    test.describe(`in ${colorScheme}, ${viewport.width} wide`, () => {
      test.use({ colorScheme, viewport, contextOptions: { reducedMotion: 'reduce' } });

      test('axe finds nothing in the campaigns, and nothing is wider than the screen', async ({ story, page }) => {
        await measured(story);
        await story.open('?view=campaigns');
        await expect(page.locator('.campaign-table tfoot tr')).toHaveCount(1);
        if (process.env.ROI_PICTURES)
          await page.screenshot({ path: `${process.env.ROI_PICTURES}/campaigns-${colorScheme}-${viewport.width}.png`, fullPage: true });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport.width);
        const cut = await page.locator('.campaign-scroll').evaluate((scroll) => scroll.scrollWidth - scroll.clientWidth);
        expect(cut, 'nothing of the table is cut').toBe(0);
        await story.expectAccessible();
        await story.open();
        await expect(page.locator('.lift-measured')).toBeVisible();
        if (process.env.ROI_PICTURES)
          await page.screenshot({ path: `${process.env.ROI_PICTURES}/overview-${colorScheme}-${viewport.width}.png` });
        await story.expectAccessible('.kpi-cards');
      });
    });
