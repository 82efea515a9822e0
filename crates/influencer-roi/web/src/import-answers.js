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
  if (!key) return { ...answers, [group]: value };
  const before = /** @type {Record<string, string> | undefined} */ (answers[group]);
  // Object.fromEntries keeps a value called __proto__ an ordinary key.
  return { ...answers, [group]: Object.fromEntries([...Object.entries(before ?? {}), [key, value]]) };
}

/** @param {Mapping} answers @param {string} part @returns {string | undefined} */
export function answerTo(answers, part) {
  const { group, key } = split(part);
  const found = answers[group];
  if (!key) return typeof found === 'string' ? found : undefined;
  return found && typeof found === 'object' && Object.hasOwn(found, key)
    ? /** @type {Record<string, string>} */ (found)[key]
    : undefined;
}

/** @param {Question} question @param {Mapping} answers */
export function needsAnswer(question, answers) {
  return answerTo(answers, question.id) === undefined;
}

/** Is a table missing that no answer can make up for? @param {Report} report */
export function missingTables(report) {
  return report.issues.some((issue) => issue.code === 'missing_table');
}

/** @param {string} part */
function split(part) {
  const dot = part.indexOf('.');
  return dot < 0 ? { group: part, key: '' } : { group: part.slice(0, dot), key: part.slice(dot + 1) };
}
