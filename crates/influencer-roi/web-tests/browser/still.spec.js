import { expect, test } from './story.js';

/** @import { Page } from '@playwright/test' */

/** Counts every shift, those just after a press of the reader too. @param {Page} page */
async function watchShifts(page) {
  await page.addInitScript(() => {
    /** @type {{ value: number, of: string }[]} */
    const shifts = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        /** @type {{ node: Node | null, previousRect: DOMRect, currentRect: DOMRect }[]} */
        const sources = Reflect.get(entry, 'sources') ?? [];
        const of = sources.map(({ node, previousRect: from, currentRect: to }) => {
          const name = node instanceof Element ? `${node.tagName} ${node.className}` : node?.textContent;
          return `${name} from ${from.x} ${from.y} to ${to.x} ${to.y}`;
        });
        shifts.push({ value: Reflect.get(entry, 'value'), of: of.join(', ') });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
}

/** A number that comes into a button moves its neighbours, a wide number its column; that much is allowed a step. */
const MOST_A_STEP = 0.005;

/** Two frames on, so that what was drawn has been counted: how much has moved since the last time, and what. @param {Page} page @param {string} step */
async function expectStill(page, step) {
  const shifts = await page.evaluate(async () => {
    for (const _ of [1, 2]) await new Promise((frame) => requestAnimationFrame(frame));
    return /** @type {{ value: number, of: string }[]} */ (Reflect.get(window, 'shifts')).splice(0);
  });
  const sum = shifts.reduce((all, { value }) => all + value, 0);
  expect(sum, `${step}: ${JSON.stringify(shifts)}`).toBeLessThan(MOST_A_STEP);
}

// A warning that comes with an answer still pushes the figures 48 pixels down (main.js, notices): until it has a place of its own, this fails.
test.fixme('nothing moves: while the page loads, is filtered, compared and brushed, while a profile opens and closes', async ({
  story,
  page,
}) => {
  await watchShifts(page);
  await story.open();
  await expectStill(page, 'load');
  // A first chip makes room for itself: what is on is to be seen before it is filtered further.
  await story.open('?platform=Instagram&from=2026-05-01&to=2026-06-30');
  await expectStill(page, 'load with filters');
  // The table stays longer than the screen, and the foot of the page below it.
  await story.choose('Platform', 'YouTube');
  await expectStill(page, 'filter');
  await page.getByRole('list', { name: 'Platforms' }).getByRole('button').nth(1).click();
  await story.settled();
  await expectStill(page, 'click on a platform');
  await page.keyboard.press('x');
  await expect(page).toHaveURL(/compare=previous/);
  await story.settled();
  await expectStill(page, 'compare');
  await page.keyboard.press('x');
  await expect(page).not.toHaveURL(/compare/);
  await story.settled();
  await expectStill(page, 'no more compare');
  const days = await page.getByRole('group', { name: 'Days that count' }).boundingBox();
  if (!days) throw new Error('the trend is not drawn');
  await page.mouse.move(days.x + days.width * 0.1, days.y + days.height * 0.8);
  await page.mouse.down();
  await page.mouse.move(days.x + days.width * 0.3, days.y + days.height * 0.8, { steps: 12 });
  await expect(page).not.toHaveURL(/from=2026-05-01/);
  await story.settled();
  await expectStill(page, 'brush');
  await page.mouse.up();
  await story.settled();
  await expectStill(page, 'end of the brush');
  await page.getByRole('radio', { name: 'Literal' }).check();
  await story.settled();
  await expectStill(page, 'method');
  await story.rows().first().locator('.name-button').press('Enter');
  await expect(page.getByRole('table', { name: 'Payouts' })).toBeVisible();
  await page.evaluate(() => document.querySelector('.drawer')?.getAnimations().map((one) => one.finish()));
  await expectStill(page, 'profile');
  await page.keyboard.press('j');
  await expect(page.getByRole('table', { name: 'Payouts' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.drawer')).toBeHidden();
  await expectStill(page, 'profile closed');
});

test('nothing moves while the page loads', async ({ story, page }) => {
  await watchShifts(page);
  await story.open();
  await expectStill(page, 'load');
});
