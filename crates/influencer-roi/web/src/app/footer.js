// The line at the foot of the page: how fast the last answer was, that it is exact, and of which data. Reads: the answer.

import { contentHash } from '../versions/content-hash.js';
import { el, fill } from '../ui/dom.js';
import { counted } from '../core/numbers.js';
import { popover } from '../ui/popover.js';
import { askDatasets, takenBy } from '../core/server.js';
import { durationText } from '../core/timing.js';

/** @import { Dashboard } from '../core/api.d.ts' */

/** @param {HTMLElement} root @returns {(answer: Dashboard) => void} */
export function pageFoot(root) {
  const time = el('span', { class: 'foot-time' });
  const exact = el('button', { type: 'button', class: 'foot-exact' }, 'exact');
  const data = el('span', { class: 'foot-data' });
  const rows = el('span', { class: 'foot-rows' });
  const element = el('footer', { class: 'page-foot' }, time, el('span', {}, exact), data, rows);
  popover(exact, { label: 'What exact means here', class: 'explanation', draw: drawExact });
  /** The dataset whose facts stand there. */
  let dataset = '';

  return (answer) => {
    // Only with its words does it come onto the page, so that nothing has to move.
    if (!element.isConnected) root.append(element);
    const took = takenBy(answer);
    time.hidden = !took;
    if (took) {
      time.textContent = `Answered in ${durationText(took.milliseconds)}`;
      time.title = took.by === 'server' ? 'The time the server took for the last answer' : 'The time until the last answer was here';
    }
    const { id, version, content_hash: hash } = answer.dataset;
    if (id === dataset) return;
    dataset = id;
    fill(data, `version ${version} · `, contentHash(hash, `version ${version}`, 'foot'));
    rows.textContent = '';
    void countRows(id);
  };

  /** @param {string} id */
  async function countRows(id) {
    // The line does without the number where it cannot be had.
    const versions = await askDatasets().catch(() => []);
    const found = versions.find((one) => one.id === id);
    if (found && id === dataset) rows.textContent = counted(found.rows.tracking, 'tracking row');
  }
}

/** @param {HTMLElement} panel */
function drawExact(panel) {
  fill(
    panel,
    el('h3', { class: 'popover-title' }, 'Exact'),
    el(
      'p',
      { class: 'explanation-meaning' },
      'Every amount is kept as a whole number of millionths of the currency, and sums are sums of whole numbers over every row: ',
      'no sampling, no estimate, no rounding on the way. A ratio is worked out from the finished sums, once. ',
      'Shorter figures on the screen show the exact one when they are pointed at, and copy it.',
    ),
  );
}
