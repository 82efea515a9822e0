import { HOSTILE, hostileFiles } from './files.js';
import { expect, test } from './story.js';

// The story itself fails on a dialog, on an error and on a request to another host.

/** Nothing from the files has become an element of the page. @param {import('@playwright/test').Page} page */
async function expectNothingInjected(page) {
  const injected = await page.evaluate(() => {
    const strange = [...document.querySelectorAll('img, script, iframe, object, embed, base')].filter((element) => {
      const address = element.getAttribute('src') ?? element.getAttribute('data') ?? '';
      return !address.startsWith('/assets/');
    });
    const handlers = [...document.querySelectorAll('*')].filter((element) =>
      [...element.attributes].some(({ name }) => name.startsWith('on')),
    );
    return [...strange, ...handlers].map((element) => element.outerHTML.slice(0, 200));
  });
  expect(injected).toEqual([]);
}

/** Reads the report and takes whatever the files offer. @param {import('./story.js').Story} story */
async function analyze({ page }) {
  const report = page.getByRole('heading', { name: 'What was understood' });
  const done = page.getByRole('status').filter({ hasText: 'is analyzed' });
  await expect(report.or(done)).toBeVisible();
  if (await report.isVisible()) {
    await expectNothingInjected(page);
    await page.getByRole('button', { name: /^(Use the valid rows|Analyze)$/ }).click();
    await expect(done).toBeVisible();
  }
}

test('hostile text in every column is drawn as text and runs nothing, in every part of the page', async ({ story, page }) => {
  await story.open();
  await story.upload(hostileFiles());
  await analyze(story);
  await story.settled();
  await expect(story.rows()).toHaveCount(Object.keys(HOSTILE).length);
  for (const text of [HOSTILE.markup, HOSTILE.formula, HOSTILE.script])
    await expect(story.rows().filter({ hasText: text }).first()).toBeVisible();
  await expectNothingInjected(page);
  for (const filter of ['Brand', 'Influencer Category', 'Platform']) {
    await page.locator('.filter-menus').getByRole('button', { name: filter, exact: true }).click();
    await expect(
      page.getByRole('dialog', { name: `Filter by ${filter}` }).getByRole('checkbox', { name: HOSTILE.markup, exact: true }),
    ).toBeVisible();
    await page.keyboard.press('Escape');
  }
  for (const title of ['Revenue by platform', 'Top five influencers'])
    await page.getByRole('button', { name: `Show ${title} as a table` }).click();
  await expectNothingInjected(page);
});

test('a hostile value can be filtered by, explained and shared like any other', async ({ story, page }) => {
  await story.open();
  await story.upload(hostileFiles());
  await analyze(story);
  await story.choose('Platform', HOSTILE.script);
  await expect(page.getByRole('listitem').filter({ hasText: 'Platform: ' }).first()).toContainText(HOSTILE.script);
  await page.reload();
  await story.settled();
  await page.getByRole('button', { name: 'How Overall ROAS is worked out' }).click();
  await expect(page.getByRole('dialog')).toContainText('script');
  await expectNothingInjected(page);
});

test('the report shows hostile text as text', async ({ story, page }) => {
  await story.open();
  await story.upload(hostileFiles());
  await analyze(story);
  await page.getByRole('button', { name: 'See the report' }).click();
  await expect(page.getByRole('region', { name: 'Files' })).toContainText('<img src=x onerror=alert(3)>.csv');
  await expectNothingInjected(page);
});

test('the export cannot be run by a spreadsheet', async ({ story }) => {
  await story.open();
  await story.upload(hostileFiles());
  await analyze(story);
  await story.settled();
  const { rows } = await story.exported();
  const cells = rows.slice(1).flat();
  for (const text of [HOSTILE.formula, HOSTILE.plus, HOSTILE.at]) {
    expect(cells).toContain(`'${text}`);
    expect(cells).not.toContain(text);
  }
  expect(cells.some((cell) => cell === HOSTILE.markup)).toBe(true);
});

test('long and right-to-left names do not push the page apart', async ({ story, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await story.open();
  await story.upload(hostileFiles());
  await analyze(story);
  await story.settled();
  await story.choose('Brand', HOSTILE.long);
  const wider = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await wider()).toBe(0);
  await page.getByRole('link', { name: 'Data', exact: true }).click();
  const newest = page.getByRole('listitem', { name: 'Version 2' });
  await newest.locator('summary').click();
  expect(await wider()).toBe(0);
  await newest.getByRole('button', { name: /^See the report/ }).click();
  for (const columns of await page.locator('.file-columns > summary').all()) await columns.click();
  expect(await wider()).toBe(0);
  await expectNothingInjected(page);
});
