import { BAD, MESSY, TWO_WAYS } from './files.js';
import { expect, test } from './story.js';

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test.describe(`in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('axe finds no violation on the overview, on an open explanation, menu and table', async ({ story, page }) => {
      const { dimensions } = await story.ask('/facets');
      await story.open(`?${new URLSearchParams({ platform: dimensions.platform[0].value })}`);
      await story.expectAccessible();
      await page.getByRole('button', { name: 'How Incremental ROAS is worked out' }).click();
      await story.expectAccessible();
      await page.keyboard.press('Escape');
      await page.locator('.filter-menus').getByRole('button', { name: 'Brand', exact: true }).click();
      await story.expectAccessible();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'More', exact: true }).click();
      await page.locator('.filter-menus').getByRole('button', { name: 'Influencer', exact: true }).click();
      await expect(page.getByRole('dialog', { name: 'Filter by Influencer' }).getByRole('checkbox').first()).toBeVisible();
      await story.expectAccessible();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Show Revenue by platform as a table' }).click();
      await story.expectAccessible();
    });

    test('axe finds no violation on the open menus of days and comparison, and on the changes', async ({ story, page }) => {
      await story.open('?from=2026-06-01&to=2026-06-30&compare=previous');
      await page.getByRole('button', { name: /^Days:/ }).click();
      await story.expectAccessible();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: /^Compare: vs/ }).click();
      await page.getByRole('radio', { name: 'Other days' }).check();
      await story.settled();
      await story.expectAccessible();
    });

    test('axe finds no violation on the upload, its report and the data view', async ({ story, page }) => {
      await story.open();
      await page.getByRole('button', { name: 'Upload & Analyze' }).click();
      await story.expectAccessible();
      await story.upload(BAD);
      await expect(page.getByRole('heading', { name: 'What was understood' })).toBeVisible();
      await story.expectAccessible();
      await page.getByRole('button', { name: 'Discard' }).click();
      await story.upload(TWO_WAYS);
      await expect(page.getByRole('region', { name: 'Questions' })).toBeVisible();
      await story.expectAccessible();
      await page.getByRole('button', { name: 'Discard' }).click();
      await page.getByRole('link', { name: 'Data', exact: true }).click();
      await page.getByRole('list', { name: 'Versions of the data' }).locator('summary').first().click();
      await story.expectAccessible();
    });

    test('axe finds no violation on a report with everything that can be changed', async ({ story, page }) => {
      await story.open();
      await story.upload(MESSY);
      await page.getByText('7 of 9 columns used').click();
      await expect(page.getByRole('combobox', { name: 'Column of sales.csv for Revenue' })).toBeVisible();
      await story.expectAccessible();
    });
  });
}

test('axe finds no violation where nobody fits and where the server is gone', async ({ story, page }) => {
  await story.open('?q=nobody+has+this+name');
  await story.expectAccessible();
  await page.route('**/api/v1/dashboard**', (route) => route.abort());
  await page.getByRole('radio', { name: 'Literal' }).check();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await story.expectAccessible();
});

test('axe finds no violation on a phone', async ({ story, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await story.open();
  await story.expectAccessible();
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  await expect(page.getByRole('list', { name: 'Versions of the data' })).toBeVisible();
  await story.expectAccessible();
});

for (const width of [360, 390, 768, 1024, 1920]) {
  test(`nothing scrolls sideways at ${width} pixels`, async ({ story, page }) => {
    await page.setViewportSize({ width, height: 844 });
    await story.open();
    const wider = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await wider()).toBe(0);
    await story.upload(MESSY);
    await page.getByText('7 of 9 columns used').click();
    expect(await wider()).toBe(0);
    await page.getByRole('link', { name: 'Data', exact: true }).click();
    await expect(page.getByRole('list', { name: 'Versions of the data' })).toBeVisible();
    expect(await wider()).toBe(0);
  });
}

test('nothing moves while the page loads', async ({ story, page }) => {
  await page.addInitScript(() => {
    Object.assign(window, { shifts: 0 });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries())
        Object.assign(window, { shifts: Reflect.get(window, 'shifts') + Reflect.get(entry, 'value') });
    }).observe({ type: 'layout-shift', buffered: true });
  });
  await story.open();
  expect(await page.evaluate(() => Reflect.get(window, 'shifts'))).toBeLessThan(0.001);
});

test('the colours can be chosen, and the choice holds after loading again', async ({ story, page }) => {
  await story.open();
  const colour = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const light = await colour();
  await page.getByRole('button', { name: /^Colours: as the system/ }).click();
  await page.getByRole('button', { name: /^Colours: light/ }).click();
  const dark = await colour();
  expect(dark).not.toBe(light);
  await page.reload();
  expect(await colour()).toBe(dark);
});

test('the keyboard alone filters, reads a formula and sorts', async ({ story, page }) => {
  await story.open();
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the figures' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'How Total Revenue is worked out' })).toBeFocused();
  await page.locator('.filter-menus').getByRole('button', { name: 'Platform', exact: true }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Space');
  await expect(page).toHaveURL(/platform=/);
  await page.keyboard.press('Escape');
  await expect(page.locator('.filter-menus').getByRole('button', { name: /^Platform/ })).toBeFocused();
  await page.getByRole('button', { name: 'Spend', exact: true }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/sort=-spend/);
  await story.settled();
  await expect(page.getByRole('button', { name: 'Spend', exact: true })).toBeFocused();
});
