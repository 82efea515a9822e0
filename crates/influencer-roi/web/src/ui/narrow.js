// Whether the page stands on a screen as narrow as a phone's, where a table puts its numbers first or becomes cards.
// The same width as in the styles.

const phone = matchMedia('(max-width: 720px)');

export const isNarrow = () => phone.matches;

/** @param {() => void} listener */
export function onNarrowChange(listener) {
  phone.addEventListener('change', listener);
}
