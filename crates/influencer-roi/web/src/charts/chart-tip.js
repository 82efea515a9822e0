// The tooltip of a chart as an element: it stands above whatever lies over the canvas. The words are the chart's own callbacks'.

import { el, fill } from '../ui/dom.js';

/** @import { Chart, TooltipModel } from 'chart.js' */

const GAP = 12;

/** @param {HTMLElement} root @returns {(context: { chart: Chart<any, any, any>, tooltip: TooltipModel<any> }) => void} what the chart calls */
export function chartTip(root) {
  const tip = el('div', { class: 'chart-tip', 'aria-hidden': 'true', hidden: true });
  root.append(tip);
  return ({ chart, tooltip }) => {
    tip.hidden = tooltip.opacity === 0;
    if (tip.hidden) return;
    fill(
      tip,
      el('p', { class: 'chart-tip-title' }, tooltip.title[0]),
      ...tooltip.body.map(({ lines }, at) => el('p', {}, dot(tooltip.labelColors[at].borderColor), ...lines)),
    );
    // On the side where there is more room.
    const x = tooltip.caretX;
    tip.style.transform = x > chart.width / 2 ? `translateX(calc(${x - GAP}px - 100%))` : `translateX(${x + GAP}px)`;
  };
}

/** @param {unknown} colour */
function dot(colour) {
  const mark = el('span', { class: 'swatch' });
  mark.style.backgroundColor = String(colour);
  return mark;
}
