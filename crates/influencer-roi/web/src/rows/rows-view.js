// The rows behind a number, over the whole page: which they are, what they add up to, and every one of them. Emits: that it is to be closed.

import { selectionOf } from '../state/address.js';
import { el, fill } from '../ui/dom.js';
import { labelOf } from '../ui/figure.js';
import { icon } from '../ui/icons.js';
import { latestOnly } from '../core/latest.js';
import { numberStyle } from '../core/numbers.js';
import { rowPages } from './row-pages.js';
import { drawRowsSummary, noRowsText } from './rows-summary.js';
import { rowsTable } from './rows-table.js';
import { askRows, rowsAddress } from '../core/server.js';

/** @import { Dataset, Definitions, RowsAnswer } from '../core/api.d.ts' */
/** @import { PageState } from '../state/address.js' */
/** @import { Scope } from '../overview/kpi-cards.js' */

/**
 * @param {HTMLElement} root
 * @param {object} options
 * @param {() => Promise<Definitions>} options.definitions
 * @param {(dataset: Dataset) => Scope} options.scope
 * @param {() => void} options.onClose
 */
export function rowsView(root, { definitions, scope, onClose }) {
  const title = el('h2', { class: 'rows-title', id: 'rows-title', tabindex: '-1', autofocus: true });
  const download = el('a', { class: 'button', download: '' }, icon('download', 15), 'Download these rows (CSV)');
  const close = el('button', { type: 'button', class: 'icon-button', 'aria-label': 'Close the rows', onclick: onClose }, icon('close'));
  const summary = el('div', { class: 'rows-summary' });
  const empty = el('p', { class: 'rows-empty', role: 'status' });
  const dialog = el(
    'dialog',
    { class: 'rows-view', 'aria-labelledby': 'rows-title' },
    el('header', { class: 'rows-head' }, title, download, close),
    summary,
    empty,
  );
  root.append(dialog);
  // Esc asks to close: the address closes it, so that Back opens it again.
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    onClose();
  });

  let question = new URLSearchParams();
  const run = latestOnly();
  let pages = newPages();
  const table = rowsTable(dialog, {
    row: (at) => pages.row(at),
    want: (first, last) => pages.want(first, last),
  });
  table.element.hidden = true;

  function newPages() {
    const asked = question;
    return rowPages({
      ask: (page, signal) => askRows(asked, page, signal),
      onLoaded() {
        empty.textContent = '';
        table.loaded();
      },
      onTrouble: showTrouble,
    });
  }

  async function load() {
    pages.stop();
    pages = newPages();
    try {
      const result = await run((signal) => Promise.all([pages.begin(signal), definitions()]));
      if (result) show(...result.answer);
    } catch (error) {
      showTrouble(error);
    }
  }

  /** @param {RowsAnswer} answer @param {Definitions} known */
  function show(answer, known) {
    const look = { style: numberStyle(answer.dataset.currency), definitions: known };
    const about = scope(answer.dataset);
    const isEmpty = answer.total === 0;
    title.textContent = `Rows behind ${labelOf(known, answer.of)}`;
    drawRowsSummary(summary, answer, look, about);
    download.hidden = table.element.hidden = isEmpty;
    empty.textContent = isEmpty ? noRowsText(answer.of, answer.dataset, look, about) : '';
    if (!isEmpty) table.show(answer, title.textContent, look.style);
  }

  /** @param {unknown} error */
  function showTrouble(error) {
    fill(
      empty,
      `${error instanceof Error ? error.message : String(error)} `,
      el('button', { type: 'button', class: 'button', onclick: () => void load() }, icon('retry', 15), 'Try again'),
    );
  }

  return {
    /** Opens, changes or closes with the address. @param {PageState} state */
    render(state) {
      const next = rowsQuestion(state);
      if (!state.rows) {
        if (dialog.open) dialog.close();
        pages.stop();
      } else if (!dialog.open || next.toString() !== question.toString()) {
        question = next;
        title.textContent = `Rows behind ${state.rows.replaceAll('_', ' ')}`;
        download.href = rowsAddress(question);
        download.hidden = table.element.hidden = true;
        fill(summary);
        empty.textContent = 'Loading the rows …';
        if (!dialog.open) dialog.showModal();
        void load();
      }
    },
  };
}

/** The selection and the method: rows have no order but that of their files. @param {PageState} state */
function rowsQuestion(state) {
  const question = selectionOf(state);
  question.set('of', state.rows);
  return question;
}
