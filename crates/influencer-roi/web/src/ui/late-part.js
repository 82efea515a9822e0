// A part of the page that comes in a script of its own: fetched once the page rests, at the latest when it is needed. What it receives meanwhile it
// hears when it is there.

/**
 * @template Part
 * @param {() => Promise<Part>} build fetches the script and builds the part
 * @param {(error: unknown) => void} onTrouble it is needed and cannot be had
 */
export function latePart(build, onTrouble) {
  /** @type {Part | null} */
  let part = null;
  /** @type {Promise<void> | null} */
  let coming = null;
  /** The last of each kind that it received, in order. @type {Map<string, (part: Part) => void>} */
  const noted = new Map();

  const load = () => {
    coming ??= build().then((built) => {
      part = built;
      for (const say of noted.values()) say(built);
    });
    return coming.catch((error) => {
      // Fetched again when it is needed the next time.
      coming = null;
      throw error;
    });
  };

  return {
    /** Where it cannot be had now, that is said when it is needed. */
    prefetch: () => void load().catch(() => {}),
    /** @param {string} kind a later one of the same kind takes its place @param {(part: Part) => void} say @param {boolean} isNeeded */
    pass(kind, say, isNeeded) {
      noted.set(kind, say);
      if (part) say(part);
      else if (isNeeded) load().catch(onTrouble);
    },
  };
}
