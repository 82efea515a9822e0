import { expect, test } from './story.js';

test('single keys choose the days, compare, and are looked up with "?"', async ({ story, page }) => {
  await story.open();
  const { dataset } = await story.dashboard();
  await page.keyboard.press('w');
  await expect(page).toHaveURL(new RegExp(`to=${dataset.last_day}$`));
  await story.settled();
  const week = new URL(page.url()).search;
  await page.keyboard.press('x');
  await expect(page).toHaveURL(`${story.address}/${week}&compare=previous`);
  await page.keyboard.press('x');
  await expect(page).toHaveURL(`${story.address}/${week}`);
  await page.keyboard.press('d');
  await expect(page).toHaveURL(`${story.address}/?from=${dataset.last_day}&to=${dataset.last_day}`);
  await page.keyboard.press('?');
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(help).toBeVisible();
  // Under a dialog the keys are not the page's.
  await page.keyboard.press('m');
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await expect(page).toHaveURL(`${story.address}/?from=${dataset.last_day}&to=${dataset.last_day}`);
  await page.keyboard.press('Escape');
  await expect(page).toHaveURL(`${story.address}/`);
});

test('letters that somebody types are letters', async ({ story, page }) => {
  await story.open();
  await page.keyboard.press('/');
  await page.keyboard.type('dwmx?');
  await expect(page.getByRole('searchbox', { name: 'Search influencer by name' })).toHaveValue('dwmx?');
  await expect(page).toHaveURL(`${story.address}/?q=dwmx%3F`);
});

test('the palette finds and does by keyboard alone, and Back takes it back', async ({ story, page }) => {
  await story.open();
  const { dimensions } = await story.ask('/facets');
  const brand = dimensions.brand[0].value;
  const field = page.getByRole('combobox', { name: 'Search commands, filters and influencers' });
  await page.keyboard.press('ControlOrMeta+k');
  await expect(field).toBeFocused();
  await page.keyboard.type(brand.slice(0, 5).toLowerCase());
  const options = page.getByRole('listbox', { name: 'Commands' }).getByRole('option');
  await expect(options.first()).toContainText(brand);
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(field).toBeHidden();
  await expect(page).toHaveURL(`${story.address}/?${new URLSearchParams({ brand })}`);
  await story.settled();

  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('literal');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/method=literal/);
  await story.settled();
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('last 7');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/from=.*to=.*method=literal/);
  await story.settled();
  await story.expectFiguresOf(new URL(page.url()).search.slice(1));
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(`${story.address}/?${new URLSearchParams({ brand })}`);

  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.press('ArrowDown');
  await expect(options.nth(1)).toHaveAttribute('aria-selected', 'true');
  await expect(field).toHaveAttribute('aria-activedescendant', (await options.nth(1).getAttribute('id')) ?? '');
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();
  await expect(page).toHaveURL(/brand=/);
});

test('keys count at once after a dialog is closed, before the next frame takes the focus from its field', async ({ story, page }) => {
  await story.open();
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.locator('.palette')).toBeVisible();
  const isOpenAgain = await page.evaluate(() => {
    const box = /** @type {HTMLDialogElement} */ (document.querySelector('.palette'));
    const field = /** @type {HTMLElement} */ (document.activeElement);
    box.close();
    field.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, bubbles: true }));
    return box.open;
  });
  expect(isOpenAgain).toBe(true);
});

test('the palette finds influencers by name, goes to views, changes the colours', async ({ story, page }) => {
  await story.open();
  const { influencers } = await story.dashboard();
  const { id, name } = influencers[7];
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type(name);
  const option = page.getByRole('option', { name: new RegExp(`^Influencer\\W+${name}`) });
  await option.first().click();
  await expect(page).toHaveURL(`${story.address}/?${new URLSearchParams({ influencer: id })}`);
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('clear');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(`${story.address}/`);
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('colours dark');
  await page.keyboard.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.type('go data');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/view=data/);
});
