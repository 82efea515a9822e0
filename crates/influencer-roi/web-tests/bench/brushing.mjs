// A drag over the trend, sixty moves a second: how even the frames are, and what the page's own script takes of each.

import { withPage } from './open.mjs';
import { partOf, spread } from './spread.mjs';

/** @import { Browser, Page } from '@playwright/test' */
/** @import { Line } from './page.mjs' */

const MOVES = 240;
const MOVE_MS = 1000 / 60;
const SCRIPT = new Set(['FunctionCall', 'EvaluateScript', 'TimerFire', 'FireAnimationFrame', 'RunMicrotasks', 'EventDispatch']);
const CATEGORIES = ['devtools.timeline', 'blink.user_timing'];

/** @typedef {{ name: string, ph: string, ts: number, dur?: number, pid: number, tid: number }} TraceEvent times in microseconds */

/**
 * The frames are timed in one drag, the script in another: to trace takes time itself.
 *
 * @param {Browser} browser
 * @param {string} address
 * @returns {Promise<Line[]>}
 */
export async function brushing(browser, address) {
  const frames = await withPage(browser, address, dragOver);
  const events = await withPage(browser, address, async (page) => {
    await browser.startTracing(page, { categories: CATEGORIES });
    await dragOver(page);
    return JSON.parse((await browser.stopTracing()).toString()).traceEvents;
  });
  const scripts = scriptOfFrames(events);
  return [
    { what: 'brushing, frame interval, p95', measured: partOf(frames, 0.95), bar: 20, unit: ' ms', more: spread(frames) },
    { what: 'brushing, script a frame, p95', measured: partOf(scripts, 0.95), bar: 8, unit: ' ms', more: spread(scripts) },
  ];
}

/**
 * From a tenth of the days to nine tenths.
 *
 * @param {Page} page
 * @returns {Promise<number[]>} milliseconds from frame to frame while it goes on
 */
async function dragOver(page) {
  const box = await page.getByRole('group', { name: 'Days that count' }).boundingBox();
  if (!box) throw new Error('the trend is not drawn');
  const xAt = (/** @type {number} */ move) => box.x + box.width * (0.1 + (0.8 * move) / MOVES);
  const y = box.y + box.height * 0.8;
  const before = page.url();
  await page.mouse.move(xAt(0), y);
  await page.mouse.down();
  await page.evaluate(markFrames);
  await drag(page, xAt, y);
  const frames = await page.evaluate(() => Reflect.get(window, 'endFrames')());
  await page.mouse.up();
  if (page.url() === before) throw new Error('the drag chose no days');
  return frames;
}

/**
 * Moves are sent when it is time, not when the page has answered the one before.
 *
 * @param {Page} page
 * @param {(move: number) => number} xAt
 * @param {number} y
 */
async function drag(page, xAt, y) {
  const began = performance.now();
  /** @type {Promise<void>[]} */
  const sent = [];
  for (let move = 1; move <= MOVES; move++) {
    await new Promise((resolve) => setTimeout(resolve, began + move * MOVE_MS - performance.now()));
    sent.push(page.mouse.move(xAt(move), y));
  }
  await Promise.all(sent);
}

/** Runs in the page: a mark in the trace and a time for every frame, until the end. */
function markFrames() {
  /** @type {number[]} */
  const intervals = [];
  let last = 0;
  let frame = requestAnimationFrame(function next(at) {
    performance.mark('bench-frame');
    if (last > 0) intervals.push(at - last);
    last = at;
    frame = requestAnimationFrame(next);
  });
  Object.assign(window, {
    endFrames() {
      cancelAnimationFrame(frame);
      return intervals;
    },
  });
}

/**
 * Milliseconds of script between each frame and the next: what events of script take themselves, without what is nested in them.
 *
 * @param {TraceEvent[]} events
 */
function scriptOfFrames(events) {
  const marks = events.filter(({ name }) => name === 'bench-frame');
  if (marks.length < 2) throw new Error('the trace has no frames');
  const [{ pid, tid }] = marks;
  const frames = marks.map(({ ts }) => ts).sort((one, other) => one - other);
  const sums = new Array(frames.length - 1).fill(0);
  const complete = events.filter((event) => event.ph === 'X' && event.pid === pid && event.tid === tid);
  for (const { name, ts, self } of selfTimes(complete)) {
    const frame = frames.findLastIndex((start) => start <= ts);
    if (SCRIPT.has(name) && frame >= 0 && frame < sums.length) sums[frame] += self / 1000;
  }
  return sums;
}

/** @param {TraceEvent[]} events of one thread */
function selfTimes(events) {
  /** @type {{ name: string, ts: number, end: number, self: number }[]} */
  const open = [];
  return events
    .toSorted((one, other) => one.ts - other.ts || (other.dur ?? 0) - (one.dur ?? 0))
    .map(({ name, ts, dur = 0 }) => {
      while (open.length > 0 && (open.at(-1)?.end ?? 0) <= ts) open.pop();
      const outer = open.at(-1);
      if (outer) outer.self -= dur;
      const own = { name, ts, end: ts + dur, self: dur };
      open.push(own);
      return own;
    });
}
