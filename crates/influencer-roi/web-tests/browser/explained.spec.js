import { readFile } from 'node:fs/promises';
import { numberStyle } from '../../web/src/core/numbers.js';
import { CARDS, expect, readCsv, test } from './story.js';
import { HOSTILE, stubRows } from './rows-stub.js';

/** What each headline ratio is, worked out anew from the numbers that its panel shows. @type {Record<string, (input: Record<string, number>) => number>} */
const WORKED = {
  roas: ({ revenue, spend }) => revenue / spend,
  incremental_roas: ({ revenue, baseline, spend }) => (revenue - baseline) / spend,
  cost_per_order: ({ spend, orders }) => spend / orders,
  aov: ({ revenue, orders }) => revenue / orders,
};
/** @type {Record<string, string>} */
const TITLES = {
  revenue: 'Total Revenue',
  spend: 'Total Spend',
  roas: 'Overall ROAS',
  incremental_roas: 'Incremental ROAS',
  orders: 'Total Orders',
  cost_per_order: 'Cost per order',
  aov: 'Average order',
};

/** The page with the definitions, opened by its link. @param {import('./story.js').Story} story @param {string} [link] */
async function openDefinitions(story, link = '') {
  await story.page.goto(`${story.address}/?view=definitions${link}`);
  await expect(story.page.locator('.definition').first()).toBeVisible();
}

test('the numbers in every panel give the number on the card', async ({ story, page }) => {
  const { platforms } = await story.dashboard();
  await story.open(`?${new URLSearchParams({ platform: platforms[0].platform, from: '2026-03-01' })}`);
  const { metrics, measures } = await story.ask('/definitions');
  for (const id of Object.keys(CARDS)) {
    const title = TITLES[id];
    await page.getByRole('button', { name: `How ${title} is worked out` }).click();
    const panel = page.getByRole('dialog', { name: `How ${title} is worked out` });
    const shown = Number(await story.figure(id).getAttribute('data-exact'));
    const result = Number(await panel.locator('.is-result [data-exact]').getAttribute('data-exact'));
    expect(result).toBe(shown);
    const metric = metrics.find((/** @type {{ id: string }} */ one) => one.id === id);
    if (metric) {
      await expect(panel).toContainText(`${metric.label} = ${metric.formula}`);
      const labels = [...metrics, ...measures];
      /** @type {Record<string, number>} */
      const inputs = {};
      for (const input of metric.inputs) {
        const { label } = labels.find((one) => one.id === input);
        const line = panel.locator('.figure-list > div').filter({ has: page.locator('dt', { hasText: label }) });
        inputs[input] = Number(await line.locator('[data-exact]').first().getAttribute('data-exact'));
      }
      expect(Math.abs(WORKED[id](inputs) - shown)).toBeLessThan(1e-6);
    }
    await page.keyboard.press('Escape');
  }
});

test('a number in a panel is copied exactly when it is pressed', async ({ story, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await story.open();
  const { totals } = await story.dashboard();
  await page.getByRole('button', { name: 'How Total Revenue is worked out' }).click();
  await page.getByRole('dialog').locator('.copy-figure').press('Enter');
  await expect(page.getByRole('dialog').getByRole('status')).toHaveText(`${totals.revenue.value} is copied`);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(String(totals.revenue.value));
});

test('the total in the doughnut explains itself', async ({ story, page }) => {
  await story.open();
  await page.getByRole('button', { name: /How Revenue of all platforms is worked out/ }).click();
  const { totals } = await story.dashboard();
  const panel = page.getByRole('dialog', { name: 'How Revenue of all platforms is worked out' });
  await expect(panel.locator(`.is-result [data-exact="${totals.revenue.value}"]`)).toBeVisible();
});

test('the rows behind a number open by keyboard, Back and Esc close them, and the focus comes back', async ({ story, page }) => {
  await story.open();
  const explain = page.getByRole('button', { name: 'How Total Spend is worked out' });
  await explain.press('Enter');
  await page.getByRole('link', { name: 'Rows behind this number' }).press('Enter');
  const rows = page.getByRole('dialog', { name: 'Rows behind Total Spend' });
  await expect(rows).toBeVisible();
  await expect(page).toHaveURL(/\?rows=spend$/);
  await expect(rows.locator('tbody tr[data-shown]').first()).toBeVisible();
  await page.goBack();
  await expect(rows).toBeHidden();
  await expect(explain).toBeFocused();
  await page.goForward();
  await expect(rows).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(rows).toBeHidden();
  await expect(page).toHaveURL(`${story.address}/`);
  await page.goBack();
  await rows.getByRole('button', { name: 'Close the rows' }).click();
  await expect(rows).toBeHidden();
});

test('the rows behind each sum add up to the number on its card, and the file has every one of them', async ({ story, page }) => {
  const { platforms } = await story.dashboard();
  for (const filter of ['', `platform=${platforms[0].platform}&`]) {
    for (const id of ['revenue', 'orders', 'spend']) {
      await story.open(`?${filter}rows=${id}`);
      const rows = page.getByRole('dialog', { name: `Rows behind ${TITLES[id]}` });
      const shown = (await story.figure(id).getAttribute('data-exact')) ?? '';
      const sums = rows.locator(`[data-sum="${id}"]`);
      await expect(sums).toHaveCount(2);
      for (const sum of await sums.all()) await expect(sum).toHaveAttribute('data-exact', shown);
      await expect(rows).toContainText('The dashboard counts the same');
    }
  }
  const total = Number(await page.locator('[data-rows-total]').getAttribute('data-rows-total'));
  expect(total).toBeGreaterThan(0);
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download these rows (CSV)' }).click();
  const [head, ...lines] = readCsv(await readFile(await (await coming).path(), 'utf8'));
  expect(lines).toHaveLength(total);
  expect(head.slice(0, 2)).toEqual(['file', 'line']);
});

test('payments that lie partly outside the chosen days say so', async ({ story, page }) => {
  await story.open('?from=2026-05-01&rows=spend');
  const { counted, sums, note } = await story.ask('/rows?of=spend&from=2026-05-01');
  expect(counted.value).toBeLessThan(sums.spend.value);
  const rows = page.getByRole('dialog', { name: 'Rows behind Total Spend' });
  await expect(rows).toContainText(note);
  const style = numberStyle('INR');
  await expect(rows.locator('.rows-facts')).toContainText(`The dashboard counts${style.exact('money', counted.value)}`);
  await expect(rows.locator('.rows-facts')).toContainText(`Total Spend of these rows${style.exact('money', sums.spend.value)}`);
});

test('the totals of the table explain themselves, and what they are copied as stays exact', async ({ story, page }) => {
  await story.open();
  const { totals } = await story.dashboard();
  const cell = page.locator('[data-total="roas"]');
  await expect(cell).toHaveAttribute('data-exact', String(Number(totals.roas.value?.toFixed(6))));
  await cell.getByRole('button').press('Enter');
  const panel = page.getByRole('dialog', { name: 'How ROAS of all influencers is worked out' });
  await expect(panel.locator('.is-result')).toContainText('Overall ROAS');
  await page.keyboard.press('Escape');
  await expect(cell.getByRole('button')).toBeFocused();
});

test('a compared number shows the number before and the change', async ({ story, page }) => {
  const query = 'from=2026-06-01&to=2026-06-30&compare=previous';
  await story.open(`?${query}`);
  const { comparison } = await story.dashboard(query);
  await page.getByRole('button', { name: 'How Total Revenue is worked out' }).click();
  const compared = page.getByRole('dialog', { name: 'How Total Revenue is worked out' }).locator('.is-compared');
  await expect(compared.locator('[data-exact]').first()).toHaveAttribute('data-exact', String(comparison?.totals.revenue.value));
  await expect(compared.locator('[data-exact]').last()).toHaveAttribute(
    'data-exact',
    String(Number(comparison?.change.revenue.value?.toFixed(6))),
  );
});

test('the rows are asked with the filters of the page and nothing else', async ({ story, page }) => {
  const asked = page.waitForRequest((request) => request.url().includes('/api/v1/rows?'));
  await story.open('?platform=Instagram&from=2026-03-01&method=literal&sort=-spend&compare=previous&rows=spend');
  await expect(page.getByRole('dialog', { name: 'Rows behind Total Spend' })).toContainText('Platform:');
  expect(new URL((await asked).url()).search).toBe('?platform=Instagram&from=2026-03-01&method=literal&of=spend&limit=200');
  await expect(page.getByRole('link', { name: 'Download these rows (CSV)' })).toHaveAttribute(
    'href',
    '/api/v1/export/rows.csv?platform=Instagram&from=2026-03-01&method=literal&of=spend',
  );
});

test('no row at all says why', async ({ story, page }) => {
  await story.open('?platform=Instagram&q=nobody&rows=spend');
  await expect(page.getByRole('dialog')).toContainText(/No row is behind Total Spend with Platform: .*Instagram/);
  await expect(page.getByRole('link', { name: 'Download these rows (CSV)' })).toBeHidden();
});

test('rows that cannot be had say so, and can be asked for again', async ({ story, page }) => {
  await page.route('**/api/v1/rows?**', (route) => route.abort());
  await story.open('?rows=spend');
  await expect(page.getByRole('dialog')).toContainText('The server cannot be reached.');
  await page.unroute('**/api/v1/rows?**');
  await page.getByRole('dialog').getByRole('button', { name: 'Try again' }).click();
  await expect(page.locator('.rows-table tbody tr[data-shown]').first()).toBeVisible();
  await expect(page.getByRole('dialog')).not.toContainText('cannot be reached');
});

test('hostile text in a row is shown as text', async ({ story, page }) => {
  const { dataset } = await story.dashboard();
  await stubRows(page, dataset, { total: 3 });
  await story.open('?rows=spend');
  await expect(page.locator('.rows-table tbody bdi').filter({ hasText: '<img' })).toHaveText([HOSTILE, HOSTILE, HOSTILE]);
  await expect(page.locator('.rows-table img')).toHaveCount(0);
});

test('ten million rows scroll to their end without a blank window', async ({ story, page }) => {
  const { dataset } = await story.dashboard();
  await stubRows(page, dataset, { total: 10_000_000 });
  await story.open('?rows=spend');
  const scroller = page.getByRole('region', { name: 'Table of rows, scrolls' });
  await expect(scroller.locator('tr[data-shown]').first()).toBeVisible();
  const blank = () =>
    scroller.evaluate((element) => {
      const { left, top, height } = element.getBoundingClientRect();
      return [40, height / 2, height - 4].filter((at) => {
        const row = document.elementFromPoint(left + 60, top + at)?.closest('tr');
        return !row || row.classList.contains('spacer');
      }).length;
    });
  for (const part of [0.1, 0.5, 0.500001, 0.9, 0.3]) {
    await scroller.evaluate((element, to) => (element.scrollTop = to * (element.scrollHeight - element.clientHeight)), part);
    await page.evaluate(() => new Promise(requestAnimationFrame));
    expect(await blank()).toBe(0);
  }
  await scroller.focus();
  await page.keyboard.press('End');
  await expect(scroller.locator('tr[aria-rowindex="10000001"][data-shown]')).toBeVisible();
  await expect(scroller.locator('tr[aria-rowindex="10000001"] td').nth(1)).toHaveText('10000001');
  await page.keyboard.press('Home');
  await expect(scroller.locator('tr[aria-rowindex="2"][data-shown]')).toBeVisible();
});

test('the definitions page has every definition of the server, and finds them', async ({ story, page }) => {
  await story.open();
  await page.getByRole('button', { name: 'Help', exact: true }).click();
  await page.getByRole('link', { name: /^Definitions/ }).click();
  await expect(page).toHaveURL(/view=definitions/);
  const { measures, metrics, estimates, reasons, methods, tiers, verdicts, dimensions } = await story.ask('/definitions');
  const terms = page.locator('.definition');
  const every = [...measures, ...metrics, ...estimates, ...methods, ...tiers, ...verdicts, ...dimensions];
  await expect(terms).toHaveCount(every.length);
  for (const { id, label, meaning, formula, spend, baseline } of every) {
    const one = page.locator(`.definition[data-term="${id}"]`);
    for (const text of [label, meaning, formula, spend, baseline].filter(Boolean)) await expect(one).toContainText(text);
  }
  const cpm = page.locator('.definition[data-term="cpm"]');
  for (const { no_value: none } of metrics.filter((/** @type {{ id: string }} */ one) => one.id === 'cpm'))
    for (const reason of none) await expect(cpm).toContainText(reasons[reason]);
  await page.getByRole('searchbox', { name: 'Find a definition' }).fill('incremental roas');
  await expect(page.locator('.definition:visible').first()).toContainText('Incremental ROAS');
  expect(await page.locator('.definition:visible').count()).toBeLessThan(4);
  await page.getByRole('searchbox', { name: 'Find a definition' }).fill('qwertz');
  await expect(page.getByText('No definition contains “qwertz”.')).toBeVisible();
});

test('a panel leads to its definition, and Back to the figures with their filter', async ({ story, page }) => {
  await story.open('?platform=Instagram');
  await page.getByRole('button', { name: 'How Overall ROAS is worked out' }).click();
  await page.getByRole('link', { name: 'All definitions' }).click();
  await expect(page).toHaveURL(/view=definitions&platform=Instagram&term=roas/);
  await expect(page.locator('.definition.is-wanted')).toContainText('Overall ROAS');
  await expect(page.locator('.definition.is-wanted')).toBeInViewport();
  await page.goBack();
  await expect(page.getByRole('article', { name: 'Overall ROAS' })).toBeVisible();
  await expect(page).toHaveURL(`${story.address}/?platform=Instagram`);
});

test('the foot says how long the answer took, that it is exact, and of which data it is', async ({ story, page }) => {
  await page.route('**/api/v1/dashboard?**', async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, headers: { ...answer.headers(), 'server-timing': 'app;dur=3.21' } });
  });
  await story.open();
  const { dataset } = await story.dashboard();
  const { datasets } = await story.ask('/datasets');
  const foot = page.getByRole('contentinfo');
  await expect(foot).toContainText('Answered in 3.2 ms');
  await expect(foot).toContainText(`version ${dataset.version}`);
  await expect(foot).toContainText(dataset.content_hash.slice(0, 12));
  await expect(foot).toContainText(`${datasets[0].rows.tracking.toLocaleString('en-IN')} tracking rows`);
  await foot.getByRole('button', { name: 'exact' }).click();
  await expect(page.getByRole('dialog', { name: 'What exact means here' })).toContainText('no sampling');
});

for (const width of [360, 1024]) {
  test(`rows and definitions do not scroll sideways at ${width} pixels`, async ({ story, page }) => {
    await page.setViewportSize({ width, height: 844 });
    const wider = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    await openDefinitions(story);
    expect(await wider()).toBe(0);
    await story.open('?rows=spend');
    await expect(page.locator('.rows-table tbody tr[data-shown]').first()).toBeVisible();
    expect(await wider()).toBe(0);
  });
}
