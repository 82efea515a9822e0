import { rangeText, roasText } from '../../web/src/influencers/interval.js';
import { numberStyle, plainDigits } from '../../web/src/core/numbers.js';
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
    await expect(row.locator(`[data-exact="${plainDigits(lines[at].p_earns_cost.value)}"]`)).toBeVisible();
    await expect(row.locator('.verdict')).toHaveText(verdicts.find((/** @type {any} */ one) => one.id === lines[at].verdict).label);
    await expect(row.locator('.verdict')).toHaveCount(1);
  }
  const outside = lines.find(
    (line) => line.roas.value !== null && (line.roas.value < line.roas_lower.value || line.roas.value > line.roas_upper.value),
  );
  if (!outside) return;
  await story.open(`?${new URLSearchParams({ influencer: outside.id })}`);
  const cell = story.rows().first().locator('.cell:has(.interval)');
  await expect(cell).toContainText(`credited ${style.full('times', outside.roas.value)}`);
  await expect(cell).toHaveAttribute('title', /drawn towards the average of the group/);
});

test('intervals are asked for after the rest is on the screen, once, and only while they are shown', async ({ story, page }) => {
  /** @type {string[]} */
  const asked = [];
  page.on('request', (request) => request.url().includes('/dashboard?') && asked.push(new URL(request.url()).search));
  await story.open();
  await expect(story.rows().first().locator('.interval')).toBeVisible();
  expect(asked.filter((search) => search.includes('intervals'))).toHaveLength(1);
  expect(asked[0]).not.toContain('intervals');
  asked.length = 0;
  await story.open('?columns=name,revenue,roas');
  await expect(story.rows().first()).toBeVisible();
  await story.choose('Platform', 'Instagram');
  await page.getByRole('button', { name: 'Columns', exact: true }).click();
  await page.getByRole('checkbox', { name: '90% interval' }).check();
  await expect(story.rows().first().locator('.interval')).toBeVisible();
  // Of all these answers only the last one's intervals were wanted.
  expect(asked.filter((search) => search.includes('intervals'))).toHaveLength(1);
});

test('"Safe bets" orders by the lower end and is taken back by the same button', async ({ story, page }) => {
  await story.open();
  const button = page.getByRole('button', { name: 'Safe bets' });
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await button.click();
  await expect(page).toHaveURL(/sort=-roas_lower$/);
  await story.settled();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  const { influencers } = await story.dashboard('sort=-roas_lower');
  for (const at of [0, 1, 2, 3]) await expect(story.rows().nth(at)).toContainText(influencers[at].name);
  await expect(page.getByRole('columnheader', { name: '90% interval' })).toHaveAttribute('aria-sort', 'descending');
  await button.click();
  await expect(page).toHaveURL(`${story.address}/`);
  await expect(button).toHaveAttribute('aria-pressed', 'false');
});

test('the profile says in plain words what the orders can tell, as the table does', async ({ story, page }) => {
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
  expect(rows[0]).toEqual(['name', 'roas_estimate', 'roas_lower', 'roas_upper', 'p_earns_cost']);
  const { influencers } = await story.dashboard('include=intervals');
  const [first] = /** @type {any[]} */ (influencers);
  expect(rows[1].slice(1).map((cell) => (cell.match(/^\d/) ? Number(cell) : cell))).toEqual([
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
  await expect(story.rows().first().locator('.interval')).toBeVisible();
  expect(await places()).toEqual(before);
});
