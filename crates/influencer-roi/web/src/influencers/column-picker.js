// Which columns the table shows, and in which order. Emits: their ids, in order; none for the usual ones.

import { el, fill } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { keepingPlace } from '../ui/keep-place.js';
import { moved } from '../core/moved.js';
import { popover } from '../ui/popover.js';
import { COLUMN_GROUPS } from './table-columns.js';

/** @import { Column } from './table-columns.js' */

/** @param {HTMLElement} root @param {{ onColumns: (ids: string[]) => void }} options */
export function columnPicker(root, { onColumns }) {
  const button = el('button', { type: 'button', class: 'button' }, icon('columns', 15), 'Columns');
  root.append(button);
  /** @type {Column[]} */
  let catalogue = [];
  /** @type {Column[]} */
  let shown = [];
  let isUsual = true;
  const menu = popover(button, { label: 'Columns of the table', class: 'column-panel', draw });

  /** @param {HTMLElement} panel */
  function draw(panel) {
    const ids = shown.map(({ id }) => id);
    const reset = el(
      'button',
      { type: 'button', class: 'button-quiet is-small', disabled: isUsual, onclick: () => onColumns([]) },
      'Reset',
    );
    const groups = COLUMN_GROUPS.map((group) => choices(group, catalogue, ids, onColumns));
    const order = el('ol', { class: 'column-order' }, ...shown.map((column) => movable(column, ids, onColumns)));
    fill(
      panel,
      el('div', { class: 'column-choices' }, ...groups),
      el('div', {}, el('h3', { class: 'column-legend', id: 'column-order' }, 'Order'), order),
      el('footer', { class: 'panel-foot' }, reset),
    );
    order.setAttribute('aria-labelledby', 'column-order');
  }

  return {
    /** @param {Column[]} all @param {Column[]} now @param {boolean} usual */
    render(all, now, usual) {
      [catalogue, shown, isUsual] = [all, now, usual];
      button.classList.toggle('is-on', !usual);
      keepingPlace(menu.panel, menu.redraw);
    },
  };
}

/** @param {string} group @param {Column[]} catalogue @param {string[]} ids @param {(ids: string[]) => void} onColumns */
function choices(group, catalogue, ids, onColumns) {
  return el(
    'fieldset',
    { class: 'column-group' },
    el('legend', { class: 'column-legend' }, group),
    ...catalogue
      .filter((column) => column.group === group)
      .map(({ id, label, meaning }) => {
        const box = el('input', {
          type: 'checkbox',
          checked: ids.includes(id),
          disabled: id === 'name',
          'data-place': `show ${id}`,
        });
        box.addEventListener('change', () => onColumns(box.checked ? [...ids, id] : ids.filter((other) => other !== id)));
        return el('label', { class: 'choice-label', title: meaning }, box, label);
      }),
  );
}

/** @param {Column} column @param {string[]} ids @param {(ids: string[]) => void} onColumns */
function movable({ id, label }, ids, onColumns) {
  const at = ids.indexOf(id);
  /** @param {number} to @param {'ascending' | 'descending'} arrow @param {string} word */
  const mover = (to, arrow, word) =>
    el(
      'button',
      {
        type: 'button',
        class: 'icon-button is-small',
        'aria-label': `Move ${label} ${word}`,
        'data-place': `${word} ${id}`,
        // Not disabled at the ends: a disabled button would lose the focus of a reader who moves a column there.
        'aria-disabled': to < 1 || to >= ids.length ? 'true' : null,
        onclick: () => to >= 1 && to < ids.length && onColumns(moved(ids, at, to)),
      },
      icon(arrow, 13),
    );
  const buttons = at > 0 ? [mover(at - 1, 'ascending', 'up'), mover(at + 1, 'descending', 'down')] : [];
  return el('li', { class: 'column-place' }, el('span', {}, label), ...buttons);
}
