// Influencer and organic revenue by day, with the days to choose by brush. Reads: every day of the data, the days compared with, the
// chosen period. Emits: the period while it is brushed.

import { brush } from '../charts/brush.js';
import { edgesOf, windowOf } from '../charts/brush-window.js';
import { chartCard } from '../charts/chart-card.js';
import { chosenPeriodText } from '../core/words.js';
import { icon } from '../ui/icons.js';
import { periodText, weekdayText } from '../core/dates.js';
import { INFLUENCER_SIDE } from '../core/dimensions.js';
import { el, fill, put, write } from '../ui/dom.js';
import { figureText } from '../ui/figure.js';
import { number, text } from '../ui/plain-table.js';
import { printedChart } from '../charts/printed-chart.js';
import { fadedColour } from '../ui/theme.js';
import { trendLine } from './trend-line.js';

/** @import { ChartArea } from 'chart.js' */
/** @import { Dashboard, Day } from '../core/api.d.ts' */
/** @import { Gesture } from '../charts/brush.js' */
/** @import { Look } from '../ui/figure.js' */
/** @import { Period } from '../core/periods.js' */
/** @import { ComparedDay, LineName } from './trend-line.js' */

const PRINTED = { width: 700, height: 260 };

/** @typedef {[name: LineName, label: string, more?: string]} LegendLine */

/**
 * @param {HTMLElement} root
 * @param {object} options
 * @param {(period: Period, gesture?: Gesture) => void} options.onPeriod
 * @param {(gesture: Gesture) => void} options.onTakeBack
 * @param {() => void} options.onGestureEnd
 */
export function trendChart(root, { onPeriod, onTakeBack, onGestureEnd }) {
  const hint = el('span', { class: 'card-hint' });
  const days = el('span', { class: 'trend-days' });
  const allDays = el('button', { type: 'button', class: 'button-quiet is-small', title: 'Back to all days' }, days, icon('close', 13));
  const beside = el('div', { class: 'trend-beside' }, hint, allDays);
  const card = chartCard(root, { title: 'Revenue by day', hint: beside, class: 'trend-card' });
  const clear = () => (period.from || period.to) && onPeriod({ from: '', to: '' });
  const brushed = brush(card.drawing, { onMove: onPeriod, onCancel: onTakeBack, onEnd: onGestureEnd, onClear: clear });
  const { canvas, chart, show, toggle } = trendLine(card.drawing, brushed.place);
  allDays.addEventListener('click', clear);
  const names = el('ul', { class: 'trend-legend', 'aria-label': 'Lines' });
  card.extra.append(names);

  /** @type {Period} */
  let period = { from: '', to: '' };
  /** @type {string[]} */
  let everyDay = [];
  let isKnown = false;
  /** The lines that are not drawn. @type {Set<LineName>} */
  const hidden = new Set();
  /** @type {LegendLine[]} */
  let legend = [];

  /** @param {LegendLine[]} lines */
  function drawLegend(lines) {
    // Built again only when its words change, so that the keyboard stays where it is.
    if (legend.join() === lines.join()) return;
    legend = lines;
    fill(names, ...lines.map((line) => el('li', {}, entry(...line))));
  }

  /** @param {LegendLine} line */
  function entry(...[name, label, more]) {
    const button = el('button', { type: 'button', class: `legend-entry is-${name}` }, label);
    const emit = () => {
      button.setAttribute('aria-pressed', String(!hidden.has(name)));
      button.title = `${more ? `${more}, dashed. ` : ''}Click: ${hidden.has(name) ? 'show' : 'hide'} this line`;
    };
    emit();
    button.addEventListener('click', () => {
      if (!hidden.delete(name)) hidden.add(name);
      toggle(name, !hidden.has(name));
      emit();
    });
    return button;
  }

  /** @param {Period} next the chosen one, before any answer */
  function showPeriod(next) {
    period = next;
    const chosen = chosenPeriodText(next.from, next.to);
    // Before the days are known it stands there too, so that nothing moves when they come.
    write(hint, chosen || (isKnown && everyDay.length < 2) ? '' : 'Drag to choose days');
    write(days, chosen);
    put(allDays, 'aria-label', `Back to all days; now ${chosen}`);
    allDays.hidden = chosen === '';
    brushed.show(everyDay, next);
  }

  /** On paper too the other days stand back. @param {CanvasRenderingContext2D} context @param {ChartArea} area */
  function dim(context, { left, top, width, height }) {
    const { start, end } = edgesOf(everyDay.length, windowOf(everyDay, period.from, period.to));
    context.fillStyle = fadedColour('--surface', 0.72);
    context.fillRect(left, top, start * width, height);
    context.fillRect(left + end * width, top, (1 - end) * width, height);
  }

  function printedLines() {
    const drawn = legend.filter(([name]) => !hidden.has(name));
    return el(
      'p',
      { class: 'print-lines' },
      ...drawn.map(([name, label, more]) => el('span', { class: `legend-entry is-${name}` }, more ? `${label}: ${more}` : label)),
    );
  }

  return {
    showPeriod,
    printed: () => ({ canvas: printedChart(chart, PRINTED, dim), lines: printedLines() }),
    /** @param {Dashboard} answer @param {Day[]} daily every day of the data @param {Look} look */
    render(answer, daily, look) {
      const { dataset, selection, comparison } = answer;
      const hasOrganic = dataset.has_organic;
      const organicLabel = `Organic${passesOver(selection) ? ' (all influencers)' : ''}`;
      const compared = new Map((comparison?.daily ?? []).map((day) => [day.date, day]));
      if (everyDay.length !== daily.length || everyDay[0] !== daily[0]?.date) everyDay = daily.map((day) => day.date);
      isKnown = true;
      show({ daily, hasOrganic, organicLabel, compared, style: look.style });
      showPeriod(period);
      drawLegend([
        ['influencer', 'Influencer'],
        ...(hasOrganic ? [/** @type {LegendLine} */ (['organic', organicLabel])] : []),
        ...(comparison ? [/** @type {LegendLine} */ (['compared', 'Compared', periodText(comparison.from, comparison.to)])] : []),
      ]);
      const sold = hasOrganic ? 'influencer and organic' : 'influencer';
      put(canvas, 'aria-label', `Line chart of ${sold} revenue on ${daily.length} days. The numbers are in the table.`);
      card.setEmpty(daily.length === 0 ? 'No days in this selection.' : '');
      card.setTable(tableOf(answer.daily, compared, hasOrganic && organicLabel, look));
    },
  };
}

/** Is a filter on that does not apply to organic sales, because no influencer made them? @param {Dashboard['selection']} selection */
function passesOver(selection) {
  return [...INFLUENCER_SIDE, /** @type {const} */ ('q')].some((name) => (selection[name]?.length ?? 0) > 0);
}

/**
 * The chosen days as a table.
 *
 * @param {Day[]} daily
 * @param {Map<string, ComparedDay>} compared
 * @param {string | false} organic what the line of organic sales is called, if there is one
 * @param {Look} look
 */
function tableOf(daily, compared, organic, { style }) {
  const money = (/** @type {Day | undefined} */ day, /** @type {'revenue' | 'organic_revenue'} */ id) =>
    day ? figureText(day[id], 'money', style) : '';
  const then = compared.size > 0;
  return {
    headings: [
      text('Day'),
      number('Influencer revenue'),
      ...(organic ? [number(organic.replace('Organic', 'Organic revenue'))] : []),
      number('Orders'),
      ...(then ? [text('Compared with'), number('Influencer revenue then')] : []),
      ...(then && organic ? [number('Organic revenue then')] : []),
    ],
    rows: () =>
      daily.map((day) => {
        const other = compared.get(day.date);
        return [
          weekdayText(day.date),
          money(day, 'revenue'),
          ...(organic ? [money(day, 'organic_revenue')] : []),
          figureText(day.orders, 'count', style),
          ...(then ? [other ? weekdayText(other.compared_date) : '', money(other, 'revenue')] : []),
          ...(then && organic ? [money(other, 'organic_revenue')] : []),
        ];
      }),
  };
}
