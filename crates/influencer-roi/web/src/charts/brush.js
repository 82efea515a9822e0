// Choosing days on a chart: drag over it, drag the window or an edge of it, or move the edges by keyboard. Lies over the drawing and
// moves by transform alone: the chart below is not drawn again. Emits: the period while it changes, the wish to take the drag back.

import { between, edgesOf, periodOf, placeAfterKey, shifted, windowOf, withEdge } from './brush-window.js';
import { weekdayText } from '../core/dates.js';
import { el, put } from '../ui/dom.js';

/** @import { BrushWindow, Edge } from './brush-window.js' */
/** @import { Period } from '../core/periods.js' */

/** Less is a click, not a drag. */
const DRAG_PIXELS = 4;

/**
 * @typedef {object} Gesture one drag, or one stay of the keyboard on an edge: together one step of the browser's history
 * @property {BrushWindow} before
 * @property {boolean} holds the pointer is down: what lies around is not to move
 */
/** @typedef {(pointed: number) => BrushWindow} Drag the window when the pointer is over a day */

/**
 * @param {HTMLElement} root the drawing it lies over
 * @param {object} options
 * @param {(period: Period, gesture: Gesture) => void} options.onMove
 * @param {(gesture: Gesture) => void} options.onCancel
 * @param {() => void} options.onEnd the pointer is up again
 * @param {() => void} options.onClear
 */
export function brush(root, { onMove, onCancel, onEnd, onClear }) {
  const shades = { first: el('div', { class: 'brush-shade is-before' }), last: el('div', { class: 'brush-shade is-after' }) };
  const edges = { first: edgeHandle('First day'), last: edgeHandle('Last day') };
  const overlay = el(
    'div',
    { class: 'brush', role: 'group', 'aria-label': 'Days that count' },
    ...[shades.first, shades.last, edges.first, edges.last],
  );
  root.append(overlay);
  root.classList.add('is-brushed');

  /** @type {string[]} */
  let days = [];
  /** @type {BrushWindow} */
  let now = { first: 0, last: 0 };
  /** @type {Gesture | null} */
  let gesture = null;
  let frame = 0;
  let pending = () => {};

  function draw() {
    const { start, end } = edgesOf(days.length, now);
    shades.first.style.transform = `scaleX(${start})`;
    shades.last.style.transform = `scaleX(${1 - end})`;
    drawEdge(edges.first, start, now.first, days);
    drawEdge(edges.last, end, now.last, days);
  }

  /** However often the pointer moves, the window is drawn, and told, once a frame. @param {BrushWindow} next @param {Gesture} within */
  function move(next, within) {
    if (next.first === now.first && next.last === now.last) return;
    now = next;
    cancelAnimationFrame(frame);
    pending = () => {
      frame = 0;
      draw();
      onMove(periodOf(days, now), within);
    };
    frame = requestAnimationFrame(pending);
  }

  /** What waits for the next frame, at once. */
  function flush() {
    if (frame === 0) return;
    cancelAnimationFrame(frame);
    pending();
  }

  /** @param {Gesture} ended */
  function takeBack(ended) {
    cancelAnimationFrame(frame);
    frame = 0;
    now = ended.before;
    draw();
    onCancel(ended);
  }

  /** @param {PointerEvent} event @param {Drag} drag @param {DOMRect} area */
  function follow(event, drag, area) {
    const { pointerId, clientX: from } = event;
    const stop = new AbortController();
    const { signal } = stop;
    /** @type {Gesture | null} */
    let mine = null;
    const release = () => {
      stop.abort();
      root.classList.remove('is-dragging');
      if (gesture === mine) gesture = null;
      if (mine) mine.holds = false;
    };
    const end = () => {
      release();
      flush();
      if (mine) onEnd();
    };
    /** @param {PointerEvent} moved */
    const onPointerMove = ({ clientX }) => {
      if (!mine && Math.abs(clientX - from) < DRAG_PIXELS) return;
      if (!mine) {
        mine = gesture = { before: now, holds: true };
        // The chart below is not to see the pointer pass: it would draw a tooltip for every day.
        overlay.setPointerCapture(pointerId);
        root.classList.add('is-dragging');
      }
      move(drag(placeAt(clientX, area, days.length)), mine);
    };
    root.addEventListener('pointermove', onPointerMove, { signal });
    for (const name of ['pointerup', 'pointercancel']) root.addEventListener(name, end, { signal });
    const onKey = (/** @type {KeyboardEvent} */ key) => {
      if (key.key !== 'Escape' || !mine) return;
      key.preventDefault();
      key.stopPropagation();
      release();
      takeBack(mine);
    };
    document.addEventListener('keydown', onKey, { signal, capture: true });
  }

  root.addEventListener('pointerdown', (event) => {
    if (event.button !== 0 || days.length < 2) return;
    const area = overlay.getBoundingClientRect();
    const drag = dragOf(event, area, { days, now, edges });
    if (drag) follow(event, drag, area);
  });
  root.addEventListener('dblclick', onClear);
  for (const edge of /** @type {Edge[]} */ (['first', 'last'])) {
    edges[edge].addEventListener('blur', () => {
      gesture = null;
    });
    edges[edge].addEventListener('keydown', (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Escape' && gesture) {
        event.preventDefault();
        takeBack(gesture);
        gesture = null;
      }
      const place = placeAfterKey(event, Math.max(0, Math.min(days.length - 1, now[edge])), days);
      if (place === null) return;
      event.preventDefault();
      gesture ??= { before: now, holds: false };
      move(withEdge(now, edge, place, days.length), gesture);
    });
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
      if (same || frame !== 0) return;
      now = next;
      draw();
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

/** The day under the pointer. @param {number} x @param {DOMRect} area @param {number} count */
function placeAt(x, area, count) {
  return Math.max(0, Math.min(count - 1, Math.round(((x - area.left) / area.width) * (count - 1))));
}

/**
 * What a drag that begins here does: move an edge, move the window, or take a new one. Null beside the days.
 *
 * @param {PointerEvent} event
 * @param {DOMRect} area
 * @param {{ days: string[], now: BrushWindow, edges: Record<Edge, HTMLElement> }} brushed
 * @returns {Drag | null}
 */
function dragOf({ target, clientX, clientY }, area, { days, now, edges }) {
  const count = days.length;
  if (target === edges.first) return (place) => between(place, Math.max(0, now.last));
  if (target === edges.last) return (place) => between(Math.min(count - 1, now.first), place);
  if (clientX < area.left - 8 || clientX > area.right + 8 || clientY < area.top || clientY > area.bottom) return null;
  const start = placeAt(clientX, area, count);
  const isPart = now.first > 0 || now.last < count - 1;
  if (isPart && start >= now.first && start <= now.last) return (place) => shifted(now, place - start, count);
  return (place) => between(start, place);
}
