// The report of an import on the screen of the upload: fetched where it is not known yet, and kept as it was left. Emits: what the reader
// decides.

import { el, fill } from '../ui/dom.js';
import { importReport } from './import-report.js';
import { askDraft } from './report-name.js';
import { saveAnswers } from './saved-answers.js';

/** @import { Look } from '../ui/figure.js' */
/** @import { Draft } from './import-draft.js' */
/** @import { ReportActions } from './import-report.js' */
/** @import { UploadFrame } from './upload-frame.js' */

/**
 * @param {UploadFrame} frame
 * @param {object} options
 * @param {() => Look} options.look
 * @param {(name: string) => Omit<ReportActions, 'onDraft'>} options.actions what can be done with a report
 * @param {(error: unknown) => void} options.onFailure
 */
export function reportScreen(frame, { look, actions, onFailure }) {
  /** What is known of imports by name, so that their report opens as it was left. @type {Map<string, Draft>} */
  const drafts = new Map();
  let name = '';
  /** The report that is drawn. @type {ReturnType<typeof importReport> | null} */
  let report = null;

  function clear() {
    report?.stop();
    report = null;
  }

  /** @param {Draft} draft */
  function draw(draft) {
    const drawn = name;
    clear();
    frame.show('What was understood', 'screen');
    const onDraft = (/** @type {Draft} */ changed) => {
      drafts.set(drawn, changed);
      saveAnswers(drawn, changed.answers);
    };
    report = importReport(frame.screen, { draft, look: look() }, { ...actions(drawn), onDraft });
    // Answers whose figures never came, or that a new reading has not seen yet.
    if (draft.state === 'ready' && draft.answers !== draft.settled) report.preview();
  }

  return {
    /** Takes the report from the screen; it stays the one of the address. */
    clear,
    draw,
    /** The report of the address. */
    name: () => name,
    /** @param {string} next the report that the address names from now on; '' for none */
    rename(next) {
      name = next;
    },
    draft: (/** @type {string} */ of) => drafts.get(of),
    /** @param {string} of @param {Draft} draft */
    remember: (of, draft) => void drafts.set(of, draft),
    /** @param {string} of */
    forget: (of) => void drafts.delete(of),
    /** @param {unknown} error */
    showTrouble: (error) => report?.showTrouble(error),
    /** @param {string} next the report to show */
    async open(next) {
      name = next;
      clear();
      frame.show('What was understood', 'screen');
      const known = drafts.get(name);
      if (known) return draw(known);
      fill(frame.screen, el('p', { class: 'choice-more' }, 'Loading the report …'));
      try {
        const draft = await askDraft(next);
        if (name !== next) return;
        drafts.set(next, draft);
        draw(draft);
      } catch (error) {
        if (name === next) onFailure(error);
      }
    },
  };
}
