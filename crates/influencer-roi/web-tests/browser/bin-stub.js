// Versions as the server lists them, with a bin, made up: deleted ones wait there, and some cannot be used. The figures are those of the sample.

/** @import { Page } from '@playwright/test' */
/** @import { BinnedVersion, Damage, DatasetVersion, UnusableVersion } from '../../web/src/core/api.d.ts' */

export const DELETED = '2026-11-30T14:00:00Z';
export const PURGED = '2026-12-07T14:00:00Z';
const PATH = '/api/v1/datasets';

/**
 * Lists `count` versions, of which the newest is in use, and follows what is done with them.
 *
 * @param {Page} page
 * @param {{ count?: number, damage?: Record<number, Damage>, warnings?: UnusableVersion[] }} given damage by version
 * @returns {Promise<{ heard: string[] }>} what was asked for beside the list
 */
export async function stubVersions(page, { count = 4, damage = {}, warnings = [] } = {}) {
  /** @type {string[]} */
  const heard = [];
  /** @type {DatasetVersion[]} */
  let datasets = [];
  /** @type {BinnedVersion[]} */
  let bin = [];
  await page.route(`**${PATH}**`, async (route) => {
    const request = route.request();
    if (datasets.length === 0) {
      const [sample] = (await (await route.fetch({ url: new URL(PATH, request.url()).href, method: 'GET' })).json()).datasets;
      datasets = made(sample, count, damage);
    }
    const path = new URL(request.url()).pathname.slice(PATH.length);
    if (path === '') return route.fulfill({ json: { datasets, bin, warnings } });
    const [, id, act] = path.split('/');
    // Whose the codes of the version in use are is asked of the program itself.
    if (act === 'aliases') return route.continue();
    heard.push(`${request.method()} ${path}`);
    const binned = bin.find((one) => one.id === id);
    const found = datasets.find((one) => one.id === id);
    if (request.method() === 'DELETE' && found) {
      datasets = datasets.filter((one) => one !== found);
      bin = [inBin(found), ...bin];
      return route.fulfill({ status: 204 });
    }
    if (act === 'restore' && binned) {
      bin = bin.filter((one) => one !== binned);
      const back = { ...datasets[0], ...binned, created: DELETED, current: false };
      datasets = [...datasets, back].sort((one, other) => other.version - one.version);
      return route.fulfill({ json: back });
    }
    if (id === 'keep') {
      const gone = datasets.slice(request.postDataJSON().last).filter(({ current }) => !current);
      datasets = datasets.filter((one) => !gone.includes(one));
      bin = [...gone.map(inBin), ...bin];
      return route.fulfill({ json: { deleted: gone.map((one) => one.id) } });
    }
    return route.fulfill({ status: 404, json: { error: { code: 'no_such_dataset', message: 'There is no such version.' } } });
  });
  return { heard };
}

/** @param {DatasetVersion} sample @param {number} count @param {Record<number, Damage>} damage @returns {DatasetVersion[]} newest first */
function made(sample, count, damage) {
  return Array.from({ length: count }, (_, at) => {
    const version = count - at;
    return {
      ...sample,
      id: `made-${version}`,
      version,
      name: `Month ${version}`,
      current: at === 0,
      sample: false,
      damage: damage[version] ?? null,
    };
  });
}

/** @param {DatasetVersion} version @returns {BinnedVersion} */
function inBin({ id, name, version, created, sample, damage }) {
  return { id, name, version, created, sample, deleted: DELETED, purged_after: PURGED, damage: damage ?? null };
}

/** Answers every question with the error of a version that cannot be read, until `end` is called. @param {Page} page @param {{ code: string, message: string }} error */
export async function stubUnreadable(page, error) {
  let isOver = false;
  await page.route('**/api/v1/dashboard**', (route) =>
    isOver ? route.fallback() : route.fulfill({ status: 503, json: { error: { ...error, issues: [] }, request_id: 'r1' } }),
  );
  return {
    end: () => {
      isOver = true;
    },
  };
}
