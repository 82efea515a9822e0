// Scrolling through fifty thousand influencers: no frame with a blank place, few rows in the document, and soon the lines themselves.
// What a frame shows is looked up where the page draws it; what the compositor may show before that frame is not seen here.

import { withPage } from './open.mjs';
import { spread } from './spread.mjs';

/** @import { Browser, Page } from '@playwright/test' */
/** @import { Line } from './page.mjs' */

const SCROLLS = 150;
const PER_REST = 15;
const WHEEL_MS = 40;
const INFLUENCERS = 50_000;
const REST_MS = 5000;

/** @typedef {{ places: number, blank: number, blankFrames: number, rows: number }} Seen most blank pixels, most rows */

/** @param {Browser} browser @param {string} address @returns {Promise<Line[]>} */
export function longTable(browser, address) {
  return withPage(browser, address, async (page) => {
    const rows = Number(await page.locator('.influencer-table').getAttribute('aria-rowcount')) - 2;
    if (rows < INFLUENCERS) throw new Error(`the table has ${rows} influencers, not ${INFLUENCERS}`);
    await page.locator('.table-scroll').scrollIntoViewIfNeeded();
    await page.evaluate(watchTable);
    const rests = [...(await wheel(page)), ...(await jump(page))];
    /** @type {Seen} */
    const seen = await page.evaluate(() => Reflect.get(window, 'seen')());
    if (seen.places < 2 * SCROLLS) throw new Error(`only ${seen.places} places were scrolled to`);
    const more = `${seen.blankFrames} of ${seen.places} frames`;
    return [
      { what: '50,000 rows, most blank in a frame', measured: seen.blank, bar: 0, unit: ' pixels', more },
      { what: '50,000 rows, most rows in the document', measured: seen.rows, bar: 60, unit: '' },
      { what: '50,000 rows, rest to all lines, max', measured: Math.max(...rests), bar: 1000, unit: ' ms', more: spread(rests) },
    ];
  });
}

/** Small and large steps, down and then some of them up again. @param {Page} page */
async function wheel(page) {
  const box = await page.locator('.table-scroll').boundingBox();
  if (!box) throw new Error('there is no table');
  await page.mouse.move(box.x + 300, box.y + 300);
  /** @type {number[]} */
  const rests = [];
  for (let step = 1; step <= SCROLLS; step++) {
    await page.mouse.wheel(0, (step % 5 === 0 ? -1 : 1) * (120 + ((step * 397) % 2400)));
    await page.waitForTimeout(WHEEL_MS);
    if (step % PER_REST === 0) rests.push(await untilLoaded(page));
  }
  return rests;
}

/** @param {Page} page */
async function jump(page) {
  /** @type {number[]} */
  const rests = [];
  for (let step = 1; step <= SCROLLS; step++) {
    await page.evaluate((share) => Reflect.get(window, 'jumpTo')(share), ((step * 7919) % 1000) / 999);
    if (step % PER_REST === 0) rests.push(await untilLoaded(page));
  }
  return rests;
}

/** Milliseconds from the last scroll until no row waits for its line. @param {Page} page @returns {Promise<number>} */
async function untilLoaded(page) {
  const took = await page.evaluate((most) => Reflect.get(window, 'untilLoaded')(most), REST_MS);
  if (took === null) throw new Error(`lines were missing ${REST_MS} ms after the last scroll`);
  return took;
}

/** Runs in the page: looks at the table in every frame where it has been scrolled. */
function watchTable() {
  const box = /** @type {HTMLElement} */ (document.querySelector('.table-scroll'));
  const rows = () => [.../** @type {NodeListOf<HTMLTableRowElement>} */ (box.querySelectorAll('tbody tr[data-state]'))];
  /** @type {Seen} */
  const seen = { places: 0, blank: 0, blankFrames: 0, rows: 0 };
  let last = -1;
  let scrolledAt = 0;
  box.addEventListener('scroll', (event) => (scrolledAt = event.timeStamp), { passive: true });

  /** Pixels of the view that no row covers; a row without a word covers nothing. */
  function blankPixels() {
    const { top, bottom } = box.getBoundingClientRect();
    const from = /** @type {HTMLElement} */ (box.querySelector('thead .totals-row')).getBoundingClientRect().bottom;
    const to = Math.min(top + box.clientTop + box.clientHeight, bottom, innerHeight);
    let [reached, blank] = [from, 0];
    for (const row of rows()) {
      const place = row.getBoundingClientRect();
      if (place.bottom <= reached || place.top >= to || !row.cells[0]?.textContent?.trim()) continue;
      blank += Math.max(0, place.top - reached);
      reached = place.bottom;
    }
    return Math.round(blank + Math.max(0, to - reached));
  }

  requestAnimationFrame(function look() {
    requestAnimationFrame(look);
    if (box.scrollTop === last) return;
    last = box.scrollTop;
    const blank = blankPixels();
    seen.places += 1;
    seen.blank = Math.max(seen.blank, blank);
    if (blank > 0) seen.blankFrames += 1;
    seen.rows = Math.max(seen.rows, rows().length);
  });

  const frame = () => new Promise((done) => requestAnimationFrame(done));
  Object.assign(window, {
    seen: () => seen,
    async jumpTo(/** @type {number} */ share) {
      box.scrollTop = share * (box.scrollHeight - box.clientHeight);
      await frame();
      await frame();
    },
    async untilLoaded(/** @type {number} */ most) {
      const until = performance.now() + most;
      // A wheel may still be rolling out: only what has stopped rests.
      for (let still = 0; still < 3;) {
        const before = box.scrollTop;
        await frame();
        still = box.scrollTop === before ? still + 1 : 0;
      }
      while (performance.now() < until) {
        if (rows().every((row) => row.dataset.state === 'shown')) return Math.max(0, performance.now() - scrolledAt);
        await frame();
      }
      return null;
    },
  });
}
