// What the stories are told with: the page, the program behind it, and the one place that knows how both are asked.

import AxeBuilder from '@axe-core/playwright';
import { test as base, expect } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { numberStyle, plainDigits } from '../../web/src/core/numbers.js';
import { startProgram } from './program.js';

/** @import { Locator, Page, PlaywrightTestArgs, PlaywrightTestOptions, PlaywrightWorkerArgs, PlaywrightWorkerOptions, TestType } from '@playwright/test' */
/** @import { Dashboard } from '../../web/src/core/api.d.ts' */
/** @import { Upload } from './files.js' */

export { expect };

/** The headline numbers, and how each is written. */
export const CARDS = /** @type {const} */ ({
  revenue: 'money',
  spend: 'money',
  roas: 'times',
  incremental_roas: 'times',
  orders: 'count',
  cost_per_order: 'money_per',
  aov: 'money_per',
});

/**
 * Whether a request asks the dashboard something new. The intervals of lines that are there already follow a question once the page
 * rests, whatever is looked at then, and are no question of their own.
 *
 * @param {string} url
 */
export const isQuestion = (url) => url.includes('/api/v1/dashboard') && !url.includes('include=intervals');

/** Holds back what is asked at an address. @param {Page} page @param {string} glob @returns {Promise<() => void>} lets all of it go */
export async function holdBack(page, glob) {
  /** @type {() => void} */
  let release = () => undefined;
  const held = new Promise((resolve) => {
    release = () => resolve(undefined);
  });
  await page.route(glob, async (route) => {
    await held;
    await route.continue().catch(() => undefined);
  });
  return release;
}

/** The screens on which a view is looked at whole. */
export const SCREENS = /** @type {const} */ (['light', 'dark']).flatMap((colorScheme) =>
  [
    { width: 1440, height: 1000 },
    { width: 360, height: 780 },
  ].map((viewport) => ({ name: `${colorScheme}-${viewport.width}`, use: { colorScheme, viewport } })),
);

export class Story {
  /** @param {Page} page @param {string} address */
  constructor(page, address) {
    this.page = page;
    this.address = address;
  }

  /** Opens the page and waits until its figures are there. @param {string} [link] */
  async open(link = '') {
    await this.page.goto(`${this.address}/${link}`);
    await this.settled();
  }

  /** Waits until the figures on the screen are those of the address, and the rows beyond its edges too. */
  async settled() {
    await expect(this.page.locator('html')).not.toHaveAttribute('data-busy');
    await expect(this.page.locator('.kpi-value.skeleton, [data-late]')).toHaveCount(0);
  }

  /** A picture to be looked at, in the folder that ROI_PICTURES names. @param {string} name @param {{ fullPage?: boolean }} [options] */
  async picture(name, options) {
    const folder = process.env.ROI_PICTURES;
    if (folder) await this.page.screenshot({ path: `${folder}/${name}.png`, ...options });
  }

  /** @param {string} path from /api/v1 on */
  async ask(path) {
    const answer = await this.page.request.get(`${this.address}/api/v1${path}`);
    expect(answer.status(), await answer.text()).toBe(200);
    return answer.json();
  }

  /** What the server answers to a query. @param {string} [query] @returns {Promise<Dashboard>} */
  dashboard(query = '') {
    return this.ask(`/dashboard?${query}`);
  }

  /** @param {string} title */
  card(title) {
    return this.page.getByRole('article', { name: title, exact: true });
  }

  /** @param {string} id */
  figure(id) {
    return this.page.locator(`.kpi-card [data-figure="${id}"]`);
  }

  /** Of the headline numbers these are so: the text to read, and the exact number behind it; or "–". @param {Record<string, number | null>} totals */
  async expectFigures(totals) {
    const style = numberStyle('INR');
    for (const [id, value] of Object.entries(totals)) {
      const unit = CARDS[/** @type {keyof typeof CARDS} */ (id)];
      if (value === null) {
        await expect(this.figure(id)).toContainText('–');
        continue;
      }
      await expect(this.figure(id)).toHaveAttribute('data-exact', plainDigits(value));
      await expect(this.figure(id)).toHaveText(style.short(unit, value).replaceAll('\u00a0', ' '));
    }
  }

  /** The headline numbers are those that the server gives for a query. @param {string} query */
  async expectFiguresOf(query) {
    const { totals } = await this.dashboard(query);
    await this.expectFigures(Object.fromEntries(Object.keys(CARDS).map((id) => [id, totals[id].value])));
  }

  /** @param {string} filter @param {string} value */
  async choose(filter, value) {
    await this.page
      .locator('.filter-menus')
      .getByRole('button', { name: new RegExp(`^${filter}(,|$)`) })
      .click();
    await this.page
      .getByRole('dialog', { name: `Filter by ${filter}` })
      .locator(`input[data-value=${JSON.stringify(value)}]`)
      .click();
    await this.page.keyboard.press('Escape');
    await this.settled();
  }

  /** Adds files and presses the button. @param {Upload[]} files */
  async upload(files) {
    const closed = await this.page.locator('.upload-panel').isHidden();
    if (closed) await this.page.getByRole('button', { name: 'Upload & Analyze' }).click();
    await this.page.locator('#files').setInputFiles(files);
    await this.page.getByRole('button', { name: 'Upload & Analyze' }).click();
  }

  /** Drops files on the page. @param {Upload[]} files */
  async drop(files) {
    const dataTransfer = await this.page.evaluateHandle(
      (contents) => {
        const data = new DataTransfer();
        for (const { name, text } of contents) data.items.add(new File([text], name, { type: 'text/csv' }));
        return data;
      },
      files.map(({ name, buffer }) => ({ name, text: buffer.toString() })),
    );
    const somewhere = this.page.locator('.chart-card').first();
    await somewhere.dispatchEvent('dragenter', { dataTransfer });
    await expect(this.page.getByText('Drop the files to upload them')).toBeVisible();
    await somewhere.dispatchEvent('drop', { dataTransfer });
    await expect(this.page.getByText('Drop the files to upload them')).toBeHidden();
  }

  /** Uploads files without a fault and waits for their figures. @param {Upload[]} files */
  async uploadAndAnalyze(files) {
    // The message of an upload before is not the one that is waited for.
    const committed = this.page.waitForResponse((response) => response.url().endsWith('/commit'));
    await this.upload(files);
    await committed;
    await expect(this.page.getByRole('status').filter({ hasText: 'is analyzed' })).toBeVisible();
    await this.settled();
  }

  /** The table's file as rows of cells, the heading first. */
  async exported() {
    const download = await this.download('CSV');
    return { name: download.suggestedFilename(), rows: readCsv(await readFile(await download.path(), 'utf8')) };
  }

  /** Chooses a format from the menu of the export. @param {'CSV' | 'Excel'} format */
  async download(format) {
    await this.page.getByRole('button', { name: 'Export Performance' }).click();
    const coming = this.page.waitForEvent('download');
    await this.page.getByRole('dialog', { name: 'Export Performance' }).getByRole('link', { name: format }).click();
    return coming;
  }

  /** @returns {Locator} the rows of influencers that are in the document */
  rows() {
    return this.page.locator('.influencer-table tbody tr[data-state="shown"]');
  }

  /** axe finds nothing on the page as it is, or on a part of it. @param {string} [part] */
  async expectAccessible(part) {
    // Without frames there is no need for axe to open a page of its own each time.
    const axe = new AxeBuilder({ page: this.page }).setLegacyMode(true);
    const { violations } = await (part ? axe.include(part) : axe).analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`)).toEqual([]);
  }
}

/**
 * Each story gets a program of its own, and fails on any error, dialog or request to another host.
 *
 * @type {TestType<PlaywrightTestArgs & PlaywrightTestOptions & { story: Story }, PlaywrightWorkerArgs & PlaywrightWorkerOptions>}
 */
export const test = base.extend({
  story: async ({ page }, use) => {
    const program = await startProgram();
    /** @type {string[]} */
    const wrong = [];
    page.on('pageerror', (error) => wrong.push(String(error)));
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) wrong.push(message.text());
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(program.address) && !request.url().startsWith('data:') && !request.url().startsWith('blob:'))
        wrong.push(`asked ${request.url()}`);
    });
    page.on('dialog', (dialog) => {
      wrong.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    await use(new Story(page, program.address));
    await page.close();
    await program.stop();
    expect(wrong, 'no error, no dialog, no request to another host').toEqual([]);
  },
});

/** RFC 4180. @param {string} text @returns {string[][]} */
export function readCsv(text) {
  /** @type {string[][]} */
  const rows = [[]];
  for (const [, quoted, plain, end] of text.replace(/^\ufeff/, '').matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    rows.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '') break;
    if (end !== ',') rows.push([]);
  }
  return rows.filter((row) => row.length > 1);
}
