// An import that waits for its decision: the report the server gave last, and what the reader has changed. Survives the closing of its
// screen. Emits nothing; holds what the screen draws.

import { questionsToShow, withProposals } from './import-answers.js';

/** @import { ImportState, Mapping, Question, Report, Spelling } from '../core/api.d.ts' */

/**
 * @typedef {object} Draft
 * @property {string} id
 * @property {ImportState['state']} state
 * @property {Report} report
 * @property {Mapping} answers what the reader has chosen so far
 * @property {Mapping} settled the answers that the report was worked out with
 * @property {Question[]} questions the open ones, and those that were answered
 * @property {Spelling[]} spellings the folded ones, and those that were taken apart again
 * @property {'imports' | 'datasets'} kind
 * @property {boolean} hasFiles whether the rows with issues can still be fetched
 */

/** @param {ImportState & { report: Report }} state @returns {Draft} */
export function draftOf({ id, state, report }) {
  const answers = withProposals(report.questions, {});
  const open = state === 'ready';
  return { ...shownWith(report), id, state, answers, settled: answers, kind: 'imports', hasFiles: open };
}

/**
 * The report a version was made with: nothing of it can be changed any more.
 *
 * @param {string} id
 * @param {Report} report
 * @param {boolean} hasFiles
 * @returns {Draft}
 */
export function draftOfVersion(id, report, hasFiles) {
  return { ...shownWith(report), id, state: 'committed', answers: {}, settled: {}, kind: 'datasets', hasFiles };
}

/** @param {Report} report */
function shownWith(report) {
  return { report, questions: report.questions, spellings: report.spellings ?? [] };
}

/**
 * The report under the answers that were asked with. What they made it ask is answered as proposed.
 *
 * @param {Draft} draft
 * @param {Report} report
 * @param {Mapping} asked
 * @returns {Draft}
 */
export function withReport(draft, report, asked) {
  const answers = withProposals(report.questions, asked);
  return {
    ...draft,
    report,
    answers,
    settled: answers,
    questions: questionsToShow(draft.questions, report, answers),
    spellings: spellingsToShow(draft.spellings, report.spellings ?? []),
  };
}

/** The server refused the newest answers: those before hold. @param {Draft} draft @returns {Draft} */
export const undone = (draft) => ({ ...draft, answers: draft.settled });

/** A spelling that is kept as written stays on the screen, so that it can be folded again. @param {Spelling[]} before @param {Spelling[]} now */
function spellingsToShow(before, now) {
  /** @param {Spelling} one */
  const name = ({ dimension, written }) => JSON.stringify([dimension, written]);
  const known = new Set(before.map(name));
  const newest = new Map(now.map((one) => [name(one), one]));
  return [...before.map((one) => ({ ...one, ...newest.get(name(one)), known: one.known })), ...now.filter((one) => !known.has(name(one)))];
}
