// The bar at the top: which data, which days, the upload, the colours; under it the views.

import { compareMenu } from './compare-menu.js';
import { datasetMenu } from './dataset-menu.js';
import { el, fill } from '../ui/dom.js';
import { excludedBadge } from '../imports/excluded-badge.js';
import { helpMenu } from './help-menu.js';
import { icon } from '../ui/icons.js';
import { periodMenu } from './period-menu.js';
import { tabs } from './tabs.js';
import { hasOwnDays } from '../state/views.js';
import { themeSwitch } from '../ui/theme-switch.js';

/** @import { Dashboard, DatasetVersion } from '../core/api.d.ts' */
/** @import { PageState } from '../state/address.js' */
/** @import { Look } from '../ui/figure.js' */

/**
 * @param {HTMLElement} root the header that the page's first HTML already holds
 * @param {object} options
 * @param {() => PageState} options.state
 * @param {(state: PageState) => void} options.go
 * @param {() => void} options.onUpload opens or closes the upload
 * @param {(version: DatasetVersion) => void} options.onUse
 * @param {() => void} [options.onShortcuts]
 * @param {() => void} options.onCopyLink
 */
export function topBar(root, { state, go, onUpload, onUse, onShortcuts, onCopyLink }) {
  const data = el('div', { class: 'top-data' });
  const tools = el('div', { class: 'top-tools' });
  root.append(data, tools);
  const renderDataset = datasetMenu(data, { onUse, onAll: () => go({ ...state(), view: 'data' }) });
  const renderExcluded = excludedBadge(data);
  const renderPeriod = periodMenu(tools, { onChange: (period) => go({ ...state(), ...period }) });
  const renderCompare = compareMenu(tools, { onChange: (compare) => go({ ...state(), compare }) });
  const upload = el('button', {
    type: 'button',
    class: 'button is-primary upload-button',
    'aria-expanded': 'false',
    onclick: onUpload,
  });
  const words = 'Copy a link to this view, with this version of the data';
  const link = el(
    'button',
    { type: 'button', class: 'icon-button copy-link', 'aria-label': words, title: words, onclick: onCopyLink },
    icon('link', 17),
  );
  tools.append(upload, link);
  themeSwitch(tools);
  helpMenu(tools, { onShortcuts });
  const renderTabs = tabs(root, { go });

  /** While the upload is open its own button carries the name; this one closes it. @param {boolean} isOpen */
  const showUpload = (isOpen) => {
    upload.setAttribute('aria-expanded', String(isOpen));
    upload.classList.toggle('is-primary', !isOpen);
    fill(upload, icon(isOpen ? 'close' : 'upload', 16), isOpen ? 'Close upload' : 'Upload & Analyze');
  };
  showUpload(false);

  return {
    showUpload,
    /** @param {PageState} now */
    renderState(now) {
      renderTabs(now);
      // A view with days of its own is not about these.
      tools.classList.toggle('has-no-days', hasOwnDays(now));
    },
    /** @param {Dashboard} answer @param {PageState} asked @param {Look} look */
    render({ dataset, comparison }, asked, look) {
      renderDataset(dataset);
      renderExcluded(dataset, look);
      renderPeriod(dataset, asked);
      renderCompare(dataset, asked, comparison);
    },
  };
}
