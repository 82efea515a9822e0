// The profile of one influencer, beside the table: opened by a row or a link, closed by Esc, Back or its button. On a wide screen the page
// beside it stays in use; a phone gives it the whole screen. Emits: the next state.

import { latestOnly } from '../core/latest.js';
import { ServerError, askInfluencer } from '../core/server.js';
import { el, fill, named } from '../ui/dom.js';
import { icon } from '../ui/icons.js';
import { keepingPlace } from '../ui/keep-place.js';
import { drawProfile } from './profile-content.js';
import { profileDialog } from './profile-dialog.js';
import { profileQuestion } from './profile-question.js';

/** @import { Dashboard, InfluencerLine } from '../core/api.d.ts' */
/** @import { PageState } from '../state/address.js' */
/** @import { Dimension } from '../core/dimensions.js' */
/** @import { Look } from '../ui/figure.js' */

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
  const dialog = profileDialog(root, { onClose: () => state().who && go({ ...state(), who: '' }), onWalk: walk });
  const { content } = dialog;
  const run = latestOnly();
  const drawn = drawnParts();
  /** What is drawn, or on its way. */
  let asked = '';
  /** Whose profile it is. */
  let who = '';
  /** @type {InfluencerLine | null} */
  let profile = null;

  /** @param {'before' | 'after'} side */
  function walk(side) {
    const next = table.neighbours(who)[side];
    if (next >= 0) table.walkTo(next);
  }

  function hide() {
    dialog.close(() => table.focusOn(who));
    forget();
    [asked, who] = ['', ''];
  }

  /** The rows of one influencer are none of another's. */
  function forget() {
    drawn.forget();
    profile = null;
  }

  function drawHead() {
    const neighbours = table.neighbours(who);
    dialog.drawHead(named(profile?.id === who ? profile.name : neighbours.name || nameOf('influencer', who)), neighbours);
  }

  /** @param {PageState} now @param {Dashboard} answer @param {Look} look */
  async function load(now, answer, look) {
    const question = profileQuestion(now, answer.dataset.id);
    const key = `${now.who}?${question} ${JSON.stringify(answer.margins)}`;
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
      const { dataset_roas: datasetRoas } = answer;
      const around = { look, datasetRoas, question, signal: drawn.signal(), keep: drawn.keep, state, go, nameOf };
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
      if (!isWanted && dialog.isOpen()) hide();
      if (!isWanted) return;
      who = now.who;
      drawHead();
      if (dialog.isOpen()) return;
      fill(content, el('p', { class: 'drawer-waiting skeleton', 'aria-label': 'Loading' }));
      dialog.open();
    },
    /** @param {PageState} now @param {Dashboard} answer @param {Look} look */
    render(now, answer, look) {
      if (!dialog.isOpen()) return;
      drawHead();
      void load(now, answer, look);
      const only = content.querySelector('[data-only]');
      only?.setAttribute('aria-pressed', String(now.chosen.influencer.includes(who)));
    },
  };
}

/** The parts of a profile that stay when it is drawn again, until it gives way to another. */
function drawnParts() {
  /** @type {Map<string, HTMLElement>} */
  const parts = new Map();
  let stop = new AbortController();
  return {
    signal: () => stop.signal,
    /** A part that is there already, or else a new one. @param {string} key @param {() => HTMLElement} build */
    keep(key, build) {
      const part = parts.get(key) ?? build();
      parts.set(key, part);
      return part;
    },
    forget() {
      stop.abort();
      stop = new AbortController();
      parts.clear();
    },
  };
}

/** @param {HTMLElement} content @param {unknown} error @param {() => void} onRetry */
function drawTrouble(content, error, onRetry) {
  const isUnknown = error instanceof ServerError && error.status === 404;
  const message = isUnknown
    ? 'The data in use has no influencer with this id. The link may belong to another version.'
    : `The profile could not be loaded. ${error instanceof Error ? error.message : ''}`;
  fill(
    content,
    el('p', { class: 'drawer-note', role: 'alert' }, message),
    !isUnknown && el('button', { type: 'button', class: 'button', onclick: onRetry }, icon('retry'), 'Try again'),
  );
}
