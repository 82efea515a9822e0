// Where the page is: the state, its address, and the steps of the browser's history. Emits: every other state.

import { readAddress, writeAddress } from '../state/address.js';
import { addressBar } from './address-bar.js';
import { isPrefetching } from '../ui/prefetch-on-press.js';

/** @import { PageState } from '../state/address.js' */
/** @import { Gesture } from '../charts/brush.js' */

/**
 * @param {object} options
 * @param {(state: PageState) => PageState} options.plain the same state, said in the shortest way
 * @param {(before: PageState, gesture?: Gesture) => void} options.onState
 * @param {(next: PageState) => void} options.onPrefetch what a press is about to choose
 */
export function navigation({ plain, onState, onPrefetch }) {
  let state = readAddress(location.search);
  const bar = addressBar();
  /** The gesture whose changes are one step of the history. @type {Gesture | null} */
  let lastGesture = null;

  addEventListener('popstate', () => {
    lastGesture = null;
    // The step that is gone back was not written yet, so the browser has gone back one more.
    if (bar.forget()) return history.forward();
    const before = state;
    state = readAddress(location.search);
    onState(before);
  });

  return {
    state: () => state,
    /** Does the pointer hold something? What lies around is not to move then. */
    isHeld: () => lastGesture?.holds ?? false,
    /** Does the state change in many small steps? */
    isInSteps: () => lastGesture !== null,
    /** Writes the address that still waits. */
    settle: bar.settle,
    /** Goes back to before a gesture. @param {Gesture} gesture */
    takeBack(gesture) {
      bar.forget();
      if (gesture === lastGesture) history.back();
    },
    /** Shows another state. @param {PageState} next @param {Gesture} [gesture] to which the change belongs */
    go(next, gesture) {
      if (isPrefetching()) return onPrefetch(plain(next));
      const was = state;
      state = plain(next);
      const [before, after] = [writeAddress(was), writeAddress(state)];
      if (isSameStep(was, state)) bar.replace(after);
      else if (gesture && gesture === lastGesture) bar.replace(after, true);
      else if (after !== before) {
        bar.push(after);
        // A gesture that is taken back goes back this step.
        if (gesture) bar.settle();
        lastGesture = gesture ?? null;
      }
      onState(was, gesture);
    },
  };
}

/**
 * Letters typed into the search are one step of the browser's history, not one each; so is going from profile to profile, and a question
 * about a campaign with its answer.
 *
 * @param {PageState} was
 * @param {PageState} now
 */
function isSameStep(was, now) {
  const goesOn = (/** @type {'q' | 'who'} */ name) =>
    was[name] !== '' && now[name] !== '' && writeAddress(was) === writeAddress({ ...now, [name]: was[name] });
  const isSameQuestion = was.lift_campaign !== '' && was.lift !== now.lift;
  return goesOn('q') || goesOn('who') || (isSameQuestion && writeAddress({ ...was, lift: now.lift }) === writeAddress(now));
}
