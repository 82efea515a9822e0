// The same platform has the same colour everywhere: charts, table, legend.

const KNOWN = new Map([
  ['instagram', '--platform-instagram'],
  ['youtube', '--platform-youtube'],
  ['twitter', '--platform-twitter'],
  ['facebook', '--platform-facebook'],
  ['(none)', '--platform-none'],
]);
const OTHERS = 6;

/**
 * The design token of a platform's colour. A platform that has no colour of its own gets one of six by its name, so it keeps it
 * whatever else is on the screen.
 *
 * @param {string} platform
 */
export function platformToken(platform) {
  const name = platform.trim().toLowerCase();
  return KNOWN.get(name) ?? `--platform-other-${(hashOf(name) % OTHERS) + 1}`;
}

/** FNV-1a, 32 bits, its halves folded together: the low bits alone are alike for names of one length. @param {string} text */
function hashOf(text) {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}
