import assert from 'node:assert/strict';
import { mock, test } from 'node:test';

/** @type {(() => void)[]} */
let frames = [];
/** @type {Map<number, () => void>} */
const idle = new Map();
let ids = 0;

Object.assign(globalThis, {
  window: globalThis,
  requestAnimationFrame: (/** @type {() => void} */ run) => frames.push(run),
  cancelAnimationFrame: (/** @type {number} */ id) => void (frames[id - 1] = () => undefined),
  requestIdleCallback: (/** @type {() => void} */ run) => (idle.set((ids += 1), run), ids),
  cancelIdleCallback: (/** @type {number} */ id) => void idle.delete(id),
});
const { whenIdle } = await import('./after-paint.js');
const { deferWork } = await import('./defer.js');

function paint() {
  const now = frames;
  frames = [];
  for (const run of now) run();
}

function rest() {
  const now = [...idle.values()];
  idle.clear();
  for (const run of now) run();
}

/** Counts how often it runs, and has more to do until it has run so often. @param {number} parts */
function counted(parts) {
  const counter = { runs: 0, later: () => undefined };
  counter.later = /** @type {() => undefined} */ (whenIdle(() => (counter.runs += 1) < parts));
  return counter;
}

test('what can wait is done two frames on, when nothing else is to be done', () => {
  const counter = counted(1);
  counter.later();
  counter.later();
  rest();
  paint();
  rest();
  assert.equal(counter.runs, 0);
  paint();
  rest();
  assert.equal(counter.runs, 1);
  paint();
  rest();
  assert.equal(counter.runs, 1);
});

test('it is done in parts, one whenever there is time', () => {
  const counter = counted(3);
  counter.later();
  paint();
  paint();
  for (const runs of [1, 2, 3, 3]) {
    rest();
    assert.equal(counter.runs, runs);
  }
});

test('another drawing is painted first', () => {
  const counter = counted(1);
  counter.later();
  paint();
  paint();
  counter.later();
  rest();
  assert.equal(counter.runs, 0);
  paint();
  paint();
  rest();
  assert.equal(counter.runs, 1);
});

test('however often something is drawn, it is not put off for ever', () => {
  let now = 1000;
  const clock = mock.method(performance, 'now', () => now);
  const counter = counted(1);
  for (let drawing = 0; drawing < 30 && counter.runs === 0; drawing += 1) {
    counter.later();
    paint();
    counter.later();
    rest();
    now += 16;
  }
  assert.equal(counter.runs, 1);
  assert.ok(now < 1000 + 400);
  clock.mock.restore();
});

test('a part that fails does not hold up the others', () => {
  let runs = 0;
  const later = whenIdle(() => {
    runs += 1;
    if (runs === 1) throw new Error('broken');
    return false;
  });
  later();
  paint();
  paint();
  assert.throws(rest, /broken/);
  rest();
  assert.equal(runs, 2);
});

// The last one: it sets the clock on, and what is held back then stays so.
test('while something is being chosen it waits', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  let now = 5000;
  const clock = mock.method(performance, 'now', () => now);
  const counter = counted(1);
  counter.later();
  deferWork(300);
  paint();
  paint();
  rest();
  assert.equal(counter.runs, 0);
  now += 300;
  mock.timers.tick(300);
  rest();
  assert.equal(counter.runs, 1);
  clock.mock.restore();
  mock.timers.reset();
});
