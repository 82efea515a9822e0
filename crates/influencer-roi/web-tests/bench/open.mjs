// Opens the page for a measurement, in a context of its own, and knows when it is settled.

/** @import { Browser, Page } from '@playwright/test' */

/**
 * @template T
 * @param {Browser} browser
 * @param {string} address
 * @param {(page: Page) => Promise<T>} act
 * @param {() => void} [early] runs in the page before its own scripts
 * @returns {Promise<T>}
 */
export async function withPage(browser, address, act, early) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 }, locale: 'en-IN' });
  try {
    const page = await context.newPage();
    if (early) await page.addInitScript(early);
    await page.goto(`${address}/`);
    await settled(page);
    return await act(page);
  } finally {
    await context.close();
  }
}

/** Waits until the figures on the screen are those of the address, and painted. @param {Page} page */
export async function settled(page) {
  await page.waitForFunction(() => !document.documentElement.hasAttribute('data-busy') && !document.querySelector('.kpi-value.skeleton'));
  await twoFrames(page);
}

/** @param {Page} page */
export function twoFrames(page) {
  return page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}
