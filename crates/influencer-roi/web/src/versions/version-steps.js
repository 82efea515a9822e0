// The steps from one version of the data to another, each with the way back: an upload and its undo, another version in use, old ones
// renamed and deleted.

import { cleared } from '../app/address.js';
import { FIRST_VIEW } from '../app/views.js';
import { counted } from '../core/numbers.js';
import { activateDataset, deleteDataset, keepLastDatasets, renameDataset } from '../core/server.js';

/** @import { Committed, Dataset, DatasetVersion } from '../core/api.d.ts' */
/** @import { PageState } from '../app/address.js' */
/** @import { toasts } from '../ui/toast.js' */

const BEFORE_AGAIN = 'The data from before is in use again.';

/** @typedef {ReturnType<typeof versionSteps>} VersionSteps */

/**
 * @param {object} options
 * @param {() => PageState} options.state
 * @param {(state: PageState) => void} options.go
 * @param {() => Dataset | undefined} options.dataset the one on the screen
 * @param {ReturnType<typeof toasts>} options.toast
 * @param {() => void} options.onChanged what is on the screen may be old by now
 * @param {(error: unknown) => void} options.onTrouble
 */
export function versionSteps({ state, go, dataset, toast, onChanged, onTrouble }) {
  /** The upload that can be undone: the one in use, and the data from before. @type {{ importId: string, before: string } | null} */
  let lastUpload = null;

  /** @param {string} id @param {string} message */
  async function use(id, message) {
    const before = dataset()?.id;
    try {
      await activateDataset(id);
    } catch (error) {
      return onTrouble(error);
    }
    lastUpload = null;
    go({ ...cleared(state()), report: '' });
    toast(message, before && before !== id ? [{ label: 'Undo', run: () => void use(before, BEFORE_AGAIN) }] : []);
  }

  /** Takes an upload back; null when it is no longer the one in use. @param {string} importId */
  function undoOf(importId) {
    if (lastUpload?.importId !== importId) return null;
    const { before } = lastUpload;
    return () => void use(before, BEFORE_AGAIN);
  }

  /**
   * Changes the versions, says so, and shows what there is now.
   *
   * @template T
   * @param {() => Promise<T>} change
   * @param {(result: T) => string} said
   */
  async function change(change, said) {
    try {
      toast(said(await change()));
      onChanged();
    } catch (error) {
      onTrouble(error);
    }
  }

  /** What is deleted cannot be gone back to. @param {string[]} deleted */
  function forget(deleted) {
    if (lastUpload && deleted.includes(lastUpload.before)) lastUpload = null;
    return deleted.length;
  }

  return {
    undoOf,
    /** @param {DatasetVersion} version */
    use: ({ id, version }) => void use(id, `Version ${version} is in use.`),
    /** @param {DatasetVersion} version */
    delete: ({ id, version }) =>
      void change(
        () => deleteDataset(id).then(() => forget([id])),
        () => `Version ${version} is deleted.`,
      ),
    /** @param {DatasetVersion} version @param {string} name */
    rename: ({ id, version }, name) =>
      void change(
        () => renameDataset(id, name),
        () => `Version ${version} is renamed.`,
      ),
    /** @param {number} last */
    keep: (last) =>
      void change(
        () => keepLastDatasets(last).then(forget),
        (gone) => `${counted(gone, 'version')} deleted.`,
      ),
    /** An upload has become a version. @param {Committed} committed @param {string} importId */
    uploaded({ dataset: { name, version }, report }, importId) {
      const before = dataset()?.id;
      lastUpload = before ? { importId, before } : null;
      go({ ...cleared(state()), view: FIRST_VIEW, report: '' });
      const warned = report.warnings > 0 ? ` with ${counted(report.warnings, 'warning')}` : '';
      const undo = undoOf(importId);
      toast(`${name.slice(0, 60)}, version ${version}, is analyzed.`, [
        ...(undo ? [{ label: 'Undo', run: undo }] : []),
        { label: `See the report${warned}`, run: () => go({ ...state(), report: importId }) },
      ]);
    },
  };
}
