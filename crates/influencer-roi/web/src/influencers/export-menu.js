// "Export Performance": the table as it is on the screen, every row, as CSV or as a workbook.

import { el, fill } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { counted } from '../core/numbers.js';
import { popover } from '../ui/popover.js';
import { exportAddress, reportAddress } from '../core/server.js';

/** @import { Column } from './table-columns.js' */

const REPORT = { format: 'pdf', label: 'Report (PDF)', hint: 'What the views say, on up to four pages' };

/** @type {{ format: 'csv' | 'xlsx', label: string, hint: string }[]} */
const FORMATS = [
  { format: 'csv', label: 'CSV', hint: 'Plain numbers, for any program' },
  { format: 'xlsx', label: 'Excel (XLSX)', hint: 'With filter, method and definitions' },
];

/** @param {HTMLElement} root */
export function exportMenu(root) {
  const button = el('button', { type: 'button', class: 'button' }, icon('download', 15), 'Export Performance');
  root.append(button);
  let question = new URLSearchParams();
  /** @type {Column[]} */
  let columns = [];
  const menu = popover(button, {
    label: 'Export Performance',
    class: 'export-panel',
    draw(panel) {
      fill(
        panel,
        ...FORMATS.map((one) => exportLink(one, address(one.format))),
        exportLink(REPORT, reportAddress(question)),
        printing,
        note,
      );
    },
  });
  const address = (/** @type {'csv' | 'xlsx'} */ format) =>
    exportAddress(
      question,
      format,
      columns.flatMap(({ id, exported }) => exported ?? [id]),
    );
  const printing = el(
    'button',
    { type: 'button', class: 'export-link', onclick: printPage },
    icon('file', 16),
    el('span', {}, el('strong', {}, 'Print'), el('span', { class: 'export-hint' }, 'The page as it is, on two sheets')),
  );
  function printPage() {
    menu.close();
    print();
  }
  const note = el('p', { class: 'choice-more' });
  menu.panel.addEventListener('click', (event) => event.target instanceof Element && event.target.closest('a') && menu.close());

  return {
    address,
    /** @param {URLSearchParams} asked @param {Column[]} shown @param {number} total rows */
    render(asked, shown, total) {
      [question, columns] = [asked, shown];
      note.textContent = `${counted(total, 'row')}, ${counted(shown.length, 'column')}, sorted as on the screen.`;
      button.disabled = total === 0;
      menu.redraw();
    },
  };
}

/** @param {{ format: string, label: string, hint: string }} format @param {string} address */
function exportLink({ format, label, hint }, address) {
  return el(
    'a',
    { class: 'export-link', href: address, download: '' },
    icon(format === 'csv' ? 'table' : 'file', 16),
    el('span', {}, el('strong', {}, label), el('span', { class: 'export-hint' }, hint)),
  );
}
