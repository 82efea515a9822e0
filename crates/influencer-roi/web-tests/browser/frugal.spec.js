import { many } from './files.js';
import { expect, isQuestion, test } from './story.js';

/** @import { Page } from '@playwright/test' */

const STEPS = 40;

/** Counts what is drawn on every canvas, and how often a style that was just changed is read again, which makes the browser lay the page out. @param {Page} page */
async function countWork(page) {
  await page.addInitScript(() => {
    const work = { drawn: 0, chain: 0, longest: 0, isStale: false };
    Object.assign(window, { work });
    const { clearRect } = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.clearRect = function (...area) {
      work.drawn += 1;
      clearRect.apply(this, area);
    };
    // Changed, then read, then changed, then read: the chain is as long as the number of layouts within one task.
    const observe = new MutationObserver(() => {
      work.longest = Math.max(work.longest, work.chain);
      work.chain = 0;
    });
    observe.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    const changes = /** @type {[object, string][]} */ ([
      [Element.prototype, 'replaceChildren'],
      [Element.prototype, 'append'],
      [Element.prototype, 'after'],
      [Element.prototype, 'setAttribute'],
    ]);
    for (const [prototype, name] of changes) {
      const before = Reflect.get(prototype, name);
      Reflect.set(
        prototype,
        name,
        /** @this {any} @param {any[]} given */ function (...given) {
          if (this.isConnected) work.isStale = true;
          return before.apply(this, given);
        },
      );
    }
    const reads = /** @type {[object, string][]} */ ([
      [HTMLElement.prototype, 'offsetHeight'],
      [HTMLElement.prototype, 'offsetWidth'],
      [Element.prototype, 'clientHeight'],
      [Element.prototype, 'clientWidth'],
      [Element.prototype, 'scrollHeight'],
      [Element.prototype, 'scrollWidth'],
      [Element.prototype, 'scrollTop'],
    ]);
    const noteRead = () => {
      if (!work.isStale) return;
      work.isStale = false;
      work.chain += 1;
    };
    for (const [prototype, name] of reads) {
      const property = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(prototype, name));
      Object.defineProperty(prototype, name, {
        ...property,
        get() {
          noteRead();
          return property.get?.call(this);
        },
      });
    }
    const { getBoundingClientRect } = Element.prototype;
    Element.prototype.getBoundingClientRect = function () {
      noteRead();
      return getBoundingClientRect.call(this);
    };
  });
}

/** @param {Page} page @returns {Promise<{ drawn: number, longest: number }>} */
const workDone = (page) => page.evaluate(() => ({ ...Reflect.get(window, 'work') }));

test('brushing asks one question at a time, draws no chart a step, and never lays out in a chain', async ({ story, page }) => {
  await countWork(page);
  await story.open();
  let [underWay, most, asked] = [0, 0, 0];
  await page.route('**/api/v1/dashboard?**', async (route) => {
    if (!isQuestion(route.request().url())) return route.continue();
    underWay += 1;
    asked += 1;
    most = Math.max(most, underWay);
    const answer = await route.fetch();
    underWay -= 1;
    await route.fulfill({ response: answer });
  });
  const days = await page.getByRole('group', { name: 'Days that count' }).boundingBox();
  if (!days) throw new Error('the trend is not drawn');
  const before = await page.locator('.trend-card canvas').evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL());
  await page.mouse.move(days.x + days.width * 0.2, days.y + days.height * 0.8);
  await page.mouse.down();
  await page.evaluate(() => Object.assign(Reflect.get(window, 'work'), { drawn: 0, longest: 0, chain: 0 }));
  await page.mouse.move(days.x + days.width * 0.8, days.y + days.height * 0.8, { steps: STEPS });
  await story.settled();
  const { drawn, longest } = await workDone(page);
  await page.mouse.up();
  expect(most).toBe(1);
  expect(asked).toBeGreaterThan(0);
  expect(asked).toBeLessThanOrEqual(STEPS + 1);
  // Doughnut and bars are drawn with an answer, never with the pointer alone; the trend is not drawn at all.
  expect(drawn).toBeLessThanOrEqual(2 * asked);
  expect(await page.locator('.trend-card canvas').evaluate((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL())).toBe(before);
  expect(longest, 'layouts forced within one task').toBeLessThanOrEqual(4);
});

test('of three thousand influencers at most sixty rows are in the document, wherever the table stands', async ({ story, page }) => {
  await countWork(page);
  await story.open();
  await story.uploadAndAnalyze(many(3000));
  await page.evaluate(() => Object.assign(Reflect.get(window, 'work'), { drawn: 0, longest: 0, chain: 0 }));
  const most = await page.locator('.table-scroll').evaluate(async (box) => {
    let rows = 0;
    for (let step = 0; step < 60; step += 1) {
      box.scrollTop = step % 2 ? step * 650 : ((step * 7919) % 2900) * 40;
      await new Promise((frame) => requestAnimationFrame(frame));
      rows = Math.max(rows, box.querySelectorAll('tbody tr').length);
    }
    return rows;
  });
  expect(most).toBeGreaterThan(10);
  expect(most).toBeLessThanOrEqual(60);
  const { drawn, longest } = await workDone(page);
  expect(drawn, 'charts drawn while the table scrolls').toBe(0);
  expect(longest, 'layouts forced within one task').toBeLessThanOrEqual(4);
});
