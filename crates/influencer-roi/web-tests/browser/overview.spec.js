import { valueText } from '../../web/src/core/words.js';
import { expect, test } from './story.js';

test("the sample is on the screen at once, says that it is a sample, and every headline number is the server's", async ({
  story,
  page,
}) => {
  await story.open();
  await expect(page).toHaveTitle('HealthKart Influencer Marketing ROI Dashboard');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('HealthKart Influencer Marketing ROI Dashboard');
  await expect(page.getByText('Sample data', { exact: true })).toBeVisible();
  await story.expectFiguresOf('');
});

test("a filter changes the figures to the server's without loading the page again", async ({ story, page }) => {
  await story.open();
  await page.evaluate(() => {
    document.documentElement.dataset.same = 'page';
  });
  const { dimensions } = await story.ask('/facets');
  const brand = dimensions.brand[0].value;
  const platform = dimensions.platform[0].value;
  await story.choose('Brand', brand);
  await story.choose('Platform', platform);
  const query = new URLSearchParams({ brand, platform }).toString();
  await story.expectFiguresOf(query);
  expect(new URL(page.url()).search).toBe(`?${query}`);
  await expect(page.locator('html')).toHaveAttribute('data-same', 'page');
  const { influencers_total } = await story.dashboard(query);
  await expect(page.getByRole('row', { name: `All ${influencers_total}` })).toBeVisible();
});

test('searching a name narrows the table, and clearing brings everybody back', async ({ story, page }) => {
  await story.open();
  const { influencers, influencers_total } = await story.dashboard();
  const name = influencers[3].name;
  await page.keyboard.press('/');
  await page.keyboard.type(name.toUpperCase());
  await expect(page).toHaveURL(/q=/);
  await story.settled();
  await expect(story.rows().first()).toContainText(name);
  await story.expectFiguresOf(new URLSearchParams({ q: name }).toString());
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await story.settled();
  await expect(page).toHaveURL(`${story.address}/`);
  await expect(page.getByRole('searchbox', { name: 'Search influencer by name' })).toHaveValue('');
  await page.goBack();
  await expect(page.getByRole('searchbox', { name: 'Search influencer by name' })).toHaveValue(name.toUpperCase());
  await page.goForward();
  await story.settled();
  await expect(page.getByRole('row', { name: `All ${influencers_total.toLocaleString('en-IN')}` })).toBeVisible();
});

test('Esc clears the filters, but not while somebody types', async ({ story, page }) => {
  const { dimensions } = await story.ask('/facets');
  await story.open(`?${new URLSearchParams({ platform: dimensions.platform[0].value })}`);
  const search = page.getByRole('searchbox', { name: 'Search influencer by name' });
  await search.fill('an');
  await expect(page).toHaveURL(/q=an/);
  await page.keyboard.press('Escape');
  await expect(search).toHaveValue('');
  await expect(search).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(search).not.toBeFocused();
  await expect(page).toHaveURL(/\?platform=[^&]*$/);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(`${story.address}/`);
});

test('every headline number explains itself with formula, numbers, scope, method and version, by keyboard too', async ({ story, page }) => {
  const { dimensions } = await story.ask('/facets');
  const brand = dimensions.brand[0].value;
  await story.open(`?${new URLSearchParams({ brand })}`);
  const { totals, dataset } = await story.dashboard(new URLSearchParams({ brand }).toString());
  const { metrics } = await story.ask('/definitions');
  await page.getByRole('button', { name: 'How Incremental ROAS is worked out' }).press('Enter');
  const panel = page.getByRole('dialog', { name: 'How Incremental ROAS is worked out' });
  const metric = metrics.find((/** @type {{ id: string }} */ one) => one.id === 'incremental_roas');
  await expect(panel).toContainText(metric.formula);
  for (const input of metric.inputs) {
    await expect(panel.locator(`[data-exact="${Number(Number(totals[input].value).toFixed(6))}"]`).first()).toBeVisible();
  }
  await expect(panel).toContainText(brand);
  await expect(panel).toContainText('Allocated');
  await expect(panel).toContainText(`version ${dataset.version}`);
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(page).toHaveURL(/brand=/);
  const { measures, methods } = await story.ask('/definitions');
  /** @param {{ id: string }[]} all @param {string} id */
  const meaning = (all, id) => /** @type {any} */ (all.find((one) => one.id === id)).meaning;
  for (const [title, text, bySharing] of /** @type {[string, string, boolean][]} */ ([
    ['Total Revenue', meaning(measures, 'revenue'), false],
    ['Total Spend', meaning(measures, 'spend'), true],
    ['Overall ROAS', meaning(metrics, 'roas'), true],
    ['Total Orders', meaning(measures, 'orders'), false],
  ])) {
    await page.getByRole('button', { name: `How ${title} is worked out` }).click();
    const explained = page.getByRole('dialog', { name: `How ${title} is worked out` });
    await expect(explained).toContainText(text);
    await expect(explained).toContainText(`version ${dataset.version}`);
    // Who sold what is a fact; only what is shared out has a method.
    await expect(explained.getByText(methods[0].spend)).toHaveCount(bySharing ? 1 : 0);
    await page.keyboard.press('Escape');
  }
});

test('a formula reads with two decimals and is copied exactly', async ({ story, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await story.open();
  const { totals } = await story.dashboard();
  await page.getByRole('button', { name: 'How Overall ROAS is worked out' }).click();
  const result = page.getByRole('dialog').locator('.is-result dd');
  await expect(result).toHaveText(/^\d+\.\d\d×$/);
  await result.selectText();
  await page.keyboard.press('ControlOrMeta+c');
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(String(Number(totals.roas.value?.toFixed(6))));
});

test('Esc closes the open upload first, and only then clears the filters', async ({ story, page }) => {
  const { dimensions } = await story.ask('/facets');
  await story.open(`?${new URLSearchParams({ platform: dimensions.platform[0].value })}`);
  await page.getByRole('button', { name: 'Upload & Analyze' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('heading', { name: 'Upload your files' })).toBeHidden();
  await expect(page).toHaveURL(/platform=/);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(`${story.address}/`);
});

test('no number of the table is cut at any width, and a phone shows the numbers first', async ({ story, page }) => {
  await story.open();
  for (const width of [1440, 1280, 390]) {
    await page.setViewportSize({ width, height: 900 });
    const cut = page
      .locator('.influencer-table .cell.is-number')
      .evaluateAll((cells) => cells.filter((cell) => cell.scrollWidth > cell.clientWidth).map((cell) => cell.textContent));
    expect(await cut, `at ${width}`).toEqual([]);
  }
  await expect(page.getByRole('columnheader')).toHaveText([
    'Influencer',
    /^ROAS/,
    'Left after spend',
    'Revenue',
    'Spend',
    'Orders',
    'Influencer Category',
    'Platform',
    'Verdict',
  ]);
  const { influencers } = await story.dashboard();
  await expect(story.rows().first().locator('.cell').nth(3)).toHaveAttribute(
    'data-exact',
    String(/** @type {any} */ (influencers[0]).revenue.value),
  );
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect(page.getByRole('columnheader').nth(1)).toHaveText('Influencer Category');
});

test('what is compared with one influencer is not called theirs', async ({ story, page }) => {
  const { dimensions } = await story.ask('/facets');
  await story.open();
  const trend = page.getByRole('region', { name: 'Revenue by day' });
  await expect(trend.getByText('Organic', { exact: true })).toBeVisible();
  await expect(story.card('Total Revenue')).toContainText(/Incremental Revenue|measured as new/);
  await story.open(`?${new URLSearchParams({ platform: dimensions.platform[0].value })}`);
  await expect(trend.getByText('Organic (all influencers)')).toBeVisible();
  await story.open(`?${new URLSearchParams({ brand: dimensions.brand[0].value })}`);
  await expect(trend.getByText('Organic', { exact: true })).toBeVisible();
});

test('a filter says what its counts are of', async ({ story, page }) => {
  await story.open();
  for (const [filter, noun] of [
    ['Platform', / influencers?$/],
    ['Brand', / rows?$/],
  ]) {
    await page
      .locator('.filter-menus')
      .getByRole('button', { name: String(filter), exact: true })
      .click();
    await expect(
      page
        .getByRole('dialog', { name: `Filter by ${filter}` })
        .locator('.choice-count')
        .first(),
    ).toHaveAttribute('title', noun);
    await page.keyboard.press('Escape');
  }
});

test('the method switch asks by the other method and says what both mean', async ({ story, page }) => {
  const { dimensions } = await story.ask('/facets');
  const platform = dimensions.platform.at(-1).value;
  const query = new URLSearchParams({ platform, method: 'literal' }).toString();
  await story.open(`?${new URLSearchParams({ platform })}`);
  await page.getByRole('radio', { name: 'Literal' }).check();
  await story.settled();
  await expect(page).toHaveURL(`${story.address}/?${query}`);
  await story.expectFiguresOf(query);
  await page.getByRole('button', { name: 'What the methods mean' }).click();
  const { methods } = await story.ask('/definitions');
  for (const method of methods) await expect(page.getByRole('dialog', { name: 'What the methods mean' })).toContainText(method.meaning);
});

test('back and reload restore what was filtered, sorted and switched', async ({ story, page }) => {
  await story.open();
  const { dimensions } = await story.ask('/facets');
  const category = dimensions.category[0].value;
  await story.choose('Influencer Category', category);
  await page.getByRole('button', { name: 'Spend', exact: true }).click();
  await story.settled();
  await page.getByRole('radio', { name: 'Literal' }).check();
  await story.settled();
  await page.reload();
  await story.settled();
  await expect(page.getByRole('radio', { name: 'Literal' })).toBeChecked();
  await expect(page.getByRole('columnheader', { name: 'Spend', exact: true })).toHaveAttribute('aria-sort', 'descending');
  await story.expectFiguresOf(new URLSearchParams({ category, method: 'literal' }).toString());
  await page.goBack();
  await story.settled();
  await expect(page.getByRole('radio', { name: 'Allocated' })).toBeChecked();
  await page.goBack();
  await page.goBack();
  await story.settled();
  await expect(page).toHaveURL(`${story.address}/`);
  await story.expectFiguresOf('');
});

test('a click on a platform or on one of the top five filters by it, and the next click takes it back', async ({ story, page }) => {
  await story.open();
  const { platforms, top_influencers } = await story.dashboard();
  const slice = page.getByRole('list', { name: 'Platforms' }).getByRole('button', { name: platforms[0].platform });
  await slice.click();
  await story.settled();
  await story.expectFiguresOf(new URLSearchParams({ platform: platforms[0].platform }).toString());
  await expect(page.getByRole('list', { name: 'Platforms' }).getByRole('button')).toHaveCount(platforms.length);
  await slice.click();
  await story.settled();
  await story.expectFiguresOf('');
  const bar = page.getByRole('list', { name: 'Top five influencers' }).getByRole('button').nth(1);
  await bar.click();
  await story.settled();
  await story.expectFiguresOf(new URLSearchParams({ influencer: top_influencers[1].id }).toString());
  await bar.click();
  await story.expectFiguresOf('');
});

test('a click into the ring of the doughnut filters by that platform', async ({ story, page }) => {
  await story.open();
  const { platforms } = await story.dashboard();
  const box = await page.locator('.doughnut canvas').boundingBox();
  if (!box) throw new Error('the doughnut is not drawn');
  // The first slice begins at the top and goes clockwise.
  await page.mouse.click(box.x + box.width * 0.53, box.y + box.height * 0.09);
  await story.settled();
  await expect(page).toHaveURL(`${story.address}/?${new URLSearchParams({ platform: platforms[0].platform })}`);
});

test('the table is sorted by the server, by any column and by a second one', async ({ story, page }) => {
  await story.open();
  await page.getByRole('button', { name: 'Influencer Category', exact: true }).last().click();
  await story.settled();
  await page.getByRole('button', { name: 'Orders', exact: true }).click({ modifiers: ['Shift'] });
  await story.settled();
  await expect(page).toHaveURL(/sort=category%2C-orders/);
  const { influencers } = await story.dashboard('sort=category,-orders');
  for (const at of [0, 1, 2, 3]) await expect(story.rows().nth(at)).toContainText(influencers[at].name);
});

test('whether an influencer earns is said by a word and an icon, not by colour alone', async ({ story }) => {
  await story.open();
  const { influencers } = await story.dashboard('include=intervals');
  const { verdicts } = await story.ask('/definitions');
  for (const at of [0, 1, 2]) {
    const word = verdicts.find((/** @type {{ id: string }} */ one) => one.id === influencers[at].verdict).label;
    const pill = story.rows().nth(at).locator('.verdict');
    await expect(pill).toHaveText(word);
    await expect(pill.locator('svg')).toBeVisible();
  }
});

test('each chart has its numbers as a table', async ({ story, page }) => {
  await story.open();
  const { platforms, top_influencers, daily } = await story.dashboard();
  for (const title of ['Revenue by day', 'Revenue by platform', 'Top five influencers'])
    await page.getByRole('button', { name: `Show ${title} as a table` }).click();
  await expect(page.getByRole('table', { name: 'Revenue by platform' }).getByRole('row')).toHaveCount(platforms.length + 1);
  await expect(page.getByRole('table', { name: 'Top five influencers' }).getByRole('row')).toHaveCount(top_influencers.length + 1);
  await expect(page.getByRole('table', { name: 'Revenue by day' }).getByRole('row')).toHaveCount(daily.length + 1);
});

test('copying a headline number copies it exactly', async ({ story, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await story.open();
  const { totals } = await story.dashboard();
  await story.figure('revenue').selectText();
  await page.keyboard.press('ControlOrMeta+c');
  expect(Number(await page.evaluate(() => navigator.clipboard.readText()))).toBe(totals.revenue.value);
});

test('a slow answer never overwrites a newer one', async ({ story, page }) => {
  await story.open();
  const { dimensions } = await story.ask('/facets');
  const [slow, quick] = dimensions.platform.map((/** @type {{ value: string }} */ one) => one.value);
  /** @type {() => void} */
  let release = () => undefined;
  const held = new Promise((resolve) => {
    release = () => resolve(undefined);
  });
  await page.route(
    (url) => url.pathname.endsWith('/dashboard') && url.searchParams.getAll('platform').join() === slow,
    async (route) => {
      await held;
      await route.continue().catch(() => undefined);
    },
  );
  const legend = page.getByRole('list', { name: 'Platforms' });
  await legend.getByRole('button', { name: valueText('platform', slow) }).click();
  await expect(page).toHaveURL(/platform=/);
  await page.evaluate(
    (link) => {
      history.pushState(null, '', link);
      dispatchEvent(new PopStateEvent('popstate'));
    },
    `?${new URLSearchParams({ platform: quick })}`,
  );
  await story.settled();
  release();
  await story.expectFiguresOf(new URLSearchParams({ platform: quick }).toString());
});

test('when the server is gone the page says so, keeps its figures and can ask again', async ({ story, page }) => {
  await story.open();
  const before = await story.figure('revenue').textContent();
  await page.route('**/api/v1/dashboard**', (route) => route.abort());
  await page.getByRole('radio', { name: 'Literal' }).check();
  await expect(page.getByRole('alert').filter({ hasText: 'The server does not answer' })).toBeVisible();
  await expect(story.figure('revenue')).toHaveText(before ?? '');
  await page.unroute('**/api/v1/dashboard**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('The server does not answer')).toBeHidden();
});

test('a filter that the server does not understand is explained, and can be cleared', async ({ story, page }) => {
  await page.goto(`${story.address}/?tier=enormous`);
  await page.getByRole('button', { name: 'Clear the filters' }).first().click();
  await story.settled();
  await expect(page).toHaveURL(`${story.address}/`);
});

test('when nobody fits, the page says so and offers the way back', async ({ story, page }) => {
  await story.open('?q=nobody+has+this+name');
  await expect(page.getByText('No influencer fits these filters.')).toBeVisible();
  await expect(page.getByText('No platform has revenue in this selection.')).toBeVisible();
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await story.settled();
  await story.expectFiguresOf('');
});
