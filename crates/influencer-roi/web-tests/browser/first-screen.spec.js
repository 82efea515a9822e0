import { numberStyle, plainDigits } from '../../web/src/core/numbers.js';
import { NO_ORGANIC, csv } from './files.js';
import { expect, test } from './story.js';

const style = numberStyle('INR');
const NAMES = /** @type {Record<string, string>} */ ({ e: 'Earner', l: 'Loser', s: 'Silent' });

/** Ten who earn on YouTube, five who lose on Instagram, two who were paid and sold nothing. */
function clearCut() {
  const people = ['id,name,category,gender,followers,platform'];
  const sales = ['source,campaign,influencer_id,brand,product,date,orders,revenue'];
  const payouts = ['influencer_id,basis,rate,orders,total_payout'];
  /** @param {string} id @param {string} platform @param {number} orders @param {number} paid */
  const add = (id, platform, orders, paid) => {
    people.push(`${id},${NAMES[id[0]]} ${id.slice(1)},Fitness,F,1000,${platform}`);
    payouts.push(`${id},post,0,0,${paid}`);
    for (let day = 0; day < (orders > 0 ? 10 : 0); day += 1) {
      const part = orders / 10;
      sales.push(`influencer,C,${id},Alpha,Whey,2026-01-${String(day * 2 + 1).padStart(2, '0')},${part},${part * (day % 2 ? 1100 : 900)}`);
    }
  };
  for (let at = 0; at < 10; at += 1) add(`e${at}`, 'YouTube', 100, 20_000);
  for (let at = 0; at < 5; at += 1) add(`l${at}`, 'Instagram', 40, 200_000 + at);
  for (let at = 0; at < 2; at += 1) add(`s${at}`, 'Twitter', 0, 30_000);
  for (const day of ['05', '09', '25']) sales.push(`organic,,,Alpha,Whey,2026-01-${day},10,9000`);
  return [csv('influencers.csv', people), csv('tracking_data.csv', sales), csv('payouts.csv', payouts)];
}

/** @param {import('./story.js').Story} story */
async function openClearCut(story) {
  await story.open();
  await story.uploadAndAnalyze(clearCut());
  await expect(story.page.locator('.insight').first()).toBeVisible();
}

test('the numbers say first what loses, with amounts, and each sentence leads to what it is about', async ({ story, page }) => {
  await openClearCut(story);
  const { insights = [], influencers_total: total } = await story.dashboard('include=intervals');
  const strip = page.getByRole('list', { name: 'What the numbers say' });
  await expect(strip.getByRole('link')).toHaveCount(insights.length);
  for (const [at, { amount }] of insights.entries())
    await expect(strip.getByRole('link').nth(at)).toContainText(style.short('money', Number(amount.value)).replaceAll('\u00a0', ' '));
  await story.expectAccessible('.insights');
  const losing = strip.getByRole('link', { name: /influencers cost/ });
  await losing.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\?verdict=loses$/);
  await story.settled();
  await expect(story.rows()).toHaveCount(5);
  // The table alone is narrowed: the sentences and the totals stay.
  await expect(losing).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: 'In the table: loses' })).toBeVisible();
  await page.keyboard.press('Escape');
  await story.settled();
  await expect(story.rows()).toHaveCount(total);
  await strip.getByRole('link', { name: /Instagram/ }).click();
  await expect(page).toHaveURL(/\?platform=Instagram$/);
  await page.goBack();
  await strip.getByRole('link', { name: /nothing sold/ }).click();
  await expect(page).toHaveURL(/\?verdict=not_sold$/);
});

test('of what is not certain nothing is said, and the page does not move for it', async ({ story, page }) => {
  await openClearCut(story);
  const place = () => page.locator('.kpi-cards').evaluate((cards) => cards.getBoundingClientRect().top + scrollY);
  const before = await place();
  await page.getByRole('list', { name: 'Top five influencers' }).getByRole('button').first().click();
  await story.settled();
  await expect(page.locator('.insight-none')).toBeVisible();
  expect(await place()).toBe(before);
});

test('what is left by verdict adds up to the total on the screen, and a verdict narrows the table', async ({ story, page }) => {
  await openClearCut(story);
  const total = page.locator('[data-total="profit"]');
  // The verdicts follow the answer.
  const left = () => page.locator('.pill-left').evaluateAll((all) => all.map((one) => Number(one.getAttribute('data-exact'))));
  const sum = async () => (await left()).reduce((sum, one) => sum + one, 0);
  await expect.poll(sum).toBe(Number(await total.getAttribute('data-exact')));
  expect((await left()).length).toBeGreaterThan(2);
  expect(await story.figure('profit').getAttribute('data-exact')).toBe(await total.getAttribute('data-exact'));
  const pill = page.getByRole('list', { name: 'Verdicts' }).getByRole('button', { name: /earns/ });
  await pill.press('Enter');
  await expect(page).toHaveURL(/\?verdict=earns$/);
  await story.settled();
  await expect(pill).toHaveAttribute('aria-pressed', 'true');
  await expect(pill).toBeFocused();
  await expect(story.rows()).toHaveCount(10);
  await page.reload();
  await story.settled();
  await expect(story.rows()).toHaveCount(10);
  await pill.click();
  await expect(page).toHaveURL(`${story.address}/`);
});

test('the bottom five are those who cost most, and a click filters by one', async ({ story, page }) => {
  await openClearCut(story);
  const { bottom_influencers: bottom } = await story.dashboard('include=intervals');
  const bars = page.getByRole('list', { name: 'Bottom five influencers' }).getByRole('button');
  await expect(bars).toHaveCount(bottom.length);
  for (const [at, { name, profit }] of bottom.entries()) {
    await expect(bars.nth(at)).toContainText(name);
    await expect(bars.nth(at).locator('.five-value')).toHaveAttribute('data-exact', plainDigits(Number(profit.value)));
    await expect(bars.nth(at)).toContainText('loses');
  }
  await bars.nth(1).click();
  await expect(page).toHaveURL(new RegExp(`influencer=${bottom[1].id}$`));
  await story.settled();
  await expect(bars).toHaveCount(bottom.length);
});

test('the middle of the doughnut is the sum of its slices while one is chosen, too', async ({ story, page }) => {
  await openClearCut(story);
  const legend = page.getByRole('list', { name: 'Platforms' }).getByRole('button');
  await expect(legend.filter({ hasText: 'Instagram' })).toContainText('loses');
  await legend.filter({ hasText: 'Instagram' }).click();
  await story.settled();
  const { panels, totals } = await story.dashboard('platform=Instagram&include=panels');
  expect(panels?.platforms_total.revenue.value).not.toBe(totals.revenue.value);
  await expect(page.locator('.doughnut-total')).toHaveAttribute('data-exact', plainDigits(Number(panels?.platforms_total.revenue.value)));
  await page.getByRole('button', { name: /How Revenue of all platforms is worked out/ }).click();
  const result = page.getByRole('dialog').locator('.is-result [data-exact]');
  await expect(result).toHaveAttribute('data-exact', plainDigits(Number(panels?.platforms_total.revenue.value)));
});

test('both readings of the published formula are links that hold for the whole page', async ({ story, page }) => {
  await openClearCut(story);
  const published = page.getByRole('group', { name: 'Published formula' });
  await expect(published.getByRole('link', { name: /all days/ })).toHaveAttribute('aria-current', 'true');
  await published.getByRole('link', { name: /campaign days/ }).press('Enter');
  await expect(page).toHaveURL(/\?baseline=campaign_days$/);
  await story.settled();
  await expect(published.getByRole('link', { name: /campaign days/ })).toHaveAttribute('aria-current', 'true');
  await story.expectFiguresOf('baseline=campaign_days');
  await published.getByRole('link', { name: /all days/ }).click();
  await expect(page).toHaveURL(`${story.address}/`);
  await story.open('?method=literal');
  await expect(published.getByRole('link')).toHaveCount(0);
});

test('a copied link keeps its version of the data, says that there is newer data, and leads there', async ({ story, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await story.open('?platform=YouTube');
  const { dataset } = await story.dashboard();
  await page.getByRole('button', { name: 'Copy a link to this view' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'The link is copied' })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(link).toBe(`${story.address}/?platform=YouTube&dataset=${dataset.id}`);
  const search = new URL(link).search;
  await story.open(search);
  await expect(page.getByText('Newer data exists')).toHaveCount(0);
  await story.uploadAndAnalyze(clearCut());
  await expect(page).toHaveURL(`${story.address}/`);
  await story.open(search);
  await story.expectFiguresOf(search.slice(1));
  const notice = page.getByRole('status').filter({ hasText: 'Newer data exists: version 2.' });
  await expect(notice).toBeVisible();
  await story.expectAccessible('.notice-place');
  await notice.getByRole('link', { name: 'Show version 2' }).click();
  await expect(page).toHaveURL(`${story.address}/?platform=YouTube`);
  await story.settled();
  await expect(notice).toHaveCount(0);
  await story.expectFiguresOf('platform=YouTube');
  await page.goto(`${story.address}/?dataset=gone`);
  await page.getByRole('button', { name: 'Show the data in use' }).click();
  await expect(page).toHaveURL(`${story.address}/`);
});

test('a message leaves by itself, but not while the pointer is on it', async ({ story, page }) => {
  await page.clock.install();
  await story.open();
  await page.getByRole('button', { name: 'Copy a link to this view' }).click();
  const toast = page.locator('.toast');
  await expect(toast).toHaveClass(/is-shown/);
  await toast.hover();
  await page.clock.fastForward(60_000);
  await expect(toast).toHaveClass(/is-shown/);
  await page.mouse.move(5, 5);
  await page.clock.fastForward(60_000);
  await expect(toast).not.toHaveClass(/is-shown/);
});

test('by the literal method the spend under a brand is said to be the whole company’s', async ({ story, page }) => {
  await openClearCut(story);
  await story.open('?method=literal&brand=Alpha');
  await expect(page.getByRole('status').filter({ hasText: 'spend is that of the whole company' })).toBeVisible();
  await expect(story.card('Total Spend')).toContainText("The whole company's");
  await expect(page.locator('.insight')).toHaveCount(0);
});

test('without organic sales the card says what would fill it, and gives its room away', async ({ story, page }) => {
  await story.open();
  await story.uploadAndAnalyze(NO_ORGANIC);
  const card = story.card('Incremental ROAS');
  await expect(card).toContainText('Add the orders without a code');
  await expect(card.getByRole('group')).toBeHidden();
  const widths = await page.locator('.kpi-card').evaluateAll((all) => all.map((one) => one.getBoundingClientRect().width));
  expect(Math.min(...widths)).toBe(widths[3]);
});

test('the first screen fits phones and wide screens, with a shadow only where more lies beyond', async ({ story, page }) => {
  await openClearCut(story);
  for (const width of [1440, 390, 360]) {
    await page.setViewportSize({ width, height: 900 });
    await story.settled();
    // Charts take their new width a frame after the window has it.
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth), `at ${width}`).toBe(width);
    const [inner, outer] = await page.locator('.table-scroll').evaluate((box) => [box.scrollWidth, box.clientWidth]);
    if (width === 1440) expect(inner).toBeLessThanOrEqual(outer);
    await expect(page.locator('.table-frame[data-after]')).toHaveCount(inner > outer ? 1 : 0);
    // What cannot be scrolled to is cut.
    const cut = () =>
      page
        .locator('.kpi-value, .kpi-foot, .five-value, .legend-share, .roas-verdict, .verdict-filter')
        .evaluateAll((all) =>
          all
            .filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline')
            .map((one) => one.outerHTML),
        );
    await expect.poll(cut, `at ${width}`).toEqual([]);
  }
});

for (const scheme of /** @type {const} */ (['light', 'dark'])) {
  test(`axe finds nothing on the first screen, ${scheme}`, async ({ story, page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await openClearCut(story);
    await story.open('?verdict=loses&platform=Instagram');
    await expect(page.locator('.verdict-filter').first()).toBeVisible();
    await story.expectAccessible();
  });
}
