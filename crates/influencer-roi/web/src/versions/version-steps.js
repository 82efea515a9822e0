// The steps from one version of the data to another, each with the way back: an upload, another version in use, a version deleted. What is
// deleted is in the bin, and can be restored until the server deletes it for good.

import { cleared } from '../state/address.js';
import { FIRST_VIEW } from '../state/views.js';
import { counted } from '../core/numbers.js';
import { activateDataset, changeAliases, deleteDataset, keepLastDatasets, renameDataset, restoreDataset } from '../core/server.js';

/** @import { Alias, Committed, Dataset, DatasetVersion } from '../core/api.d.ts' */
/** @import { PageState } from '../state/address.js' */
/** @import { ToastAction, toasts } from '../ui/toast.js' */

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
    go({ ...cleared(state()), dataset: '', report: '' });
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
   * @param {(result: T) => [message: string, ...ToastAction[]]} said
   * @returns {Promise<boolean>} whether it was done
   */
  async function change(change, said) {
    try {
      const [message, ...actions] = said(await change());
      toast(message, actions);
      onChanged();
      return true;
    } catch (error) {
      onTrouble(error);
      return false;
    }
  }

  /** @param {string[]} ids @param {string} message */
  const restore = (ids, message) =>
    change(
      () => Promise.all(ids.map(restoreDataset)),
      () => [message],
    );

  /** A deleted version cannot be gone back to. @param {string[]} deleted */
  function forget(deleted) {
    if (lastUpload && deleted.includes(lastUpload.before)) lastUpload = null;
  }

  return {
    undoOf,
    /** @param {DatasetVersion} version */
    use: ({ id, version }) => void use(id, `Version ${version} is in use.`),
    /** Moves a version into the bin. @param {DatasetVersion} version */
    delete({ id, version }) {
      forget([id]);
      const undo = { label: 'Undo', run: () => void restore([id], `Version ${version} is restored.`) };
      return change(
        () => deleteDataset(id),
        () => [`Version ${version} is in the bin.`, undo],
      );
    },
    /** @param {{ id: string, version: number }} version */
    restore: ({ id, version }) => restore([id], `Version ${version} is restored.`),
    /** @param {DatasetVersion} version @param {string} name */
    rename: ({ id, version }, name) =>
      void change(
        () => renameDataset(id, name),
        () => [`Version ${version} is renamed.`],
      ),
    /** Gives codes to their owners: a new version, which is in use then. @param {string} id @param {Alias[]} aliases @param {number} changed how many codes */
    giveCodes: (id, aliases, changed) =>
      change(
        () => changeAliases(id, aliases),
        ({ dataset: made }) => {
          lastUpload = null;
          const undo = { label: 'Undo', run: () => void use(id, BEFORE_AGAIN) };
          return [
            `${counted(changed, 'code given to its owner', 'codes given to their owners')}: version ${made.version} is in use.`,
            undo,
          ];
        },
      ),
    /** Moves all but the newest versions into the bin. @param {number} last how many are kept */
    keep: (last) =>
      change(
        () => keepLastDatasets(last),
        (ids) => {
          forget(ids);
          const count = counted(ids.length, 'version');
          const undo = { label: 'Undo', run: () => void restore(ids, `${count} restored.`) };
          return [`${count} moved to the bin.`, ...(ids.length > 0 ? [undo] : [])];
        },
      ),
    /** An upload has become a version. @param {Committed} committed @param {string} importId */
    uploaded({ dataset: { name, version }, report }, importId) {
      const before = dataset()?.id;
      lastUpload = before ? { importId, before } : null;
      go({ ...cleared(state()), dataset: '', view: FIRST_VIEW, report: '' });
      const warned = report.warnings > 0 ? ` with ${counted(report.warnings, 'warning')}` : '';
      const undo = undoOf(importId);
      toast(`${name.slice(0, 60)}, version ${version}, is analyzed.`, [
        ...(undo ? [{ label: 'Undo', run: undo }] : []),
        { label: `See the report${warned}`, run: () => go({ ...state(), report: importId }) },
      ]);
    },
  };
}
