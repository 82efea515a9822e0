// One filter: a button, and behind it a searchable list of values with counts. Emits: the values that are on.

import { arranged, choiceList } from '../ui/choice-list.js';
import { el, fill, put, write } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { latestOnly } from '../core/latest.js';
import { isNarrow } from '../ui/narrow.js';
import { popover } from '../ui/popover.js';

/** @import { FacetValue } from '../core/api.d.ts' */
/** @import { Choice } from '../ui/choice-list.js' */

const MAX_ROWS = 200;
const PAUSE_MS = 120;

/** @typedef {{ values: FacetValue[], total: number }} Found some values, and how many there are */

/**
 * @param {HTMLElement} root
 * @param {object} options
 * @param {string} options.label
 * @param {string} options.counts what there are so many of, one of it
 * @param {(value: { value: string, label?: string }) => string} options.nameOf
 * @param {(value: string) => void} options.onToggle a value is to be on where it is off, and off where it is on
 * @param {(values: string[]) => void} options.onChoose these values are to be on, and no others
 * @param {(text: string, signal: AbortSignal) => Promise<Found>} [options.find] where the values are too many to be at hand
 * @returns {{ element: HTMLElement, render: (chosen: string[], values: FacetValue[]) => void }}
 */
export function filterMenu(root, { label, counts, nameOf, onToggle, onChoose, find }) {
  const count = el('span', { class: 'filter-count', hidden: true });
  const button = el('button', { type: 'button', class: 'button filter-button' }, label, count, icon('open', 14));
  const element = el('div', { class: 'filter-menu' }, button);
  root.append(element);

  /** @type {string[]} */
  let chosen = [];
  /** What was chosen when the menu opened: it stands first until the menu closes. @type {string[]} */
  let first = [];
  /** @type {Found} */
  let known = { values: [], total: 0 };
  const search = el('input', {
    type: 'search',
    class: 'input',
    placeholder: `Search ${label.toLowerCase()}`,
    'aria-label': `Search ${label.toLowerCase()}`,
    autocomplete: 'off',
    spellcheck: 'false',
  });
  const list = choiceList({
    label,
    counts,
    onToggle,
    onOnly: (value) => onChoose([value]),
  });
  const note = el('p', { class: 'choice-more', role: 'status' });
  const none = el('button', { type: 'button', class: 'button-quiet', onclick: () => onChoose([]) }, 'Clear');

  function drawList() {
    const wanted = search.value.trim().toLowerCase();
    const choices = allChoices(wanted);
    list.draw(arranged(choices, first).slice(0, MAX_ROWS), chosen);
    const total = find ? Math.max(known.total, choices.length) : choices.length;
    note.textContent = noteOf(Math.min(choices.length, MAX_ROWS), total, wanted);
    drawFoot();
  }

  /**
   * What is on stands in the list even where the data no longer has it: it must be possible to take it back.
   *
   * @param {string} wanted
   * @returns {Choice[]}
   */
  function allChoices(wanted) {
    const at = new Set(known.values.map(({ value }) => value));
    const others = chosen.filter((value) => !at.has(value)).map((value) => ({ value, count: find ? null : 0 }));
    const named = (/** @type {Omit<Choice, 'name'>} */ one) => {
      const name = nameOf(one);
      return { ...one, name, id: find && name !== one.value ? one.value : '' };
    };
    const fits = (/** @type {Choice} */ { name, value }) => `${name}\n${value}`.toLowerCase().includes(wanted);
    // What was asked for by the text fits it already.
    const values = known.values.map(named);
    return [...others.map(named).filter(fits), ...(find ? values : values.filter(fits))];
  }

  function drawFoot() {
    // A button that is switched off under the keyboard would throw it out of the panel.
    none.setAttribute('aria-disabled', String(chosen.length === 0));
  }

  const run = latestOnly();
  let waiting = 0;
  async function lookUp() {
    if (!find) return drawList();
    list.element.setAttribute('aria-busy', 'true');
    try {
      const found = await run((signal) => find(search.value.trim(), signal));
      if (!found) return;
      known = found.answer;
      drawList();
    } catch (error) {
      note.textContent = error instanceof Error ? error.message : String(error);
    }
    list.element.setAttribute('aria-busy', 'false');
  }
  search.addEventListener('input', () => {
    clearTimeout(waiting);
    if (find) waiting = window.setTimeout(lookUp, PAUSE_MS);
    else drawList();
  });

  const menu = popover(button, {
    label: `Filter by ${label}`,
    class: 'filter-panel',
    draw(panel) {
      [search.value, first] = ['', chosen];
      fill(panel, search, list.element, note, el('footer', { class: 'panel-foot' }, none));
      if (known.values.length > 0 || !find) drawList();
      else note.textContent = 'Loading …';
      if (find) void lookUp();
      // The browser puts the focus there when it shows the panel, and back on the button when it closes it. On a phone that would bring
      // up the keyboard before the reader wants to type.
      search.toggleAttribute('autofocus', !isNarrow());
    },
  });
  menu.panel.addEventListener('keydown', (event) => moveByKey(event, search, list.boxes()));

  return {
    element,
    render(nextChosen, nextValues) {
      chosen = nextChosen;
      if (!find) known = { values: nextValues, total: nextValues.length };
      count.hidden = chosen.length === 0;
      write(count, String(chosen.length));
      button.classList.toggle('is-on', chosen.length > 0);
      put(button, 'aria-label', chosen.length > 0 ? `${label}, ${chosen.length} chosen` : label);
      if (!menu.panel.matches(':popover-open')) return;
      list.update(new Map(known.values.map((one) => [one.value, one.count])), chosen);
      drawFoot();
    },
  };
}

/** @param {number} shown @param {number} all @param {string} wanted */
function noteOf(shown, all, wanted) {
  if (all === 0) return wanted ? 'Nothing matches.' : 'Nothing to choose from.';
  if (all > shown) return `${shown.toLocaleString('en-IN')} of ${all.toLocaleString('en-IN')}, type to narrow`;
  return all === 1 && !wanted ? 'There is only this one: nothing to filter.' : '';
}

/**
 * Up and down walk through the search and the boxes, Home and End go to the ends, Enter ticks, and letters go on with the search.
 *
 * @param {KeyboardEvent} event
 * @param {HTMLInputElement} search
 * @param {HTMLInputElement[]} boxes
 */
function moveByKey(event, search, boxes) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const stops = [search, ...boxes];
  const at = stops.findIndex((stop) => stop === document.activeElement);
  const isBox = at > 0;
  const next = nextStop(event.key, at, stops.length, isBox);
  if (next !== null) {
    event.preventDefault();
    stops[next]?.focus();
  } else if (event.key === 'Enter' && (isBox || (at === 0 && search.value.trim()))) {
    event.preventDefault();
    boxes[Math.max(0, at - 1)]?.click();
  } else if (isBox && event.key.length === 1 && event.key !== ' ') {
    // The letter itself arrives in the field that has the focus now.
    search.focus();
  }
}

/** @param {string} key @param {number} at @param {number} stops @param {boolean} isBox */
function nextStop(key, at, stops, isBox) {
  if (key === 'ArrowDown') return Math.min(stops - 1, at + 1);
  if (key === 'ArrowUp') return Math.max(0, at - 1);
  if (key === 'Home' && isBox) return 1;
  return key === 'End' && isBox ? stops - 1 : null;
}
