import { expect, isQuestion, test } from './story.js';

/** @import { Page } from '@playwright/test' */

/** Where a share of the days lies on the trend. @param {Page} page @param {number} share */
async function daysAt(page, share) {
  const box = await page.getByRole('group', { name: 'Days that count' }).boundingBox();
  if (!box) throw new Error('the trend is not drawn');
  return /** @type {[number, number]} */ ([box.x + box.width * share, box.y + box.height * 0.8]);
}

test('a drag over the trend filters everything while it goes on, and is one step back', async ({ story, page }) => {
  await story.open();
  const { influencers_total: before } = await story.dashboard();
  await page.mouse.move(...(await daysAt(page, 0.4)));
  await page.mouse.down();
  await page.mouse.move(...(await daysAt(page, 0.5)), { steps: 4 });
  await expect(page).toHaveURL(/from=.*&to=/);
  const under = page.url();
  await page.mouse.move(...(await daysAt(page, 0.6)), { steps: 6 });
  await expect(page).not.toHaveURL(under);
  // The pointer is still down: the cards, the table and, a moment later, the address are those of the days so far.
  const { panels } = await story.dashboard('include=panels');
  const last = page.getByRole('slider', { name: 'Last day' });
  const days = (panels?.daily ?? []).map(({ date }) => date);
  await expect
    .poll(async () => {
      const at = Number(await last.getAttribute('aria-valuenow'));
      return at > 0.58 * days.length && new URL(page.url()).searchParams.get('to') === days[at];
    })
    .toBe(true);
  await story.settled();
  const query = new URL(page.url()).search.slice(1);
  await story.expectFiguresOf(query);
  const { influencers_total, daily } = await story.dashboard(query);
  await expect(page.getByRole('row', { name: new RegExp(`^All ${influencers_total}\\b`) })).toBeVisible();
  await page.mouse.up();
  await story.settled();
  await expect(page.getByRole('list', { name: 'Filters that are on' })).toContainText('Days');
  await page.getByRole('button', { name: 'Show Revenue by day as a table' }).click();
  await expect(page.getByRole('table', { name: 'Revenue by day' }).getByRole('row')).toHaveCount(daily.length + 1);
  await page.goBack();
  await story.settled();
  await expect(page).toHaveURL(`${story.address}/`);
  await story.expectFiguresOf('');
  await expect(page.getByRole('row', { name: new RegExp(`^All ${before}\\b`) })).toBeVisible();
  await page.goForward();
  await story.settled();
  await page.reload();
  await story.settled();
  await story.expectFiguresOf(query);
});

test('the trend keeps every day under the brush; its canvas is not drawn again while the window moves', async ({ story, page }) => {
  await story.open();
  await page.evaluate(() => {
    Object.assign(window, { drawn: 0 });
    const context = /** @type {HTMLCanvasElement} */ (document.querySelector('.trend-card canvas')).getContext('2d');
    if (!context) throw new Error('no canvas');
    const clear = context.clearRect.bind(context);
    context.clearRect = (...area) => {
      Object.assign(window, { drawn: Reflect.get(window, 'drawn') + 1 });
      clear(...area);
    };
  });
  const drawn = () => page.evaluate(() => Reflect.get(window, 'drawn'));
  await page.mouse.move(...(await daysAt(page, 0.3)));
  await page.mouse.down();
  await page.mouse.move(...(await daysAt(page, 0.35)), { steps: 3 });
  await expect(page).toHaveURL(/from=/);
  const before = await drawn();
  await page.mouse.move(...(await daysAt(page, 0.8)), { steps: 20 });
  await expect(page.getByRole('slider', { name: 'Last day' })).not.toHaveAttribute('aria-valuenow', '0');
  await story.settled();
  expect(await drawn()).toBe(before);
  await page.mouse.up();
  const { dataset } = await story.dashboard();
  await expect(page.getByRole('slider', { name: 'Last day' })).toHaveAttribute('aria-valuemax', String(dataset.days - 1));
});

test('Esc takes a drag back, a double click takes the days back', async ({ story, page }) => {
  await story.open('?method=literal');
  await page.mouse.move(...(await daysAt(page, 0.4)));
  await page.mouse.down();
  await page.mouse.move(...(await daysAt(page, 0.6)), { steps: 5 });
  await expect(page).toHaveURL(/from=/);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(`${story.address}/?method=literal`);
  await page.mouse.up();
  await story.settled();
  await story.expectFiguresOf('method=literal');
  await page.mouse.move(...(await daysAt(page, 0.4)));
  await page.mouse.down();
  await page.mouse.move(...(await daysAt(page, 0.6)), { steps: 5 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=/);
  await page.mouse.dblclick(...(await daysAt(page, 0.2)));
  await expect(page).toHaveURL(`${story.address}/?method=literal`);
});

test('the keyboard alone brushes: a day, a week, a month, and Esc takes it back', async ({ story, page }) => {
  await story.open();
  const { panels, dataset } = await story.dashboard('include=panels');
  /** @param {number} at */
  const day = (at) => /** @type {any} */ (panels).daily[at].date;
  const first = page.getByRole('slider', { name: 'First day' });
  await first.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page).toHaveURL(`${story.address}/?from=${day(8)}&to=${dataset.last_day}`);
  await expect(first).toHaveAttribute('aria-valuenow', '8');
  await expect(first).toHaveAttribute('aria-valuetext', /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun) \d+ \w+ \d{4}$/);
  await story.settled();
  await story.expectFiguresOf(`from=${day(8)}&to=${dataset.last_day}`);
  await page.getByRole('slider', { name: 'Last day' }).focus();
  await page.keyboard.press('PageDown');
  await expect(page).not.toHaveURL(new RegExp(`to=${dataset.last_day}`));
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(`${story.address}/?from=${day(8)}&to=${dataset.last_day}`);
  await page.goBack();
  await expect(page).toHaveURL(`${story.address}/`);
  await expect(first).toHaveAttribute('aria-valuenow', '0');
  await first.focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: /^Back to all days/ }).click();
  await expect(page).toHaveURL(`${story.address}/`);
});

test('at most one question is on its way while the brush moves, and the last one is answered', async ({ story, page }) => {
  await story.open();
  let asked = 0;
  /** @type {() => void} */
  let release = () => undefined;
  const held = new Promise((resolve) => {
    release = () => resolve(undefined);
  });
  await page.route('**/api/v1/dashboard**', async (route) => {
    asked += Number(isQuestion(route.request().url()));
    await held;
    await route.continue();
  });
  await page.mouse.move(...(await daysAt(page, 0.2)));
  await page.mouse.down();
  await page.mouse.move(...(await daysAt(page, 0.9)), { steps: 40 });
  await page.mouse.up();
  const last = await page.getByRole('slider', { name: 'Last day' }).getAttribute('aria-valuenow');
  expect(Number(last)).toBeGreaterThan(100);
  expect(asked).toBe(1);
  release();
  await story.settled();
  expect(asked).toBe(2);
  await story.expectFiguresOf(new URL(page.url()).search.slice(1));
});

test('what is compared stands as a dashed line beside its days, and in the table with both dates', async ({ story, page }) => {
  const { dataset } = await story.dashboard();
  const query = `from=${dataset.last_day?.slice(0, 8)}01&to=${dataset.last_day}&compare=previous`;
  await story.open(`?${query}`);
  const { comparison, daily } = await story.dashboard(query);
  const compared = page.getByRole('list', { name: 'Lines' }).getByRole('button', { name: 'Compared' });
  await expect(compared).toHaveAttribute('aria-pressed', 'true');
  await page.getByRole('button', { name: 'Show Revenue by day as a table' }).click();
  const table = page.getByRole('table', { name: 'Revenue by day' });
  await expect(table.getByRole('columnheader', { name: 'Compared with' })).toBeVisible();
  await expect(table.getByRole('row')).toHaveCount(daily.length + 1);
  const { compared_date: then } = /** @type {any} */ (comparison).daily[0];
  const weekday = new Date(`${then}T00:00:00Z`).toLocaleDateString('en', { weekday: 'short', timeZone: 'UTC' });
  await expect(table.getByRole('row').nth(1)).toContainText(new RegExp(`${weekday}.*${weekday} ${Number(then.slice(8))} `));
  await compared.click();
  await expect(compared).toHaveAttribute('aria-pressed', 'false');
  await page.reload();
  await story.settled();
  await expect(compared).toBeVisible();
});

test('Ctrl and a click add a platform; a click alone shows only that one; the keyboard keeps its place', async ({ story, page }) => {
  await story.open();
  const { platforms } = await story.dashboard();
  const [one, two] = platforms.map(({ platform }) => platform);
  const legend = page.getByRole('list', { name: 'Platforms' });
  await legend.getByRole('button', { name: one }).click();
  await legend.getByRole('button', { name: two }).click({ modifiers: ['ControlOrMeta'] });
  await story.settled();
  const both = new URLSearchParams([
    ['platform', one],
    ['platform', two],
  ]);
  await expect(page).toHaveURL(`${story.address}/?${both}`);
  await story.expectFiguresOf(both.toString());
  await legend.getByRole('button', { name: platforms[2].platform }).press('Enter');
  await expect(page).toHaveURL(`${story.address}/?${new URLSearchParams({ platform: platforms[2].platform })}`);
  await story.settled();
  await expect(legend.getByRole('button', { name: platforms[2].platform })).toBeFocused();
});
