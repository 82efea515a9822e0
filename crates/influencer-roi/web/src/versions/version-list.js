// Every version of the data, newest first: what it holds, how it differs from the one before, what can be done with it. A version that was
// deleted a moment ago keeps its row. Emits: the version to use, rename, delete or restore, or whose report to open.

import { damageNote } from './bin.js';
import { contentHash } from './content-hash.js';
import { momentText } from '../core/dates.js';
import { el } from '../ui/dom.js';
import { figureText } from '../ui/figure.js';
import { icon } from '../ui/icons.js';
import { counted, figureOf } from '../core/numbers.js';
import { renamable } from '../ui/editable-name.js';
import { NO_CHANGE, TABLES, hasChanged, tableChange } from './version-change.js';
import { versionDetails } from './version-details.js';

/** @import { DatasetVersion } from '../core/api.d.ts' */
/** @import { Look } from '../ui/figure.js' */
/** @import { Deleted } from './just-deleted.js' */

/**
 * @typedef {object} VersionActions
 * @property {(version: DatasetVersion) => void} onUse
 * @property {(version: DatasetVersion, pixels: number) => void} onDelete with the height of its row
 * @property {(version: DatasetVersion) => void} onRestore
 * @property {(version: DatasetVersion, name: string) => void} onRename
 * @property {(version: DatasetVersion) => void} onReport
 */

/**
 * @param {DatasetVersion[]} versions
 * @param {(id: string) => Deleted | undefined} deleted
 * @param {Look} look
 * @param {VersionActions} actions
 */
export function versionList(versions, deleted, look, actions) {
  const names = new Map(versions.map(({ id, version }) => [id, version]));
  return el(
    'ul',
    { class: 'version-rows', 'aria-label': 'Versions of the data' },
    ...versions.map((version) => {
      const gone = deleted(version.id);
      return gone ? deletedVersion(gone, actions) : oneVersion(version, names, look, actions);
    }),
  );
}

/** @param {Deleted} deleted @param {VersionActions} actions */
function deletedVersion({ version, pixels }, { onRestore }) {
  const at = version.version;
  const undo = el(
    'button',
    { type: 'button', class: 'button is-small', onclick: () => onRestore(version) },
    'Undo',
    el('span', { class: 'visually-hidden' }, ` deleting version ${at}`),
  );
  const attributes = { class: 'version is-deleted', tabindex: -1, 'data-place': `deleted ${version.id}` };
  const row = el('li', attributes, el('p', {}, `Version ${at} is in the bin. `, undo));
  row.style.minHeight = `${pixels}px`;
  return row;
}

/** @param {DatasetVersion} version @param {Map<string, number>} names @param {Look} look @param {VersionActions} actions */
function oneVersion(version, names, look, actions) {
  const { id, version: at, name, damage } = version;
  return el(
    'li',
    { class: version.current ? 'version is-current' : 'version', 'aria-label': `Version ${at}` },
    el(
      'div',
      { class: 'version-head' },
      el('span', { class: 'version-number' }, `v${at}`),
      renamable(name, `version ${at}`, `rename ${id}`, (to) => actions.onRename(version, to)),
      el('span', { class: 'version-badges' }, ...badges(version, names)),
      el(
        'span',
        { class: 'version-origin' },
        momentText(version.created),
        contentHash(version.content_hash, `version ${at}`, `hash ${id}`),
      ),
      damage && damageNote(damage),
      damage && el('p', { class: 'version-origin' }, damageAdvice(version.current)),
    ),
    el('dl', { class: 'version-figures' }, ...figures(version, look)),
    el('div', { class: 'row-actions' }, ...buttons(version, actions)),
    el(
      'details',
      { class: 'version-more', 'data-place': `version ${id}` },
      el('summary', {}, icon('open', 14), 'Details', el('span', { class: 'visually-hidden' }, ` of version ${at}`)),
      versionDetails(version, look, () => actions.onReport(version)),
    ),
  );
}

/** @param {DatasetVersion} version @param {Map<string, number>} names */
function badges({ current, sample, appended_to: before, excluded, damage }, names) {
  const leftOut = excluded?.rows ?? 0;
  return [
    current && el('span', { class: 'badge is-good' }, icon('check', 13), 'In use'),
    damage && el('span', { class: 'badge is-bad' }, icon('error', 13), 'Damaged'),
    sample && el('span', { class: 'badge is-sample' }, 'Sample'),
    before && el('span', { class: 'badge' }, names.has(before) ? `Added to v${names.get(before)}` : 'Added to a deleted version'),
    leftOut > 0 && el('span', { class: 'badge is-warn' }, icon('warning', 13), `${counted(leftOut, 'row')} left out`),
  ];
}

/** The three numbers by which versions are distinguished, each over its difference to the version before. @param {DatasetVersion} version @param {Look} look */
function figures(version, { style }) {
  const rows = TABLES.reduce((sum, table) => sum + (version.rows[table] ?? 0), 0);
  const tracking = tableChange(version, 'tracking', style);
  const payouts = tableChange(version, 'payouts', style);
  const against = version.change ? `, against version ${version.change.from_version}` : '';
  const money = (/** @type {string} */ id) => figureText(figureOf(version.totals[id]), 'money', style);
  return [
    figure('Rows', rows.toLocaleString('en-IN'), rowsChange(version), `All tables${against}`),
    // The money of tracking is that of all its sales, organic ones included.
    figure('Revenue', money('revenue'), ofAllSales(tracking?.money), `All sales, organic ones too${against}`),
    figure('Spend', money('spend'), payouts?.money, `All payouts${against}`),
  ];
}

/** How many tables have other rows. @param {DatasetVersion} version */
function rowsChange(version) {
  if (!version.change) return undefined;
  if (!hasChanged(version)) return NO_CHANGE;
  const sum = TABLES.reduce((all, table) => all + (version.change?.tables[table]?.rows ?? 0), 0);
  return sum === 0 ? NO_CHANGE : `${sum > 0 ? '+' : '−'}${Math.abs(sum).toLocaleString('en-IN')}`;
}

/** @param {string | undefined} change */
function ofAllSales(change) {
  return change && change !== NO_CHANGE ? `${change} of all sales` : change;
}

/** @param {string} term @param {string} fact @param {string | undefined} change @param {string} scope of the change */
function figure(term, fact, change, scope) {
  const said = change && el('span', { class: 'version-change', title: scope }, change);
  return el('div', {}, el('dt', {}, term), el('dd', {}, el('span', { class: 'version-figure' }, fact), said));
}

/** @param {boolean} isCurrent */
function damageAdvice(isCurrent) {
  const now = isCurrent ? 'Use another version, or upload the files again' : 'Restore the file from a copy, or upload the files again';
  return `No number comes from a damaged version. ${now}.`;
}

/** @param {DatasetVersion} version @param {VersionActions} actions */
function buttons(version, { onUse, onDelete }) {
  if (version.current) return [];
  const of = `version ${version.version}`;
  const use = el(
    'button',
    { type: 'button', class: 'button is-small', 'aria-label': `Go back to this version: ${of}`, onclick: () => onUse(version) },
    'Go back to this version',
  );
  const remove = el('button', { type: 'button', class: 'button-quiet is-small', 'aria-label': `Delete: ${of}` }, 'Delete');
  remove.addEventListener('click', () => onDelete(version, remove.closest('li')?.offsetHeight ?? 0));
  return [!version.damage && use, remove];
}
