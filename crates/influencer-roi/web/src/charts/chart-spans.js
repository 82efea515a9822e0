// Behind the lines of a chart by day: the campaign, its tail, and the days that are masked. Each by its own pattern and, where there is
// room, by its name.

import { edgesOf } from './brush-window.js';
import { Chart } from './chart-setup.js';
import { spansOf } from '../core/spans.js';
import { fadedColour, tokenColour } from '../ui/theme.js';

/** @import { ChartArea } from 'chart.js' */
/** @import { EstimateDay } from '../core/api.d.ts' */

const STRIPE = 6;

/** @param {CanvasRenderingContext2D} context @param {ChartArea} area @param {EstimateDay[]} days */
export function drawSpans(context, area, days) {
  context.save();
  context.font = `12px ${Chart.defaults.font.family}`;
  for (const span of spansOf(days, ({ part }) => part === 'tail')) fillSpan(context, place(span, area, days), 0.05, 'After');
  for (const span of spansOf(days, ({ part }) => part === 'during')) fillSpan(context, place(span, area, days), 0.12, 'Campaign');
  for (const span of spansOf(days, ({ masked }) => masked)) stripe(context, place(span, area, days));
  context.restore();
}

/** @typedef {{ x: number, y: number, width: number, height: number }} Box */

/** @param {{ first: number, last: number }} span @param {ChartArea} area @param {EstimateDay[]} days @returns {Box} */
function place(span, { left, top, width, height }, days) {
  const { start, end } = edgesOf(days.length, span);
  return { x: left + start * width, y: top, width: (end - start) * width, height };
}

/** @param {CanvasRenderingContext2D} context @param {Box} box @param {number} opacity @param {string} name */
function fillSpan(context, { x, y, width, height }, opacity, name) {
  context.fillStyle = fadedColour('--accent', opacity);
  context.fillRect(x, y, width, height);
  context.fillRect(x, y, 1, height);
  if (context.measureText(name).width > width) return;
  context.fillStyle = tokenColour('--ink-3');
  context.fillText(name, x, y - 6);
}

/** @param {CanvasRenderingContext2D} context @param {Box} box */
function stripe(context, { x, y, width, height }) {
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.beginPath();
  for (let from = x - height; from < x + width; from += STRIPE) {
    context.moveTo(from, y + height);
    context.lineTo(from + height, y);
  }
  context.lineWidth = 1;
  context.strokeStyle = fadedColour('--ink-3', 0.4);
  context.stroke();
  context.restore();
}
