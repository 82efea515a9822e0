// The profile of one influencer, beside the table: opened by a row or a link, closed by Esc, Back or its button. On a wide screen the page
// beside it stays in use; a phone gives it the whole screen. Emits: the next state.

import { el, fill, freshId, named } from '../ui/dom.js';
import { drawProfile } from './profile-content.js';
import { icon } from '../ui/icons.js';
import { keepingPlace } from '../ui/keep-place.js';
import { latestOnly } from '../core/latest.js';
import { isNarrow, onNarrowChange } from '../ui/narrow.js';
import { profileQuestion } from './profile-question.js';
import { ServerError, askInfluencer } from '../core/server.js';

/** @import { Dashboard, InfluencerLine } from '../core/api.d.ts' */
/** @import { Dimension, PageState } from '../app/address.js' */
/** @import { Look } from '../core/figure.js' */

/**
 * @typedef {object} Neighbours
 * @property {number} at the influencer's own place in the table, -1 where it is not known
 * @property {string} name '' where it is not known
 * @property {number} before
 * @property {number} after
 * @property {number} total
 */

/**
 * @param {HTMLElement} root
 * @param {object} options
 * @param {{ neighbours: (id: string) => Neighbours, walkTo: (at: number) => void, focusOn: (id: string) => boolean }} options.table
 * @param {() => PageState} options.state
 * @param {(state: PageState) => void} options.go
 * @param {(dimension: Dimension, value: string) => string} options.nameOf
 */
export function influencerProfile(root, { table, state, go, nameOf }) {
  const id = freshId('drawer');
  const title = el('h2', { class: 'drawer-title', id, tabindex: '-1', autofocus: true });
  const place = el('span', { class: 'card-hint' });
  const before = headButton('Previous influencer', 'ascending', 'k', () => walk('before'));
  const after = headButton('Next influencer', 'descending', 'j', () => walk('after'));
  const close = () => state().who && go({ ...state(), who: '' });
  const closing = headButton('Close the profile', 'close', 'Escape', close);
  const content = el('div', { class: 'drawer-content' });
  const dialog = el(
    'dialog',
    { class: 'drawer', 'aria-labelledby': id },
    el('div', { class: 'drawer-head' }, title, place, before, after, closing),
    content,
  );
  root.append(dialog);

  const run = latestOnly();
  /** What is drawn, or on its way. */
  let asked = '';
  /** Whose profile it is. */
  let who = '';
  /** @type {InfluencerLine | null} */
  let profile = null;
  let drawn = new AbortController();
  /** The parts of the profile that stay when it is drawn again. @type {Map<string, HTMLElement>} */
  const parts = new Map();
  /** What had the focus before. @type {Element | null} */
  let opener = null;

  /** @param {'before' | 'after'} side */
  const walk = (side) => {
    const next = table.neighbours(who)[side];
    if (next >= 0) table.walkTo(next);
  };
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    close();
  });
  dialog.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector(':popover-open')) return;
    const action = { Escape: close, j: () => walk('after'), k: () => walk('before') }[event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });
  onNarrowChange(() => {
    if (!dialog.open) return;
    dialog.close();
    show();
  });

  function show() {
    if (isNarrow()) dialog.showModal();
    else dialog.show();
  }

  function hide() {
    const hadFocus = dialog.contains(document.activeElement);
    dialog.close();
    const fromRow = !opener?.isConnected || opener.closest('.influencer-table');
    if (hadFocus && !(fromRow && table.focusOn(who)) && opener instanceof HTMLElement) opener.focus();
    forget();
    [asked, who] = ['', ''];
  }

  /** The rows of one influencer are none of another's. */
  function forget() {
    drawn.abort();
    drawn = new AbortController();
    parts.clear();
    profile = null;
  }

  /** A part that is there already, or else a new one. @param {string} key @param {() => HTMLElement} build */
  function keep(key, build) {
    const part = parts.get(key) ?? build();
    parts.set(key, part);
    return part;
  }

  function drawHead() {
    const { at, name, before: previous, after: next, total } = table.neighbours(who);
    fill(title, named(profile?.id === who ? profile.name : name || nameOf('influencer', who)));
    place.textContent = at >= 0 ? `${(at + 1).toLocaleString('en-IN')} of ${total.toLocaleString('en-IN')}` : '';
    setOff(before, previous < 0);
    setOff(after, next < 0);
  }

  /** @param {PageState} now @param {Dashboard} answer @param {Look} look */
  async function load(now, answer, look) {
    const question = profileQuestion(now, answer.dataset.id);
    const key = `${now.who}?${question}`;
    if (asked === key) return;
    asked = key;
    content.setAttribute('aria-busy', 'true');
    try {
      const result = await run((signal) => askInfluencer(now.who, question, signal));
      if (!result || asked !== key) return;
      const isOther = profile?.id !== now.who;
      if (isOther) forget();
      profile = result.answer.influencer;
      drawHead();
      const around = { look, question, signal: drawn.signal, keep, state, go, nameOf };
      keepingPlace(content, () => drawProfile(content, result.answer, around));
      if (isOther) content.scrollTop = 0;
    } catch (error) {
      if (asked !== key) return;
      asked = '';
      drawTrouble(content, error, () => void load(now, answer, look));
    }
    content.removeAttribute('aria-busy');
  }

  return {
    /** Opens and closes. @param {PageState} now @param {boolean} isTableShown */
    renderState(now, isTableShown) {
      const isWanted = now.who !== '' && isTableShown;
      if (!isWanted && dialog.open) hide();
      if (!isWanted) return;
      who = now.who;
      drawHead();
      if (dialog.open) return;
      opener = document.activeElement;
      fill(content, el('p', { class: 'drawer-waiting skeleton', 'aria-label': 'Loading' }));
      show();
    },
    /** @param {PageState} now @param {Dashboard} answer @param {Look} look */
    render(now, answer, look) {
      if (!dialog.open) return;
      drawHead();
      void load(now, answer, look);
      const only = content.querySelector('[data-only]');
      only?.setAttribute('aria-pressed', String(now.chosen.influencer.includes(who)));
    },
  };
}

/** @param {string} label @param {import('../ui/icons.js').IconName} sign @param {string} key @param {() => void} onClick */
function headButton(label, sign, key, onClick) {
  const attributes = { type: 'button', class: 'icon-button', 'aria-label': label, 'aria-keyshortcuts': key, title: `${label} (${key})` };
  return el('button', { ...attributes, onclick: onClick }, icon(sign));
}

/** Not disabled: that would take the focus from under the finger that walks. @param {HTMLElement} button @param {boolean} isOff */
function setOff(button, isOff) {
  if (isOff) button.setAttribute('aria-disabled', 'true');
  else button.removeAttribute('aria-disabled');
}

/** @param {HTMLElement} content @param {unknown} error @param {() => void} onRetry */
function drawTrouble(content, error, onRetry) {
  const isUnknown = error instanceof ServerError && error.status === 404;
  const message = isUnknown
    ? 'The data in use has no influencer with this id. The link may be of another version.'
    : `The profile could not be loaded. ${error instanceof Error ? error.message : ''}`;
  fill(
    content,
    el('p', { class: 'drawer-note', role: 'alert' }, message),
    !isUnknown && el('button', { type: 'button', class: 'button', onclick: onRetry }, icon('retry'), 'Try again'),
  );
}
