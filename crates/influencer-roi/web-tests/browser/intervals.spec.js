import { rangeText, roasText } from '../../web/src/influencers/interval.js';
import { numberStyle } from '../../web/src/core/numbers.js';
import { expect, holdBack, test } from './story.js';

const style = numberStyle('INR');

/** @param {any} line */
const range = ({ roas_lower: lower, roas_upper: upper }) => rangeText(lower.value, upper.value, style);

test('every influencer has an estimate, its interval and one verdict, and a ratio outside it is shown with the reason', async ({
  story,
}) => {
  await story.open();
  const { influencers } = await story.dashboard('include=intervals&limit=60');
  const { verdicts } = await story.ask('/definitions');
  const lines = /** @type {any[]} */ (influencers);
  for (const at of [0, 1, 2, 3, 4]) {
    const row = story.rows().nth(at);
    await expect(row.locator('.interval-estimate')).toHaveText(roasText(lines[at].roas_estimate.value, style));
    await expect(row).toContainText(range(lines[at]));
    await expect(row.locator('.cell > .verdict')).toHaveText(verdicts.find((/** @type {any} */ one) => one.id === lines[at].verdict).label);
    await expect(row.locator('.verdict:visible')).toHaveCount(1);
  }
  const outside = lines.find(
    (line) => line.roas.value !== null && (line.roas.value < line.roas_lower.value || line.roas.value > line.roas_upper.value),
  );
  if (!outside) return;
  await story.open(`?${new URLSearchParams({ influencer: outside.id })}`);
  const cell = story.rows().first().locator('.cell:has(.interval)');
  await expect(cell).toContainText(`raw ${style.full('times', outside.roas.value)}`);
  await expect(cell).toHaveAttribute('title', /drawn towards the average of the group/);
});

test('what is estimated is asked for after the rest is on the screen, once an answer, whatever columns are shown', async ({
  story,
  page,
}) => {
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => request.url().includes('/dashboard?') && asked.push(new URL(request.url()).search));
  await story.open();
  await expect(story.rows().first().locator('.interval-estimate')).toHaveText(/\d/);
  expect(asked.filter((search) => search.includes('intervals'))).toHaveLength(1);
  expect(asked[0]).not.toContain('intervals');
  asked.length = 0;
  await story.open('?columns=name,revenue,roas');
  await expect(page.locator('.verdict-filter').first()).toBeVisible();
  await page.getByRole('button', { name: 'Columns', exact: true }).click();
  await page.getByRole('checkbox', { name: 'ROAS, 90% interval' }).check();
  await expect(story.rows().first().locator('.interval-estimate')).toHaveText(/\d/);
  expect(asked.filter((search) => search.includes('intervals'))).toHaveLength(1);
});

test('the heading of the interval orders by the estimate, and by the lower end: safe bets first', async ({ story, page }) => {
  await story.open();
  for (const [name, id] of [
    ['90% interval', 'roas_lower'],
    ['ROAS', 'roas_estimate'],
  ]) {
    await page.getByRole('columnheader', { name: 'ROAS' }).getByRole('button', { name, exact: true }).click();
    await expect(page).toHaveURL(new RegExp(`sort=-${id}$`));
    await story.settled();
    const { influencers } = await story.dashboard(`sort=-${id}`);
    for (const at of [0, 1, 2, 3]) await expect(story.rows().nth(at)).toContainText(influencers[at].name);
    await expect(page.getByRole('columnheader', { name: 'ROAS' })).toHaveAttribute('aria-sort', 'descending');
  }
});

test('the profile says in plain words what the orders can say, as the table does', async ({ story, page }) => {
  await story.open();
  const { influencers, intervals } = await story.dashboard('include=intervals');
  const second = /** @type {any} */ (influencers[1]);
  await story.rows().nth(1).getByRole('button', { name: second.name }).click();
  const part = page.getByRole('dialog', { name: second.name, exact: true }).getByRole('region', { name: 'Interval' });
  await expect(part).toContainText(`90% interval ${range(second)}`);
  await expect(part).toContainText('With 90% probability each ₹1 paid brings between');
  await expect(part).toContainText(`of ${intervals?.influencers}.`);
  await story.expectAccessible('.drawer-interval');
});

test('the export has what the interval column shows', async ({ story }) => {
  await story.open('?columns=name,roas_lower,p_earns_cost');
  const { rows } = await story.exported();
  expect(rows[0]).toEqual(['name', 'roas', 'roas_estimate', 'roas_lower', 'roas_upper', 'p_earns_cost']);
  const { influencers } = await story.dashboard('include=intervals');
  const [first] = /** @type {any[]} */ (influencers);
  expect(rows[1].slice(1).map((cell) => (cell.match(/^\d/) ? Number(cell) : cell))).toEqual([
    first.roas.value,
    first.roas_estimate.value,
    first.roas_lower.value,
    first.roas_upper.value,
    first.p_earns_cost.value,
  ]);
});

test('nothing moves when the intervals come', async ({ story, page }) => {
  await page.setViewportSize({ width: 1440, height: 2400 });
  const release = await holdBack(page, '**/api/v1/dashboard?**include=intervals**');
  await story.open();
  const places = () =>
    page.locator('.influencer-table .cell').evaluateAll((cells) => cells.map((cell) => JSON.stringify(cell.getBoundingClientRect())));
  await expect(story.rows().first()).toBeVisible();
  const before = await places();
  release();
  await expect(story.rows().first().locator('.interval-estimate')).toHaveText(/\d/);
  expect(await places()).toEqual(before);
});
