// One filter: a button, and behind it a searchable list of values with counts. Emits: the values that are on.

import { el, fill, named } from './dom.js';
import { icon } from './icons.js';
import { counted } from './numbers.js';
import { popover } from './popover.js';

/** @import { FacetValue } from './api.d.ts' */

const SEARCH_FROM = 8;
const MOST_ROWS = 200;

/**
 * @param {HTMLElement} root
 * @param {{ label: string, counts: string, onChange: (chosen: string[]) => void }} options counts: what there are so many of, one of it
 * @returns {{ element: HTMLElement, render: (chosen: string[], values: FacetValue[]) => void }}
 */
export function filterMenu(root, { label, counts, onChange }) {
  const count = el('span', { class: 'filter-count', hidden: true });
  const button = el('button', { type: 'button', class: 'button filter-button' }, label, count, icon('open', 14));
  const element = el('div', { class: 'filter-menu' }, button);
  root.append(element);

  /** @type {string[]} */
  let chosen = [];
  /** @type {FacetValue[]} */
  let values = [];
  const search = el('input', {
    type: 'search',
    class: 'input',
    placeholder: `Search ${label.toLowerCase()}`,
    'aria-label': `Search ${label.toLowerCase()}`,
  });
  const list = el('ul', { class: 'choice-list', 'aria-label': label });
  const more = el('p', { class: 'choice-more' });
  const none = el('button', { type: 'button', class: 'button-quiet' }, 'Clear');

  const drawList = () => {
    const wanted = search.value.trim().toLowerCase();
    const found = values.filter((value) => labelOf(value).toLowerCase().includes(wanted));
    // What is on stands in the list even when the data no longer has it: it must be possible to take it back.
    const lost = chosen.filter((value) => !values.some((known) => known.value === value)).map((value) => ({ value, count: 0 }));
    fill(list, ...[...lost, ...found.slice(0, MOST_ROWS)].map((value) => choice(value, counts, chosen.includes(value.value), toggle)));
    more.textContent = listNote(found.length, values.length);
    none.disabled = chosen.length === 0;
  };
  /** @param {string} value */
  const toggle = (value) => onChange(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]);

  search.addEventListener('input', drawList);
  none.addEventListener('click', () => onChange([]));
  const menu = popover(button, {
    label: `Filter by ${label}`,
    class: 'filter-panel',
    draw(panel) {
      search.value = '';
      drawList();
      fill(panel, values.length >= SEARCH_FROM && search, list, more, el('footer', { class: 'panel-foot' }, none));
      // The browser puts the focus there when it shows the panel, and back on the button when it closes it.
      panel.querySelector('input')?.setAttribute('autofocus', '');
    },
  });
  menu.panel.addEventListener('keydown', (event) => moveByArrow(event, menu.panel));

  return {
    element,
    render(nextChosen, nextValues) {
      const sameValues = values === nextValues;
      [chosen, values] = [nextChosen, nextValues];
      count.hidden = chosen.length === 0;
      count.textContent = String(chosen.length);
      button.classList.toggle('is-on', chosen.length > 0);
      button.setAttribute('aria-label', chosen.length > 0 ? `${label}, ${chosen.length} chosen` : label);
      if (!menu.panel.matches(':popover-open')) return;
      if (sameValues) tick(list, chosen, none);
      else menu.redraw();
    },
  };
}

/** @param {FacetValue} value */
function labelOf(value) {
  return value.label ?? value.value;
}

/** @param {FacetValue} value @param {string} counts @param {boolean} isOn @param {(value: string) => void} onToggle */
function choice(value, counts, isOn, onToggle) {
  const box = el('input', { type: 'checkbox', checked: isOn });
  box.dataset.value = value.value;
  box.addEventListener('change', () => onToggle(value.value));
  return el(
    'li',
    { class: 'choice' },
    el('label', { class: 'choice-label' }, box, named(labelOf(value))),
    el('span', { class: 'choice-count', title: counted(value.count, counts) }, value.count.toLocaleString('en-IN')),
  );
}

/**
 * Brings the boxes up to date without building them again, so that the keyboard stays where it is.
 *
 * @param {HTMLElement} list
 * @param {string[]} chosen
 * @param {HTMLButtonElement} none
 */
function tick(list, chosen, none) {
  for (const box of list.querySelectorAll('input')) box.checked = chosen.includes(box.dataset.value ?? '');
  none.disabled = chosen.length === 0;
}

/** @param {number} found @param {number} all */
function listNote(found, all) {
  if (all === 1) return 'There is only this one: nothing to filter.';
  if (found === 0) return 'Nothing matches.';
  return found > MOST_ROWS ? `The first ${MOST_ROWS} of ${found.toLocaleString('en-IN')}. Type to find the others.` : '';
}

/** Up and down walk through the boxes. @param {KeyboardEvent} event @param {HTMLElement} panel */
function moveByArrow(event, panel) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const stops = [...panel.querySelectorAll('input')];
  const at = stops.indexOf(/** @type {HTMLInputElement} */ (document.activeElement));
  stops[Math.max(0, Math.min(stops.length - 1, at + step))]?.focus();
}
