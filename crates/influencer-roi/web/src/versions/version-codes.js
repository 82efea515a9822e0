// Whose the codes on the sales of the version in use are. Changes are collected and become a new version. Emits: all aliases as they are to be.

import { codeTable, withOwner } from '../codes/code-table.js';
import { el, fill } from '../ui/dom.js';
import { counted } from '../core/numbers.js';

/** @import { Alias, Aliases } from '../core/api.d.ts' */
/** @import { NumberStyle } from '../core/numbers.js' */

/** So many are shown until all are asked for. */
const FIRST = 12;

/**
 * @param {HTMLElement} root
 * @param {{ aliases: Aliases, style: NumberStyle }} shown
 * @param {(aliases: Alias[], changed: number) => void} onChange
 */
export function versionCodes(root, { aliases: { keys, keys_total: total, creators, aliases }, style }, onChange) {
  /** By key: the owner that was chosen. @type {Map<string, string>} */
  const chosen = new Map();
  const foot = el('div', { class: 'codes-foot' });
  let shown = FIRST;

  function draw() {
    const table = codeTable('Codes and whose they are', {
      keys: keys.slice(0, shown),
      creators,
      style,
      ownerOf: ({ key, owner }) => chosen.get(key) ?? owner,
      onOwner({ key, owner: before }, owner) {
        if (owner === before) chosen.delete(key);
        else chosen.set(key, owner);
        drawFoot();
      },
    });
    fill(root, table, foot);
    drawFoot();
  }

  function drawFoot() {
    const [rest, unlisted] = [keys.length - shown, total - keys.length];
    fill(
      foot,
      chosen.size > 0 && makeButton(),
      rest > 0 && el('button', { type: 'button', class: 'button-quiet is-small', onclick: showAll }, `Show ${counted(rest, 'more code')}`),
      unlisted > 0 && el('span', { class: 'card-hint' }, `${counted(unlisted, 'code')} with less revenue not listed`),
    );
  }

  function makeButton() {
    const label = `Make a new version with ${counted(chosen.size, 'change')}`;
    const button = el('button', { type: 'button', class: 'button is-primary is-small' }, label);
    button.addEventListener('click', () => {
      button.disabled = true;
      const changed = keys.filter(({ key }) => chosen.has(key));
      const all = changed.reduce((list, key) => withOwner(list, key, chosen.get(key.key) ?? key.owner), aliases);
      onChange(all, chosen.size);
    });
    return button;
  }

  function showAll() {
    shown = keys.length;
    draw();
  }

  draw();
}
