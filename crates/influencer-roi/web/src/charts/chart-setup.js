// Chart.js with the parts that the page draws with, and the look they share.

import { ArcElement, Chart, DoughnutController, LineController, LineElement, LinearScale, PointElement, Tooltip } from 'chart.js';
import { tokenColour } from '../ui/theme.js';

Chart.register(ArcElement, DoughnutController, LineController, LineElement, LinearScale, PointElement, Tooltip);
Chart.defaults.animation = false;
Chart.defaults.responsive = true;
Chart.defaults.maintainAspectRatio = false;
Chart.defaults.font.size = 12;
Chart.defaults.font.family = getComputedStyle(document.documentElement).fontFamily;

export { Chart };

/** The tooltip in the colours of the moment. */
export function tooltipLook() {
  return {
    backgroundColor: tokenColour('--ink'),
    titleColor: tokenColour('--surface'),
    bodyColor: tokenColour('--surface'),
    footerColor: tokenColour('--surface'),
    cornerRadius: 8,
    padding: 10,
    boxPadding: 4,
    usePointStyle: true,
  };
}

/** Is the pointer over something that a click would choose? @param {import('chart.js').ChartEvent} event @param {unknown[]} elements */
export function pointerOver(event, elements) {
  const target = event.native?.target;
  if (target instanceof HTMLElement) target.style.cursor = elements.length > 0 ? 'pointer' : '';
}
