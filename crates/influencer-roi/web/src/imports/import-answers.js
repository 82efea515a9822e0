// What the reader answers to an import, in the shape in which the preview and the commit take it.

/** @import { Mapping, Question, Report, Role } from '../core/api.d.ts' */

/** @typedef {{ [key: string]: string | Tree }} Tree */

/** Where an answer stands: ['brand'], ['source', value], ['columns', file, field], ['answers', question]. @typedef {string[]} Path */

/** The questions whose answer is a part of the mapping. What follows the first dot of `source.` may be any name. */
const IN_MAPPING = /^(source)\.(.*)$|^(dates|files)\.(influencers|tracking|payouts|posts)$/s;
/** What may be written into the field of a question. A period is two days with two dots between them. */
const FREE = {
  rate: /^(?=.*[1-9])\d+(\.\d+)?$/,
  period: /^[12]\d{3}-\d\d-\d\d\.\.[12]\d{3}-\d\d-\d\d$/,
  influencer: /\S/,
};

/** "dates.tracking" stands under dates; most answers stand under the whole id of their question. @param {string} id @returns {Path} */
export function pathOf(id) {
  const parts = IN_MAPPING.exec(id)
    ?.slice(1)
    .filter((part) => part !== undefined);
  return parts ?? ['answers', id];
}

/** The answers with one more. @param {Mapping} answers @param {Path} path @param {string} value @returns {Mapping} */
export function withAnswer(answers, path, value) {
  return /** @type {Mapping} */ (grown(/** @type {Tree} */ (answers), path, value));
}

/** @param {Tree} tree @param {Path} path @param {string} value @returns {Tree} */
function grown(tree, [key, ...rest], value) {
  const below = ownValue(tree, key);
  const next = rest.length === 0 ? value : grown(typeof below === 'object' ? below : {}, rest, value);
  // Object.fromEntries keeps a value called __proto__ an ordinary key.
  return Object.fromEntries([...Object.entries(tree), [key, next]]);
}

/** @param {Mapping} answers @param {Path} path @returns {string | undefined} */
export function answerTo(answers, path) {
  /** @type {string | Tree | undefined} */
  let found = /** @type {Tree} */ (answers);
  for (const key of path) found = typeof found === 'object' ? ownValue(found, key) : undefined;
  return typeof found === 'string' ? found : undefined;
}

/** @param {Tree} tree @param {string} key */
function ownValue(tree, key) {
  return Object.hasOwn(tree, key) ? tree[key] : undefined;
}

/**
 * A file of another table has other fields: what was chosen for its columns goes.
 *
 * @param {Mapping} answers
 * @param {string} file
 * @param {Role} role
 */
export function withRole(answers, file, role) {
  const { columns, ...rest } = withAnswer(answers, ['roles', file], role);
  if (!columns) return rest;
  return { ...rest, columns: Object.fromEntries(Object.entries(columns).filter(([name]) => name !== file)) };
}

/**
 * A column holds one field: whatever it was chosen for before goes. Another column of sources has other values to class.
 *
 * @param {Mapping} before
 * @param {string} file
 * @param {string} field
 * @param {string} header
 * @returns {Mapping}
 */
export function withColumn({ source, ...before }, file, field, header) {
  const answers = source && field !== 'source' ? { ...before, source } : before;
  const chosen = answers.columns && Object.hasOwn(answers.columns, file) ? answers.columns[file] : {};
  const others = Object.entries(chosen).filter(([, other]) => other === '' || other !== header);
  const columns = { ...answers.columns, [file]: Object.fromEntries(others) };
  return withAnswer({ ...answers, columns }, ['columns', file, field], header);
}

/**
 * The questions to show: those of the newest report, and those that were answered before, so that an answer can be changed.
 *
 * @param {Question[]} before
 * @param {Report} report
 * @param {Mapping} answers
 */
export function questionsToShow(before, { questions, files }, answers) {
  const asked = new Set(questions.map(({ id }) => id));
  const answered = before.filter((question) => !asked.has(question.id) && !needsAnswer(question, answers));
  const roles = files.map(({ role }) => role);
  return [...answered.filter(({ id }) => roles.some((role) => role === pathOf(id)[1])), ...questions];
}

/** An answer that the question no longer takes is none. @param {Question} question @param {Mapping} answers */
export function needsAnswer(question, answers) {
  const value = answerTo(answers, pathOf(question.id));
  return value === undefined || !(question.options.some((option) => option.value === value) || isFreeAnswer(question, value));
}

/** Does the field of the question take this value? @param {Pick<Question, 'free'>} question @param {string} value */
export function isFreeAnswer({ free }, value) {
  if (!free || !FREE[free].test(value)) return false;
  const [from, to] = value.split('..');
  return free !== 'period' || from <= to;
}

/** With the proposal for each question that is not answered: it holds unless another answer is chosen. @param {Question[]} questions @param {Mapping} answers */
export function withProposals(questions, answers) {
  return questions.reduce((all, question) => {
    const { id, proposed } = question;
    return proposed && needsAnswer(question, all) ? withAnswer(all, pathOf(id), proposed) : all;
  }, answers);
}

/** Is a table missing that no answer can make up for? @param {Report} report */
export function missingTables(report) {
  return report.issues.some((issue) => issue.code === 'missing_table');
}

/** Nothing is asked, nothing is wrong, nothing is taken from an earlier upload, and no table that is needed is without rows: there is nothing to decide. @param {Report} report */
export function goesStraightThrough(report) {
  return (
    report.can_commit &&
    report.errors === 0 &&
    report.questions.length === 0 &&
    !emptyTables(report) &&
    !repeatedMonths(report) &&
    (report.remembered ?? []).length === 0
  );
}

/** @param {Report} report */
function emptyTables({ files, issues }) {
  const empty = issues.filter(({ code }) => code === 'no_rows').map(({ file }) => file);
  return files.some(({ name, role }) => empty.includes(name) && ['influencers', 'tracking', 'payouts'].includes(role));
}

/** Rows that were added and are there already would count twice. @param {Report} report */
function repeatedMonths({ mode, repeated_rows: repeated }) {
  return mode === 'append' && (repeated?.rows ?? 0) > 0;
}
