// Measures the page as people use it and holds it against its bars: node bench/page.mjs ADDRESS ADDRESS_OF_50K. The first serves many rows,
// the second 50,000 influencers. A missed bar is said; only what could not be measured ends this with 1.

import { chromium } from '@playwright/test';
import { brushing } from './brushing.mjs';
import { filterClicks } from './filter-clicks.mjs';
import { firstPaint, layoutShift, transfer } from './load.mjs';
import { longTable } from './long-table.mjs';

/**
 * @typedef {object} Line one thing that was measured
 * @property {string} what
 * @property {number} measured
 * @property {number} bar the most that is well
 * @property {string} unit
 * @property {string} [more] what explains the number
 */

const [manyRows, longTableAt] = process.argv.slice(2).map((address) => `http://${address.replace(/^https?:\/\//, '')}`);
if (!longTableAt) throw new Error('Say where the program serves: bench/page.mjs ADDRESS ADDRESS_OF_50K');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
await measure('first paint', () => firstPaint(browser, manyRows));
await measure('layout shift', () => layoutShift(browser, manyRows));
await measure('filter clicks', () => filterClicks(browser, manyRows));
await measure('brushing', () => brushing(browser, manyRows));
await measure('long table', () => longTable(browser, longTableAt));
await measure('transfer', () => transfer(manyRows));
await browser.close();

/** @param {string} what @param {() => Promise<Line[]>} ask */
async function measure(what, ask) {
  try {
    for (const line of await ask()) print(line);
  } catch (error) {
    console.log(`${what}: NOT MEASURED: ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}

/** @param {Line} line */
function print({ what, measured, bar, unit, more }) {
  const verdict = measured <= bar ? 'ok' : 'OVER THE BAR';
  console.log(`${what}: ${numberText(measured)}${unit}, bar ${numberText(bar)}${unit}: ${verdict}${more ? ` (${more})` : ''}`);
}

/** @param {number} value */
function numberText(value) {
  return value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 1 ? 4 : 1 });
}
