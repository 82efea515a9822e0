// A small line without axes: the shape of the days, nothing to read off.

import { fill, svg } from './dom.js';

const WIDTH = 100;
const HEIGHT = 28;
/** Fewer days have no shape. */
const LEAST_DAYS = 7;

/** @param {HTMLElement} root @param {number[]} values oldest first */
export function drawSparkline(root, values) {
  if (values.length < LEAST_DAYS) {
    fill(root);
    return;
  }
  const top = Math.max(...values, 0);
  const bottom = Math.min(...values, 0);
  const points = values.map((value, at) => {
    const x = (at / (values.length - 1)) * WIDTH;
    const y = HEIGHT - 1 - ((value - bottom) / (top - bottom || 1)) * (HEIGHT - 2);
    return `${x.toFixed(1)},${y.toFixed(1)}`;
  });
  const drawing = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none' });
  drawing.append(svg('polyline', { points: points.join(' '), class: 'spark-line', 'vector-effect': 'non-scaling-stroke' }));
  fill(root, drawing);
}
