// Profiles of influencers made of the dashboard's own answers, and rows that are counted up, until the program answers both itself.

/** @import { Page } from '@playwright/test' */

const CAMPAIGNS = 9;
const POSTS = 31;
const PAYOUTS = 2;
const PAGE = 20;

/** @param {Page} page @param {string} address of the program */
export async function stubProfiles(page, address) {
  await page.route('**/api/v1/influencers/*', async (route) => {
    const url = new URL(route.request().url());
    const id = decodeURIComponent(url.pathname.split('/').at(-1) ?? '');
    const query = new URLSearchParams(url.search);
    query.set('influencer', id);
    const answer = await (await page.request.get(`${address}/api/v1/dashboard?${query}`)).json();
    const [influencer] = answer.influencers;
    if (!influencer)
      return route.fulfill({ status: 404, json: { error: { code: 'no_such_influencer', message: '', issues: [] } } });
    const { revenue, orders, spend, roas } = influencer;
    const figures = { revenue, orders, spend, roas };
    await route.fulfill({
      json: {
        ...answer,
        influencer,
        campaigns: Array.from({ length: CAMPAIGNS }, (_, at) => ({
          campaign: `<b>Campaign ${at}</b>`,
          first_day: '2026-01-01',
          last_day: '2026-01-31',
          ...figures,
        })),
        products: [{ brand: 'Brand', product: 'Product', ...figures }],
        posts_total: POSTS,
        payouts_total: PAYOUTS,
      },
    });
  });
  await page.route('**/api/v1/rows?**', (route) => {
    const { searchParams } = new URL(route.request().url());
    return route.fulfill({ json: rowsPage(searchParams.get('of') ?? '', Number(searchParams.get('offset') ?? 0)) });
  });
}

/** @param {string} of @param {number} offset */
function rowsPage(of, offset) {
  const ofPosts = of === 'posts';
  const total = ofPosts ? POSTS : PAYOUTS;
  const ids = Array.from({ length: Math.min(PAGE, total - offset) }, (_, at) => offset + at + 1);
  const place = [
    { id: 'file', label: 'File', unit: 'text' },
    { id: 'line', label: 'Line', unit: 'count' },
  ];
  const columns = ofPosts
    ? [...place, { id: 'date', label: 'Date', unit: 'day' }, { id: 'reach', label: 'Reach', unit: 'count' }]
    : [...place, { id: 'basis', label: 'Basis', unit: 'text' }, { id: 'spend', label: 'Payout', unit: 'money' }];
  const rows = ids.map((id) => (ofPosts ? ['posts.csv', id + 1, '2026-03-04', 1000 + id] : ['payouts.csv', id + 1, 'post', 0.5 + id]));
  return { of, table: of, total, offset, sums: {}, counted: { value: 0 }, note: '', columns, rows };
}
