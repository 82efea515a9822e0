// Allocated or literal, and what that means. Emits: the method.

import { el, fill } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { popover } from '../ui/popover.js';
import { prefetchOnPress } from '../ui/prefetch-on-press.js';

/** @import { Definitions, MethodId } from '../core/api.d.ts' */

/** @type {{ id: MethodId, label: string }[]} */
const METHODS = [
  { id: 'allocated', label: 'Allocated' },
  { id: 'literal', label: 'Literal' },
];

/**
 * @param {HTMLElement} root
 * @param {{ definitions: () => Definitions, onChange: (method: MethodId) => void }} options
 * @returns {(method: MethodId) => void}
 */
export function methodSwitch(root, { definitions, onChange }) {
  const inputs = METHODS.map(({ id }) => {
    const input = el('input', { type: 'radio', name: 'method', value: id });
    input.addEventListener('change', () => onChange(id));
    return input;
  });
  const button = el('button', { type: 'button', class: 'icon-button', 'aria-label': 'What the methods mean' }, icon('explain', 15));
  const parts = METHODS.map(({ id, label }, at) => {
    const part = el('label', { class: 'segment' }, inputs[at], el('span', { 'data-label': label }, label));
    prefetchOnPress(part, () => onChange(id));
    return part;
  });
  root.append(
    el(
      'div',
      { class: 'method' },
      el(
        'fieldset',
        { class: 'method-switch' },
        el('legend', { class: 'method-legend' }, 'Method'),
        el('span', { class: 'segments' }, ...parts),
      ),
      button,
    ),
  );
  const { panel } = popover(button, {
    label: 'What the methods mean',
    class: 'explanation',
    draw: () => drawMethods(panel, definitions()),
  });
  // On a phone it scrolls, and holds nothing else that the keyboard could stop at.
  panel.tabIndex = 0;

  return (method) => {
    for (const input of inputs) input.checked = input.value === method;
  };
}

/** @param {HTMLElement} panel @param {Definitions} definitions */
function drawMethods(panel, { methods }) {
  fill(
    panel,
    el('h2', { class: 'popover-title' }, 'Two methods to answer a filter'),
    el(
      'p',
      { class: 'explanation-meaning' },
      'Payments have no date, and organic sales have no influencer. Under a filter, a method has to decide what spend and ',
      'baseline mean. Without a filter, both methods give the same totals.',
    ),
    ...methods.map(({ label, meaning, spend, baseline }) =>
      el(
        'section',
        { class: 'method-meaning' },
        el('h3', {}, label),
        el('p', {}, meaning),
        el(
          'dl',
          { class: 'scope-list' },
          el('div', {}, el('dt', {}, 'Spend'), el('dd', {}, spend)),
          el('div', {}, el('dt', {}, 'Baseline'), el('dd', {}, baseline)),
        ),
      ),
    ),
  );
}
