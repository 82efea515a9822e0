// The keyboard in the influencer table: the Tab key stops at one row only, the arrow keys go from row to row, however many there are.

/** @type {Record<string, (at: number, last: number, page: number) => number>} */
const STEPS = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  PageDown: (at, _last, page) => at + page,
  PageUp: (at, _last, page) => at - page,
  Home: () => 0,
  End: (_at, last) => last,
};

/**
 * @param {HTMLElement} body the rows
 * @param {object} rows
 * @param {(element: Element) => number} rows.placeOf
 * @param {(at: number) => void} rows.show
 * @param {(at: number, stop: string) => void} rows.focusOn
 * @param {() => number} rows.count
 */
export function walkByKeys(body, { placeOf, show, focusOn, count }) {
  body.addEventListener('keydown', (event) => {
    const step = STEPS[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey || !(event.target instanceof HTMLElement)) return;
    event.preventDefault();
    const last = count() - 1;
    const at = Math.max(0, Math.min(last, step(placeOf(event.target), last, 12)));
    const { stop = 'name' } = event.target.dataset;
    show(at);
    focusOn(at, stop);
    // The box has scrolled; where it is higher than the screen, the page follows.
    document.activeElement?.scrollIntoView({ block: 'nearest' });
  });
}
