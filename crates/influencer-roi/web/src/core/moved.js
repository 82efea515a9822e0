// A list with one of its entries in another place.

/** @param {string[]} list @param {number} from @param {number} to */
export function moved(list, from, to) {
  const rest = list.filter((_, at) => at !== from);
  return [...rest.slice(0, to), list[from], ...rest.slice(to)];
}
