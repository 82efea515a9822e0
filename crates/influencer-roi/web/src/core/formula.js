// A metric's formula with the numbers put into it: "(revenue − baseline) / spend" becomes "(₹3,41,22,850 − ₹52,00,000) / ₹1,18,04,300".

/**
 * Puts each input's number in the place of its name, longest name first so that "revenue" never breaks "organic revenue".
 *
 * @template Value
 * @param {string} formula
 * @param {{ names: string[], value: Value }[]} inputs every way the formula may call an input, and its number
 * @returns {(string | Value)[]} the formula in its order, text and numbers; none when the formula names none of them
 */
export function formulaWithNumbers(formula, inputs) {
  const byName = new Map(inputs.flatMap(({ names, value }) => names.map((name) => [name.toLowerCase(), value])));
  const names = [...byName.keys()].sort((a, b) => b.length - a.length);
  if (names.length === 0) return [];
  const parts = formula.split(new RegExp(`(?<![\\w])(${names.map(escaped).join('|')})(?![\\w])`, 'gi'));
  // What was split by stands at every second place.
  if (parts.length === 1) return [];
  return parts.flatMap((part, at) => (at % 2 === 1 ? [byName.get(part.toLowerCase()) ?? part] : part ? [part] : []));
}

/** @param {string} name */
function escaped(name) {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
