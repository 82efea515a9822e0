// The reader's own shapes of exports: to look at, to send to a colleague, to take in and to delete. A change is kept at once, and said.

import { el, fill, named } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { keepingPlace } from '../ui/keep-place.js';
import { askShapes, keepShape, removeShape, shapeAddress } from '../core/server.js';

/** @import { Shape } from '../core/api.d.ts' */

const LONGEST_FILE = 64 * 1024;

/** @param {HTMLElement} root @param {(error: unknown) => void} onTrouble */
export function ownShapes(root, onTrouble) {
  const list = el('ul', { class: 'own-shapes' });
  const said = el('p', { class: 'settings-said', role: 'status' });
  root.append(
    list,
    takeIn((file) => void change(() => take(file))),
    said,
  );

  /** @param {Shape[]} shapes */
  function draw(shapes) {
    const own = shapes.filter((shape) => shape.own);
    const known = shapes.length - own.length;
    const none = el('li', { class: 'card-hint' }, 'None yet. Save one where an upload asks what its columns hold.');
    const rest = el('li', { class: 'card-hint' }, `${known} exports of other tools are known without one.`);
    keepingPlace(list, () => fill(list, ...(own.length > 0 ? own.map(row) : [none]), rest));
  }

  /** @param {Shape} shape */
  function row({ id, title, tables }) {
    const remove = () => void change(() => removed(id, title));
    return el(
      'li',
      { class: 'own-shape-row' },
      el('span', { class: 'own-shape-name' }, named(title), el('span', { class: 'card-hint' }, tables.join(', '))),
      el(
        'a',
        { class: 'button is-small', href: shapeAddress(id), download: `${id}.toml`, 'aria-label': `Download ${title}` },
        icon('download', 14),
        'Download',
      ),
      el(
        'button',
        { type: 'button', class: 'button is-small', 'aria-label': `Delete ${title}`, 'data-place': `delete ${id}`, onclick: remove },
        'Delete',
      ),
    );
  }

  /** @param {string} id @param {string} title */
  async function removed(id, title) {
    await removeShape(id);
    return `${title} is deleted. Versions that were read by it stay as they are.`;
  }

  /** @param {File} file */
  async function take(file) {
    if (file.size > LONGEST_FILE) throw new Error(`${file.name.slice(0, 80)} is larger than a shape may be: 64 KiB.`);
    const { title } = await keepShape(await file.text());
    return `${title} is kept: the next files with its columns are read by it.`;
  }

  /** @param {() => Promise<string>} changed what is said when it is done */
  async function change(changed) {
    try {
      fill(said, await changed());
    } catch (error) {
      fill(said);
      onTrouble(error);
    }
    await load();
  }

  async function load() {
    try {
      draw(await askShapes());
    } catch (error) {
      onTrouble(error);
    }
  }

  return { load };
}

/** @param {(file: File) => void} onFile */
function takeIn(onFile) {
  const input = el('input', { type: 'file', hidden: true, accept: '.toml,.txt', 'aria-label': 'A shape that a colleague sent' });
  input.addEventListener('change', () => {
    const [file] = input.files ?? [];
    // The same file, corrected, can be chosen again.
    input.value = '';
    if (file) onFile(file);
  });
  const button = el(
    'button',
    { type: 'button', class: 'button is-small', onclick: () => input.click() },
    icon('upload', 14),
    'Take in a shape that a colleague sent',
  );
  return el('span', { class: 'file-button' }, button, input);
}
