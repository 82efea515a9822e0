import { many } from './files.js';
import { expect, holdBack, test } from './story.js';

const scroller = '.table-scroll';

/**
 * Scrolls from place to place, a frame each, and looks whether every place of the table's window is a row with a name or a number.
 *
 * @param {import('@playwright/test').Page} page
 * @param {number[]} tops
 */
function blankPlaces(page, tops) {
  return page.locator(scroller).evaluate(async (box, scrollTops) => {
    const places = [];
    for (const scrollTop of scrollTops) {
      box.scrollTop = scrollTop;
      await new Promise((frame) => requestAnimationFrame(frame));
      const { left, top, bottom } = box.getBoundingClientRect();
      for (let y = top + 84; y < Math.min(bottom, innerHeight) - 4; y += 20) {
        const row = document.elementFromPoint(left + 40, y)?.closest('tr');
        if (!row?.dataset.state || !row.cells[0].textContent?.trim()) places.push({ scrollTop: box.scrollTop, y });
      }
    }
    return places;
  }, tops);
}

test('wherever three thousand influencers are scrolled to there are rows, and at most two questions are under way', async ({
  story,
  page,
}) => {
  await story.open();
  await story.uploadAndAnalyze(many(3000));
  await page.locator(scroller).scrollIntoViewIfNeeded();
  let most = 0;
  // Not a number: what was asked before the scrolling may end in it.
  /** @type {Set<import('@playwright/test').Request>} */
  const underWay = new Set();
  await page.route('**/api/v1/dashboard?**offset=**', async (route) => {
    underWay.add(route.request());
    most = Math.max(most, underWay.size);
    await route.continue().catch(() => undefined);
  });
  const ended = (/** @type {import('@playwright/test').Request} */ request) => underWay.delete(request);
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
  const anywhere = Array.from({ length: 60 }, (_, at) => ((at * 7919) % 2990) * 40);
  const onward = Array.from({ length: 60 }, (_, at) => at * 650);
  expect(await blankPlaces(page, [...anywhere, ...onward])).toEqual([]);
  await expect.poll(() => most).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(2);
  await page.locator(scroller).evaluate((box) => {
    box.scrollTop = 1200 * 40;
  });
  await expect(story.rows().filter({ hasText: 'Person 01800' })).toHaveCount(1);
  await expect(page.locator('tr[data-state="loading"]')).toHaveCount(0);
});

test('a row that is on its way shows its number, and nothing moves when it comes', async ({ story, page }) => {
  await story.open();
  await story.uploadAndAnalyze(many(1000));
  const release = await holdBack(page, '**/api/v1/dashboard?**offset=**');
  await page.locator(scroller).evaluate((box) => {
    box.scrollTop = 500 * 40;
  });
  const row = page.locator('tr[aria-rowindex="505"]');
  await expect(row).toHaveText('503');
  await expect(row).toHaveAttribute('aria-busy', 'true');
  const before = await row.boundingBox();
  release();
  await expect(row).toContainText('Person 00498');
  expect(await row.boundingBox()).toEqual(before);
});

test('rows that are scrolled to do not wait for what is estimated, which follows where somebody looks', async ({ story, page }) => {
  await story.open();
  await story.uploadAndAnalyze(many(1000));
  const release = await holdBack(page, '**/api/v1/dashboard?**include=intervals**');
  await page.locator('.sort-button[data-column="orders"]').click();
  await story.settled();
  await page.locator(scroller).evaluate((box) => {
    box.scrollTop = 500 * 40;
  });
  const row = page.locator('tr[aria-rowindex="505"]');
  await expect(row).toHaveAttribute('data-state', 'shown');
  await expect(row.locator('.interval-estimate')).toHaveText('');
  // It takes long by now, and its places say so.
  await expect(page.locator('.table-scroll.is-estimating')).toBeVisible();
  release();
  await expect(row.locator('.interval-estimate')).toHaveText(/\d/);
  await expect(page.locator('.is-estimating')).toHaveCount(0);
});

test('rows on the screen are drawn with the answer, those beyond its edge follow', async ({ story, page }) => {
  await story.open();
  await story.uploadAndAnalyze(many(100));
  // What is estimated stands above the table, too, and moves it when it comes.
  await expect(story.rows().first().locator('.interval-estimate')).toHaveText(/\d/);
  await story.settled();
  await page.locator('.table-card').evaluate((card) => scrollBy(0, card.getBoundingClientRect().top - innerHeight + 400));
  await page.evaluate(() => {
    const { documentElement: root } = document;
    new MutationObserver(() => {
      if (root.hasAttribute('data-busy')) return;
      const rows = [...document.querySelectorAll('.influencer-table tbody tr[aria-rowindex]')];
      const first = rows.map((row) => ({
        isSeen: row.getBoundingClientRect().top < innerHeight,
        isNew: row.textContent?.includes(`Person ${String(Number(row.getAttribute('aria-rowindex')) - 2).padStart(5, '0')}`),
      }));
      Object.assign(window, { first });
    }).observe(root, { attributeFilter: ['data-busy'] });
  });
  await page.locator('.sort-button[data-column="name"]').click();
  await story.settled();
  /** @type {{ isSeen: boolean, isNew: boolean }[]} */
  const first = await page.evaluate(() => Reflect.get(window, 'first'));
  expect(first.filter(({ isSeen, isNew }) => isSeen && isNew).length).toBeGreaterThan(3);
  expect(first.filter(({ isSeen, isNew }) => isSeen && !isNew)).toEqual([]);
  expect(first.filter(({ isNew }) => !isNew).length).toBeGreaterThan(3);
  const names = await story.rows().locator('.name-button').allTextContents();
  expect(names).toEqual(names.map((_, at) => `Person ${String(at + 1).padStart(5, '0')}`));
});

test('what is seen is whole with the answer, columns beyond the edge follow unless the table is scrolled sideways', async ({
  story,
  page,
}) => {
  await page.addInitScript(() => {
    new MutationObserver(() => {
      if (document.documentElement.hasAttribute('data-busy')) return;
      const row = document.querySelector('.influencer-table tr[data-state="shown"]');
      const cells = [...(row?.children ?? [])].map((cell) => cell.textContent);
      Object.assign(window, { seen: [...(Reflect.get(window, 'seen') ?? []), cells] });
    }).observe(document, { subtree: true, attributes: true, attributeFilter: ['data-busy'] });
  });
  /** The cells of the first row when an answer had been drawn. @param {number} at of the answer; -1 for the last one */
  const seen = (at) => page.evaluate((which) => Reflect.get(window, 'seen').at(which), at);
  const row = () => story.rows().first().locator('.cell').allTextContents();
  const places = [0, 1, 2, 3, 4, 5, 6];
  await page.setViewportSize({ width: 1100, height: 1000 });
  await story.open('?columns=name,category,platform,revenue,orders,spend,roas,roas_lower,p_earns_cost,verdict,followers,cost_per_order');
  await expect(page.locator('[data-waiting]')).toHaveCount(0);
  const [first, whole] = [await seen(0), await row()];
  expect(first.length).toBe(whole.length);
  // Estimates come later, and have their own places.
  for (const at of [...places, 10, 11]) expect(first[at]).toBe(whole[at]);

  await page.locator('.sort-button[data-column="name"]').click();
  await story.settled();
  const [sorted, then] = [await seen(-1), await row()];
  for (const at of places) expect(sorted[at]).toBe(then[at]);
  expect(sorted[11]).toBe(whole[11]);
  expect(then[11]).not.toBe(whole[11]);

  await page.locator(scroller).evaluate((box) => box.scrollTo(400, 0));
  await page.locator('.sort-button[data-column="cost_per_order"]').click();
  await story.settled();
  const [aside, last] = [await seen(-1), await row()];
  for (const at of [3, 5, 11]) expect(aside[at]).toBe(last[at]);
});

test('rows that are late are not left behind when the table goes back to its top meanwhile', async ({ story, page }) => {
  await story.open();
  await story.uploadAndAnalyze(many(100));
  await page.locator('.table-card').evaluate((card) => scrollBy(0, card.getBoundingClientRect().top - innerHeight + 400));
  await page.locator(scroller).evaluate((box) => {
    box.scrollTop = 400;
  });
  await expect(page.locator('tr[aria-rowindex="20"]')).toHaveAttribute('data-state', 'shown');
  await page.locator('.sort-button[data-column="name"]').click();
  await story.settled();
  const names = await story.rows().locator('.name-button').allTextContents();
  expect(names.length).toBeGreaterThan(15);
  expect(names).toEqual(names.map((_, at) => `Person ${String(at + 1).padStart(5, '0')}`));
});

test('headings, totals and names stay while the table scrolls both ways', async ({ story, page }) => {
  await page.setViewportSize({ width: 800, height: 900 });
  await story.open();
  await page.locator(scroller).evaluate((box) => {
    box.scrollTo(300, 600);
  });
  // Measured at one moment: what comes above the table may move all of it.
  const heading = page.getByRole('columnheader', { name: 'Influencer', exact: true });
  const total = await page.getByRole('row', { name: /^All / }).getByRole('rowheader').elementHandle();
  const places = await heading.evaluate((head, totals) => {
    const frame = head.closest('.table-scroll')?.getBoundingClientRect() ?? new DOMRect();
    return [head, /** @type {Element} */ (totals)].map((one) => one.getBoundingClientRect()).map(({ x, y }) => [x - frame.x, y - frame.y]);
  }, total);
  expect(places.map(([x]) => x)).toEqual([0, 0]);
  expect(places.map(([, y]) => Math.round(y))).toEqual([1, 41]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0);
});

test('up to three keys order the table, by mouse and by keyboard, and each says its place', async ({ story, page }) => {
  await story.open();
  const heading = (/** @type {string} */ name) => page.locator(`.sort-button[data-column="${name}"]`);
  await heading('category').click();
  await story.settled();
  await heading('platform').click({ modifiers: ['Shift'] });
  await story.settled();
  await heading('orders').focus();
  await page.keyboard.press('Shift+Enter');
  await expect(page).toHaveURL(/sort=category%2Cplatform%2C-orders/);
  await story.settled();
  await expect(heading('orders')).toBeFocused();
  for (const [at, name] of ['category', 'platform', 'orders'].entries())
    await expect(heading(name).locator('.sort-place')).toHaveText(String(at + 1));
  const { influencers } = await story.dashboard('sort=category,platform,-orders');
  for (const at of [0, 1, 2, 3]) await expect(story.rows().nth(at)).toContainText(influencers[at].name);
  await heading('orders').click();
  await expect(page).toHaveURL(/sort=-orders$/);
});

test('columns are chosen, moved and reset, the address says which, and the name stays', async ({ story, page }) => {
  await story.open();
  const usual = await page.getByRole('columnheader').allTextContents();
  await page.getByRole('button', { name: 'Columns', exact: true }).click();
  const picker = page.getByRole('dialog', { name: 'Columns of the table' });
  await expect(picker.getByRole('checkbox', { name: 'Influencer', exact: true })).toBeDisabled();
  for (const name of ['Platform', 'Verdict', 'Spend', 'Left after spend', 'ROAS, 90% interval'])
    await picker.getByRole('checkbox', { name, exact: true }).uncheck();
  await picker.getByRole('checkbox', { name: 'Reach' }).focus();
  await page.keyboard.press('Space');
  await expect(page).toHaveURL(/columns=name%2Ccategory%2Crevenue%2Corders%2Creach/);
  const up = picker.getByRole('button', { name: 'Move Reach up' });
  await up.focus();
  for (let step = 0; step < 6; step += 1) await page.keyboard.press('Enter');
  await expect(up).toBeFocused();
  const chosen = ['Influencer', 'Reach', 'Influencer Category', 'Revenue', 'Orders'];
  await expect(page.getByRole('columnheader')).toHaveText(chosen);
  const { totals, influencers } = await story.dashboard();
  await expect(page.locator('[data-total="reach"]')).toHaveAttribute('data-exact', String(totals.reach.value));
  await expect(story.rows().first().locator('td').first()).toHaveAttribute(
    'data-exact',
    String(/** @type {any} */ (influencers[0]).reach.value),
  );
  await page.reload();
  await story.settled();
  await expect(page.getByRole('columnheader')).toHaveText(chosen);
  await page.getByRole('button', { name: 'Columns', exact: true }).click();
  await picker.getByRole('button', { name: 'Reset' }).click();
  await expect(page).toHaveURL(`${story.address}/`);
  await expect(page.getByRole('columnheader')).toHaveText(usual);
});

test('every figure that a line carries can be a column, with what it means', async ({ story, page }) => {
  const { measures, metrics } = await story.ask('/definitions');
  const { influencers } = await story.dashboard('limit=1');
  const carried = [...measures, ...metrics].filter(({ id }) => id in influencers[0]);
  await story.open(`?columns=${carried.map(({ id }) => id).join()}`);
  await expect(page.getByRole('columnheader')).toHaveCount(carried.length + 1);
  for (const { id, meaning } of carried)
    await expect(page.locator(`.sort-button[data-column="${id}"]`)).toHaveAttribute('title', new RegExp(meaning.slice(0, 40)));
  const { totals } = await story.dashboard();
  for (const { id } of carried) {
    const total = page.locator(`[data-total="${id}"]`);
    if (totals[id].value === null) await expect(total).toContainText('no value');
    else expect(Number(await total.getAttribute('data-exact'))).toBeCloseTo(totals[id].value, 5);
  }
});

test('a cell filters by its value, and the next click takes it back', async ({ story, page }) => {
  await story.open('?columns=name,category,platform,gender,tier');
  for (const [dimension, at] of Object.entries({ category: 0, platform: 1, gender: 2, tier: 3 })) {
    const { influencers } = await story.dashboard();
    const value = String(influencers[0][dimension]);
    const cell = story.rows().first().locator('td').nth(at).getByRole('button');
    await expect(cell).toHaveAttribute('aria-pressed', 'false');
    await cell.focus();
    await page.keyboard.press('Enter');
    await story.settled();
    expect(new URL(page.url()).searchParams.getAll(dimension)).toEqual([value]);
    await expect(cell).toHaveAttribute('aria-pressed', 'true');
    await expect(cell).toBeFocused();
    await cell.click();
    await story.settled();
    expect(new URL(page.url()).searchParams.getAll(dimension)).toEqual([]);
  }
});

test('the keyboard goes from row to row, through as many as there are', async ({ story, page }) => {
  await story.open();
  await story.uploadAndAnalyze(many(1000));
  const name = (/** @type {string} */ text) => page.getByRole('button', { name: text, exact: true });
  await name('Person 01000').focus();
  await page.keyboard.press('ArrowDown');
  await expect(name('Person 00999')).toBeFocused();
  await page.keyboard.press('End');
  await expect(name('Person 00001')).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await expect(name('Person 00002')).toBeFocused();
  await page.keyboard.press('Tab');
  await expect(story.rows().filter({ hasText: 'Person 00002' }).getByRole('button', { name: 'Fitness' })).toBeFocused();
  await page.keyboard.press('Home');
  await expect(story.rows().filter({ hasText: 'Person 01000' }).getByRole('button', { name: 'Fitness' })).toBeFocused();
});

for (const { format, path } of /** @type {const} */ ([
  { format: 'CSV', path: '/api/v1/export/influencers.csv' },
  { format: 'Excel', path: '/api/v1/export/influencers.xlsx' },
])) {
  test(`the export as ${format} is of the selection, order and columns on the screen`, async ({ story, page }) => {
    const { dimensions } = await story.ask('/facets');
    const platform = dimensions.platform[0].value;
    await story.open(`?${new URLSearchParams({ platform, sort: 'name', columns: 'name,reach,roas' })}`);
    await page.getByRole('button', { name: 'Export Performance' }).click();
    const link = page.getByRole('dialog', { name: 'Export Performance' }).getByRole('link', { name: format });
    const address = new URL((await link.getAttribute('href')) ?? '', story.address);
    expect(address.pathname).toBe(path);
    expect(Object.fromEntries(address.searchParams)).toMatchObject({ platform, sort: 'name', columns: 'name,reach,roas' });
    expect(address.searchParams.has('limit')).toBe(false);
  });
}
