// A report of an import without a fault, for the tests to change.

/** @import { Report } from '../core/api.d.ts' */

/** @param {Partial<Report>} changes @returns {Report} */
export function report(changes) {
  return {
    can_commit: true,
    errors: 0,
    warnings: 0,
    files: [],
    mapping: {},
    sources: [],
    brands: [],
    brand_rules: [],
    questions: [],
    issues: [],
    reconciliation: [],
    ...changes,
  };
}
