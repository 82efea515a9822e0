import { BAD, MESSY, TWO_WAYS } from './files.js';
import { expect, test } from './story.js';

/** @import { Page } from '@playwright/test' */

const PHONE = { width: 390, height: 844 };
const COMPARED = 'from=2026-06-01&to=2026-06-30&compare=previous';
const OVERLAY = ':popover-open, dialog[open]';

/** Everything that opens over the overview, and how. @type {[name: string, open: (page: Page) => Promise<void>][]} */
const OVERLAYS = [
  ...['Brand', 'Influencer Category', 'Influencer', 'Compare', 'Help', 'What the methods mean', 'Columns', 'Export Performance'].map(
    (name) => /** @type {[string, (page: Page) => Promise<void>]} */ ([name, (page) => press(page, new RegExp(`^${name}(:|,|$)`))]),
  ),
  ['days', (page) => press(page, /^Days:/)],
  ['versions', (page) => press(page, /^Data:/)],
  ['an explanation', (page) => press(page, 'How Incremental ROAS is worked out')],
  ['exact', (page) => press(page, 'exact')],
  ['the palette', (page) => page.keyboard.press('ControlOrMeta+k')],
  ['the shortcuts', (page) => page.keyboard.press('?')],
];

/** Whole views: axe looks at all of the page. @type {[name: string, link: string, ready: (page: Page) => Promise<void>][]} */
const VIEWS = [
  ['the overview, filtered and compared', `?platform=Instagram&sort=category,-revenue&${COMPARED}`, tablesBehindCharts],
  ['where nobody fits', '?q=nobody+has+this+name', async () => undefined],
  ['the rows behind a number', '?rows=spend', (page) => expect(page.locator('.rows-table tr[data-shown]').first()).toBeVisible()],
  ['the definitions', '?view=definitions&term=cpm', (page) => expect(page.locator('.definition.is-wanted')).toBeVisible()],
  ['the data', '?view=data', (page) => page.locator('.versions summary').first().click()],
];

/** @param {Page} page @param {string | RegExp} name */
async function press(page, name) {
  await page
    .getByRole('button', { name, exact: typeof name === 'string' })
    .first()
    .click();
}

/** Two charts as drawings would look no different from before. @param {Page} page */
async function tablesBehindCharts(page) {
  await press(page, 'Show Revenue by platform as a table');
  await press(page, 'Show Revenue by day as a table');
}

for (const { colorScheme, size, viewport } of /** @type {const} */ ([
  { colorScheme: 'light', size: 'a desktop', viewport: { width: 1440, height: 1000 } },
  { colorScheme: 'dark', size: 'a desktop', viewport: { width: 1440, height: 1000 } },
  { colorScheme: 'light', size: 'a phone', viewport: PHONE },
  { colorScheme: 'dark', size: 'a phone', viewport: PHONE },
])) {
  test.describe(`in ${colorScheme} on ${size}`, () => {
    test.use({ colorScheme, viewport, contextOptions: { reducedMotion: 'reduce' } });

    test('axe finds no violation in any view', async ({ story, page }) => {
      for (const [name, link, ready] of VIEWS)
        await test.step(name, async () => {
          await story.page.goto(`${story.address}/${link}`);
          await expect(page.locator('html')).not.toHaveAttribute('data-busy');
          await ready(page);
          await story.expectAccessible();
        });
    });

    test('axe finds no violation in anything that opens', async ({ story, page }) => {
      await story.open(`?${COMPARED}`);
      await press(page, 'More');
      for (const [name, open] of OVERLAYS)
        await test.step(name, async () => {
          await open(page);
          await expect(page.locator(OVERLAY).first()).toBeVisible();
          await expect(page.locator(OVERLAY).getByText(/^Loading/)).toHaveCount(0);
          await story.expectAccessible(OVERLAY);
          await page.keyboard.press('Escape');
          await expect(page.locator(OVERLAY)).toHaveCount(0);
        });
      await story.rows().first().locator('.name-button').click();
      await expect(page.getByRole('table', { name: 'Posts' })).toBeVisible();
      await story.expectAccessible();
    });

    test('axe finds no violation on the upload and its reports', async ({ story, page }) => {
      await story.open();
      await press(page, 'Upload & Analyze');
      await story.expectAccessible('.upload-panel');
      for (const files of [BAD, TWO_WAYS, MESSY])
        await test.step(files[1].name, async () => {
          await story.upload(files);
          await expect(page.getByRole('heading', { name: 'What was understood' })).toBeVisible();
          await page.locator('.upload-panel details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
          await story.expectAccessible('.upload-panel');
          await press(page, 'Discard');
        });
    });
  });
}

test('axe finds no violation where the server is gone', async ({ story, page }) => {
  await story.open();
  await page.route('**/api/v1/dashboard**', (route) => route.abort());
  await page.getByRole('radio', { name: 'Literal' }).check();
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await story.expectAccessible('.notice-place');
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
