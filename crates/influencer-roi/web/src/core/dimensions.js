// The dimensions that sales can be filtered by, in the order in which the page names them. The only list of them on the page: the address is read
// before the server has answered anything, so the page has to know them. A story holds it against the server's own definitions.

/**
 * @typedef {object} DimensionEntry
 * @property {string} id in the address, in a question and in a line of the table
 * @property {string} label
 * @property {string} blank what the value of a blank is called
 * @property {'sales' | 'influencer'} side whose attribute it is: a filter of the influencer side can leave influencers out
 * @property {'row' | 'influencer'} counts what a count beside a value is of
 * @property {boolean} [isFirst] stands in front in the filter bar
 */

export const DIMENSION_ENTRIES = /** @type {const} @satisfies {readonly DimensionEntry[]} */ ([
  { id: 'brand', label: 'Brand', blank: 'No brand', side: 'sales', counts: 'row', isFirst: true },
  { id: 'category', label: 'Influencer Category', blank: 'No category', side: 'influencer', counts: 'influencer', isFirst: true },
  { id: 'platform', label: 'Platform', blank: 'No platform', side: 'influencer', counts: 'influencer', isFirst: true },
  { id: 'product', label: 'Product', blank: 'No product', side: 'sales', counts: 'row' },
  { id: 'campaign', label: 'Campaign', blank: 'No campaign', side: 'sales', counts: 'row' },
  { id: 'gender', label: 'Gender', blank: 'No gender', side: 'influencer', counts: 'influencer' },
  { id: 'tier', label: 'Tier', blank: 'No followers known', side: 'influencer', counts: 'influencer' },
  { id: 'influencer', label: 'Influencer', blank: 'No influencer', side: 'influencer', counts: 'row' },
]);
/** @typedef {typeof DIMENSION_ENTRIES[number]['id']} Dimension */

export const DIMENSIONS = DIMENSION_ENTRIES.map(({ id }) => id);
/** Dimensions by which influencers can be left out. */
export const INFLUENCER_SIDE = DIMENSION_ENTRIES.flatMap(({ id, side }) => (side === 'influencer' ? [id] : []));
/** Dimensions of the sales themselves. */
export const SALES_SIDE = DIMENSION_ENTRIES.flatMap(({ id, side }) => (side === 'sales' ? [id] : []));

/** @param {Dimension} dimension @returns {DimensionEntry} */
export function dimensionEntry(dimension) {
  return DIMENSION_ENTRIES.find(({ id }) => id === dimension) ?? DIMENSION_ENTRIES[0];
}
