// The frame around a chart: heading, the drawing, and the same numbers as a table at the press of a button.

import { el, fill, freshId } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { plainRow, plainTable } from '../ui/plain-table.js';

/** @import { Child } from '../ui/dom.js' */
/** @import { Heading } from '../ui/plain-table.js' */

/**
 * @typedef {object} ChartTable
 * @property {Heading[]} headings the first column names the row
 * @property {() => Child[][]} rows only asked for while the table is looked at
 */

/**
 * @param {HTMLElement} root
 * @param {{ title: string, hint?: string | HTMLElement, class: string }} options
 */
export function chartCard(root, { title, hint = '', class: name }) {
  const id = freshId('chart');
  const drawing = el('div', { class: 'chart-drawing' });
  const table = el('div', {
    class: 'chart-table',
    hidden: true,
    tabindex: '0',
    role: 'region',
    'aria-label': `${title}, as a table`,
  });
  const empty = el('p', { class: 'chart-empty', hidden: true });
  const extra = el('div', { class: 'chart-extra-words' });
  const button = el(
    'button',
    {
      type: 'button',
      class: 'icon-button',
      'aria-pressed': 'false',
      'aria-label': `Show ${title} as a table`,
      title: 'Show as a table',
    },
    icon('table'),
  );
  root.append(
    el(
      'section',
      { class: `card chart-card ${name}`, 'aria-labelledby': id },
      el(
        'header',
        { class: 'card-head' },
        el('h2', { class: 'card-title', id }, title),
        typeof hint === 'string' ? hint && el('span', { class: 'card-hint' }, hint) : hint,
        el('div', { class: 'chart-extra' }, extra, button),
      ),
      el('div', { class: 'chart-body' }, drawing, empty, table),
    ),
  );

  /** @type {ChartTable | null} */
  let content = null;
  const showTable = () => {
    const asTable = button.getAttribute('aria-pressed') === 'true';
    drawing.classList.toggle('is-covered', asTable);
    table.hidden = !asTable;
    if (!asTable || !content) return;
    const { headings, rows } = content;
    fill(
      table,
      plainTable(
        title,
        headings,
        rows().map((cells) => plainRow(headings, cells)),
      ),
    );
  };
  button.addEventListener('click', () => {
    button.setAttribute('aria-pressed', String(button.getAttribute('aria-pressed') !== 'true'));
    showTable();
  });

  return {
    drawing,
    extra,
    /** The numbers behind the drawing. */
    table: () => content,
    /** @param {ChartTable} next */
    setTable(next) {
      content = next;
      showTable();
    },
    /** Says why there is nothing to draw; '' when there is something. @param {string} message */
    setEmpty(message) {
      if (empty.textContent === message) return;
      empty.hidden = message === '';
      empty.textContent = message;
      drawing.classList.toggle('is-empty', message !== '');
    },
  };
}
