// Styles of a view that is fetched late: they come with its script, so that the first view does without them.

/** Adds them to those of the page's components, once for each view. @param {string} styles */
export function addLateStyles(styles) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@layer components{${styles}}`);
  document.adoptedStyleSheets.push(sheet);
}
