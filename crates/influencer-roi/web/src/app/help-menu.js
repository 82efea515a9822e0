// Where there is more to know: the definitions, the reference of the API, the keys, and which program this is.

import { el, fill } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { linkTo } from '../state/links.js';
import { popover } from '../ui/popover.js';
import { VIEWS } from '../state/views.js';
import { askProgramVersion } from '../core/server.js';

/** @param {HTMLElement} root @param {{ onShortcuts?: () => void }} options */
export function helpMenu(root, { onShortcuts }) {
  const button = el(
    'button',
    { type: 'button', class: 'icon-button help-button', 'aria-label': 'Help', title: 'Help' },
    icon('explain', 17),
  );
  root.append(button);
  const version = el('p', { class: 'help-version' });
  const menu = popover(button, { label: 'Help', class: 'help-panel', draw });

  /** @param {HTMLElement} panel */
  function draw(panel) {
    fill(
      panel,
      ...VIEWS.flatMap((view) =>
        'help' in view ? [el('a', { class: 'help-entry', href: linkTo({ view: view.id, term: '' }) }, view.label, note(view.help))] : [],
      ),
      el('a', { class: 'help-entry', href: '/methods' }, 'Methods', note('how incrementality is estimated')),
      el('a', { class: 'help-entry', href: '/reference' }, 'API reference', note('for programs')),
      onShortcuts &&
        el('button', { type: 'button', class: 'help-entry', onclick: shortcuts }, 'Keyboard shortcuts', el('kbd', { class: 'key' }, '?')),
      version,
    );
    if (!version.textContent) void sayVersion();
  }

  function shortcuts() {
    menu.close();
    onShortcuts?.();
  }

  async function sayVersion() {
    // Without an answer there is nothing to say.
    const said = await askProgramVersion().catch(() => '');
    if (said) version.textContent = `influencer-roi ${said}`;
  }
}

/** @param {string} text */
function note(text) {
  return el('span', { class: 'help-note' }, text);
}
