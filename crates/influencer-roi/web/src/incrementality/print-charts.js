// The charts of an estimate on paper: as wide as the paper and light, built on printing and removed afterwards.

import { printedChart } from '../charts/printed-chart.js';
import { onPaper } from '../ui/theme.js';

/** Of the charts, on paper. */
const SIZES = [
  { width: 670, height: 220 },
  { width: 325, height: 170 },
  { width: 325, height: 170 },
];

/** @param {() => boolean} isShown @param {import('chart.js').Chart<any, any, any>[]} charts */
export function printCharts(isShown, charts) {
  /** @type {HTMLCanvasElement[]} */
  let copies = [];
  const remove = () => copies.forEach((copy) => copy.remove());
  addEventListener('afterprint', remove);
  addEventListener('beforeprint', () => {
    remove();
    if (!isShown()) return;
    copies = onPaper(() => charts.map((chart, at) => printedChart(chart, SIZES[at])));
    copies.forEach((copy) => copy.classList.add('print-canvas'));
    copies.forEach((copy, at) => charts[at].canvas.after(copy));
  });
}
