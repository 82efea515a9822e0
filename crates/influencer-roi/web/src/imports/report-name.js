// What the address calls a report: the id of its import, or the version that was made with it. Fetches the report that a name stands for.

import { askDatasetReport, askDatasets } from '../core/server.js';
import { draftOf, draftOfVersion } from './import-draft.js';
import { untilRead } from './import-run.js';
import { savedAnswers } from './saved-answers.js';

/** @import { Draft } from './import-draft.js' */

const OF_VERSION = 'version:';

/** The address's name for the report that a version was made with. @param {string} id */
export const reportOfVersion = (id) => OF_VERSION + id;

/** The report of an import, or of a version. @param {string} name as the address has it @returns {Promise<Draft>} */
export async function askDraft(name) {
  if (name.startsWith(OF_VERSION)) return draftOfOldImport(name.slice(OF_VERSION.length));
  const state = await untilRead(name, { onProgress: () => undefined, signal: new AbortController().signal });
  if (!state.report) throw new Error(state.error?.message ?? 'The report of this upload no longer exists.');
  const draft = draftOf({ ...state, report: state.report });
  // The server shows the report as it was asked for last, maybe by another tab: the figures are asked for under these answers.
  return draft.state === 'ready' ? { ...draft, answers: savedAnswers(name) ?? { ...draft.answers } } : draft;
}

/** @param {string} version @returns {Promise<Draft>} */
async function draftOfOldImport(version) {
  const [report, versions] = await Promise.all([askDatasetReport(version), askDatasets()]);
  const hasFiles = versions.some((one) => one.id === version && one.originals !== null);
  return draftOfVersion(version, report, hasFiles);
}
