import { expect, test } from './story.js';

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test.describe(`the API reference in ${colorScheme}`, () => {
    test.use({ colorScheme });

    test('axe finds no violation', async ({ story, page }) => {
      // A long page: axe looks at every element of it.
      test.slow();
      await page.goto(`${story.address}/reference`);
      await expect(page.getByRole('heading', { name: 'GET /api/v1/dashboard' })).toBeVisible();
      await page
        .getByRole('region', { name: 'GET /api/v1/dashboard' })
        .getByText(/^Parameters/)
        .click();
      await page
        .getByRole('region', { name: 'GET /api/v1/dashboard' })
        .getByText(/^Answers/)
        .click();
      await story.expectAccessible();
    });

    test('axe finds no violation on the page about the methods', async ({ story, page }) => {
      await page.goto(`${story.address}/methods`);
      await expect(page.getByRole('region', { name: 'Never claimed' })).toBeVisible();
      await story.expectAccessible();
      await page.setViewportSize({ width: 390, height: 844 });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
      await story.expectAccessible();
    });
  });
}

test('a chapter about the methods can be linked to, and left for the dashboard', async ({ story, page }) => {
  await page.goto(`${story.address}/methods`);
  await page.getByRole('navigation', { name: 'Contents' }).getByRole('link', { name: 'Never claimed' }).click();
  await expect(page).toHaveURL(/#never-claimed$/);
  await expect(page.getByRole('region', { name: 'Never claimed' })).toBeInViewport();
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Dashboard' }).click();
  await expect(page).toHaveURL(/\/$/);
});

test('every call of the document stands in the reference, with its example', async ({ story, page }) => {
  await page.goto(`${story.address}/reference`);
  const { paths } = await (await page.request.get(`${story.address}/openapi.json`)).json();
  for (const [path, methods] of Object.entries(paths))
    for (const method of Object.keys(methods)) {
      const call = page.getByRole('region', { name: `${method.toUpperCase()} ${path}`, exact: true });
      await expect(call.getByText(/^curl /)).toContainText(new URL(page.url()).origin);
    }
});

test('a call can be linked to, read with the keyboard, and left for the dashboard', async ({ story, page }) => {
  await page.goto(`${story.address}/reference#get_export_influencers_xlsx`);
  const call = page.getByRole('region', { name: 'GET /api/v1/export/influencers.xlsx' });
  await expect(call).toBeInViewport();
  await call.getByText(/^Parameters/).focus();
  await page.keyboard.press('Enter');
  await expect(call.getByRole('rowheader', { name: 'columns' })).toBeVisible();
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Dashboard' }).click();
  await expect(page).toHaveURL(/\/$/);
});

test('on a phone nothing is wider than the screen, and a document that does not come is said', async ({ story, page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${story.address}/reference`);
  await expect(page.getByRole('heading', { name: 'Schemas' }).last()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.route('**/openapi.json', (route) => route.abort());
  await page.reload();
  await expect(page.getByRole('alert')).toContainText('could not be read');
});
