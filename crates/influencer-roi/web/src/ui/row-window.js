// Which part of a long list is in sight. Browsers draw nothing taller than some millions of pixels: a longer list is scrolled as if it were
// that tall. A small step then moves by the same pixels as ever, a leap goes to the same part of the list; near both ends pixels are pixels.

const MAX_PIXELS = 6_000_000;
const END_PIXELS = 200_000;

/**
 * @param {number} total rows of the list
 * @param {{ rowPixels: number, moreRows: number }} size more rows: how many are drawn above the view and below it
 */
export function rowWindow(total, { rowPixels, moreRows }) {
  const whole = total * rowPixels;
  const height = Math.min(whole, MAX_PIXELS);
  /** Pixels of the whole list above the view, and of the scroller. */
  let above = 0;
  let scrolled = 0;

  /** @param {number} top of the scroller @param {number} view its height */
  const unsqueezed = (top, view) => {
    const [room, most] = [height - view, whole - view];
    if (top <= END_PIXELS) return top;
    if (top >= room - END_PIXELS) return most - (room - top);
    return END_PIXELS + ((top - END_PIXELS) / (room - 2 * END_PIXELS)) * (most - 2 * END_PIXELS);
  };
  /** @param {number} view */
  const squeezed = (view) => {
    const [room, most] = [height - view, whole - view];
    if (above <= END_PIXELS) return above;
    if (above >= most - END_PIXELS) return room - (most - above);
    return END_PIXELS + ((above - END_PIXELS) / (most - 2 * END_PIXELS)) * (room - 2 * END_PIXELS);
  };

  return {
    total,
    /** What the scroller holds, in pixels. */
    height,
    /** @param {number} top of the scroller @param {number} view its height */
    scrolledTo(top, view) {
      const step = top - scrolled;
      scrolled = top;
      if (whole === height) above = top;
      else if (Math.abs(step) > 2 * view || top <= 0 || top >= height - view) above = unsqueezed(top, view);
      else above = Math.max(0, Math.min(whole - view, above + step));
    },
    /** Where the scroller belongs once it rests: small steps have led it away. @param {number} view */
    restAt(view) {
      if (whole > height) scrolled = squeezed(view);
      return scrolled;
    },
    /** Where the scroller goes to show a row, by no more than it takes. @param {number} at @param {number} view */
    showing(at, view) {
      const [highest, lowest] = [at * rowPixels, Math.max(0, (at + 1) * rowPixels - view)];
      if (above >= lowest && above <= highest) return scrolled;
      above = above > highest ? highest : lowest;
      scrolled = whole > height ? squeezed(view) : above;
      return scrolled;
    },
    /** The rows to draw, and where the first of them begins. @param {number} view */
    rows(view) {
      const first = Math.max(0, Math.floor(above / rowPixels) - moreRows);
      const last = Math.min(total, Math.ceil((above + view) / rowPixels) + moreRows) - 1;
      return { first, last, top: Math.max(0, scrolled - above + first * rowPixels) };
    },
  };
}
