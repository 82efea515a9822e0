// The performance table: every influencer, whatever their number, with only the rows in sight in the document.
// Reads: influencers, totals. Emits: the order, the wish to export.

import { Virtualizer, elementScroll, observeElementOffset, observeElementRect } from '@tanstack/virtual-core';
import { el, fill } from './dom.js';
import { icon } from './icons.js';
import { isNarrow, onNarrowChange } from './narrow.js';
import { readSort, sortAfterClick } from './sort.js';
import { columnsOf, drawTotal, lettersOf } from './table-columns.js';
import { tableLines } from './table-lines.js';

/** @import { Dashboard } from './api.d.ts' */
/** @import { Look } from './figure.js' */
/** @import { Column } from './table-columns.js' */

const ROW_PIXELS = 40;
const HEAD_PIXELS = 80;

/**
 * @param {HTMLElement} root
 * @param {object} options
 * @param {(sort: string) => void} options.onSort
 * @param {() => void} options.onExport
 * @param {() => void} options.onClear
 * @param {(error: unknown) => void} options.onTrouble
 */
export function influencerTable(root, { onSort, onExport, onClear, onTrouble }) {
  const lines = tableLines({
    onLoaded(more) {
      widen(more);
      drawRows(true);
    },
    onTrouble,
  });
  let columns = columnsOf(isNarrow());
  const count = el('span', { class: 'card-hint', 'data-count': '' });
  const exporting = el(
    'button',
    { type: 'button', class: 'button', onclick: onExport },
    icon('download', 15),
    'Export Performance',
  );
  const head = el('tr', { 'aria-rowindex': 1 });
  const totals = el('tr', { class: 'totals-row', 'aria-rowindex': 2 });
  const body = el('tbody');
  const widths = el('colgroup');
  const table = el(
    'table',
    { class: 'influencer-table', 'aria-labelledby': 'influencers-title' },
    widths,
    el('thead', {}, head, totals),
    body,
  );
  const scroller = el(
    'div',
    { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': 'Table of influencers, scrolls' },
    table,
  );
  const empty = el(
    'div',
    { class: 'table-empty', hidden: true },
    el('p', {}, 'No influencer fits these filters.'),
    el('button', { type: 'button', class: 'button', onclick: onClear }, 'Clear the filters'),
  );
  root.append(
    el(
      'section',
      { class: 'card table-card', 'aria-labelledby': 'influencers-title' },
      el(
        'header',
        { class: 'card-head' },
        el('h2', { class: 'card-title', id: 'influencers-title' }, 'Influencers'),
        count,
        el('div', { class: 'chart-extra' }),
        exporting,
      ),
      scroller,
      empty,
    ),
  );

  const top = spacer(columns.length);
  const bottom = spacer(columns.length);
  body.append(top, bottom);
  /** The rows in the document, by their place in the table. @type {Map<number, HTMLTableRowElement>} */
  const rows = new Map();
  /** @type {Look | null} */
  let look = null;
  /** What was drawn last. @type {{ answer: Dashboard, sort: string } | null} */
  let shown = null;
  /** The longest number of each column so far, in characters. @type {Map<string, number>} */
  let letters = new Map();

  /** @param {Record<string, unknown>[]} more lines that have come */
  function widen(more) {
    if (!look) return;
    for (const column of columns)
      letters.set(column.id, Math.max(letters.get(column.id) ?? 0, lettersOf(column, more, look)));
    drawWidths();
  }

  function drawWidths() {
    const wide = columns.map((column) => `max(${column.width}px, ${letters.get(column.id) ?? 0}ch + 24px)`);
    if (widths.dataset.wide === wide.join()) return;
    widths.dataset.wide = wide.join();
    fill(widths, ...wide.map(sizedColumn));
    table.style.minWidth = `calc(${wide.join(' + ')})`;
  }
  drawWidths();

  function drawHeads() {
    if (!shown || !look) return;
    drawHead(head, columns, shown.sort, onSort);
    drawTotals(totals, columns, shown.answer, look);
  }

  onNarrowChange(() => {
    columns = columnsOf(isNarrow());
    for (const row of rows.values()) row.remove();
    rows.clear();
    drawWidths();
    drawHeads();
    drawRows(true);
  });

  /** @type {Virtualizer<HTMLDivElement, HTMLElement>} */
  const virtual = new Virtualizer({
    count: 0,
    getScrollElement: () => scroller,
    estimateSize: () => ROW_PIXELS,
    overscan: 8,
    scrollMargin: HEAD_PIXELS,
    scrollToFn: elementScroll,
    observeElementRect,
    observeElementOffset,
    onChange: () => drawRows(false),
  });
  virtual._didMount();
  virtual._willUpdate();

  /** @param {boolean} afresh the lines themselves have changed, not only the place in the table */
  function drawRows(afresh) {
    const items = virtual.getVirtualItems();
    const wanted = new Set(items.map((item) => item.index));
    for (const [at, row] of rows) {
      if (wanted.has(at)) continue;
      row.remove();
      rows.delete(at);
    }
    /** @type {Element} */
    let before = top;
    for (const { index } of items) {
      const row = rows.get(index) ?? newRow(index, columns);
      if (afresh || row.dataset.state !== 'shown') drawRow(row, index);
      if (before.nextElementSibling !== row) before.after(row);
      rows.set(index, row);
      before = row;
    }
    const [first, last] = [items[0], items.at(-1)];
    setHeight(top, first ? first.start - HEAD_PIXELS : 0);
    setHeight(bottom, virtual.getTotalSize() - (last ? last.end - HEAD_PIXELS : 0));
    if (first && last) lines.want(first.index, last.index);
  }

  /** @param {HTMLTableRowElement} row @param {number} at */
  function drawRow(row, at) {
    const line = lines.line(at);
    row.dataset.state = line ? 'shown' : 'loading';
    columns.forEach((column, place) => {
      const cell = /** @type {HTMLElement} */ (row.children[place]);
      if (line && look) column.draw(cell, line, look);
      else fill(cell, place === 0 && 'Loading …');
    });
  }

  return {
    /**
     * @param {Dashboard} answer
     * @param {{ question: URLSearchParams, sort: string, everybody: number }} asked
     * @param {Look} nextLook
     */
    render(answer, { question, sort, everybody }, nextLook) {
      look = nextLook;
      shown = { answer, sort };
      lines.reset(answer, question);
      letters = new Map();
      widen([...answer.influencers, answer.totals]);
      const total = lines.total();
      count.textContent =
        everybody > total
          ? `${total.toLocaleString('en-IN')} of ${everybody.toLocaleString('en-IN')}`
          : total.toLocaleString('en-IN');
      table.setAttribute('aria-rowcount', String(total + 2));
      drawHeads();
      scroller.hidden = total === 0;
      empty.hidden = total > 0;
      exporting.disabled = total === 0;
      // Asking the element itself would make the browser lay the whole page out first.
      if (virtual.scrollOffset) scroller.scrollTop = 0;
      virtual.setOptions({ ...virtual.options, count: total });
      virtual._willUpdate();
      virtual.measure();
      drawRows(true);
    },
  };
}

/** @param {string} width */
function sizedColumn(width) {
  const column = el('col');
  column.style.width = width;
  return column;
}

/** @param {number} at @param {Column[]} columns */
function newRow(at, columns) {
  const row = el('tr', { 'aria-rowindex': at + 3 });
  row.append(
    ...columns.map(({ isNumber }, place) =>
      place === 0 ? el('th', { scope: 'row', class: 'cell' }) : el('td', { class: isNumber ? 'cell is-number' : 'cell' }),
    ),
  );
  return row;
}

/** @param {HTMLElement} head @param {Column[]} columns @param {string} sort @param {(sort: string) => void} onSort */
function drawHead(head, columns, sort, onSort) {
  const keys = readSort(sort);
  const focused = head.querySelector('button:focus')?.getAttribute('data-column');
  fill(
    head,
    ...columns.map((column) =>
      headCell(column, keys, (asSecond) =>
        onSort(sortAfterClick(sort, column.id, { descendingFirst: column.isNumber, asSecond })),
      ),
    ),
  );
  if (focused) /** @type {HTMLElement | null} */ (head.querySelector(`[data-column="${focused}"]`))?.focus();
}

/** @param {Column} column @param {{ column: string, descending: boolean }[]} keys @param {(asSecond: boolean) => void} onClick */
function headCell(column, keys, onClick) {
  const place = keys.findIndex((key) => key.column === column.id);
  const direction = place < 0 ? null : keys[place].descending ? 'descending' : 'ascending';
  const cell = el('th', {
    scope: 'col',
    class: column.isNumber ? 'cell is-number' : 'cell',
    'aria-sort': place === 0 ? direction : null,
  });
  if (column.isFixedOrder) {
    fill(cell, column.label);
    return cell;
  }
  const button = el(
    'button',
    { type: 'button', class: 'sort-button', 'data-column': column.id, title: 'Sort; with Shift as the second key' },
    column.label,
    direction && icon(direction, 13),
    place === 1 && el('span', { class: 'sort-second' }, '2'),
  );
  button.addEventListener('click', (event) => onClick(event.shiftKey));
  fill(cell, button);
  return cell;
}

/** @param {HTMLElement} row @param {Column[]} columns @param {Dashboard} answer @param {Look} look */
function drawTotals(row, columns, answer, look) {
  fill(
    row,
    ...columns.map((column, place) => {
      if (place === 0)
        return el('th', { scope: 'row', class: 'cell' }, `All ${answer.influencers_total.toLocaleString('en-IN')}`);
      const cell = el('td', { class: column.isNumber ? 'cell is-number' : 'cell', 'data-total': column.id });
      drawTotal(cell, column, answer.totals, look);
      return cell;
    }),
  );
}

/** A row without content that keeps the place of the rows that are not there. @param {number} columns */
function spacer(columns) {
  return el('tr', { class: 'spacer', 'aria-hidden': 'true', hidden: true }, el('td', { colspan: columns }));
}

/** @param {HTMLElement} row @param {number} pixels */
function setHeight(row, pixels) {
  row.style.height = `${Math.max(0, pixels)}px`;
  row.hidden = pixels <= 0;
}
