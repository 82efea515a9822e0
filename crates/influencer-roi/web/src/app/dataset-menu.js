// Which data is on the screen, and the way back to an earlier version. Emits: the version to use.

import { momentText } from '../core/dates.js';
import { el, fill, named } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { counted } from '../core/numbers.js';
import { popover } from '../ui/popover.js';
import { askDatasets } from '../core/server.js';

/** @import { Dataset, DatasetVersion } from '../core/api.d.ts' */

/**
 * @param {HTMLElement} root
 * @param {{ onUse: (version: DatasetVersion) => void, onAll: () => void }} options
 * @returns {(dataset: Dataset) => void}
 */
export function datasetMenu(root, { onUse, onAll }) {
  const name = el('span', { class: 'dataset-name' });
  const facts = el('span', { class: 'dataset-facts' });
  const button = el('button', { type: 'button', class: 'dataset-button' }, name, facts, icon('open', 13));
  const element = el('div', { class: 'dataset-menu', hidden: true }, button);
  root.append(element);
  const menu = popover(button, {
    label: 'Versions of the data',
    class: 'dataset-panel',
    draw: (panel) => void drawVersions(panel),
  });

  /** @param {HTMLElement} panel */
  async function drawVersions(panel) {
    fill(panel, el('p', { class: 'choice-more' }, 'Loading the versions …'));
    try {
      const versions = await askDatasets();
      const all = el('button', { type: 'button', class: 'button-quiet' }, 'All versions in detail');
      all.addEventListener('click', () => {
        menu.close();
        onAll();
      });
      fill(
        panel,
        el('h2', { class: 'popover-title' }, 'Data'),
        el('ul', { class: 'version-list' }, ...versions.slice(0, 8).map(versionRow)),
        el('div', { class: 'panel-foot' }, all),
      );
    } catch (error) {
      fill(panel, el('p', { class: 'field-error' }, error instanceof Error ? error.message : String(error)));
    }
  }

  /** @param {DatasetVersion} version */
  function versionRow(version) {
    const use = version.current
      ? el('span', { class: 'badge is-good' }, icon('check', 13), 'In use')
      : el('button', { type: 'button', class: 'button', 'aria-label': `Use version ${version.version}` }, 'Use');
    if (!version.current) {
      use.addEventListener('click', () => {
        menu.close();
        onUse(version);
      });
    }
    return el(
      'li',
      { class: 'version-row' },
      el(
        'div',
        { class: 'version-text' },
        named(version.name),
        el('span', { class: 'version-facts' }, `version ${version.version} · ${momentText(version.created)}`),
      ),
      use,
    );
  }

  let drawn = '';
  return (dataset) => {
    const words = JSON.stringify([dataset.name, dataset.version, dataset.days, dataset.sample]);
    if (words === drawn) return;
    drawn = words;
    element.hidden = false;
    fill(name, dataset.sample ? el('span', { class: 'badge is-sample' }, 'Sample data') : named(dataset.name));
    facts.textContent = `version ${dataset.version} · ${counted(dataset.days, 'day')}`;
    button.title = dataset.sample
      ? 'Invented data to look around with. Upload your own files to see your own numbers.'
      : dataset.name.slice(0, 300);
    button.setAttribute('aria-label', `Data: ${dataset.sample ? 'sample data' : dataset.name.slice(0, 80)}, version ${dataset.version}`);
  };
}
