// The performance table: every influencer, whatever their number, with only the rows in sight in the document.
// Reads: influencers, totals. Emits: the order, the columns, a value to filter by, the influencer whose profile is wanted.

import { el, put, write } from '../ui/dom.js';
import { onNarrowChange } from '../ui/narrow.js';
import { onClickWithPrefetch } from '../ui/prefetch-on-press.js';
import { columnWidths } from './column-widths.js';
import { exportMenu } from './export-menu.js';
import { tableHeading } from './table-heading.js';
import { walkByKeys } from './table-keys.js';
import { tablePages } from './table-pages.js';
import { tableRows } from './table-rows.js';
import { verdictPills } from './verdict-pills.js';

/** @import { Dashboard, InfluencerLine } from '../core/api.d.ts' */
/** @import { PageState } from '../state/address.js' */
/** @import { Look } from '../ui/figure.js' */
/** @import { CellDimension, TableLook } from './table-cells.js' */

/** @typedef {{ answer: Dashboard, question: URLSearchParams, asked: PageState, influencerCount: number, look: Look, inSteps: boolean }} Shown in steps: while something is dragged */

/**
 * @param {HTMLElement} root
 * @param {object} options
 * @param {(sort: string) => void} options.onSort
 * @param {(columns: string[]) => void} options.onColumns
 * @param {(verdict: string) => void} options.onVerdict the table is to show only these lines, or all again
 * @param {(found: Dashboard) => void} options.onEstimates what is estimated of all lines together has come
 * @param {(dimension: CellDimension, value: string, click: MouseEvent) => void} options.onToggle
 * @param {(id: string) => void} options.onOpen
 * @param {() => void} options.onClear
 * @param {(error: unknown) => void} options.onTrouble
 */
export function influencerTable(root, { onSort, onColumns, onVerdict, onEstimates, onToggle, onOpen, onClear, onTrouble }) {
  const parts = buildParts(root, onClear);
  const { scroller, body, table } = parts;
  const lines = tablePages({
    onLoaded,
    onEstimated(found) {
      if (!shown) return;
      if (found.verdicts) {
        onEstimates(found);
        showPills(found.verdicts, shown.asked.verdicts, shown.look);
      }
      draw(shown, false);
    },
    onEstimating: (isLong) => scroller.classList.toggle('is-estimating', isLong),
    onTrouble,
  });
  const rows = tableRows(scroller, body, { lineAt: lines.line, onSight: lines.want });
  const showPills = verdictPills(parts.pills, { onVerdict });
  const heading = tableHeading(parts, { onSort, onColumns });
  const exporting = exportMenu(parts.tools);
  const widths = columnWidths(scroller, table, parts.frame);
  /** @type {Shown | null} */
  let shown = null;
  /** Whether the lines are other ones than those that are drawn. */
  let isOther = false;
  /** One line with all that lines carry. @type {InfluencerLine | undefined} */
  let sample;
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
  onNarrowChange(() => shown && draw(shown, false));

  /** @param {InfluencerLine[]} more */
  function onLoaded(more) {
    if (shown) widths.widen(heading.columns(), more, shown.look);
    rows.loaded();
    const line = lines.line(walkedTo);
    if (line) open(line, walkedTo);
  }

  /** @param {Shown} next @param {boolean} isOther whether the lines are other ones than before */
  function draw(next, isOther) {
    const { answer, asked, look } = next;
    if (heading.build(next, sample)) widths.reset();
    const columns = heading.columns();
    widths.widen(columns, [...answer.influencers, answer.totals], look);
    heading.showTotals(next);
    const count = lines.total();
    rows.render({ columns, seenColumns: widths.seen(), look: tableLook(next), count, who: asked.who, toTop: isOther });
    if (!next.inSteps) lines.wantEstimates();
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
      showPills(shown.answer.verdicts, shown.asked.verdicts, shown.look);
      showCount(parts, lines.total(), shown.influencerCount);
      draw(shown, isOther);
      isOther = false;
      exporting.render(shown.question, heading.columns(), lines.total());
    },
    /** Brings the table onto the screen. */
    reveal: () => parts.section.scrollIntoView({ block: 'start' }),
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

/** How many rows there are, or that there are none. @param {ReturnType<typeof buildParts>} parts @param {number} total @param {number} influencerCount */
function showCount({ count, table, scroller, empty }, total, influencerCount) {
  write(count, countText(total, influencerCount));
  put(table, 'aria-rowcount', total + 2);
  scroller.hidden = total === 0;
  empty.hidden = total > 0;
}

/** @param {Shown} shown @returns {TableLook} */
function tableLook({ answer, look, asked }) {
  return { ...look, chosen: asked.chosen, datasetRoas: answer.dataset_roas };
}

/** @param {number} total @param {number} influencerCount */
function countText(total, influencerCount) {
  const all = total.toLocaleString('en-IN');
  return influencerCount > total ? `${all} of ${influencerCount.toLocaleString('en-IN')}` : all;
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
  const frame = el('div', { class: 'table-frame' }, scroller);
  const pills = el('div', { class: 'table-pills' });
  const section = el(
    'section',
    { class: 'card table-card', 'aria-labelledby': id },
    el('header', { class: 'card-head' }, title, count, pills, tools),
    frame,
    empty,
  );
  root.append(section);
  return { section, frame, pills, count, tools, head, totals, body, table, scroller, empty };
}
