import { expect, test } from './story.js';

/** How many sheets a PDF has. @param {Buffer} pdf */
const sheets = (pdf) => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length;

test('printing gives two sheets that say what they show, in light colours, and leaves the page as it was', async ({ story, page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  const { dimensions } = await story.ask('/facets');
  const brand = dimensions.brand[0].value;
  for (const query of ['', `${new URLSearchParams({ brand })}&compare=previous`]) {
    await story.open(query && `?${query}`);
    expect(sheets(await page.pdf({ preferCSSPageSize: true }))).toBe(2);
    await expect(page.locator('.print-report')).toHaveCount(0);
    await story.expectFiguresOf(query);
  }
});

test('the report names data, filter, days, method, numbers and what they mean', async ({ story, page }) => {
  const { dimensions } = await story.ask('/facets');
  const brand = dimensions.brand[0].value;
  const query = new URLSearchParams({ brand, method: 'literal' }).toString();
  await story.open(`?${query}`);
  const { dataset, influencers, influencers_total: total } = await story.dashboard(query);
  const { methods, metrics } = await story.ask('/definitions');
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  const report = page.locator('.print-report');
  await expect(report.getByRole('heading', { level: 1 })).toHaveText('HealthKart Influencer Marketing ROI Dashboard');
  for (const text of [
    'Sample data',
    `version ${dataset.version}`,
    `Brand: \u2068${brand}\u2069`,
    methods[1].meaning,
    dataset.content_hash,
    metrics.find((/** @type {{ id: string }} */ one) => one.id === 'roas').formula,
    `${total - 25} more influencers in the export`,
  ])
    await expect(report).toContainText(text);
  const rows = report.getByRole('table', { name: 'Influencers', exact: true }).getByRole('row');
  await expect(rows).toHaveCount(27);
  await expect(rows.nth(1)).toContainText(`All ${total}`);
  await expect(rows.nth(2)).toContainText(influencers[0].name);
  await expect(page.locator('.filter-bar')).toBeHidden();
  const colours = await report
    .locator('canvas')
    .first()
    .evaluate((canvas) => getComputedStyle(canvas).colorScheme);
  expect(colours).toBe('light');
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await expect(report).toHaveCount(0);
});
