// What the reader answers to an import, in the shape in which the commit takes it.

/** @import { Mapping, Question, Report } from './api.d.ts' */

/**
 * The answers with one more. "dates.tracking" stands under dates; only the first dot parts, since what follows may be any value of a file.
 *
 * @param {Mapping} answers
 * @param {string} part "brand", "source.<value>", "dates.<table>"
 * @param {string} value
 * @returns {Mapping}
 */
export function withAnswer(answers, part, value) {
  const { group, key } = split(part);
  if (key === null) return { ...answers, [group]: value };
  const before = /** @type {Record<string, string> | undefined} */ (answers[group]);
  // Object.fromEntries keeps a value called __proto__ an ordinary key.
  return { ...answers, [group]: Object.fromEntries([...Object.entries(before ?? {}), [key, value]]) };
}

/** @param {Mapping} answers @param {string} part @returns {string | undefined} */
export function answerTo(answers, part) {
  const { group, key } = split(part);
  const found = answers[group];
  if (key === null) return typeof found === 'string' ? found : undefined;
  return found && typeof found === 'object' && Object.hasOwn(found, key)
    ? /** @type {Record<string, string>} */ (found)[key]
    : undefined;
}

/** @param {Question} question @param {Mapping} answers */
export function needsAnswer(question, answers) {
  return answerTo(answers, question.id) === undefined;
}

/** Are there answers with which the figures of the report no longer hold? @param {Report} report @param {Mapping} answers */
export function changedAnswers({ mapping, questions }, answers) {
  const asked = questions.some(({ id, proposed }) => answerTo(answers, id) !== (proposed ?? undefined));
  const brand = answers.brand !== undefined && answers.brand !== mapping.brand;
  return asked || brand || Object.entries(answers.source ?? {}).some(([value, to]) => to !== answerTo(mapping, `source.${value}`));
}

/** Is a table missing that no answer can make up for? @param {Report} report */
export function missingTables(report) {
  return report.issues.some((issue) => issue.code === 'missing_table');
}

/** Nothing is asked, nothing is wrong, and no table that is needed is without rows: there is nothing to decide. @param {Report} report */
export function goesStraightThrough(report) {
  return report.can_commit && report.errors === 0 && report.questions.length === 0 && !emptyTables(report);
}

/** @param {Report} report */
function emptyTables({ files, issues }) {
  const empty = issues.filter(({ code }) => code === 'no_rows').map(({ file }) => file);
  return files.some(({ name, role }) => empty.includes(name) && ['influencers', 'tracking', 'payouts'].includes(role));
}

/** @param {string} part */
function split(part) {
  const dot = part.indexOf('.');
  return dot < 0 ? { group: part, key: null } : { group: part.slice(0, dot), key: part.slice(dot + 1) };
}
