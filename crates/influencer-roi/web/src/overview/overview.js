// The first view: headline numbers, trend, platforms, top five, table. Emits: the next state, the wish to export.

import { el } from '../ui/dom.js';
import { influencerTable } from '../influencers/influencer-table.js';
import { kpiCards } from './kpi-cards.js';
import { platformChart } from './platform-chart.js';
import { topFiveChart } from './top-five-chart.js';
import { trendChart } from './trend-chart.js';
import { cleared } from '../app/address.js';
import { toggleValue } from '../core/toggle-value.js';

/** @import { PageState } from '../app/address.js' */
/** @import { Gesture } from '../charts/brush.js' */
/** @import { Look } from '../core/figure.js' */
/** @import { Answers } from '../app/questions.js' */

/** While something is dragged the table keeps up by so much. */
const TABLE_PAUSE_MS = 100;

/**
 * @param {HTMLElement} root
 * @param {object} options
 * @param {() => PageState} options.state
 * @param {(state: PageState, gesture?: Gesture) => void} options.go
 * @param {(gesture: Gesture) => void} options.onTakeBack what a gesture has changed is to be taken back
 * @param {() => void} options.onGestureEnd
 * @param {(error: unknown) => void} options.onTrouble
 */
export function overview(root, { state, go, onTakeBack, onGestureEnd, onTrouble }) {
  const element = el('div', { class: 'overview' });
  root.append(element);
  const renderCards = kpiCards(element);
  const charts = el('div', { class: 'charts' });
  element.append(charts);
  const trend = trendChart(charts, { onPeriod: (period, gesture) => go({ ...state(), ...period }, gesture), onTakeBack, onGestureEnd });
  const platforms = platformChart(charts, { onChoose: (one, click) => go(toggleValue(state(), 'platform', one, click)) });
  const topFive = topFiveChart(charts, { onChoose: (id, click) => go(toggleValue(state(), 'influencer', id, click)) });
  const table = influencerTable(element, {
    onSort: (sort) => go({ ...state(), sort }),
    onColumns: (columns) => go({ ...state(), columns: columns.join() }),
    onToggle: (dimension, value, click) => go(toggleValue(state(), dimension, value, click)),
    onOpen: (who) => go({ ...state(), who }),
    onClear: () => go(cleared(state())),
    onTrouble,
  });

  let waiting = 0;
  let drawWaiting = () => {};

  return {
    element,
    table,
    /** The charts for paper. */
    printed: () => ({ trend: trend.printed(), platforms: platforms.printed(), topFive: topFive.printed() }),
    /** What the state says before any answer. @param {PageState} now */
    renderState: ({ from, to }) => trend.showPeriod({ from, to }),
    /** @param {Answers} answers @param {PageState} asked @param {{ look: Look, everybody: number, inSteps: boolean }} how in steps: the table follows a moment later, and not every time, so that no frame is long */
    render({ answer, panels, question }, asked, { look, everybody, inSteps }) {
      const shown = { answer, question, asked, everybody, look, inSteps };
      // What scrolls and what writes on a canvas comes first: both would have the browser work out what has been drawn on the page so far.
      if (!inSteps) table.take(shown);
      trend.render(answer, panels.daily, look);
      platforms.render(answer, panels, asked.chosen.platform, look);
      topFive.render(panels, asked.chosen.influencer, look);
      renderCards(answer, look, asked.compare);
      if (inSteps) {
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
    },
  };
}
