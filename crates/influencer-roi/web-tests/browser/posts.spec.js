import { numberStyle } from '../../web/src/core/numbers.js';
import { figureText } from '../../web/src/ui/figure.js';
import { GOOD } from './files.js';
import { SCREENS, expect, test } from './story.js';

/** @import { Posts } from '../../web/src/core/api.d.ts' */
/** @import { Story } from './story.js' */

const style = numberStyle('INR');

/** @param {Story} story @param {string} [query] @returns {Promise<Posts>} */
const asked = (story, query = '') => story.ask(`/posts?${query}`);

test('each credited sale is in one place: the days since a post add up to the revenue of the overview', async ({ story, page }) => {
  const answer = await asked(story);
  await story.open();
  await page.getByRole('link', { name: 'Posts' }).click();
  await expect(page).toHaveURL(/view=posts/);
  const rows = page.locator('section[aria-labelledby="post-lags-title"] tbody tr');
  const parts = [...answer.lags, ...[answer.later, answer.before, answer.without_posts].filter(({ revenue }) => revenue.value !== 0)];
  await expect(rows).toHaveCount(parts.length);
  await expect(rows.first()).toContainText(figureText(answer.lags[0].revenue, 'money', style));
  const { totals } = await story.dashboard();
  const sum = parts.reduce((all, { revenue }) => all + Math.round((revenue.value ?? NaN) * 100), 0);
  expect(sum).toBe(Math.round((totals.revenue.value ?? NaN) * 100));
  await expect(page.locator('.post-figure').first()).toHaveText(figureText(totals.posts, 'count', style));
});

test('captions are searched, and posts are ordered', async ({ story, page }) => {
  const found = await asked(story, 'caption=routine&limit=1');
  await story.open('?view=posts');
  const list = page.locator('.post-list tbody tr');
  await expect(list).toHaveCount(50);
  await page.getByRole('searchbox', { name: 'Search captions' }).fill('ROUTINE');
  await expect(page.locator('#post-table-title + .card-hint')).toHaveText(style.full('count', found.posts_total));
  await expect(list.first()).toContainText('Morning routine');
  await page.getByRole('searchbox', { name: 'Search captions' }).fill('no post says this');
  await expect(page.getByText('No caption has this text.')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search captions' }).fill('');
  const largest = await asked(story, 'order=reach&limit=1');
  await page.getByRole('combobox', { name: 'Order of the posts' }).selectOption('reach');
  await expect(list.first()).toContainText(largest.posts[0].name);
});

test('a filter narrows the posts, and formats and weekdays say what chance alone would show', async ({ story, page }) => {
  await story.open('?view=posts&platform=YouTube');
  const { totals, comparisons } = await asked(story, 'platform=YouTube');
  await expect(page.locator('.post-figure').first()).toHaveText(figureText(totals.posts, 'count', style));
  await expect(page.locator('.post-foot')).toContainText(`${comparisons.compared} comparisons`);
  await expect(page.locator('.post-foot')).toContainText('by chance');
});

test('without posts the view names the columns to add', async ({ story, page }) => {
  await story.open();
  await story.upload(GOOD);
  await expect(page.getByText('Sample data')).toHaveCount(0);
  await story.open('?view=posts');
  await expect(page.getByText('This data has no posts.')).toBeVisible();
  await expect(page.locator('.post-list')).toBeHidden();
});

for (const { name, use } of SCREENS)
  test.describe(name, () => {
    test.use({ ...use, contextOptions: { reducedMotion: 'reduce' } });

    test('axe finds nothing in the posts, and nothing is wider than the screen', async ({ story, page }) => {
      await story.open('?view=posts');
      await expect(page.locator('.post-list tbody tr')).toHaveCount(50);
      await story.picture(`posts-${name}`, { fullPage: true });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(use.viewport.width);
      await story.expectAccessible();
    });
  });
