// The first view: headline numbers, trend, platforms, top five, table. Emits: the next state, the wish to export.

import { el } from './dom.js';
import { influencerTable } from './influencer-table.js';
import { kpiCards } from './kpi-cards.js';
import { platformChart } from './platform-chart.js';
import { topFiveChart } from './top-five-chart.js';
import { trendChart } from './trend-chart.js';
import { cleared, toggled } from './address.js';
import { toggleValue } from './toggle-value.js';

/** @import { PageState } from './address.js' */
/** @import { Look } from './figure.js' */
/** @import { Answers } from './questions.js' */

/**
 * @param {HTMLElement} root
 * @param {object} options
 * @param {() => PageState} options.state
 * @param {(state: PageState) => void} options.go
 * @param {(error: unknown) => void} options.onTrouble
 */
export function overview(root, { state, go, onTrouble }) {
  const element = el('div', { class: 'overview' });
  root.append(element);
  const renderCards = kpiCards(element);
  const charts = el('div', { class: 'charts' });
  element.append(charts);
  const renderTrend = trendChart(charts);
  const renderPlatforms = platformChart(charts, { onChoose: (platform) => go(toggled(state(), 'platform', platform)) });
  const renderTopFive = topFiveChart(charts, { onChoose: (id) => go(toggled(state(), 'influencer', id)) });
  const table = influencerTable(element, {
    onSort: (sort) => go({ ...state(), sort }),
    onColumns: (columns) => go({ ...state(), columns: columns.join() }),
    onToggle: (dimension, value, click) => go(toggleValue(state(), dimension, value, click)),
    onOpen: (who) => go({ ...state(), who }),
    onClear: () => go(cleared(state())),
    onTrouble,
  });

  return {
    element,
    table,
    /** @param {Answers} answers @param {PageState} asked @param {{ look: Look, everybody: number }} how */
    render({ answer, panels, question }, asked, { look, everybody }) {
      renderCards(answer, look, asked.compare);
      renderTrend(answer, look);
      renderPlatforms(answer, panels, asked.chosen.platform, look);
      renderTopFive(panels, asked.chosen.influencer, look);
      table.render({ answer, question, asked, everybody, look });
    },
  };
}
