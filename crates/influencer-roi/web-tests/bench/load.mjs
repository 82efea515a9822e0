// What loading costs: the first paint of a page nobody has opened before, what moves while it loads and is used, and its bytes.

import { get } from 'node:http';
import { settled, withPage } from './open.mjs';
import { partOf, spread } from './spread.mjs';

/** @import { Browser, Page } from '@playwright/test' */
/** @import { Line } from './page.mjs' */

const LOADS = 9;

/** @param {Browser} browser @param {string} address @returns {Promise<Line[]>} */
export async function firstPaint(browser, address) {
  /** @type {number[]} */
  const paints = [];
  for (let load = 0; load < LOADS; load++) paints.push(await withPage(browser, address, paintOf));
  return [{ what: 'first contentful paint, median', measured: partOf(paints, 0.5), bar: 300, unit: ' ms', more: spread(paints) }];
}

/** @param {Page} page */
async function paintOf(page) {
  const found = await page.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  if (found === undefined) throw new Error('the browser reports no first contentful paint');
  return found;
}

/** @typedef {{ value: number, afterInput: boolean, during: string, moved: string }} Shift */

/** @param {Browser} browser @param {string} address @returns {Promise<Line[]>} */
export async function layoutShift(browser, address) {
  const shifts = await withPage(browser, address, useAll, observeShifts);
  const line = (/** @type {string} */ what, /** @type {boolean} */ afterInput) => {
    const mine = shifts.filter((shift) => shift.afterInput === afterInput);
    const worst = mine.toSorted((one, other) => other.value - one.value).slice(0, 4);
    const more = worst.map(({ value, during, moved }) => `${during}: ${value.toFixed(4)} ${moved}`).join('; ');
    return { what, measured: mine.reduce((sum, { value }) => sum + value, 0), bar: 0.001, unit: '', more };
  };
  return [line('layout shift, load and use', false), line('layout shift within 500 ms of an input', true)];
}

/** Runs in the page: keeps every shift, under the name of what is being done. */
function observeShifts() {
  const kept = { during: 'load', shifts: /** @type {Shift[]} */ ([]) };
  Object.assign(window, { kept });
  const nameOf = (/** @type {any} */ { node, previousRect: from, currentRect: to }) => {
    const element = node instanceof Element ? node : node?.parentElement;
    const name = element ? [element.localName, ...(element.id ? [`#${element.id}`] : []), ...element.classList].join('.') : 'gone';
    const rounded = (/** @type {DOMRect} */ { x, y, width, height }) => [x, y, width, height].map(Math.round);
    return `${name} ${rounded(from)} → ${rounded(to)}`;
  };
  new PerformanceObserver((list) => {
    for (const entry of /** @type {any[]} */ (list.getEntries()))
      kept.shifts.push({
        value: entry.value,
        afterInput: entry.hadRecentInput,
        during: kept.during,
        moved: entry.sources.slice(0, 2).map(nameOf).join(' and '),
      });
  }).observe({ type: 'layout-shift', buffered: true });
}

/** @param {Page} page @returns {Promise<Shift[]>} */
async function useAll(page) {
  const acts = /** @type {[string, () => Promise<void>][]} */ ([
    ['legend', () => page.locator('.legend-button').nth(1).click()],
    ['bar', () => page.locator('.five-button').nth(2).click()],
    ['filters cleared', () => page.keyboard.press('Escape')],
    ['cell', () => page.locator('.cell-toggle[data-toggle="category"]').first().click()],
    ['cell again', () => page.locator('.cell-toggle[data-toggle="category"]').first().click()],
    ['compare on', () => page.keyboard.press('x')],
    ['compare off', () => page.keyboard.press('x')],
    ['drawer', () => page.locator('.name-button').first().click()],
    ['drawer closed', () => page.keyboard.press('Escape')],
  ]);
  for (const [during, act] of acts) {
    await page.evaluate((name) => Object.assign(Reflect.get(window, 'kept'), { during: name }), during);
    await act();
    await settled(page);
    // Longer than the 500 ms after which a shift counts as nobody's wish.
    await page.waitForTimeout(700);
  }
  return page.evaluate(() => Reflect.get(window, 'kept').shifts);
}

/** The scripts and styles that the page itself names, as they are sent. @param {string} address @returns {Promise<Line[]>} */
export async function transfer(address) {
  const html = (await sent(`${address}/`, 'identity')).toString();
  const named = [...html.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, path]) => path);
  for (const kind of ['.js', '.css']) if (!named.some((path) => path.endsWith(kind))) throw new Error(`the page names no ${kind}`);
  const sizes = await Promise.all([...new Set(named)].map(async (path) => (await sent(new URL(path, address).href, 'gzip')).length));
  const measured = sizes.reduce((sum, size) => sum + size, 0);
  return [{ what: 'JS + CSS, gzip', measured, bar: 130_000, unit: ' bytes', more: `${sizes.length} files` }];
}

/** @param {string} url @param {'gzip' | 'identity'} encoding @returns {Promise<Buffer>} the body as it is sent */
function sent(url, encoding) {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': encoding } }, (answer) => {
      /** @type {Buffer[]} */
      const chunks = [];
      const used = answer.headers['content-encoding'] ?? 'identity';
      if (answer.statusCode !== 200 || used !== encoding) reject(new Error(`${url} was answered with ${answer.statusCode}, ${used}`));
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => resolve(Buffer.concat(chunks)));
    }).on('error', reject);
  });
}
