// A small line without axes: the shape of the days, nothing to read off.

import { fill, svg } from '../ui/dom.js';

const WIDTH = 100;
const HEIGHT = 28;
/** Fewer days have no shape. */
const LEAST_DAYS = 7;

/** The line that stands in a place already. @type {WeakMap<HTMLElement, Element>} */
const lines = new WeakMap();

/** @param {HTMLElement} root @param {number[]} values oldest first */
export function drawSparkline(root, values) {
  const points = values.length < LEAST_DAYS ? '' : pointsOf(values);
  const line = lines.get(root) ?? build(root);
  if (line.getAttribute('points') !== points) line.setAttribute('points', points);
}

/** @param {HTMLElement} root */
function build(root) {
  const drawing = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none' });
  const line = svg('polyline', { class: 'spark-line', 'vector-effect': 'non-scaling-stroke' });
  drawing.append(line);
  fill(root, drawing);
  lines.set(root, line);
  return line;
}

/** No more points than pixels: longer times are drawn by the height around which several days lie. @param {number[]} values */
function pointsOf(values) {
  const top = values.reduce((most, value) => Math.max(most, value), 0);
  const bottom = values.reduce((least, value) => Math.min(least, value), 0);
  const step = Math.max(1, Math.ceil(values.length / WIDTH));
  const points = [];
  for (let at = 0; at < values.length; at += step) {
    const some = values.slice(at, at + step);
    const value = some.reduce((sum, one) => sum + one, 0) / some.length;
    const x = (at / Math.max(1, values.length - step)) * WIDTH;
    const y = HEIGHT - 1 - ((value - bottom) / (top - bottom || 1)) * (HEIGHT - 2);
    points.push(`${Math.min(WIDTH, x).toFixed(1)},${y.toFixed(1)}`);
  }
  return points.join(' ');
}
