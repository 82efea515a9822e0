// Rows as the server gives them, made up: for what the sample cannot show, such as ten million rows or hostile text.

/** @import { Page } from '@playwright/test' */
/** @import { Dataset, RowsAnswer } from '../../web/src/core/api.d.ts' */

const NO_FILTER = {
  brand: [],
  category: [],
  platform: [],
  product: [],
  campaign: [],
  gender: [],
  tier: [],
  influencer: [],
  q: '',
  from: null,
  to: null,
};
export const HOSTILE = '<img src=x onerror=alert(1)>\u202e=HYPERLINK("http://x")';

/**
 * Answers every question for rows with `total` payments of 100 each.
 *
 * @param {Page} page
 * @param {Dataset} dataset
 * @param {{ total: number, counted?: number, note?: string }} rows
 */
export async function stubRows(page, dataset, { total, counted = total * 100, note = '' }) {
  /** @type {URLSearchParams[]} */
  const asked = [];
  await page.route('**/api/v1/rows?**', async (route) => {
    const query = new URL(route.request().url()).searchParams;
    asked.push(query);
    const offset = Number(query.get('offset') ?? 0);
    const limit = Math.min(Number(query.get('limit')), total - offset);
    /** @type {RowsAnswer} */
    const answer = {
      dataset,
      selection: NO_FILTER,
      method: 'allocated',
      warnings: [],
      of: query.get('of') ?? '',
      table: 'payouts',
      total,
      offset,
      sums: { spend: { value: total * 100 } },
      counted: { value: counted },
      note,
      columns: [
        { id: 'file', label: 'File', unit: 'text' },
        { id: 'line', label: 'Line', unit: 'count' },
        { id: 'date', label: 'Date', unit: 'day' },
        { id: 'influencer', label: 'Influencer', unit: 'text' },
        { id: 'spend', label: 'Spend', unit: 'money' },
      ],
      rows: Array.from({ length: limit }, (_, at) => ['payouts.csv', offset + at + 2, '2026-05-04', HOSTILE, 100]),
    };
    await route.fulfill({ json: answer });
  });
  return asked;
}
