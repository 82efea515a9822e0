// A report of an import without a fault, for the tests to change.

/** @import { Issue, Question, Reconciliation, Report, ReportFile } from '../core/api.d.ts' */

const NONE = { value: 0 };
/** @type {Report['mapping']} */
const NOTHING_CHOSEN = { source: {}, brand: 'none', dates: {}, files: {}, roles: {}, columns: {}, spelling: {}, repeated_rows: 'keep' };

/** @param {Partial<Report>} changes @returns {Report} */
export function report(changes) {
  return {
    can_commit: true,
    errors: 0,
    warnings: 0,
    files: [],
    mapping: NOTHING_CHOSEN,
    mode: 'replace',
    appended_to: null,
    excluded: { rows: 0, revenue: NONE, spend: NONE },
    remembered: [],
    repeated_rows: { rows: 0, revenue: NONE, spend: NONE, looked_at: 0, limit: 0, choice: 'keep' },
    spellings: [],
    sources: [],
    brands: [],
    brand_rules: [],
    questions: [],
    issues: [],
    reconciliation: [],
    notes: [],
    keys: [],
    keys_total: 0,
    creators: [],
    ...changes,
  };
}

/**
 * A question with these readings, the first of them proposed.
 *
 * @param {string} id
 * @param {string[]} values
 * @param {Partial<Question>} [changes]
 * @returns {Question}
 */
export const question = (id, values, changes) => ({
  id,
  file: '',
  column: '',
  text: '?',
  question: '?',
  options: values.map((value) => ({ value, label: value })),
  free: null,
  proposed: values[0],
  ...changes,
});

/** @param {Issue['code']} code @param {Issue['severity']} severity @param {string} [file] @returns {Issue} */
export const issue = (code, severity, file = '') => ({ code, severity, title: code, meaning: '', money: null, file, count: 1, first: [] });

/** @param {ReportFile['role']} role @param {Partial<ReportFile>} changes @returns {ReportFile} */
export const reportFile = (role, changes) => ({
  name: 'a.csv',
  role,
  rows: 1,
  bytes: 9,
  encoding: 'UTF-8',
  delimiter: ',',
  columns: [],
  fields: [],
  fingerprint: '',
  mends: null,
  sheet: null,
  shape: null,
  own_shape: null,
  statuses: [],
  left_out: [],
  ...changes,
});

/** One row of nine is left out. @param {{ role: 'tracking', revenue: number } | { role: 'influencers' }} table @returns {Reconciliation} */
export function oneLeftOut(table) {
  const rows = { file: 't.csv', rows_in: 9, rows_used: 8, rows_excluded: 1 };
  if (table.role === 'influencers') return { ...rows, role: 'influencers' };
  const used = { influencer: NONE, organic: NONE, other: NONE };
  const orders = { orders_in: NONE, orders_used: used, orders_excluded: NONE };
  return { ...rows, ...orders, role: 'tracking', revenue_in: NONE, revenue_used: used, revenue_excluded: { value: table.revenue } };
}
