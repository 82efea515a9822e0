// The words of the columns of statuses: what stands under each, and whether it counts. Emits: whether a word counts.

import { withAnswer } from './import-answers.js';
import { el, named } from '../ui/dom.js';
import { figureText } from '../ui/figure.js';
import { NO_VALUE } from '../core/numbers.js';
import { number, plainTable, text } from '../ui/plain-table.js';

/** @import { Report, SeenStatus } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */
/** @import { OnChange } from './report-files.js' */

const HEADINGS = [text('Status'), number('Rows'), number('Orders'), number('In the file'), number('Used'), number('Left out'), text('Use')];

/** @param {Report} report @param {Look} look @param {OnChange | null} onChange null where nothing can be changed any more */
export function reportStatuses({ files }, look, onChange) {
  // The report of an older version has none.
  const groups = files.filter(({ statuses }) => (statuses ?? []).length > 0);
  if (groups.length === 0) return null;
  return el(
    'section',
    { class: 'report-part', 'aria-label': 'Statuses' },
    el('h3', {}, 'Statuses ', onChange && el('span', { class: 'card-hint' }, 'switch one, and everything is counted again')),
    ...groups.map(({ name, statuses }) => oneFile(name, statuses, look, onChange)),
  );
}

/** @param {string} file @param {SeenStatus[]} statuses @param {Look} look @param {OnChange | null} onChange */
function oneFile(file, statuses, look, onChange) {
  const title = `Statuses of ${file.slice(0, 80)}`;
  return el(
    'div',
    { class: 'report-scroll is-whole', tabindex: '0', role: 'region', 'aria-label': `${title}, scrolls` },
    plainTable(
      title,
      HEADINGS,
      statuses.map((status) => row(file, status, look, onChange)),
    ),
  );
}

/** @param {string} file @param {SeenStatus} status @param {Look} look @param {OnChange | null} onChange */
function row(file, status, { style }, onChange) {
  const { word, rows, orders, money, counts, role } = status;
  const amount = figureText(money, 'money', style);
  const cells = [style.exact('count', rows), role === 'tracking' ? figureText(orders, 'count', style) : '', amount];
  const split = counts ? [amount, NO_VALUE] : [NO_VALUE, amount];
  return el(
    'tr',
    { class: counts ? null : 'is-left-out' },
    el('th', { scope: 'row' }, word === '' ? el('span', {}, 'no status') : named(word), hintOf(status)),
    ...[...cells, ...split].map((cell) => el('td', { class: 'is-number' }, cell)),
    el('td', {}, onChange && !status.asked ? useSwitch(file, status, onChange) : useWord(status)),
  );
}

/** @param {SeenStatus} status */
function hintOf({ column, pending, net_of_refund: isNet, counts }) {
  const notes = [column, counts && pending && 'may still change', counts && isNet && 'less what was refunded'];
  return el('span', { class: 'status-hint' }, notes.filter(Boolean).join(' · '));
}

/** Whether a word counts that no list knows is among the questions. @param {SeenStatus} status */
const useWord = ({ asked, counts }) => `${counts ? 'used' : 'left out'}${asked ? ', as answered' : ''}`;

/** @param {string} file @param {SeenStatus} status @param {OnChange} onChange */
function useSwitch(file, { word, question, counts }, onChange) {
  const input = el('input', {
    type: 'checkbox',
    role: 'switch',
    class: 'switch',
    checked: counts,
    'aria-label': `Use the rows with the status ${word || 'blank'} of ${file.slice(0, 80)}`,
    'data-place': `use ${question}`,
  });
  input.addEventListener('change', () =>
    onChange((answers) => withAnswer(answers, ['answers', question], input.checked ? 'count' : 'leave_out')),
  );
  return input;
}
