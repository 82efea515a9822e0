// The columns of the influencer table with their headings and totals, built again only when what they depend on has changed. Emits: the order,
// the columns.

import { isNarrow } from '../ui/narrow.js';
import { columnPicker } from './column-picker.js';
import { isOfEstimates } from './interval.js';
import { chosenColumns, columnCatalogue, columnsOf } from './table-columns.js';
import { drawHead, totalsRow } from './table-head.js';

/** @import { InfluencerLine } from '../core/api.d.ts' */
/** @import { Shown } from './influencer-table.js' */
/** @import { Column } from './table-columns.js' */

/**
 * @param {{ head: HTMLElement, totals: HTMLElement, tools: HTMLElement }} places
 * @param {object} options
 * @param {(sort: string) => void} options.onSort
 * @param {(columns: string[]) => void} options.onColumns
 */
export function tableHeading(places, { onSort, onColumns }) {
  const picker = columnPicker(places.tools, { onColumns: (ids) => onColumns(chosenColumns(ids, isNarrow())) });
  /** @type {Column[]} */
  let columns = [];
  /** What the columns, and then their headings, depend on. @type {unknown[]} */
  let drawn = [];
  /** @type {ReturnType<typeof totalsRow>} */
  let showTotals = () => {};
  /** @type {ReturnType<typeof drawHead>} */
  let showHead = () => {};

  return {
    columns: () => columns,
    /**
     * @param {Shown} next
     * @param {InfluencerLine | undefined} sample one line with all that lines carry
     * @returns {boolean} whether the columns are other ones than before
     */
    build({ answer: { dataset }, asked, look: { definitions } }, sample) {
      const carried = Object.keys(sample ?? {}).filter((id) => !isOfEstimates(id, definitions));
      const now = [definitions, dataset.id, carried.join(), asked.columns, isNarrow(), asked.sort];
      const isSame = now.map((one, at) => one === drawn[at]);
      drawn = now;
      if (isSame.every(Boolean) && columns.length > 0) return false;
      const isOther = isSame.slice(0, -1).includes(false);
      if (isOther) {
        const catalogue = columnCatalogue(definitions, sample);
        columns = columnsOf(catalogue, asked.columns.split(',').filter(Boolean), isNarrow());
        showTotals = totalsRow(places.totals, columns);
        picker.render(catalogue, columns, asked.columns === '');
      }
      showHead = drawHead(places.head, columns, asked.sort, onSort);
      return isOther;
    },
    /** @param {Shown} next */
    showTotals({ answer, asked, look }) {
      const { brands, break_even: common } = answer.margins;
      showHead(Object.keys(brands).length > 0 ? null : common);
      showTotals(answer, look, asked.verdicts.length > 0);
    },
  };
}
