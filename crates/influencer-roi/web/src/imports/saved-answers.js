// What the reader has changed about an import that waits, kept while the tab is open: loading the page again loses nothing.

/** @import { Mapping } from '../core/api.d.ts' */

/** @param {string} id */
const keyOf = (id) => `import-answers-${id}`;

/** @param {string} id @param {Mapping} answers */
export function saveAnswers(id, answers) {
  try {
    sessionStorage.setItem(keyOf(id), JSON.stringify(answers));
  } catch {
    // No room, or not allowed: the answers last as long as the page.
  }
}

/** @param {string} id @returns {Mapping | null} null when nothing was changed, or not here */
export function savedAnswers(id) {
  try {
    return JSON.parse(sessionStorage.getItem(keyOf(id)) ?? 'null');
  } catch {
    return null;
  }
}

/** @param {string} id */
export function forgetAnswers(id) {
  try {
    sessionStorage.removeItem(keyOf(id));
  } catch {
    // Then there is nothing to forget.
  }
}
