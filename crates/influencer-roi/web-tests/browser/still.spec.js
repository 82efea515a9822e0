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

/** What rounding of positions may leave. */
const MOST_A_STEP = 0.001;

/** Two frames on, so that what was drawn has been counted: how much has moved since the last time, and what. @param {Page} page @param {string} step */
async function expectStill(page, step) {
  const shifts = await page.evaluate(async () => {
    for (const _ of [1, 2]) await new Promise((frame) => requestAnimationFrame(frame));
    return /** @type {{ value: number, of: string }[]} */ (Reflect.get(window, 'shifts')).splice(0);
  });
  const sum = shifts.reduce((all, { value }) => all + value, 0);
  expect(sum, `${step}: ${JSON.stringify(shifts)}`).toBeLessThan(MOST_A_STEP);
}

test('nothing moves while the page loads', async ({ story, page }) => {
  await watchShifts(page);
  await story.open();
  await expectStill(page, 'load');
});

test('a filter, wherever it is chosen, moves nothing below the filters', async ({ story, page }) => {
  await story.open();
  const places = () =>
    page
      .locator('.kpi-cards, .charts, .table-card')
      .evaluateAll((parts) => parts.map((part) => Math.round(part.getBoundingClientRect().top + scrollY)));
  const before = await places();
  const acts = [
    () => page.locator('.legend-button').first().click(),
    () => page.locator('.five-button').nth(1).click(),
    () => page.locator('.cell-toggle[data-toggle="category"]').first().click(),
    () => page.keyboard.press('Escape'),
  ];
  for (const act of acts) {
    await act();
    await story.settled();
    expect(await places()).toEqual(before);
  }
});
