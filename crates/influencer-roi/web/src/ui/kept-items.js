// A list whose items stay while what they stand for is still in it: the keyboard keeps its place, and nothing is built twice.

/**
 * @template T
 * @param {HTMLElement} list
 * @param {(one: T) => string} keyOf what recognises it again
 * @param {(key: string) => { element: HTMLElement, show: (one: T) => void }} build
 * @returns {(all: T[]) => void} brings the list up to date
 */
export function keptItems(list, keyOf, build) {
  /** @type {Map<string, ReturnType<typeof build>>} */
  let items = new Map();
  return (all) => {
    const next = new Map(all.map((one) => [keyOf(one), items.get(keyOf(one)) ?? build(keyOf(one))]));
    for (const [key, { element }] of items) if (!next.has(key)) element.remove();
    items = next;
    all.forEach((one, at) => {
      const item = next.get(keyOf(one));
      if (!item) return;
      if (list.children[at] !== item.element) list.insertBefore(item.element, list.children[at] ?? null);
      item.show(one);
    });
  };
}
