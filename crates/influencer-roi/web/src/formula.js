// A metric's formula with the numbers put into it: "(revenue − baseline) / spend" becomes "(₹3,41,22,850 − ₹52,00,000) / ₹1,18,04,300".

/**
 * Replaces each input's name by its number, longest name first so that "revenue" never breaks "organic revenue".
 *
 * @param {string} formula
 * @param {{ names: string[], text: string }[]} inputs every way the formula may call an input, and its number as text
 * @returns {string} '' when the formula names none of them
 */
export function formulaWithNumbers(formula, inputs) {
  const byName = new Map(inputs.flatMap(({ names, text }) => names.map((name) => [name.toLowerCase(), text])));
  const names = [...byName.keys()].sort((a, b) => b.length - a.length);
  if (names.length === 0) return '';
  const pattern = new RegExp(`(?<![\\w])(?:${names.map(escaped).join('|')})(?![\\w])`, 'gi');
  let found = false;
  const text = formula.replace(pattern, (name) => {
    found = true;
    return byName.get(name.toLowerCase()) ?? name;
  });
  return found ? text : '';
}

/** @param {string} name */
function escaped(name) {
  return name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
