// The page on paper: two sheets that say by themselves what they show. Built on printing, from the answer on the screen, and
// taken away afterwards.

import { momentText } from '../core/dates.js';
import { el, fill, named } from '../ui/dom.js';
import { definitionOf, metricOf } from '../ui/figure.js';
import { insightParts } from './insight-strip.js';
import { kpiCards } from './kpi-cards.js';
import { counted } from '../core/numbers.js';
import { plainRow, plainTable } from '../ui/plain-table.js';
import { columnCatalogue, columnsOf, totalCell } from '../influencers/table-columns.js';
import { verdictText } from '../influencers/verdict.js';
import { onPaper } from '../ui/theme.js';
import { marginText } from '../core/margin-words.js';

/** @import { Dashboard } from '../core/api.d.ts' */
/** @import { PageState } from '../state/address.js' */
/** @import { ChartTable } from '../charts/chart-card.js' */
/** @import { Look } from '../ui/figure.js' */
/** @import { TableLook } from '../influencers/table-cells.js' */
/** @import { Lift } from './kpi-change.js' */
/** @import { Scope } from './kpi-cards.js' */

const TITLE = 'HealthKart Influencer Marketing ROI Dashboard';
const MAX_LINES = 25;
/** The numbers of the report, in the order in which they are explained. */
const EXPLAINED = [
  'revenue',
  'spend',
  'roas',
  'profit',
  'baseline',
  'incremental_revenue',
  'incremental_roas',
  'orders',
  'cost_per_order',
  'aov',
];
/** What fits on the width of the paper. */
const COLUMNS = ['category', 'platform', 'revenue', 'orders', 'spend', 'roas', 'profit', 'verdict'];

/** @typedef {{ table?: ChartTable | null }} PrintedChart */
/** @typedef {PrintedChart & { bars: Node }} PrintedBars */
/** @typedef {PrintedChart & { canvas: HTMLCanvasElement }} PrintedCanvas */
/**
 * @typedef {object} Printed what is on the screen
 * @property {Dashboard} answer
 * @property {Look} look
 * @property {Scope} scope
 * @property {string} compare
 * @property {Lift} lift
 * @property {PageState['chosen']} chosen
 * @property {string[]} verdicts that the table is narrowed to
 * @property {() => { trend: PrintedCanvas & { lines: Node }, platforms: PrintedCanvas, top: PrintedBars, bottom: PrintedBars }} charts
 */

/** @param {() => Printed | null} current null as long as there is nothing to print */
export function printReport(current) {
  /** @type {HTMLElement | null} */
  let report = null;
  const remove = () => {
    report?.remove();
    report = null;
  };
  addEventListener('beforeprint', () => {
    remove();
    const printed = current();
    if (!printed) return;
    report = onPaper(() => el('div', { class: 'print-report' }, firstSheet(printed), secondSheet(printed)));
    document.body.append(report);
  });
  addEventListener('afterprint', remove);
}

/** @param {Printed} printed */
function firstSheet(printed) {
  const { answer, look, compare, lift } = printed;
  const { trend, platforms, top, bottom } = printed.charts();
  const sheet = el('section', { class: 'print-sheet' }, head(printed), scopeList(printed), insightList(printed));
  kpiCards(sheet)(answer, look, compare, lift);
  sheet.append(
    part('Revenue by day', trend.lines, trend.canvas),
    el(
      'div',
      { class: 'print-pair is-platforms' },
      part('Revenue by platform', platforms.canvas),
      part('Platforms', tableOf('Revenue by platform', platforms)),
    ),
    el(
      'div',
      { class: 'print-pair' },
      part('Top five influencers by revenue', top.bars),
      part('Bottom five influencers by loss', bottom.bars),
    ),
    foot(printed, 1),
  );
  return sheet;
}

/** @param {Printed} printed */
function secondSheet(printed) {
  const { answer, look, chosen } = printed;
  const { influencers, influencers_total: total } = answer;
  const shown = influencers.slice(0, MAX_LINES);
  const more = total - shown.length;
  const left = more > 0 ? `${counted(more, 'more influencer')} in the export; the totals are of all ${total.toLocaleString('en-IN')}.` : '';
  return el(
    'section',
    { class: 'print-sheet' },
    part(
      counted(total, 'influencer'),
      linesTable(printed, shown, { ...look, chosen, datasetRoas: answer.dataset_roas }),
      left && el('p', { class: 'print-note' }, left),
    ),
    part('What the numbers mean', definitionList(look)),
    foot(printed, 2),
  );
}

/** @param {Printed} printed */
function head({ answer: { dataset } }) {
  const about = dataset.sample ? 'Sample data' : named(dataset.name);
  return el('header', { class: 'print-head' }, el('h1', {}, TITLE), el('p', {}, about, ` · version ${dataset.version}`));
}

/** @param {Printed} printed */
function scopeList({ answer, look, scope, verdicts }) {
  const method = look.definitions.methods.find(({ id }) => id === answer.method);
  const facts = [
    ['Filter', scope.filters.join(' · ') || 'None: all influencers and all sales'],
    ['Days', scope.period],
    ['Method', method ? `${method.label}. ${method.meaning}` : answer.method],
    ['Margin', marginText(answer.margins, look.style)],
    ...(verdicts.length > 0 ? [['Table', `Only: ${verdicts.map((one) => verdictText(one, look.definitions)).join(', ')}`]] : []),
    ...answer.warnings.map(({ message }) => ['Note', message]),
  ];
  return el('dl', { class: 'print-scope' }, ...facts.map(([term, text]) => el('div', {}, el('dt', {}, term), el('dd', {}, text))));
}

/** What the numbers say, in the words of the page. @param {Printed} printed */
function insightList({ answer: { insights = [] }, look }) {
  const sentence = (/** @type {typeof insights[number]} */ insight) =>
    insightParts(insight, look.style).map(({ text, isStrong }) => (isStrong ? el('strong', {}, text) : text));
  return insights.length > 0 && el('ul', { class: 'print-insights' }, ...insights.map((insight) => el('li', {}, ...sentence(insight))));
}

/** @param {string} title @param {...import('../ui/dom.js').Child} children */
function part(title, ...children) {
  return el('section', { class: 'print-part' }, el('h2', {}, title), ...children);
}

/** @param {string} caption @param {PrintedChart} chart */
function tableOf(caption, { table }) {
  return (
    table &&
    plainTable(
      caption,
      table.headings,
      table.rows().map((cells) => plainRow(table.headings, cells)),
    )
  );
}

/** @param {Printed} printed @param {Dashboard['influencers']} lines @param {TableLook} look */
function linesTable({ answer: { totals, influencers_total: total }, verdicts }, lines, look) {
  // Totals are those of the selection, which a verdict does not narrow.
  const all = verdicts.length > 0 ? 'Whole selection' : `All ${total.toLocaleString('en-IN')}`;
  const columns = columnsOf(columnCatalogue(look.definitions, lines[0]), COLUMNS, false);
  const cells = (/** @type {(cell: HTMLElement, at: number) => void} */ draw) =>
    columns.map((_, at) => {
      const cell = el('span');
      draw(cell, at);
      return cell;
    });
  const first = cells((cell, at) => (at === 0 ? fill(cell, all) : totalCell(cell, columns[at])(totals, look)));
  const rows = [first, ...lines.map((line) => cells((cell, at) => columns[at].build(cell)(line, look)))];
  return plainTable(
    'Influencers',
    columns,
    rows.map((row) => plainRow(columns, row)),
  );
}

/** @param {Look} look */
function definitionList({ definitions }) {
  const known = EXPLAINED.flatMap((id) => definitionOf(definitions, id) ?? []);
  return el(
    'dl',
    { class: 'print-definitions' },
    ...known.map(({ id, label, meaning }) => {
      const formula = metricOf(definitions, id)?.formula;
      return el('div', {}, el('dt', {}, label), el('dd', {}, formula ? `${formula}. ` : '', meaning));
    }),
  );
}

/** @param {Printed} printed @param {number} sheet */
function foot({ answer: { dataset } }, sheet) {
  const made = `Printed ${momentText(new Date().toISOString())}`;
  return el(
    'footer',
    { class: 'print-foot' },
    `Data version ${dataset.version}, content ${dataset.content_hash} · ${made} · ${sheet} of 2`,
  );
}
