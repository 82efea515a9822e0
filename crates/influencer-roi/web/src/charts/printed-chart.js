// A chart for paper: a copy of its canvas in another size, sharp enough to print. The chart itself is as it was afterwards.

import { el } from '../ui/dom.js';

/** @import { Chart, ChartArea } from 'chart.js' */

const DOTS_PER_PIXEL = 3;

/**
 * @param {Chart<any, any, any>} chart
 * @param {{ width: number, height: number }} size in CSS pixels
 * @param {(context: CanvasRenderingContext2D, area: ChartArea) => void} [finish] draws on the copy
 */
export function printedChart(chart, { width, height }, finish) {
  const { options } = chart;
  const before = options.devicePixelRatio;
  options.devicePixelRatio = DOTS_PER_PIXEL;
  chart.resize(width, height);
  const copy = el('canvas', { width: width * DOTS_PER_PIXEL, height: height * DOTS_PER_PIXEL });
  copy.style.width = `${width}px`;
  const context = /** @type {CanvasRenderingContext2D} */ (copy.getContext('2d'));
  context.drawImage(chart.canvas, 0, 0);
  context.scale(DOTS_PER_PIXEL, DOTS_PER_PIXEL);
  finish?.(context, chart.chartArea);
  options.devicePixelRatio = before;
  chart.resize();
  return copy;
}
