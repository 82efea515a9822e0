// Which part of an element is on the screen. The browser reports changes by an observer: asking an element would make it lay out the page.

const STEPS = 40;

/** @param {Element} element @returns {() => { from: number, to: number }} pixels from the element's top; everything until the browser has reported it */
export function seenPart(element) {
  let part = { from: 0, to: Infinity };
  const observer = new IntersectionObserver(
    (entries) => {
      const { boundingClientRect: box, rootBounds: screen } = entries[entries.length - 1];
      if (screen) part = { from: screen.top - box.top, to: screen.bottom - box.top };
    },
    { threshold: Array.from({ length: STEPS + 1 }, (_, step) => step / STEPS) },
  );
  observer.observe(element);
  return () => part;
}
