// One drag over the days of a chart, from the press to the release: moves an edge, moves the window, or takes a new one. Esc takes it back.

import { between, shifted } from './brush-window.js';

/** @import { Gesture } from './brush.js' */
/** @import { BrushWindow, Edge } from './brush-window.js' */

/** Less is a click, not a drag. */
const DRAG_PIXELS = 4;

/** @typedef {(pointed: number) => BrushWindow} Drag the window when the pointer is over a day */

/**
 * @param {PointerEvent} event the press
 * @param {HTMLElement} root
 * @param {object} options
 * @param {() => Gesture} options.begin the pointer has moved far enough to drag
 * @param {(x: number, gesture: Gesture) => void} options.onMove
 * @param {(gesture: Gesture | null) => void} options.onRelease however it ends; null where nothing was dragged
 * @param {(gesture: Gesture | null) => void} options.onEnd the pointer is up again
 * @param {(gesture: Gesture) => void} options.onCancel
 */
export function followDrag({ clientX: from }, root, { begin, onMove, onRelease, onEnd, onCancel }) {
  const stop = new AbortController();
  const { signal } = stop;
  /** @type {Gesture | null} */
  let mine = null;
  const release = () => {
    stop.abort();
    root.classList.remove('is-dragging');
    onRelease(mine);
    if (mine) mine.holds = false;
  };
  const end = () => {
    release();
    onEnd(mine);
  };
  /** @param {PointerEvent} moved */
  const onPointerMove = ({ clientX }) => {
    if (!mine && Math.abs(clientX - from) < DRAG_PIXELS) return;
    if (!mine) {
      mine = begin();
      root.classList.add('is-dragging');
    }
    onMove(clientX, mine);
  };
  root.addEventListener('pointermove', onPointerMove, { signal });
  for (const name of ['pointerup', 'pointercancel']) root.addEventListener(name, end, { signal });
  const onKey = (/** @type {KeyboardEvent} */ key) => {
    if (key.key !== 'Escape' || !mine) return;
    key.preventDefault();
    key.stopPropagation();
    release();
    onCancel(mine);
  };
  document.addEventListener('keydown', onKey, { signal, capture: true });
}

/**
 * What a drag that begins here does. Null beside the days.
 *
 * @param {PointerEvent} event
 * @param {DOMRect} area
 * @param {{ days: string[], now: BrushWindow, edges: Record<Edge, HTMLElement> }} brushed
 * @returns {Drag | null}
 */
export function dragOf({ target, clientX, clientY }, area, { days, now, edges }) {
  const count = days.length;
  if (target === edges.first) return (place) => between(place, Math.max(0, now.last));
  if (target === edges.last) return (place) => between(Math.min(count - 1, now.first), place);
  if (clientX < area.left - 8 || clientX > area.right + 8 || clientY < area.top || clientY > area.bottom) return null;
  const start = placeAt(clientX, area, count);
  const isPart = now.first > 0 || now.last < count - 1;
  if (isPart && start >= now.first && start <= now.last) return (place) => shifted(now, place - start, count);
  return (place) => between(start, place);
}

/** The day under the pointer. @param {number} x @param {DOMRect} area @param {number} count */
export function placeAt(x, area, count) {
  return Math.max(0, Math.min(count - 1, Math.round(((x - area.left) / area.width) * (count - 1))));
}
