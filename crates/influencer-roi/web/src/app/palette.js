// The command palette: everything the page can do, found by a few letters and chosen by keyboard. A combobox after the ARIA pattern:
// the focus stays in the field, the arrows move through the list.

import { el, fill, freshId, named } from '../ui/dom.js';
import { fit } from '../core/fuzzy.js';
import { icon } from '../ui/icons.js';
import { latestOnly } from '../core/latest.js';
import { modal } from '../ui/modal.js';
import { keyText } from './shortcuts.js';

const MAX_SHOWN = 50;
const PAUSE_MS = 120;

/**
 * @typedef {object} Command
 * @property {string} group
 * @property {string} label
 * @property {string} [key]
 * @property {boolean} [isOn]
 * @property {boolean} [onlyFound] there are so many of its kind that it is shown only when it is looked for
 * @property {() => void} run
 */

/**
 * @param {object} options
 * @param {() => Command[]} options.commands
 * @param {(typed: string, signal: AbortSignal) => Promise<Command[]>} options.find what must be asked for: influencers, versions
 * @returns {() => void} opens it
 */
export function palette({ commands, find }) {
  const box = modal({ label: 'Commands', class: 'palette', onClose: stop });
  const list = el('ul', { class: 'palette-list', role: 'listbox', id: freshId('commands'), 'aria-label': 'Commands' });
  const field = el('input', {
    type: 'text',
    class: 'palette-field',
    role: 'combobox',
    'aria-expanded': 'true',
    'aria-autocomplete': 'list',
    'aria-controls': list.id,
    'aria-label': 'Search commands, filters and influencers',
    placeholder: 'Search commands, filters and influencers',
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const said = el('p', { class: 'visually-hidden', role: 'status' });
  const none = el('p', { class: 'palette-none', hidden: true }, 'Nothing matches.');
  box.append(el('div', { class: 'palette-head' }, icon('search'), field), list, none, said);

  /** @type {Command[]} */
  let found = [];
  /** @type {Command[]} */
  let shown = [];
  let at = 0;
  let waiting = 0;
  const run = latestOnly();

  function draw() {
    shown = arranged([...commands(), ...found], field.value);
    fill(list, ...shown.map((command, place) => option(command, `${list.id}-${place}`, () => choose(place))));
    none.hidden = shown.length > 0;
    said.textContent = `${shown.length} found`;
    mark(Math.max(0, Math.min(at, shown.length - 1)));
  }

  /** @param {number} next */
  function mark(next) {
    list.children[at]?.setAttribute('aria-selected', 'false');
    at = next;
    const marked = list.children[at];
    marked?.setAttribute('aria-selected', 'true');
    marked?.scrollIntoView({ block: 'nearest' });
    if (marked) field.setAttribute('aria-activedescendant', marked.id);
    else field.removeAttribute('aria-activedescendant');
  }

  /** @param {number} place */
  function choose(place) {
    const command = shown[place];
    if (!command) return;
    box.close();
    command.run();
  }

  async function lookUp() {
    const typed = field.value.trim();
    list.ariaBusy = 'true';
    try {
      const result = await run((signal) => find(typed, signal));
      if (!result || !box.open) return;
      found = result.answer;
      draw();
    } catch {
      // What is at hand can still be found; the page says by itself that the server is gone.
    }
    list.ariaBusy = 'false';
  }

  function stop() {
    clearTimeout(waiting);
    void run(async () => undefined);
  }

  field.addEventListener('input', () => {
    at = 0;
    draw();
    clearTimeout(waiting);
    waiting = window.setTimeout(lookUp, PAUSE_MS);
  });
  field.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    const last = shown.length - 1;
    const next = {
      ArrowDown: at < last ? at + 1 : 0,
      ArrowUp: at > 0 ? at - 1 : last,
      PageDown: Math.min(last, at + 8),
      PageUp: Math.max(0, at - 8),
    }[event.key];
    if (next === undefined && event.key !== 'Enter') return;
    event.preventDefault();
    if (next === undefined) choose(at);
    else mark(next);
  });

  return () => {
    [field.value, found, at] = ['', [], 0];
    box.showModal();
    field.focus();
    draw();
    void lookUp();
  };
}

/** What fits, best first; as long as nothing is typed, what is not too much. @param {Command[]} commands @param {string} typed */
function arranged(commands, typed) {
  if (typed.trim() === '') return commands.filter(({ onlyFound }) => !onlyFound);
  return commands
    .map((command) => ({ command, fits: fit(typed, `${command.group} ${command.label}`) + fit(typed, command.label) }))
    .filter(({ fits }) => fits > 0)
    .sort((one, other) => other.fits - one.fits)
    .slice(0, MAX_SHOWN)
    .map(({ command }) => command);
}

/** @param {Command} command @param {string} id @param {() => void} onChoose */
function option({ group, label, key, isOn }, id, onChoose) {
  return el(
    'li',
    { class: 'palette-option', role: 'option', id, 'aria-selected': 'false', onclick: onChoose },
    el('span', { class: 'palette-group' }, group),
    named(label),
    isOn && el('span', { class: 'palette-on' }, icon('check', 14), 'on'),
    key && el('kbd', { class: 'key' }, keyText(key)),
  );
}
