// How new files are read: their currency, where the shop is, and whether buyers' personal data is kept. A change is kept at once, and said.

import { el, fill } from '../ui/dom.js';
import { choice } from '../ui/choice.js';
import { keepingPlace } from '../ui/keep-place.js';
import { askSettings, changeSettings } from '../core/server.js';

/** @import { Settings } from '../core/api.d.ts' */

/** @typedef {Partial<Pick<Settings, 'currency' | 'time_zone' | 'keep_personal_data'>>} Change */

/** @param {HTMLElement} root @param {(error: unknown) => void} onTrouble */
export function readingSettings(root, onTrouble) {
  const said = el('p', { class: 'settings-said', role: 'status' });
  const fields = el('div', { class: 'settings-fields' });
  root.append(fields, said);

  /** @param {Settings} settings */
  function draw(settings) {
    const { currency, time_zone: zone, keep_personal_data: keeps, choices } = settings;
    const personal = el('input', { type: 'checkbox', checked: keeps, 'data-place': 'keep personal data' });
    personal.addEventListener('change', () => change({ keep_personal_data: personal.checked }));
    const parts = [
      field('Currency of amounts without a mark', choices.currency, currency, (code) => change({ currency: code })),
      field('Time zone of the shop', choices.time_zone, zone, (name) => change({ time_zone: name })),
      el('label', { class: 'settings-check' }, personal, 'Keep names, e-mails and addresses of buyers in the kept files'),
    ];
    keepingPlace(fields, () => fill(fields, ...parts));
  }

  /** One after the other: typing into a list changes it with every letter, and the last change is the one that is kept. */
  let changes = Promise.resolve();
  /** @param {Change} wanted */
  const change = (wanted) => {
    changes = changes.then(() => keep(wanted));
  };

  /** What was chosen stands there already. @param {Change} wanted */
  async function keep(wanted) {
    try {
      await changeSettings(wanted);
      fill(said, 'Kept. It holds for the files that come next; versions that are there stay as they are.');
    } catch (error) {
      onTrouble(error);
      await load();
    }
  }

  async function load() {
    try {
      draw(await askSettings());
    } catch (error) {
      onTrouble(error);
    }
  }

  return { load };
}

/** @param {string} label @param {string[]} values @param {string} now @param {(value: string) => void} onChange */
function field(label, values, now, onChange) {
  const options = values.map((value) => ({ value, label: value }));
  return el('div', { class: 'settings-field' }, el('span', {}, label), choice({ label, place: label, now, options, onChange }));
}
