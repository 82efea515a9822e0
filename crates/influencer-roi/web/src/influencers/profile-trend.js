// One influencer's revenue by day, small, with its numbers behind it.

import { chartCard } from '../charts/chart-card.js';
import { Chart, tooltipLook } from '../charts/chart-setup.js';
import { dayText, shortDayText } from '../core/dates.js';
import { dayPoints, everyDayTicks, paintAxes, setDays } from '../charts/day-axis.js';
import { el } from '../ui/dom.js';
import { figureText } from '../ui/figure.js';
import { number, text } from '../ui/plain-table.js';
import { onThemeChange, tokenColour } from '../ui/theme.js';

/** @import { Day } from '../core/api.d.ts' */
/** @import { DayPoint } from '../charts/day-axis.js' */
/** @import { Look } from '../ui/figure.js' */

/** The chart that is drawn; one at a time. @type {Chart<'line', DayPoint[], string> | null} */
let chart = null;
onThemeChange(() => chart && paint(chart));

/** @param {Day[]} daily @param {Look} look */
export function profileTrend(daily, look) {
  const root = el('div');
  const card = chartCard(root, { title: 'Revenue of this influencer', hint: 'by day', class: 'drawer-trend' });
  const canvas = el('canvas', {
    role: 'img',
    'aria-label': `Line chart of revenue on ${daily.length} days. The numbers are in the table.`,
  });
  card.drawing.append(canvas);
  card.setEmpty(daily.length === 0 ? 'No days in this selection.' : '');
  card.setTable({
    headings: [text('Day'), number('Revenue'), number('Orders')],
    rows: () =>
      daily.map((day) => [dayText(day.date), figureText(day.revenue, 'money', look.style), figureText(day.orders, 'count', look.style)]),
  });
  chart?.destroy();
  chart = build(canvas, daily, look);
  paint(chart);
  return root;
}

/** @param {HTMLCanvasElement} canvas @param {Day[]} daily @param {Look} look @returns {Chart<'line', DayPoint[], string>} */
function build(canvas, daily, { style }) {
  const money = (/** @type {number} */ value) => style.short('money', value).replace(/\.00(?=\D|$)/, '');
  /** @type {Chart<'line', DayPoint[], string>} */
  const built = new Chart(canvas, {
    type: 'line',
    data: {
      labels: [],
      datasets: [
        {
          data: dayPoints(daily.map(({ revenue }) => revenue.value)),
          borderWidth: 1.5,
          pointRadius: daily.length === 1 ? 3.5 : 0,
          pointHoverRadius: 4,
        },
      ],
    },
    options: {
      normalized: true,
      parsing: false,
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: {
          type: 'linear',
          min: 0,
          grid: { display: false },
          border: { display: false },
          afterBuildTicks: everyDayTicks,
          ticks: { maxRotation: 0, maxTicksLimit: 6, callback: (/** @type {any} */ at) => shortDayText(daily[at].date) },
        },
        y: {
          beginAtZero: true,
          border: { display: false },
          ticks: { maxTicksLimit: 4, callback: (/** @type {any} */ value) => money(value) },
        },
      },
      plugins: {
        tooltip: {
          callbacks: {
            title: ([item]) => (item ? dayText(daily[item.dataIndex].date) : ''),
            label: (item) => style.full('money', item.parsed.y ?? 0),
          },
        },
      },
    },
  });
  setDays(
    built,
    daily.map(({ date }) => date),
  );
  return built;
}

/** @param {Chart<'line', DayPoint[], string>} drawn */
function paint(drawn) {
  const [line] = drawn.data.datasets;
  line.borderColor = line.pointBackgroundColor = line.pointHoverBackgroundColor = tokenColour('--accent');
  paintAxes(drawn);
  Object.assign(drawn.options.plugins?.tooltip ?? {}, tooltipLook());
  drawn.update();
}
