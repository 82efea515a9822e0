// The versions that were deleted a moment ago: each keeps its row, where the deletion can be undone, until the pointer leaves the list or the view
// is left. Nothing moves under the pointer meanwhile, so that a second press cannot hit the next version.

/** @import { DatasetVersion } from '../core/api.d.ts' */

/** @typedef {{ version: DatasetVersion, pixels: number, isDone: boolean }} Deleted the version, how high its row was, and whether the server has deleted it */

/** @param {() => void} onSettled their rows can go */
export function justDeleted(onSettled) {
  /** @type {Map<string, Deleted>} */
  const rows = new Map();

  function settle() {
    if (rows.size === 0) return;
    rows.clear();
    onSettled();
  }

  return {
    /** @param {string} id */
    row: (id) => rows.get(id),
    /** @param {DatasetVersion} version @param {number} pixels */
    add: (version, pixels) => void rows.set(version.id, { version, pixels, isDone: false }),
    /** The server has deleted it. @param {string} id */
    confirm(id) {
      const row = rows.get(id);
      if (row) row.isDone = true;
    },
    /** The server lists it: where it had been deleted, it was restored. @param {string} id */
    restored: (id) => rows.get(id)?.isDone && rows.delete(id),
    /** It was not deleted. @param {string} id */
    remove: (id) => void rows.delete(id),
    forget: () => rows.clear(),
    /** The versions as they are listed: with those that were deleted a moment ago, in their old places. @param {DatasetVersion[]} versions newest first */
    among(versions) {
      const gone = [...rows.values()].map(({ version }) => version).filter(({ id }) => versions.every((one) => one.id !== id));
      return [...versions, ...gone].sort((one, other) => other.version - one.version);
    },
    /** @param {HTMLElement} list */
    watch: (list) =>
      // A finger leaves with every tap: only a mouse says by leaving that it is done.
      list.addEventListener('pointerleave', ({ pointerType }) => pointerType === 'mouse' && settle()),
  };
}
