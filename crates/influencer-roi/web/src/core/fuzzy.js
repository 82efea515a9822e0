// Finding by a few letters: each word that is typed must occur, at the beginning of a word best, then anywhere, then letter by letter.

/** How well a text fits; 0 where it does not. @param {string} typed @param {string} text */
export function fit(typed, text) {
  const inside = plain(text);
  const words = plain(typed).split(/\s+/).filter(Boolean);
  const fits = words.map((word) => wordFit(word, inside));
  return fits.includes(0) ? 0 : fits.reduce((sum, one) => sum + one, 1);
}

/** @param {string} word @param {string} text @returns {number} */
function wordFit(word, text) {
  const at = text.indexOf(word);
  if (at === 0 || (at > 0 && !/[\p{L}\p{N}]/u.test(text[at - 1]))) return 4;
  if (text.split(/[^\p{L}\p{N}]+/u).some((one) => one.startsWith(word))) return 4;
  if (at > 0) return 3;
  return word.length > 2 && hasInOrder(word, text) ? 1 : 0;
}

/** @param {string} word @param {string} text */
function hasInOrder(word, text) {
  let at = -1;
  return [...word].every((letter) => (at = text.indexOf(letter, at + 1)) >= 0);
}

/** @param {string} text */
function plain(text) {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
