// The codes, handles and names on sales: each with its money and whose it is, to be given to another influencer. Emits: the new owner of a key.

import { choice } from '../ui/choice.js';
import { el, named } from '../ui/dom.js';
import { figureText } from '../ui/figure.js';
import { icon } from '../ui/icons.js';
import { figureOf } from '../core/numbers.js';
import { number, plainRow, plainTable, text } from '../ui/plain-table.js';

/** @import { Alias, Creator, SalesKey } from '../core/api.d.ts' */
/** @import { NumberStyle } from '../core/numbers.js' */

/** @type {Record<SalesKey['because'], string>} */
const BECAUSE = {
  files: 'as your files say',
  set: 'as you set it',
  decided: 'no influencer’s by your files',
  outside: 'not in the list of creators',
  paid: 'advertisement or message of the shop',
};
const HEADINGS = [text('Code or name'), text('Counts for'), text('Why'), number('Orders'), number('Revenue')];

/**
 * @param {string} title
 * @param {object} shown
 * @param {SalesKey[]} shown.keys
 * @param {Creator[]} shown.creators
 * @param {NumberStyle} shown.style
 * @param {(key: SalesKey) => string} shown.ownerOf as it is or is to be
 * @param {((key: SalesKey, owner: string) => void) | null} shown.onOwner null where nothing can be changed
 */
export function codeTable(title, { keys, creators, style, ownerOf, onOwner }) {
  return el(
    'div',
    { class: 'report-scroll', tabindex: '0', role: 'region', 'aria-label': `${title}, scrolls`, 'data-place': title },
    plainTable(
      title,
      HEADINGS,
      keys.map((key) =>
        plainRow(HEADINGS, [
          named(key.key),
          onOwner ? ownerChoice(key, ownerOf(key), creators, onOwner) : ownerText(key),
          el('span', { class: 'code-because' }, icon(key.because === 'files' ? 'check' : 'explain', 13), BECAUSE[key.because]),
          key.orders.toLocaleString('en-IN'),
          figureText(figureOf(key.revenue), 'money', style),
        ]),
      ),
    ),
  );
}

/** @param {SalesKey} key */
function ownerText({ owner, name }) {
  return owner === 'other' ? 'No influencer' : owner === 'organic' ? 'The shop itself' : named(name ?? '');
}

/** @param {SalesKey} key @param {string} now @param {Creator[]} creators @param {(key: SalesKey, owner: string) => void} onOwner */
function ownerChoice(key, now, creators, onOwner) {
  return choice({
    label: `${key.key.slice(0, 60)} counts for`,
    place: `owner of ${key.key}`,
    now,
    options: owners(key, creators),
    onChange: (owner) => onOwner(key, owner),
  });
}

/** @param {SalesKey} key @param {Creator[]} creators @returns {{ value: string, label: string }[]} */
export function owners({ owner, name }, creators) {
  const known = creators.map(({ id, name: called }) => ({ value: `creator:${id}`, label: called || id }));
  const isKnown = !owner.startsWith('creator:') || known.some(({ value }) => value === owner);
  return [
    { value: 'other', label: 'No influencer (other)' },
    { value: 'organic', label: 'The shop itself (organic)' },
    ...(isKnown ? [] : [{ value: owner, label: name ?? owner.slice('creator:'.length) }]),
    ...known,
  ];
}

/** The aliases with one more, in the place of an earlier one about the same code. @param {Alias[]} aliases @param {SalesKey} key @param {string} owner @returns {Alias[]} */
export function withOwner(aliases, { key, kind }, owner) {
  const others = aliases.filter((alias) => alias.kind !== kind || folded(alias.alias) !== folded(key));
  return [...others, { alias: key, kind, owner }];
}

/** Codes are the same without case, blanks, hyphens and underscores. @param {string} code */
const folded = (code) => code.toLowerCase().replace(/[\s_-]/g, '');
