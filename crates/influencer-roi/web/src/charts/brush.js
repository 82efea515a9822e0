// Choosing days on a chart: drag over it, drag the window or an edge of it, or move the edges by keyboard. Lies over the drawing and
// moves by transform alone: the chart below is not drawn again. Emits: the period while it changes, that the drag is to be taken back.

import { weekdayText } from '../core/dates.js';
import { el, put } from '../ui/dom.js';
import { dragOf, followDrag, placeAt } from './brush-drag.js';
import { edgesOf, periodOf, placeAfterKey, windowOf, withEdge } from './brush-window.js';

/** @import { Period } from '../core/periods.js' */
/** @import { BrushWindow, Edge } from './brush-window.js' */

/**
 * @typedef {object} Gesture one drag, or one stay of the keyboard on an edge: together one step of the browser's history
 * @property {BrushWindow} before
 * @property {boolean} holds the pointer is down: what lies around is not to move
 */

/**
 * @param {HTMLElement} root the drawing it lies over
 * @param {object} options
 * @param {(period: Period, gesture: Gesture) => void} options.onMove
 * @param {(gesture: Gesture) => void} options.onCancel
 * @param {() => void} options.onEnd the pointer is up again
 * @param {() => void} options.onClear
 */
export function brush(root, { onMove, onCancel, onEnd, onClear }) {
  const { overlay, edges, drawWindow } = brushOverlay(root);
  /** @type {string[]} */
  let days = [];
  /** @type {BrushWindow} */
  let now = { first: 0, last: 0 };
  /** @type {Gesture | null} */
  let gesture = null;
  const frame = nextFrame();

  const draw = () => drawWindow(days, now);

  /** However often the pointer moves, the window is drawn, and emitted, once a frame. @param {BrushWindow} next @param {Gesture} within */
  function move(next, within) {
    if (next.first === now.first && next.last === now.last) return;
    now = next;
    frame.run(() => {
      draw();
      onMove(periodOf(days, now), within);
    });
  }

  /** @param {Gesture} ended */
  function takeBack(ended) {
    frame.cancel();
    now = ended.before;
    draw();
    onCancel(ended);
  }

  /** @param {boolean} holds */
  const begin = (holds) => (gesture = { before: now, holds });

  root.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || days.length < 2) return;
    const area = overlay.getBoundingClientRect();
    const drag = dragOf(event, area, { days, now, edges });
    if (!drag) return;
    followDrag(event, root, {
      begin() {
        // The chart below is not to see the pointer pass: it would draw a tooltip for every day.
        overlay.setPointerCapture(event.pointerId);
        return begin(true);
      },
      onMove: (x, mine) => move(drag(placeAt(x, area, days.length)), mine),
      onRelease: (mine) => {
        if (gesture === mine) gesture = null;
      },
      onEnd(mine) {
        frame.flush();
        if (mine) onEnd();
      },
      onCancel: takeBack,
    });
  });
  root.addEventListener('dblclick', onClear);
  for (const edge of /** @type {Edge[]} */ (['first', 'last'])) {
    edges[edge].addEventListener('blur', () => {
      gesture = null;
    });
    edges[edge].addEventListener('keydown', (event) => moveEdge(event, edge));
  }

  /** @param {KeyboardEvent} event @param {Edge} edge */
  function moveEdge(event, edge) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Escape' && gesture) {
      event.preventDefault();
      takeBack(gesture);
      gesture = null;
    }
    const place = placeAfterKey(event, Math.max(0, Math.min(days.length - 1, now[edge])), days);
    if (place === null) return;
    event.preventDefault();
    move(withEdge(now, edge, place, days.length), gesture ?? begin(false));
  }

  return {
    /** Where the days stand on the drawing. @param {{ left: number, top: number, width: number, height: number }} area */
    place({ left, top, width, height }) {
      Object.assign(overlay.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
    },
    /** @param {string[]} all oldest first @param {Period} period */
    show(all, { from, to }) {
      overlay.hidden = all.length < 2;
      const next = windowOf(all, from, to);
      const same = days === all && next.first === now.first && next.last === now.last;
      days = all;
      // What is dragged is ahead of the answers.
      if (same || frame.isWaiting()) return;
      now = next;
      draw();
    },
  };
}

/** What lies over the drawing: two shades and two edges. @param {HTMLElement} root */
function brushOverlay(root) {
  const shades = { first: el('div', { class: 'brush-shade is-before' }), last: el('div', { class: 'brush-shade is-after' }) };
  const edges = { first: edgeHandle('First day'), last: edgeHandle('Last day') };
  const overlay = el(
    'div',
    { class: 'brush', role: 'group', 'aria-label': 'Days that count' },
    ...[shades.first, shades.last, edges.first, edges.last],
  );
  root.append(overlay);
  root.classList.add('is-brushed');
  return {
    overlay,
    edges,
    /** @param {string[]} days @param {BrushWindow} now */
    drawWindow(days, now) {
      const { start, end } = edgesOf(days.length, now);
      shades.first.style.transform = `scaleX(${start})`;
      shades.last.style.transform = `scaleX(${1 - end})`;
      drawEdge(edges.first, start, now.first, days);
      drawEdge(edges.last, end, now.last, days);
    },
  };
}

/** Work for the next frame, of which the newest counts. */
function nextFrame() {
  let frame = 0;
  let pending = () => {};
  const cancel = () => {
    cancelAnimationFrame(frame);
    frame = 0;
  };
  return {
    isWaiting: () => frame !== 0,
    cancel,
    /** @param {() => void} work */
    run(work) {
      cancelAnimationFrame(frame);
      pending = () => {
        frame = 0;
        work();
      };
      frame = requestAnimationFrame(pending);
    },
    /** What waits for the next frame, at once. */
    flush() {
      if (frame === 0) return;
      cancelAnimationFrame(frame);
      pending();
    },
  };
}

/** @param {string} label */
function edgeHandle(label) {
  return el('div', { class: 'brush-edge', role: 'slider', tabindex: '0', 'aria-label': label, 'aria-valuemin': 0 });
}

/** @param {HTMLElement} handle @param {number} share @param {number} place @param {string[]} days */
function drawEdge(handle, share, place, days) {
  const day = Math.max(0, Math.min(days.length - 1, place));
  handle.style.transform = `translateX(${share * 100}cqw)`;
  put(handle, 'aria-valuemax', days.length - 1);
  put(handle, 'aria-valuenow', day);
  if (days.length > 0) put(handle, 'aria-valuetext', weekdayText(days[day]));
}
