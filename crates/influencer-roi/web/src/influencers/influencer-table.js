// The performance table: every influencer, whatever their number, with only the rows in sight in the document.
// Reads: influencers, totals. Emits: the order, the columns, a value to filter by, the influencer whose profile is wanted.

import { columnPicker } from './column-picker.js';
import { el, put, write } from '../ui/dom.js';
import { exportMenu } from './export-menu.js';
import { isOfEstimates } from './interval.js';
import { isNarrow, onNarrowChange } from '../ui/narrow.js';
import { onClickWithPrefetch } from '../ui/prefetch-on-press.js';
import { safeBets } from './safe-bets.js';
import { drawHead, totalsRow } from './table-head.js';
import { chosenColumns, columnCatalogue, columnsOf, lettersOf } from './table-columns.js';
import { walkByKeys } from './table-keys.js';
import { tablePages } from './table-pages.js';
import { tableRows } from './table-rows.js';

/** @import { Dashboard, InfluencerLine } from '../core/api.d.ts' */
/** @import { PageState } from '../app/address.js' */
/** @import { Look } from '../core/figure.js' */
/** @import { CellDimension, TableLook } from './table-cells.js' */
/** @import { Column } from './table-columns.js' */

/** @typedef {{ answer: Dashboard, question: URLSearchParams, asked: PageState, everybody: number, look: Look, inSteps: boolean }} Shown in steps: while something is dragged */

/** Left and right of a number, as the style has it. */
const PADDING_PIXELS = 24;
/** How wide a digit is; 0 until it has been measured. */
let digit = 0;

/**
 * @param {HTMLElement} root
 * @param {object} options
 * @param {(sort: string) => void} options.onSort
 * @param {(columns: string[]) => void} options.onColumns
 * @param {(dimension: CellDimension, value: string, click: MouseEvent) => void} options.onToggle
 * @param {(id: string) => void} options.onOpen
 * @param {() => void} options.onClear
 * @param {(error: unknown) => void} options.onTrouble
 */
export function influencerTable(root, { onSort, onColumns, onToggle, onOpen, onClear, onTrouble }) {
  const parts = buildParts(root, onClear);
  const lines = tablePages({
    onLoaded,
    onEstimated: () => shown && draw(shown, false),
    onEstimating: (isLong) => parts.scroller.classList.toggle('is-estimating', isLong),
    onTrouble,
  });
  const { scroller, body, table } = parts;
  const rows = tableRows(scroller, body, { lineAt: lines.line, onSight: lines.want });
  const showSafeBets = safeBets(parts.tools, { onSort });
  const picker = columnPicker(parts.tools, { onColumns: (ids) => onColumns(chosenColumns(ids, isNarrow())) });
  const exporting = exportMenu(parts.tools);
  /** @type {Column[]} */
  let columns = [];
  /** What the columns, and their headings, depend on. @type {unknown[]} */
  let drawn = [];
  /** @type {ReturnType<typeof totalsRow>} */
  let showTotals = () => {};
  /** @type {Shown | null} */
  let shown = null;
  /** Whether the lines are other ones than those that are drawn. */
  let isOther = false;
  /** One line with all that lines carry. @type {InfluencerLine | undefined} */
  let sample;
  /** The longest number of each column so far, in characters: a filter does not make the columns move. @type {Map<string, number>} */
  let letters = new Map();
  /** How wide the part of the table on the screen is: all of it until the browser has told, and when it is scrolled sideways. */
  let view = Infinity;
  let seenColumns = Infinity;
  /** The row that was walked to before its line was there. */
  let walkedTo = -1;

  walkByKeys(body, rows);
  onClickWithPrefetch(body, (event) => {
    const button = event.target instanceof Element ? event.target.closest('button') : null;
    const line = button && lines.line(rows.placeOf(button));
    if (!line) return;
    const dimension = /** @type {CellDimension | undefined} */ (button.dataset.toggle);
    if (dimension) onToggle(dimension, line[dimension], event);
    else onOpen(line.id);
  });
  let width = Infinity;
  const follow = () => {
    view = scroller.scrollLeft > 0 ? Infinity : width;
  };
  scroller.addEventListener('scroll', follow, { passive: true });
  new ResizeObserver(([{ contentRect }]) => {
    // Nothing of a table that is hidden is on the screen, and it is drawn for when it is.
    width = contentRect.width || Infinity;
    follow();
  }).observe(scroller);
  onNarrowChange(() => shown && draw(shown, false));

  /** @param {InfluencerLine[]} more */
  function onLoaded(more) {
    widen(more);
    rows.loaded();
    const line = lines.line(walkedTo);
    if (line) open(line, walkedTo);
  }

  /** @param {Record<string, unknown>[]} more lines that have come */
  function widen(more) {
    if (!shown) return;
    for (const column of columns) letters.set(column.id, Math.max(letters.get(column.id) ?? 0, lettersOf(column, more, shown.look)));
    const wide = columns.map(({ id, width }) => Math.max(width, Math.ceil((letters.get(id) ?? 0) * digitPixels()) + PADDING_PIXELS));
    wide.forEach((pixels, place) => table.style.setProperty(`--column-${place}`, `${pixels}px`));
    const ends = wide.map((_, place) => wide.slice(0, place + 1).reduce((sum, pixels) => sum + pixels, 0));
    table.style.setProperty('--columns', `${ends[ends.length - 1]}px`);
    seenColumns = ends.filter((end, place) => end - wide[place] < view).length;
  }

  /** @param {Shown} next @param {boolean} isOther whether the lines are other ones than before */
  function draw(next, isOther) {
    const { answer, asked, look } = next;
    buildColumns(next);
    widen([...answer.influencers, answer.totals]);
    showTotals(answer, look);
    rows.render({ columns, seenColumns, look: tableLook(next, lines.breakEven()), count: lines.total(), who: asked.who, toTop: isOther });
    if (!next.inSteps && columns.some(({ group }) => group === 'Estimates')) lines.wantEstimates();
  }

  /** Builds columns and headings again where they are other ones than before. @param {Shown} next */
  function buildColumns({ answer: { dataset }, asked, look: { definitions } }) {
    const carried = Object.keys(sample ?? {}).filter((id) => !isOfEstimates(id, definitions));
    const now = [definitions, dataset.id, carried.join(), asked.columns, isNarrow(), asked.sort];
    const isSame = now.map((one, at) => one === drawn[at]);
    drawn = now;
    if (isSame.every(Boolean) && columns.length > 0) return;
    if (isSame.slice(0, -1).includes(false)) {
      const catalogue = columnCatalogue(definitions, sample);
      letters = new Map();
      columns = columnsOf(catalogue, asked.columns.split(',').filter(Boolean), isNarrow());
      showTotals = totalsRow(parts.totals, columns);
      picker.render(catalogue, columns, asked.columns === '');
    }
    drawHead(parts.head, columns, asked.sort, onSort);
  }

  /** @param {InfluencerLine} line @param {number} at */
  function open(line, at) {
    walkedTo = -1;
    rows.show(at);
    onOpen(line.id);
  }

  return {
    exportAddress: exporting.address,
    /** Takes an answer in, which is drawn by `draw`: what lies between is drawn on a page that needs no new layout. @param {Shown} next */
    take(next) {
      shown = next;
      sample = next.answer.influencers[0] ?? sample;
      isOther = lines.reset(next.answer, next.question);
      if (isOther) rows.rewind();
    },
    draw() {
      if (!shown) return;
      const { asked, question, everybody } = shown;
      showSafeBets(asked.sort);
      const total = lines.total();
      write(parts.count, countText(total, everybody));
      put(table, 'aria-rowcount', total + 2);
      scroller.hidden = total === 0;
      parts.empty.hidden = total > 0;
      draw(shown, isOther);
      isOther = false;
      exporting.render(question, columns, total);
    },
    /** Where an influencer stands: the places before and after, -1 where there is none. @param {string} id */
    neighbours(id) {
      const at = lines.placeOf(id);
      return {
        at,
        name: lines.line(at)?.name ?? '',
        before: at > 0 ? at - 1 : -1,
        after: at >= 0 && at + 1 < lines.total() ? at + 1 : -1,
        total: lines.total(),
      };
    },
    /** Opens the influencer of a row, as soon as its line is there. @param {number} at */
    walkTo(at) {
      walkedTo = at;
      rows.show(at);
      const line = lines.line(at);
      if (line) open(line, at);
    },
    /** Puts the focus on an influencer's row; false where it is not in sight. @param {string} id */
    focusOn(id) {
      const at = lines.placeOf(id);
      if (at < 0 || scroller.hidden) return false;
      rows.show(at);
      rows.focusOn(at, 'name');
      return true;
    },
  };
}

/** @param {Shown} shown @param {number} breakEven @returns {TableLook} */
function tableLook({ look, asked }, breakEven) {
  return { ...look, chosen: asked.chosen, breakEven };
}

/** @param {number} total @param {number} everybody */
function countText(total, everybody) {
  const all = total.toLocaleString('en-IN');
  return everybody > total ? `${all} of ${everybody.toLocaleString('en-IN')}` : all;
}

/** @param {HTMLElement} root @param {() => void} onClear */
function buildParts(root, onClear) {
  const id = 'influencers-title';
  const count = el('span', { class: 'card-hint', 'data-count': '' });
  const tools = el('div', { class: 'table-tools' });
  const head = el('tr', { role: 'row', 'aria-rowindex': 1 });
  const totals = el('tr', { role: 'row', class: 'totals-row', 'aria-rowindex': 2 });
  const body = el('tbody', { role: 'rowgroup' });
  const table = el(
    'table',
    { class: 'influencer-table', role: 'table', 'aria-labelledby': id },
    el('thead', { role: 'rowgroup' }, head, totals),
    body,
  );
  const label = 'Table of influencers, scrolls; the arrow keys go from row to row';
  const scroller = el('div', { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': label }, table);
  const empty = el(
    'div',
    { class: 'table-empty', hidden: true },
    el('p', {}, 'No influencer fits these filters.'),
    el('button', { type: 'button', class: 'button', onclick: onClear }, 'Clear the filters'),
  );
  const title = el('h2', { class: 'card-title', id }, 'Influencers');
  root.append(
    el(
      'section',
      { class: 'card table-card', 'aria-labelledby': id },
      el('header', { class: 'card-head' }, title, count, tools),
      scroller,
      empty,
    ),
  );
  return { count, tools, head, totals, body, table, scroller, empty };
}

/** How wide a digit is in the table, as far as can be told without a layout. */
function digitPixels() {
  if (digit === 0) {
    const context = el('canvas').getContext('2d');
    const { fontFamily } = getComputedStyle(document.documentElement);
    if (context) context.font = `14px ${fontFamily}`;
    digit = context?.measureText('0').width ?? 9;
  }
  return digit;
}
