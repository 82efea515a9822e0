// Talking to the server: one place that knows the paths and turns what goes wrong into a sentence. Same origin only.

/** @import { Alias, Aliases, Committed, Dashboard, DatasetVersion, Definitions, EstimateJob, EstimateQuestion, Facets, FacetValue, ImportMode, ImportState, Incrementality, InfluencerProfile, Insights, Issue, ListedInsight, Mapping, Margins, MeasuredCampaigns, PayoutCase, Payouts, Plan, Posts, Report, RowsAnswer, Settings, Shape, Versions } from './api.d.ts' */

import { serverMilliseconds } from './timing.js';

const API = '/api/v1';

/** The server answered, and the answer is an error. */
export class ServerError extends Error {
  /** @param {number} status @param {{ code?: string, message?: string, issues?: Issue[] }} error @param {string} requestId */
  constructor(status, error, requestId) {
    super(error.message || `The server answered with error ${status}.`);
    this.status = status;
    this.code = error.code ?? '';
    this.issues = error.issues ?? [];
    this.requestId = requestId;
  }
}

/** The server could not be reached at all. */
export class Unreachable extends Error {
  constructor() {
    super('The server cannot be reached.');
  }
}

/**
 * @param {URLSearchParams} question selection, method and order
 * @param {{ offset?: number, limit?: number, dataset?: string, include?: string }} page the lines of the table that are wanted
 * @param {AbortSignal} [signal]
 * @returns {Promise<Dashboard>}
 */
export function askDashboard(question, { offset = 0, limit = 200, dataset, include }, signal) {
  const query = new URLSearchParams(question);
  query.set('limit', String(limit));
  if (offset > 0) query.set('offset', String(offset));
  if (dataset) query.set('dataset', dataset);
  if (include) query.set('include', include);
  return call(`/dashboard?${query}`, { signal });
}

/**
 * @param {URLSearchParams} question selection, method and the measure as `of`
 * @param {{ offset: number, limit: number, dataset?: string }} page
 * @param {AbortSignal} signal
 * @returns {Promise<RowsAnswer>}
 */
export function askRows(question, { offset, limit, dataset }, signal) {
  const query = new URLSearchParams(question);
  query.set('limit', String(limit));
  if (offset > 0) query.set('offset', String(offset));
  if (dataset) query.set('dataset', dataset);
  return call(`/rows?${query}`, { signal });
}

/** Where all the rows of a question are, as a file. @param {URLSearchParams} question */
export const rowsAddress = (question) => `${API}/export/rows.csv?${question}`;

/** The version of the program. @returns {Promise<string>} */
export const askProgramVersion = async () => (await call('/healthz', {}, '')).version;

/** What is set for all versions. @returns {Promise<Settings>} */
export const askSettings = () => call('/settings');

/** Changes what is set; what is left out stays. @param {Partial<Settings>} change @returns {Promise<Settings>} */
export const changeSettings = (change) => call('/settings', sending('PUT', change));

/** The exports that are read without a mapping, the reader's own first. @returns {Promise<Shape[]>} */
export const askShapes = async () => (await call('/shapes')).shapes;

/** Keeps a shape as its file says it. @param {string} text @returns {Promise<Shape>} */
export const keepShape = (text) => call('/shapes', sending('POST', { text }));

/** Keeps how a file of an import is understood. @param {string} id of the import @param {string} file @param {string} name @returns {Promise<Shape>} */
export const keepMapping = (id, file, name) => call('/shapes', sending('POST', { import: id, file, name }));

/** @param {string} id */
export const removeShape = (id) => call(`/shapes/${encodeURIComponent(id)}`, { method: 'DELETE' });

/** Where a shape can be downloaded. @param {string} id */
export const shapeAddress = (id) => `${API}/shapes/${encodeURIComponent(id)}`;

/** The margins that are kept with the data. @returns {Promise<Margins>} */
export const askMargins = async () => (await askSettings()).margins;

/** Replaces the margins that are kept. @param {Margins} margins @returns {Promise<Margins>} */
export const keepMargins = async (margins) => (await changeSettings({ margins })).margins;

/** @returns {Promise<Definitions>} */
export const askDefinitions = () => call('/definitions');

/**
 * The influencers of a dataset whose name or id holds a text, in the roster's order.
 *
 * @param {URLSearchParams} selection that their counts follow
 * @param {{ find: string, limit: number, dataset: string }} wanted
 * @param {AbortSignal} [signal]
 * @returns {Promise<{ values: FacetValue[], total: number }>} the first of them, and how many there are
 */
export async function askInfluencers(selection, { find, limit, dataset }, signal) {
  const query = new URLSearchParams(selection);
  for (const [name, value] of Object.entries({ dimension: 'influencer', find, limit: String(limit), dataset }))
    if (value) query.set(name, value);
  /** @type {Facets} */
  const { dimensions, total } = await call(`/facets?${query}`, { signal });
  const values = dimensions.influencer ?? [];
  return { values, total: total?.influencer ?? values.length };
}

/** The versions, those in the bin, and what cannot be used. @returns {Promise<Versions>} */
export const askVersions = () => call('/datasets');

/** @returns {Promise<DatasetVersion[]>} newest first */
export const askDatasets = async () => (await askVersions()).datasets;

/** Whose the codes and names on the sales of a version are. @param {string} id @returns {Promise<Aliases>} */
export const askAliases = (id) => call(`/datasets/${encodeURIComponent(id)}/aliases`);

/** Replaces them, which makes a new version. @param {string} id @param {Alias[]} aliases @returns {Promise<Committed>} */
export const changeAliases = (id, aliases) => call(`/datasets/${encodeURIComponent(id)}/aliases`, sending('PUT', { aliases }));

/** @param {string} id */
export const activateDataset = (id) => call(`/datasets/${encodeURIComponent(id)}/activate`, { method: 'POST' });

/** Moves a version into the bin. @param {string} id */
export const deleteDataset = (id) => call(`/datasets/${encodeURIComponent(id)}`, { method: 'DELETE' });

/** Takes a version out of the bin. @param {string} id */
export const restoreDataset = (id) => call(`/datasets/${encodeURIComponent(id)}/restore`, { method: 'POST' });

/** @param {string} id @param {string} name */
export const renameDataset = (id, name) => call(`/datasets/${encodeURIComponent(id)}`, sending('PATCH', { name }));

/** Moves all but the newest versions and the one in use into the bin. @param {number} last @returns {Promise<string[]>} those in the bin now */
export const keepLastDatasets = async (last) => (await call('/datasets/keep', sending('POST', { last }))).deleted;

/** The report that a version was made with. @param {string} id @returns {Promise<Report>} */
export const askDatasetReport = (id) => call(`/datasets/${encodeURIComponent(id)}/report`);

/** Where an uploaded file is, byte for byte. @param {string} id @param {number} at from 0 */
export const originalAddress = (id, at) => `${API}/datasets/${encodeURIComponent(id)}/originals/${at}`;

/** The content of an uploaded file. @param {string} id @param {number} at from 0 */
export async function askOriginal(id, at) {
  const answer = await fetch(originalAddress(id, at));
  if (!answer.ok) throw new Unreachable();
  return answer.blob();
}

/** @param {string} id @param {AbortSignal} [signal] @returns {Promise<ImportState>} */
export const askImport = (id, signal) => call(`/imports/${encodeURIComponent(id)}`, { signal });

/** @param {string} id */
export const cancelImport = (id) => call(`/imports/${encodeURIComponent(id)}`, { method: 'DELETE' });

/**
 * The report under other answers; stores nothing.
 *
 * @param {string} id
 * @param {Mapping} mapping
 * @param {AbortSignal} signal
 * @returns {Promise<ImportState>}
 */
export const previewImport = (id, mapping, signal) =>
  call(`/imports/${encodeURIComponent(id)}/preview`, { ...sending('POST', decided(mapping)), signal });

/** @param {string} id @param {'reject' | 'accept_valid'} policy @param {Mapping} mapping @returns {Promise<Committed>} */
export const commitImport = (id, policy, mapping) =>
  call(`/imports/${encodeURIComponent(id)}/commit`, sending('POST', { policy, ...decided(mapping) }));

/** Answers to questions are sent beside the mapping. @param {Mapping} changes */
const decided = ({ answers, ...mapping }) => ({ mapping, answers });

/** Where the rows with issues of one file are, as a file. @param {'imports' | 'datasets'} of @param {string} id @param {string} file */
export const issuesAddress = (of, id, file) => `${API}/${of}/${encodeURIComponent(id)}/issues.csv?file=${encodeURIComponent(file)}`;

/**
 * Where the table of a question is, as a file.
 *
 * @param {URLSearchParams} question
 * @param {'csv' | 'xlsx'} format
 * @param {string[]} columns in their order
 */
export function exportAddress(question, format, columns) {
  const query = new URLSearchParams(question);
  query.set('columns', columns.join(','));
  return `${API}/export/influencers.${format}?${query}`;
}

/**
 * Everything worth doing about a selection.
 *
 * @param {URLSearchParams} selection
 * @param {number} limit the most findings
 * @param {AbortSignal} signal
 * @returns {Promise<Insights>}
 */
export const askInsights = (selection, limit, signal) => call(`/insights?${selection}&limit=${limit}`, { signal });

/** Says that a finding is done or can wait, or takes that back. @param {{ insight: string, decision: ListedInsight['decision'] }} decided @returns {Promise<unknown>} */
export const decideInsight = (decided) => call('/insights/decisions', sending('PUT', decided));

/** The same money shared better. @param {string} question the selection with its dataset, and the rules @param {number} limit @param {AbortSignal} signal @returns {Promise<Plan>} */
export const askPlan = (question, limit, signal) => call(`/plan?${question}&limit=${limit}`, { signal });

/** Where the report of a question is. @param {URLSearchParams} question */
export const reportAddress = (question) => `${API}/export/report.pdf?${question}`;

/** One influencer under a selection. @param {string} id @param {URLSearchParams} question @param {AbortSignal} signal @returns {Promise<InfluencerProfile>} */
export const askInfluencer = (id, question, signal) => call(`/influencers/${encodeURIComponent(id)}?${question}`, { signal });

/** What there is to ask about incrementality. @param {AbortSignal} signal @returns {Promise<Incrementality>} */
export const askIncrementality = (signal) => call('/incrementality', { signal });

/** Begins an estimate, or finds it where it was begun before. @param {EstimateQuestion} question @returns {Promise<EstimateJob>} */
export const startEstimate = (question) => call('/incrementality', sending('POST', question));

/** @param {string} id @param {AbortSignal} signal @returns {Promise<EstimateJob>} */
export const askEstimate = (id, signal) => call(`/incrementality/${encodeURIComponent(id)}`, { signal });

/** @param {string} id */
export const cancelEstimate = (id) => call(`/incrementality/${encodeURIComponent(id)}`, { method: 'DELETE' });

/** What the campaigns of a selection brought, as far as it is worked out; asking begins the work. @param {URLSearchParams} selection @param {AbortSignal} signal @returns {Promise<MeasuredCampaigns>} */
export const askCampaigns = (selection, signal) => call(`/incrementality/campaigns?${selection}`, { method: 'POST', signal });

/** Stops working out the campaigns of a dataset. @param {string} dataset */
export const stopCampaigns = (dataset) => call(`/incrementality/campaigns?dataset=${encodeURIComponent(dataset)}`, { method: 'DELETE' });

/**
 * What influencers earned and were paid, and what of it is worth a question.
 *
 * @param {URLSearchParams} selection with the dataset
 * @param {{ cases: number, limit: number }} part how many cases of each finding, and how many statements
 * @param {AbortSignal} signal
 * @returns {Promise<Payouts>}
 */
export const askPayouts = (selection, { cases, limit }, signal) => call(`/payouts?${selection}&cases=${cases}&limit=${limit}`, { signal });

/**
 * What posts reached, what was sold near them, and what kinds of posts bring.
 *
 * @param {URLSearchParams} selection with the dataset
 * @param {{ caption: string, order: string, limit: number }} part which posts are listed
 * @param {AbortSignal} signal
 * @returns {Promise<Posts>}
 */
export function askPosts(selection, { caption, order, limit }, signal) {
  const query = new URLSearchParams(selection);
  for (const [name, value] of Object.entries({ caption, order, limit: String(limit) })) if (value) query.set(name, value);
  return call(`/posts?${query}`, { signal });
}

/** Decides about a case, or takes a decision back. @param {{ case: string, decision: PayoutCase['decision'] }} decided @param {string} dataset @returns {Promise<unknown>} */
export const decidePayout = (decided, dataset) =>
  call(`/payouts/decisions?dataset=${encodeURIComponent(dataset)}`, sending('PUT', decided));

/** Where the payouts of a selection are, as a file; of a CSV, which table. @param {'csv' | 'xlsx'} format @param {URLSearchParams} selection @param {'statements' | 'findings'} [table] */
export const payoutsAddress = (format, selection, table) => `${API}/export/payouts.${format}?${selection}${table ? `&table=${table}` : ''}`;

/** @typedef {{ onSent: (bytes: number, total: number) => void, signal: AbortSignal }} Sending */

/** Begins an import with these files. @param {File[]} files @param {ImportMode} mode @param {Sending} sent @returns {Promise<ImportState>} */
export const sendFiles = (files, mode, sent) => upload(mode === 'append' ? '/imports?mode=append' : '/imports', files, sent);

/**
 * Adds files to an import that waits: a missing table, or corrected rows.
 *
 * @param {string} id
 * @param {File[]} files
 * @param {Sending} sent
 * @returns {Promise<ImportState>}
 */
export const sendMoreFiles = (id, files, sent) => upload(`/imports/${encodeURIComponent(id)}/files`, files, sent);

/**
 * Through XMLHttpRequest, because fetch cannot say how much has been sent.
 *
 * @param {string} path
 * @param {File[]} files
 * @param {Sending} sent
 * @returns {Promise<ImportState>}
 */
function upload(path, files, { onSent, signal }) {
  const form = new FormData();
  for (const file of files) form.append('files', file, file.name);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', API + path);
    request.responseType = 'json';
    request.upload.onprogress = (event) => onSent(event.loaded, event.total);
    request.onload = () =>
      request.status < 300
        ? resolve(request.response)
        : reject(errorOf(request.status, request.response, request.getResponseHeader('x-request-id')));
    request.onerror = () => reject(new Unreachable());
    request.onabort = () => reject(new DOMException('Stopped', 'AbortError'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(form);
  });
}

/** @param {string} method @param {object} body @returns {RequestInit} */
function sending(method, body) {
  return { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

/** How long each answer took. @type {WeakMap<object, Taken>} */
const taken = new WeakMap();
/** @typedef {{ milliseconds: number, by: 'server' | 'page' }} Taken */

/** How long the server took for an answer; until it was here, where the server does not say. @param {object} answer */
export const takenBy = (answer) => taken.get(answer);

/** @param {string} path @param {RequestInit} [options] @param {string} [base] @returns {Promise<any>} */
async function call(path, options = {}, base = API) {
  const begun = performance.now();
  let response;
  try {
    response = await fetch(base + path, { credentials: 'same-origin', ...options });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Unreachable();
  }
  const body = response.status === 204 ? null : await response.json().catch(() => null);
  if (!response.ok) throw errorOf(response.status, body, response.headers.get('x-request-id'));
  const said = serverMilliseconds(response.headers.get('server-timing') ?? '');
  if (body !== null)
    taken.set(body, said === null ? { milliseconds: performance.now() - begun, by: 'page' } : { milliseconds: said, by: 'server' });
  return body;
}

/** @param {number} status @param {any} body @param {string | null} requestId */
function errorOf(status, body, requestId) {
  return new ServerError(status, body?.error ?? {}, body?.request_id ?? requestId ?? '');
}
