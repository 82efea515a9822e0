// From a click on a value to the frame with its answer, by the page's own clock: the time of the event, the end of data-busy, two frames.

import { settled, withPage } from './open.mjs';
import { partOf, spread } from './spread.mjs';

/** @import { Browser, Locator, Page } from '@playwright/test' */
/** @import { Line } from './page.mjs' */

const ROUNDS = 15;
/** A finger stays down for about so long; the click is when it is up again, and by then the page has asked already. */
const PRESS_MS = 60;
const MENUS = ['Brand', 'Influencer Category', 'Platform'];

/** @typedef {{ drawn: number, painted: number }} Click milliseconds since the event */
/** @typedef {{ name: string, open?: (page: Page, round: number) => Promise<void>, off: string }} Place where values can be clicked on */

/** @type {Place[]} */
const PLACES = [
  { name: 'legend', off: '.legend-button[aria-pressed="false"]' },
  { name: 'menu', open: openMenu, off: '.filter-panel:popover-open input[data-value]:not(:checked)' },
  { name: 'cell', off: '.influencer-table tr[data-state="shown"] .cell-toggle[aria-pressed="false"]' },
  { name: 'bar', off: '.five-button[aria-pressed="false"]' },
];

/** @param {Browser} browser @param {string} address @returns {Promise<Line[]>} */
export function filterClicks(browser, address) {
  return withPage(
    browser,
    address,
    async (page) => {
      const anew = await opener(page, address);
      const line = async (/** @type {number} */ pressMs) => lineOf(await clickAll(page, anew, pressMs), pressMs);
      return [await line(PRESS_MS), await line(0)];
    },
    watchClicks,
  );
}

/**
 * Each round clicks in every place once, in another order each time.
 *
 * @param {Page} page
 * @param {() => Promise<void>} anew
 * @param {number} pressMs
 */
async function clickAll(page, anew, pressMs) {
  /** @type {Map<string, Click[]>} */
  const clicks = new Map(PLACES.map(({ name }) => [name, []]));
  for (let round = 0; round < ROUNDS; round++) {
    await anew();
    for (let step = 0; step < PLACES.length; step++) {
      const place = PLACES[(round + step) % PLACES.length];
      clicks.get(place.name)?.push(await clickIn(page, place, { round, anew, pressMs }));
    }
  }
  return clicks;
}

/** @param {Map<string, Click[]>} clicks @param {number} pressMs @returns {Line} */
function lineOf(clicks, pressMs) {
  const all = [...clicks.values()].flat();
  const painted = all.map((click) => click.painted);
  const places = [...clicks].map(
    ([name, mine]) =>
      `${name} ${partOf(
        mine.map((click) => click.painted),
        0.5,
      ).toFixed(1)}`,
  );
  const more = `${spread(painted)}; answer drawn after ${spread(all.map((click) => click.drawn))}; p50 of ${places.join(', ')}`;
  const what = pressMs > 0 ? 'filter click to painted, p95' : 'the same, down and up at once, p95';
  return { what, measured: partOf(painted, 0.95), bar: 50, unit: ' ms', more };
}

/**
 * A way to begin anew, each time with other days, so that no answer is one that is kept already.
 *
 * @param {Page} page
 * @param {string} address
 */
async function opener(page, address) {
  const { dataset } = await (await fetch(`${address}/api/v1/dashboard`)).json();
  const from = new Date(dataset.first_day);
  return async () => {
    from.setUTCDate(from.getUTCDate() + 1);
    await page.goto(`${address}/?from=${from.toISOString().slice(0, 10)}&to=${dataset.last_day}`);
    await settled(page);
  };
}

/**
 * Clicks on a value that is off; where there is none left to filter, from the start.
 *
 * @param {Page} page
 * @param {Place} place
 * @param {{ round: number, anew: () => Promise<void>, pressMs: number }} how
 */
async function clickIn(page, place, { round, anew, pressMs }) {
  for (let attempt = 0; attempt < 2; attempt++) {
    await place.open?.(page, round);
    const off = page.locator(place.off);
    const count = await off.count();
    if (count > 0) {
      const click = await clickOne(page, off.nth((round * 7) % count), pressMs);
      if (place.open) await page.keyboard.press('Escape');
      return click;
    }
    await anew();
  }
  throw new Error(`no value to click on: ${place.name}`);
}

/** @param {Page} page @param {Locator} value @param {number} pressMs @returns {Promise<Click>} */
async function clickOne(page, value, pressMs) {
  await page.evaluate(() => Object.assign(window, { click: null }));
  await value.click({ timeout: 10_000, delay: pressMs });
  const handle = await page.waitForFunction(() => Reflect.get(window, 'click'), undefined, { timeout: 5000 });
  return handle.jsonValue();
}

/** @param {Page} page @param {number} round */
async function openMenu(page, round) {
  const label = MENUS[round % MENUS.length];
  await page
    .locator('.filter-menus')
    .getByRole('button', { name: new RegExp(`^${label}(,|$)`) })
    .click();
}

/** Runs in the page. */
function watchClicks() {
  let began = 0;
  addEventListener(
    'click',
    (event) => {
      if (event.isTrusted) began = event.timeStamp;
    },
    { capture: true },
  );
  const look = () => {
    if (began === 0 || document.documentElement.hasAttribute('data-busy')) return;
    const [start, drawn] = [began, performance.now()];
    began = 0;
    requestAnimationFrame(() =>
      requestAnimationFrame(() => Object.assign(window, { click: { drawn: drawn - start, painted: performance.now() - start } })),
    );
  };
  new MutationObserver(look).observe(document, { attributes: true, subtree: true, attributeFilter: ['data-busy'] });
}
