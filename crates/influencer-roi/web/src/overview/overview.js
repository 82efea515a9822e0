// The first view: what the numbers say, headline numbers, trend, platforms, top and bottom five, table. Emits: the next state.

import { el } from '../ui/dom.js';
import { influencerTable } from '../influencers/influencer-table.js';
import { kpiCards } from './kpi-cards.js';
import { NO_LIFT, liftOfSelection } from './lift-card.js';
import { platformChart } from './platform-chart.js';
import { BOTTOM_FIVE, TOP_FIVE, fiveChart } from './five-chart.js';
import { insightStrip } from './insight-strip.js';
import { trendChart } from './trend-chart.js';
import { cleared, verdictToggled } from '../state/address.js';
import { toggleValue } from '../state/toggle-value.js';
import { printReport } from './print-report.js';
import { latePart } from '../ui/late-part.js';
import { afterPaint } from '../ui/after-paint.js';
import { FIRST_VIEW } from '../state/views.js';

/** @import { Dashboard, Panels } from '../core/api.d.ts' */
/** @import { Lift } from './kpi-change.js' */
/** @import { Look } from '../ui/figure.js' */
/** @import { PageState } from '../state/address.js' */
/** @import { Answered } from '../app/dashboard-client.js' */
/** @import { ViewContext } from '../app/view-builders.js' */
/** @import { Gesture } from '../charts/brush.js' */
/** @import { Period } from '../core/periods.js' */
/** @import { Shown } from '../influencers/influencer-table.js' */

/** While something is dragged the table keeps up by so much. */
const TABLE_PAUSE_MS = 100;

/** @param {HTMLElement} root @param {ViewContext} context */
export function overview(root, context) {
  const { state, go, look } = context;
  const element = el('div', { class: 'overview' });
  root.append(element);
  const renderInsights = insightStrip(element, { onTable: () => table.reveal() });
  const renderCards = kpiCards(element);
  /** What the cards show. @type {[Dashboard, Look, string] | null} */
  let cards = null;
  let lift = NO_LIFT;
  const drawCards = () => cards && renderCards(...cards, lift);
  const followLift = liftOfSelection((next) => {
    lift = next;
    drawCards();
  });
  const charts = overviewCharts(element, context);
  /** What is drawn again once what is estimated has come. @param {Dashboard} found @param {Panels} panels @param {PageState} asked @param {Look} how */
  function drawEstimated(found, panels, asked, how) {
    renderInsights(found, asked, how.style);
    charts.platforms.render(panels, asked.chosen.platform, how);
    charts.top.render(panels.top_influencers, asked.chosen.influencer, how);
    charts.bottom.render(panels.bottom_influencers, asked.chosen.influencer, how);
  }
  const table = influencerTable(element, {
    onSort: (sort) => go({ ...state(), sort }),
    onVerdict: (verdict) => go(verdictToggled(state(), verdict)),
    onEstimates(found) {
      const answered = context.shown();
      if (!answered || !cards) return;
      // What follows from the estimates belongs to the answer from now on, also when it is drawn again.
      const { answer, panels } = answered.answers;
      Object.assign(answer, { insights: found.insights, verdicts: found.verdicts });
      Object.assign(panels, rankedOf(found.panels ?? found));
      drawEstimated(answer, panels, answered.asked, look());
      drawCards();
    },
    onColumns: (columns) => go({ ...state(), columns: columns.join() }),
    onToggle: (dimension, value, click) => go(toggleValue(state(), dimension, value, click)),
    onOpen: (who) => go({ ...state(), who }),
    onClear: () => go(cleared(state())),
    onTrouble: context.onTrouble,
  });
  const drawTable = tableDrawer(table);
  const profile = latePart(async () => {
    const { influencerProfile } = await import('../influencers/profile.js');
    return influencerProfile(document.body, { table, state, go, nameOf: context.nameOf });
  }, context.onTrouble);
  /** @param {PageState} now @param {boolean} isShown */
  const passToProfile = (now, isShown) => profile.pass('state', (one) => one.renderState(now, isShown), isShown && now.who !== '');
  printReport(() => printed(context, charts, lift));

  return {
    element,
    exportAddress: table.exportAddress,
    /** @param {PageState} now */
    show(now) {
      charts.trend.showPeriod({ from: now.from, to: now.to });
      passToProfile(now, true);
    },
    /** @param {PageState} now */
    leave: (now) => passToProfile(now, false),
    /** @param {Answered} answered */
    answer({ answers, asked }) {
      const { answer, panels, question } = answers;
      const inSteps = context.isInSteps();
      const shown = { answer, question, asked, influencerCount: context.influencerCount(), look: look(), inSteps };
      // What scrolls and what writes on a canvas comes first: both would have the browser work out what has been drawn on the page so far.
      if (!inSteps) table.take(shown);
      charts.trend.render(answer, panels.daily, shown.look);
      drawEstimated(answer, panels, asked, shown.look);
      cards = [answer, shown.look, asked.compare];
      drawCards();
      // Not at every step of a drag: the lift of the days that are chosen at its end follows.
      if (!inSteps) followLift(asked, answer);
      drawTable(shown);
      const now = state();
      profile.pass('answer', (one) => one.render(now, answer, shown.look), now.who !== '');
      afterPaint(profile, profile.prefetch);
    },
  };
}

/** What is drawn by platform and by rank: with verdicts, where estimates have come. @param {Panels} panels */
function rankedOf({ platforms, platforms_total, top_influencers, bottom_influencers }) {
  return { platforms, platforms_total, top_influencers, bottom_influencers };
}

/** @param {HTMLElement} root @param {ViewContext} context */
function overviewCharts(root, { state, go, onTakeBack, onGestureEnd }) {
  const charts = el('div', { class: 'charts' });
  const fives = el('div', { class: 'charts is-fives' });
  root.append(charts, fives);
  const onChoose = (/** @type {string} */ id, /** @type {MouseEvent} */ click) => go(toggleValue(state(), 'influencer', id, click));
  const onPeriod = (/** @type {Period} */ period, /** @type {Gesture | undefined} */ gesture) => go({ ...state(), ...period }, gesture);
  return {
    trend: trendChart(charts, { onPeriod, onTakeBack, onGestureEnd }),
    platforms: platformChart(charts, { onChoose: (one, click) => go(toggleValue(state(), 'platform', one, click)) }),
    top: fiveChart(fives, TOP_FIVE, { onChoose }),
    bottom: fiveChart(fives, BOTTOM_FIVE, { onChoose }),
  };
}

/** Draws the table; in steps a moment later, and not every time, so that no frame is long. @param {ReturnType<typeof influencerTable>} table */
function tableDrawer(table) {
  let waiting = 0;
  let drawWaiting = () => {};

  return (/** @type {Shown} */ shown) => {
    if (shown.inSteps) {
      drawWaiting = () => {
        waiting = 0;
        table.take(shown);
        table.draw();
      };
      waiting ||= window.setTimeout(() => drawWaiting(), TABLE_PAUSE_MS);
    } else {
      clearTimeout(waiting);
      waiting = 0;
      table.draw();
    }
  };
}

/** What is printed: the answer that is on the screen; nothing while another view is looked at. @param {ViewContext} context @param {ReturnType<typeof overviewCharts>} charts @param {Lift} lift */
function printed({ shown, state, look, scopeOf }, { trend, platforms, top, bottom }, lift) {
  const answered = shown();
  if (!answered || state().view !== FIRST_VIEW) return null;
  const { answers, asked } = answered;
  const { answer } = answers;
  const canvases = () => ({ trend: trend.printed(), platforms: platforms.printed(), top: top.printed(), bottom: bottom.printed() });
  return {
    answer,
    look: look(),
    scope: scopeOf(asked, answer.dataset),
    compare: asked.compare,
    chosen: asked.chosen,
    verdicts: asked.verdicts,
    lift,
    charts: canvases,
  };
}
