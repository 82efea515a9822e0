// The files that will be sent: chosen or dropped, listed with their size, each can be taken away again. Emits: that the list changed.

import { el, fill, named } from '../ui/dom.js';
import { ACCEPTED } from '../ui/file-button.js';
import { icon } from '../ui/icons.js';
import { fileSize } from '../core/numbers.js';
import { templateFiles } from './template-files.js';

const TABLES = [
  { role: 'Sales', what: 'your shop’s orders, such as an export of Shopify, or those of an affiliate or analytics tool' },
  { role: 'Influencers', what: 'your list of creators: name, platform, followers, discount code or handle' },
  { role: 'Payouts', what: 'what each was paid: a sheet, or a PayPal or Wise statement' },
  { role: 'Posts', what: 'if you have them: date, platform, reach, likes, comments' },
];

/**
 * @param {HTMLElement} root
 * @param {{ onChange: (files: File[]) => void }} options
 */
export function stagedFiles(root, { onChange }) {
  const input = el('input', {
    type: 'file',
    multiple: true,
    class: 'file-input',
    id: 'files',
    accept: ACCEPTED,
  });
  const zone = el(
    'label',
    { class: 'drop-zone', for: 'files' },
    icon('upload', 26),
    el('span', { class: 'drop-title' }, 'Drop your files here, or choose them'),
    el('span', { class: 'drop-hint' }, 'All at once, as exported: CSV, .csv.gz or Excel (.xlsx). Each is recognised by its columns.'),
  );
  const list = el('ul', { class: 'staged-list', 'aria-label': 'Files to upload' });
  root.append(
    el(
      'div',
      { class: 'upload-stage' },
      el('div', { class: 'upload-pick' }, input, zone, list),
      el(
        'div',
        { class: 'upload-needs' },
        el('h3', { class: 'upload-needs-title' }, 'What goes in'),
        el('dl', {}, ...TABLES.map(({ role, what }) => el('div', {}, el('dt', {}, role), el('dd', {}, what)))),
        templateFiles(add),
      ),
    ),
  );

  /** @type {File[]} */
  let files = [];
  const draw = () => {
    fill(list, ...files.map((file) => stagedFile(file, () => set(files.filter((other) => other !== file)))));
    onChange(files);
  };
  /** @param {File[]} next */
  const set = (next) => {
    files = next;
    draw();
  };
  input.addEventListener('change', () => {
    add([...(input.files ?? [])]);
    // The same file, corrected, can be chosen again.
    input.value = '';
  });

  /** A file of a name that is already there takes its place: it is the corrected one. @param {File[]} more */
  function add(more) {
    set([...files.filter((file) => !more.some((other) => other.name === file.name)), ...more]);
  }

  return { add, clear: () => set([]), files: () => files };
}

/** @param {File} file @param {() => void} onRemove */
function stagedFile(file, onRemove) {
  const remove = el(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': `Take ${file.name.slice(0, 80)} away`, onclick: onRemove },
    icon('close'),
  );
  return el(
    'li',
    { class: 'staged-file' },
    icon('file', 17),
    named(file.name),
    el('span', { class: 'staged-size' }, fileSize(file.size)),
    remove,
  );
}
