import { BAD, GOOD, MESSY, TWO_WAYS } from './files.js';
import { expectWalkable, expectWalkableBehind } from './keyboard-walk.js';
import { expect, test } from './story.js';

const COMPARED = 'from=2026-06-01&to=2026-06-30&compare=previous';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('the keyboard reaches everything on the overview, there and back', async ({ story, page }) => {
  await story.open();
  await expectWalkable(page, 'body', { isThereAndBack: true });
});

test('the keyboard reaches filters that are on, tables behind charts, and the way out where nobody fits', async ({ story, page }) => {
  const { dimensions } = await story.ask('/facets');
  await story.open(
    `?${new URLSearchParams({ platform: dimensions.platform[0].value, category: dimensions.category[0].value })}&${COMPARED}`,
  );
  await page.getByRole('button', { name: 'More', exact: true }).press('Enter');
  for (const button of await page.getByRole('button', { name: /^Show .* as a table$/ }).all()) await button.press('Enter');
  await expectWalkable(page);
  await story.open('?q=nobody+has+this+name');
  await expectWalkable(page);
  await page.route('**/api/v1/dashboard**', (route) => route.abort());
  await page.getByRole('radio', { name: 'Allocated' }).press('ArrowRight');
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible();
  await expectWalkable(page, '.notices');
});

test('behind every button that opens something the keyboard reaches everything, and Esc leads back to the button', async ({
  story,
  page,
}) => {
  await story.open(`?${COMPARED}`);
  await page.getByRole('button', { name: 'More', exact: true }).press('Enter');
  const openers = page.locator('[aria-haspopup="dialog"]:visible');
  // Every filter, days, comparison, versions, help, methods, columns, export, every number that explains itself.
  expect(await openers.count()).toBeGreaterThan(25);
  for (let at = 0; at < (await openers.count()); at += 1) await expectWalkableBehind(page, openers.nth(at));
});

test('in palette, shortcuts and rows the keyboard reaches everything and stays inside', async ({ story, page }) => {
  await story.open();
  const button = page.getByRole('button', { name: 'Columns', exact: true });
  for (const key of ['ControlOrMeta+k', '?']) {
    await button.focus();
    await page.keyboard.press(key);
    await expect(page.locator('dialog:modal')).toBeVisible();
    await expectWalkable(page, 'dialog:modal');
    await page.keyboard.press('Escape');
    await expect(button).toBeFocused();
  }
  await story.open('?rows=spend');
  await expect(page.locator('.rows-table tbody tr[data-shown]').first()).toBeVisible();
  await expectWalkable(page, 'dialog:modal');
});

test('the keyboard reaches everything in a profile, beside the page and over a phone', async ({ story, page }) => {
  await story.open();
  await story.rows().first().locator('.name-button').press('Enter');
  const opened = page.getByRole('dialog');
  await expect(opened.getByRole('table', { name: 'Posts' })).toBeVisible();
  await opened.getByRole('button', { name: /as a table$/ }).press('Enter');
  await expectWalkable(page, '.drawer', { isThereAndBack: true });
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.locator('dialog:modal')).toBeVisible();
  await expectWalkable(page, '.drawer');
});

test('the keyboard reaches everything on definitions and data', async ({ story, page }) => {
  await page.goto(`${story.address}/?view=definitions`);
  await expect(page.locator('.definition').first()).toBeVisible();
  await expectWalkable(page);
  await story.open();
  await story.uploadAndAnalyze(GOOD);
  await expectWalkable(page, '.toast');
  await page.getByRole('link', { name: 'Data', exact: true }).press('Enter');
  const versions = page.getByRole('list', { name: 'Versions of the data' });
  await expect(versions.getByRole('listitem', { name: /^Version/ })).toHaveCount(2);
  for (const more of await versions.locator('summary').all()) await more.press('Enter');
  await expectWalkable(page);
});

test('the keyboard reaches everything on the upload and its reports', async ({ story, page }) => {
  await story.open();
  await page.getByRole('button', { name: 'Upload & Analyze' }).press('Enter');
  await page.locator('#files').setInputFiles(GOOD);
  await expectWalkable(page);
  for (const files of [BAD, TWO_WAYS, MESSY]) {
    await story.open();
    await story.upload(files);
    await expect(page.getByRole('heading', { name: 'What was understood' })).toBeFocused();
    await page.locator('.upload-panel details').evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
    await expectWalkable(page, '.upload-panel');
    await page.getByRole('button', { name: 'Discard' }).press('Enter');
  }
});
