// What is earned of revenue: the margin that answers are computed with, and the fields to set it. Emits: margins to try, or that others are kept.

import { el, fill, named, write } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { popover } from '../ui/popover.js';
import { askMargins, keepMargins } from '../core/server.js';
import { marginLabel, percentText } from '../core/margin-words.js';
import { valueText } from '../core/words.js';

/** @import { AnsweredMargins, Margins } from '../core/api.d.ts' */
/** @import { PageState } from '../state/address.js' */
/** @import { NumberStyle } from '../core/numbers.js' */

/**
 * @typedef {object} MarginOptions
 * @property {() => PageState['margins']} tried those of the address
 * @property {(margins: PageState['margins']) => void} onTry
 * @property {() => void} onKept
 */

/** @param {HTMLElement} root @param {MarginOptions} options */
export function marginField(root, options) {
  // Its place is kept before the first answer says what is set, so that nothing beside it moves then.
  const words = el('span', { 'data-unknown': '' }, 'Margin not set, break-even 1×');
  const button = el('button', { type: 'button', class: 'button-quiet margin-button' }, words, icon('open', 13));
  root.append(el('div', { class: 'margin' }, button));
  /** @type {{ margins: AnsweredMargins, brands: string[] }} */
  let shown = { margins: { default: null, brands: {}, break_even: 1 }, brands: [] };
  const { panel, close } = popover(button, {
    label: 'Margin',
    class: 'margin-panel',
    draw: () => drawFields(panel, shown, options, close),
  });

  return {
    /** @param {AnsweredMargins} margins @param {string[]} brands @param {NumberStyle} style */
    render(margins, brands, style) {
      shown = { margins, brands };
      const isTried = Object.keys(options.tried()).length > 0;
      words.removeAttribute('data-unknown');
      write(words, `${isTried ? 'What if: ' : ''}${marginLabel(margins, style)}`);
    },
  };
}

/**
 * @param {HTMLElement} panel
 * @param {{ margins: AnsweredMargins, brands: string[] }} shown
 * @param {MarginOptions} options
 * @param {() => void} close
 */
function drawFields(panel, { margins, brands }, { tried, onTry, onKept }, close) {
  const usual = percentField('All brands', margins.default, 'not set');
  const own = brands.map((brand) => ({ brand, ...percentField(valueText('brand', brand), margins.brands[brand] ?? null, 'as all') }));
  const trouble = el('p', { class: 'margin-trouble', role: 'alert' });
  /** @returns {Margins} */
  const written = () => ({
    default: usual.part(),
    brands: Object.fromEntries(own.flatMap(({ brand, part }) => entryOf(brand, part()))),
  });
  const form = el(
    'form',
    { class: 'margin-fields' },
    usual.element,
    own.length > 0 &&
      el('div', { class: 'margin-brands', role: 'group', 'aria-label': 'Margins by brand' }, ...own.map(({ element }) => element)),
    trouble,
    el(
      'div',
      { class: 'margin-actions' },
      el('button', { type: 'submit', class: 'button is-primary' }, 'Keep'),
      action('Only try', () => form.reportValidity() && done(() => onTry(asTried(written())))),
      Object.keys(tried()).length > 0 && action('Back to what is kept', () => done(() => onTry({}))),
    ),
  );
  /** @param {() => void} act */
  function done(act) {
    close();
    act();
  }
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      await keepMargins(withOthers(written(), await askMargins(), brands));
      done(Object.keys(tried()).length > 0 ? () => onTry({}) : onKept);
    } catch (error) {
      write(trouble, error instanceof Error ? error.message : String(error));
    }
  });
  fill(
    panel,
    el('h2', { class: 'popover-title' }, 'Margin'),
    el(
      'p',
      { class: 'explanation-meaning' },
      'The part of revenue that is earned. Whether an influencer earns or loses is decided at this margin; “Keep” keeps it with the data, ',
      '“Only try” puts it into the address.',
    ),
    form,
  );
}

/** Brands that the data on the screen does not have keep what is kept. @param {Margins} written @param {Margins} kept @param {string[]} brands @returns {Margins} */
function withOthers(written, kept, brands) {
  const others = Object.entries(kept.brands).filter(([brand]) => !brands.includes(brand));
  return { default: written.default, brands: { ...Object.fromEntries(others), ...written.brands } };
}

/** @param {string} brand @param {number | null} part @returns {[string, number][]} */
const entryOf = (brand, part) => (part === null ? [] : [[brand, part]]);

/** @param {Margins} margins @returns {PageState['margins']} */
function asTried({ default: usual, brands }) {
  const own = Object.entries(brands).map(([brand, part]) => [brand, String(part)]);
  return { ...(usual === null ? {} : { '': String(usual) }), ...Object.fromEntries(own) };
}

/** @param {string} label @param {() => void} act */
function action(label, act) {
  const button = el('button', { type: 'button', class: 'button' }, label);
  button.addEventListener('click', act);
  return button;
}

/** @param {string} label @param {number | null} part @param {string} placeholder */
function percentField(label, part, placeholder) {
  const value = part === null ? '' : percentText(part);
  const input = el('input', { type: 'number', class: 'input', min: '0.0001', max: '100', step: 'any', value, placeholder });
  return {
    element: el('label', { class: 'margin-field' }, named(label), el('span', {}, input, ' %')),
    /** The part of one that is written; null where nothing is. */
    part: () => (input.value === '' ? null : Number((Number(input.value) / 100).toFixed(9))),
  };
}
