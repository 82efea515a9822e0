import { PERIODS } from '../../web/src/core/periods.js';
import { periodText, shortDayText } from '../../web/src/core/dates.js';
import { numberStyle } from '../../web/src/core/numbers.js';
import { expect, test } from './story.js';

const JUNE = 'from=2026-06-01&to=2026-06-30';
const TITLES = {
  revenue: 'Total Revenue',
  spend: 'Total Spend',
  roas: 'Overall ROAS',
  incremental_roas: 'Incremental ROAS',
  orders: 'Total Orders',
};
/** At the foot of the cards. */
const FEET = ['Average order', 'Cost per order', 'Left after spend', 'Published formula', 'Organic orders'];

test('the headline numbers stand in their order', async ({ story, page }) => {
  await story.open();
  const cards = page.getByRole('region', { name: 'Headline figures' }).getByRole('article');
  expect(await cards.evaluateAll((all) => all.map((card) => card.getAttribute('aria-label')))).toEqual(Object.values(TITLES));
  const feet = page.getByRole('region', { name: 'Headline figures' }).getByRole('group');
  expect(await feet.evaluateAll((all) => all.map((foot) => foot.getAttribute('aria-label')))).toEqual(FEET);
});

test("every named period shows the server's figures of its days", async ({ story, page }) => {
  const { dataset } = await story.dashboard();
  const [first, last] = [String(dataset.first_day), String(dataset.last_day)];
  await story.open();
  for (const { label, id, key, range } of PERIODS) {
    await page.getByRole('button', { name: /^Days:/ }).click();
    const { from, to } = range(first, last);
    const row = page.locator(`[data-period="${id}"]`);
    await expect(row).toHaveText(`${label}${periodText(from || first, to || last)}${key ?? ''}`);
    await row.click();
    await story.settled();
    await expect(page.getByRole('dialog', { name: 'Choose the days' })).toBeHidden();
    await story.expectFiguresOf(new URLSearchParams(from ? { from, to } : {}).toString());
  }
  await expect(page).toHaveURL(`${story.address}/`);
  await page.getByRole('button', { name: /^Days:/ }).click();
  await expect(page.getByRole('button', { name: /^All time/ })).toHaveAttribute('aria-pressed', 'true');
});

test('free days are typed, and days in the wrong order are explained', async ({ story, page }) => {
  await story.open();
  await page.getByRole('button', { name: /^Days:/ }).click();
  const panel = page.getByRole('dialog', { name: 'Choose the days' });
  await panel.getByLabel('From').fill('2026-06-01');
  await panel.getByLabel('To').fill('2026-06-30');
  await expect(page).toHaveURL(`${story.address}/?${JUNE}`);
  await story.settled();
  await story.expectFiguresOf(JUNE);
  await panel.getByLabel('From').fill('2026-07-01');
  await expect(panel.getByRole('alert')).toHaveText('The first day has to come before the last.');
  await expect(page).toHaveURL(`${story.address}/?${JUNE}`);
});

test('comparing shows on every card how much it changed, in words too, and nothing moves', async ({ story, page }) => {
  await story.open(`?${JUNE}`);
  const boxes = () =>
    page.locator('.kpi-card, .top-tools > *, .trend-card').evaluateAll((all) =>
      all.map((one) => {
        const { x, y, width, height } = one.getBoundingClientRect();
        return [x, y, width, height].map(Math.round).join();
      }),
    );
  const before = await boxes();
  await page.getByRole('button', { name: 'Compare', exact: true }).click();
  await page.getByRole('radio', { name: /^Previous period/ }).check();
  await story.settled();
  await expect(page).toHaveURL(`${story.address}/?${JUNE}&compare=previous`);
  const { comparison, totals } = await story.dashboard(`${JUNE}&compare=previous`);
  if (!comparison) throw new Error('the server compares nothing');
  const days = periodText(comparison.from, comparison.to);
  const style = numberStyle('INR');
  for (const [id, title] of Object.entries(TITLES)) {
    const isRatio = title.includes('ROAS');
    const change = isRatio ? Number(totals[id].value) - Number(comparison.totals[id].value) : Number(comparison.change[id].value);
    const text = isRatio ? `${Math.abs(change).toFixed(2)}×` : style.full('share', Math.abs(change));
    await expect(story.card(title)).toContainText(`${text} ${change > 0 ? 'more' : 'less'} than ${days}`);
    await expect(story.card(title).locator('.change').first()).toHaveText(`${change > 0 ? '+' : '−'}${text}`);
    await expect(story.card(title).locator('.change svg').first()).toBeVisible();
  }
  await expect(page.getByRole('status').filter({ hasText: 'aligned by weekday' })).toContainText(
    `Compared with ${days}. On the trend the days are aligned by weekday, ${comparison.shift_days} days apart.`,
  );
  await expect(page.locator('.compare-button')).toHaveText(`vs ${shortDayText(comparison.from)} – ${shortDayText(comparison.to)}`);
  expect(await boxes()).toEqual(before);
  await page.getByRole('radio', { name: 'No comparison' }).check();
  await story.settled();
  await expect(page).toHaveURL(`${story.address}/?${JUNE}`);
  await expect(page.locator('.change')).toHaveCount(0);
});

test('more revenue is good and less is bad, but what is paid is neither', async ({ story }) => {
  await story.open(`?${JUNE}&compare=previous`);
  const { comparison } = await story.dashboard(`${JUNE}&compare=previous`);
  /** @param {string} title @param {string} tone */
  const expectTone = (title, tone) => expect(story.card(title).locator('.change').first()).toHaveClass(`change ${tone}`);
  await expectTone('Total Revenue', Number(comparison?.change.revenue.value) > 0 ? 'is-better' : 'is-worse');
  await expectTone('Total Spend', 'is-neutral');
  await expect(story.card('Total Spend').locator('.kpi-foot-change .change')).toHaveClass('change is-neutral');
});

test('a change that cannot be determined is a dash with its reason', async ({ story, page }) => {
  await story.open(`?${JUNE}&compare=year`);
  const { reasons } = await story.ask('/definitions');
  for (const title of Object.values(TITLES)) await expect(story.card(title)).toContainText(reasons.not_in_data);
  await expect(page.locator('.change')).toHaveCount(0);
  await expect(story.card('Total Revenue').locator('.kpi-note')).toContainText('– vs year before');
});

test('any other days can be compared with, and the link restores them', async ({ story, page }) => {
  await story.open(`?${JUNE}&compare=previous`);
  await page.getByRole('button', { name: /^Compare: vs/ }).click();
  const panel = page.getByRole('dialog', { name: 'Choose what to compare with' });
  await panel.getByRole('radio', { name: 'Other days' }).check();
  await panel.getByLabel('From').fill('2026-04-01');
  await panel.getByLabel('To').fill('2026-04-20');
  await expect(page).toHaveURL(`${story.address}/?${JUNE}&compare=2026-04-01..2026-04-20`);
  await page.reload();
  await story.settled();
  await expect(page.locator('.compare-button')).toHaveText('vs 1 Apr – 20 Apr');
  const { comparison } = await story.dashboard(`${JUNE}&compare=2026-04-01..2026-04-20`);
  await expect(story.card('Total Orders')).toContainText(
    numberStyle('INR').full('share', Math.abs(Number(comparison?.change.orders.value))),
  );
  await page.goBack();
  await story.settled();
  await expect(page).not.toHaveURL(/2026-04-20/);
});
