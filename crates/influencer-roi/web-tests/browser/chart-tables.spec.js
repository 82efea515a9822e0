import { dayText, weekdayText } from '../../web/src/core/dates.js';
import { numberStyle } from '../../web/src/core/numbers.js';
import { valueText } from '../../web/src/core/words.js';
import { expect, test } from './story.js';

/** @import { Unit } from '../../web/src/core/api.d.ts' */
/** @import { Page } from '@playwright/test' */

const style = numberStyle('INR');

/** The lines of the table behind a chart, cell by cell. @param {Page} page @param {string} title */
async function tableBehind(page, title) {
  await page.getByRole('button', { name: `Show ${title} as a table` }).press('Enter');
  const table = page.getByRole('table', { name: title, exact: true });
  await expect(table).toBeVisible();
  return table.evaluate((one) =>
    [.../** @type {HTMLTableElement} */ (one).rows].map((row) =>
      [...row.cells].map((cell) => cell.innerText.split('\n')[0].trim().replaceAll('\u00a0', ' ')),
    ),
  );
}

/** @param {Unit} unit @param {{ value: number | null }} figure @param {'full' | 'short'} [length] */
function written(unit, { value }, length = 'full') {
  return value === null ? '–' : style[length](unit, value).replaceAll('\u00a0', ' ');
}

test('the table behind the trend has the days, the organic sales and the days compared with as the server has them', async ({
  story,
  page,
}) => {
  const query = 'from=2026-06-01&to=2026-06-30&compare=previous';
  await story.open(`?${query}`);
  const { daily, comparison } = await story.dashboard(query);
  const then = new Map((comparison?.daily ?? []).map((day) => [day.date, day]));
  const [heading, ...lines] = await tableBehind(page, 'Revenue by day');
  expect(heading).toEqual([
    'Day',
    'Influencer revenue',
    'Organic revenue',
    'Orders',
    'Compared with',
    'Influencer revenue then',
    'Organic revenue then',
  ]);
  expect(lines).toEqual(
    daily.map((day) => {
      const other = then.get(day.date);
      return [
        weekdayText(day.date),
        written('money', day.revenue),
        written('money', day.organic_revenue),
        written('count', day.orders),
        other ? weekdayText(other.compared_date) : '',
        other ? written('money', other.revenue) : '',
        other ? written('money', other.organic_revenue) : '',
      ];
    }),
  );
  expect(lines.some((line) => line[4] !== '')).toBe(true);
});

test('the tables behind platforms and top five have the numbers of the server', async ({ story, page }) => {
  await story.open();
  const { platforms, top_influencers: top, bottom_influencers: bottom } = await story.dashboard('include=intervals');
  const { verdicts } = await story.ask('/definitions');
  const word = (/** @type {string | undefined} */ id) => verdicts.find((/** @type {any} */ one) => one.id === id).label;
  await expect(page.locator('.verdict-filter').first()).toBeVisible();
  const [heading, ...lines] = await tableBehind(page, 'Revenue by platform');
  expect(heading).toEqual(['Platform', 'Revenue', 'of revenue', 'Orders', 'Spend', 'of spend', 'ROAS', 'Verdict']);
  expect(lines).toEqual(
    platforms.map((/** @type {any} */ one) => [
      valueText('platform', one.platform),
      written('money', one.revenue, 'short'),
      written('share', one.revenue_share, 'short'),
      written('count', one.orders, 'short'),
      written('money', one.spend, 'short'),
      written('share', one.spend_share, 'short'),
      written('times', one.roas, 'short'),
      word(one.verdict),
    ]),
  );
  for (const { title, five, id } of /** @type {const} */ ([
    { title: 'Top five influencers', five: top, id: 'revenue' },
    { title: 'Bottom five influencers', five: bottom, id: 'profit' },
  ])) {
    if (five.length === 0) continue;
    expect((await tableBehind(page, title)).slice(1)).toEqual(
      five.map((one) => [
        one.name,
        valueText('platform', one.platform),
        written('money', one[id]),
        written('times', one.roas),
        word(one.verdict),
      ]),
    );
  }
});

test('the table behind the days of one influencer has the numbers of the server', async ({ story, page }) => {
  const { top_influencers: top } = await story.dashboard();
  await story.open(`?who=${top[0].id}`);
  const { daily } = await story.ask(`/influencers/${top[0].id}`);
  expect((await tableBehind(page, 'Revenue of this influencer')).slice(1)).toEqual(
    daily.map((/** @type {any} */ day) => [dayText(day.date), written('money', day.revenue), written('count', day.orders)]),
  );
});
