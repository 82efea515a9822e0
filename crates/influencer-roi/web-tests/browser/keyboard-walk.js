// Walks a part of the page with the Tab and arrow keys, and says what they do not reach, what does not show that it has the focus, and
// what comes in another order than it is read.

import { expect } from '@playwright/test';

/** @import { Locator, Page } from '@playwright/test' */

const PANEL = ':popover-open';

/**
 * The Tab key, and in composite widgets the arrows, reach everything that can be used within a scope, in the order in which it stands there;
 * whatever has the focus shows it and is not hidden under anything.
 *
 * @param {Page} page
 * @param {string} [scope] the part of the page; what lies in the document but not in it is passed over
 * @param {{ isThereAndBack?: boolean }} [options] with Shift and Tab too
 */
export async function expectWalkable(page, scope = 'body', { isThereAndBack = false } = {}) {
  // What is still being looked up replaces what stands there.
  await expect(page.locator(`${scope} [aria-busy="true"]`)).toHaveCount(0);
  const count = await page.evaluate(lookAround, scope);
  expect(count, `there is something to use in ${scope}`).toBeGreaterThan(0);
  const most = 2 * count + 40;
  for (let press = 0; press < most && !(await page.evaluate(() => Reflect.get(window, 'walk').isRound())); press += 1)
    await page.keyboard.press('Tab');
  if (isThereAndBack) for (let press = 0; press < count; press += 1) await page.keyboard.press('Shift+Tab');
  const { names, sorted } = await page.evaluate(() => Reflect.get(window, 'walk').order());
  expect(names, 'the focus goes in the order of the page').toEqual(sorted);
  await walkByArrows(page);
  const { missed, faults } = await page.evaluate(() => Reflect.get(window, 'walk').result());
  expect(missed, `the keyboard reaches everything in ${scope}`).toEqual([]);
  expect(faults, 'what has the focus is seen to have it').toEqual([]);
}

/** Opens what belongs to a button, walks through it and out of it, and comes back to the button with Esc. @param {Page} page @param {Locator} button */
export async function expectWalkableBehind(page, button) {
  const panel = page.locator(PANEL);
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(panel).toBeVisible();
  await expect(panel.getByText(/^Loading/)).toHaveCount(0);
  // What only says something needs no way in.
  if ((await panel.locator('button:enabled, a[href], input:enabled').count()) > 0) {
    await expectWalkable(page, PANEL);
    if (!(await panel.evaluate((one) => one.contains(document.activeElement)))) await page.keyboard.press('Shift+Tab');
  }
  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(button).toBeFocused();
}

/** Presses Tab until an element has the focus. @param {Page} page @param {Locator} target @param {'Tab' | 'Shift+Tab'} [key] */
export async function tabTo(page, target, key = 'Tab') {
  let element = await target.elementHandle();
  for (let press = 0; press < 250; press += 1) {
    // A late answer draws some parts anew.
    if (!(await element?.evaluate((one) => one.isConnected))) element = await target.elementHandle();
    if (await element?.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not reach ${target}`);
}

/** Rows of which only one is a Tab stop, options of a list, choices of which one is chosen: the arrow keys reach the others. @param {Page} page */
async function walkByArrows(page) {
  for (const { first, stop, presses } of await page.evaluate(() => Reflect.get(window, 'walk').composites())) {
    if (stop) {
      // The rows have scrolled since: from the first one on.
      await page.locator(`tbody [data-stop="${stop}"]`).first().focus();
      await page.keyboard.press('Home');
    } else await page.evaluate((at) => Reflect.get(window, 'walk').focus(at), first);
    for (let press = 0; press < presses; press += 1) await page.keyboard.press('ArrowDown');
  }
  await expect(page.locator('html')).not.toHaveAttribute('data-busy');
}

/** Runs in the page: notes what has the focus after each key, and how it shows that. @param {string} scope */
function lookAround(scope) {
  const root = /** @type {HTMLElement} */ (document.querySelector(scope));
  const modal = document.querySelector('dialog:modal');
  const usable = 'a[href], button, input, select, textarea, summary, [role="slider"], [role="option"], [tabindex]:not([tabindex="-1"])';
  const all = /** @type {HTMLElement[]} */ ([...root.querySelectorAll(usable)]).filter(
    (one) => one.checkVisibility({ visibilityProperty: true }) && !one.matches(':disabled') && (!modal || modal.contains(one)),
  );
  // The first Tab comes to the first of them.
  root.tabIndex = -1;
  root.focus();
  root.removeAttribute('tabindex');
  const looks = all.map(lookOf);
  const places = all.map(placeOf);
  /** Elements, and places in the rows of a table, which are used again for other lines when it scrolls. @type {Set<Element | string | null>} */
  const seen = new Set();
  /** @type {Set<string>} */
  const faults = new Set();
  /** The places that Tab came to, in turn. @type {number[]} */
  const order = [];
  let isRound = false;

  Reflect.get(window, 'walk')?.stop.abort();
  const stop = new AbortController();
  addEventListener('keyup', note, { signal: stop.signal, capture: true });
  Object.assign(window, { walk: { stop, isRound: () => isRound, order: inOrder, composites, focus: focusOn, result } });
  return all.length;

  /** @param {KeyboardEvent} event */
  function note({ key, shiftKey }) {
    const focused = document.activeElement ?? document.body;
    const at = all.indexOf(/** @type {HTMLElement} */ (focused));
    const place = placeOf(focused);
    if (place) seen.add(place);
    const active = focused.getAttribute('aria-activedescendant');
    if (active) seen.add(document.getElementById(active));
    const isTab = key === 'Tab' && !shiftKey;
    if (isTab && order.length > 0 && (order.includes(at) ? order.at(-1) !== at : !root.contains(focused))) isRound = true;
    else if (isTab && !isRound && at >= 0 && order.at(-1) !== at) order.push(at);
    if (at < 0) return;
    seen.add(focused);
    if (looks[at] === lookOf(focused)) faults.add(`not to be seen: ${nameOf(focused)}`);
    const labels = focused instanceof HTMLInputElement ? [...(focused.labels ?? [])] : [];
    const isHidden = () => focused.isConnected && ![focused, ...labels].some(isInSight);
    // What lies in a panel that moves with the scrolling is in its place with the next frame.
    if (isHidden()) requestAnimationFrame(() => isHidden() && faults.add(`hidden: ${nameOf(focused)}`));
  }

  /** The first Tab came from wherever the focus was: the round begins at the top. */
  function inOrder() {
    const begin = order.indexOf(Math.min(...order));
    const names = [...order.slice(begin), ...order.slice(0, begin)].map((at) => nameOf(all[at]));
    return { names, sorted: order.toSorted((one, other) => one - other).map((at) => nameOf(all[at])) };
  }

  function missing() {
    return all.filter((one, at) => !seen.has(places[at] ?? one));
  }

  /** The line and the cell of something in a row of a long table; null elsewhere. @param {Element} one */
  function placeOf(one) {
    const line = one.closest('tbody tr')?.getAttribute('aria-rowindex');
    return line && one instanceof HTMLElement && one.dataset.stop ? `${line} ${one.dataset.stop}` : null;
  }

  function result() {
    stop.abort();
    return { missed: missing().map(nameOf), faults: [...faults] };
  }

  /** What Tab does not come to: where to begin, and how often to press the arrow key. What changes the page is last. */
  function composites() {
    const left = missing();
    const options = left.filter((one) => one.matches('[role="option"]')).length;
    const combobox = { first: all.findIndex((one) => one.matches('[role="combobox"]')), presses: options };
    return [...(options > 0 ? [combobox] : []), ...['data-stop', 'name'].flatMap((attribute) => groupsOf(left, attribute))];
  }

  /** Those that share a value of an attribute, beginning with the one that Tab came to. @param {HTMLElement[]} left @param {string} attribute */
  function groupsOf(left, attribute) {
    const names = new Set(left.map((one) => one.getAttribute(attribute)).filter(Boolean));
    return [...names].map((name) => ({
      stop: attribute === 'data-stop' ? name : null,
      first: all.findIndex((one) => one.getAttribute(attribute) === name && (seen.has(one) || seen.has(placeOf(one)))),
      presses: left.filter((one) => one.getAttribute(attribute) === name).length + 1,
    }));
  }

  /** @param {number} at */
  function focusOn(at) {
    all[at]?.focus();
  }

  /** What shows the focus: the element, what is drawn before and after it, what stands for it beside it or holds it. @param {Element} one */
  function lookOf(one) {
    const parts = [one, one.nextElementSibling, one.parentElement].filter((part) => part !== null);
    const styles = [...parts.map((part) => getComputedStyle(part)), getComputedStyle(one, '::before'), getComputedStyle(one, '::after')];
    return styles.map((style) => `${style.outlineStyle === 'none' ? '' : style.outlineWidth} ${style.boxShadow}`).join();
  }

  /** @param {Element} one */
  function nameOf(one) {
    const label = one instanceof HTMLInputElement ? `${one.type} ${one.labels?.[0]?.textContent ?? ''} ${one.value}` : '';
    const text = one.getAttribute('aria-label') || one.textContent || label;
    return `${one.tagName.toLowerCase()} ${text.trim().slice(0, 50)}`;
  }

  /** @param {Element} one */
  function isInSight(one) {
    const { left, top, width, height } = one.getBoundingClientRect();
    const places = [0.1, 0.5, 0.9].flatMap((x) => [0.2, 0.5, 0.8].map((y) => [left + x * width, top + y * height]));
    return places.some(([x, y]) => {
      const there = document.elementFromPoint(x, y);
      return there !== null && (one.contains(there) || there.contains(one));
    });
  }
}
