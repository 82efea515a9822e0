// The rows of the influencer table that are in the document. A row whose line is still on its way shows its number and light bars, so
// that nothing is ever blank and nothing moves when the line comes.

import { afterPaint, notAfterPaint } from '../ui/after-paint.js';
import { el, fill, put } from '../ui/dom.js';
import { columnCell } from './table-columns.js';
import { windowedRows } from '../ui/windowed-rows.js';

/** @import { InfluencerLine } from '../core/api.d.ts' */
/** @import { ShowCell, TableLook } from './table-cells.js' */
/** @import { Column } from './table-columns.js' */

const SIZES = { rowPixels: 40, headPixels: 80, moreRows: 8 };

/**
 * @param {HTMLDivElement} scroller
 * @param {HTMLTableSectionElement} body
 * @param {object} options
 * @param {(at: number) => InfluencerLine | undefined} options.lineAt
 * @param {(first: number, last: number, direction: 1 | -1) => void} options.onSight which rows are in sight now
 */
export function tableRows(scroller, body, { lineAt, onSight }) {
  /** @type {Column[]} */
  let columns = [];
  /** @type {TableLook | null} */
  let look = null;
  let who = '';
  /** How many columns are on the screen; those beyond its edge are drawn after the paint. */
  let seenColumns = Infinity;
  /** The row that the Tab key goes to. */
  let stop = 0;
  /** @typedef {{ at: number, stop: string }} Focus */
  /** Where the focus goes as soon as the line is there. @type {Focus | null} */
  let waiting = null;
  /** Where the focus was before the rows were drawn. @type {Focus | null} */
  let place = null;
  /** The direction of the last scroll. @type {1 | -1} */
  let direction = 1;
  let lastFirst = 0;

  const rows = windowedRows(scroller, body, { ...SIZES, build, beforeDrawing, onDrawn });
  // As soon as the focus comes: once other words stand in the rows, the browser would lay the page out for it.
  body.addEventListener('focusin', ({ target }) => target instanceof Element && setStop(rows.placeOf(target)));

  function build() {
    const element = newRow(columns);
    const cells = /** @type {HTMLElement[]} */ ([...element.children]);
    /** How each cell shows a line; none while there is no line. @type {ShowCell[]} */
    let shows = [];
    return {
      element,
      /** @param {number} at */
      show(at) {
        const line = lineAt(at);
        put(element, 'aria-rowindex', at + 3);
        put(element, 'data-state', line ? 'shown' : 'loading');
        put(element, 'aria-busy', !line && 'true');
        put(element, 'aria-current', Boolean(who) && line?.id === who && 'true');
        if (!line || !look) {
          shows.forEach(notAfterPaint);
          shows = [];
          cells.forEach((cell, number) => {
            notAfterPaint(cell);
            for (const name of ['title', 'data-exact']) cell.removeAttribute(name);
            fill(cell, number === 0 && el('span', { class: 'cell-note' }, look?.style.full('count', at + 1)));
          });
          return false;
        }
        const isNew = shows.length === 0;
        if (isNew) {
          shows = cells.map((cell, number) => columns[number].build(cell));
          stops.delete(element);
        }
        const [shown, how] = [line, look];
        shows.forEach((show, number) => {
          // By what is shown, not by the cell: what the cell still has to do for the figure that stands there is to be done.
          notAfterPaint(show);
          if (isNew || number < seenColumns) show(shown, how);
          else afterPaint(show, () => show(shown, how));
        });
        setTabIndex(element, at === stop);
        return true;
      },
    };
  }

  function beforeDrawing() {
    place = focusedPlace() ?? (waiting && document.activeElement === scroller ? waiting : null);
  }

  /** @param {number} first @param {number} last */
  function onDrawn(first, last) {
    setStop(Math.max(first, Math.min(last, stop)));
    if (place) focusOn(place.at, place.stop);
    if (last < first) return;
    if (first !== lastFirst) direction = first > lastFirst ? 1 : -1;
    lastFirst = first;
    onSight(first, last, direction);
  }

  /** The one row whose buttons the Tab key reaches; the arrow keys go to the others. @param {number} at */
  function setStop(at) {
    if (at === stop) return;
    setTabIndex(rows.element(stop), false);
    stop = at;
    setTabIndex(rows.element(stop), true);
  }

  /** Where in the rows the focus is, so that it can be put back. */
  function focusedPlace() {
    const focused = document.activeElement;
    if (!(focused instanceof HTMLElement) || !body.contains(focused)) return null;
    return { at: rows.placeOf(focused), stop: focused.dataset.stop ?? 'name' };
  }

  /** @param {number} at @param {string} name the button's */
  function focusOn(at, name) {
    const buttons = buttonsOf(rows.element(at));
    const button = buttons.find((one) => one.dataset.stop === name) ?? buttons[0];
    waiting = button ? null : { at, stop: name };
    if (!button) return scroller.focus({ preventScroll: true });
    setStop(at);
    if (button !== document.activeElement) button.focus({ preventScroll: true });
  }

  return {
    placeOf: rows.placeOf,
    rewind: rows.rewind,
    show: rows.show,
    focusOn,
    count: rows.count,
    loaded: rows.loaded,
    /** @param {{ columns: Column[], seenColumns: number, look: TableLook, count: number, who: string, toTop: boolean }} next */
    render(next) {
      if (columns !== next.columns) rows.clear();
      ({ columns, seenColumns, look, who } = next);
      if (next.toTop) rows.begin(next.count);
      else rows.redraw();
    },
  };
}

/** @param {HTMLTableRowElement | undefined} row */
function buttonsOf(row) {
  return row ? [...row.getElementsByTagName('button')] : [];
}

/** Which rows the Tab key goes to, and which not. @type {WeakMap<HTMLTableRowElement, boolean>} */
const stops = new WeakMap();

/** @param {HTMLTableRowElement | undefined} row @param {boolean} isStop */
function setTabIndex(row, isStop) {
  if (!row || stops.get(row) === isStop) return;
  stops.set(row, isStop);
  for (const button of buttonsOf(row)) put(button, 'tabindex', isStop ? 0 : -1);
}

/** @param {Column[]} columns */
function newRow(columns) {
  return el(
    'tr',
    { role: 'row' },
    ...columns.map((column, place) => (place === 0 ? columnCell('rowheader', column, place) : columnCell('cell', column, place))),
  );
}
