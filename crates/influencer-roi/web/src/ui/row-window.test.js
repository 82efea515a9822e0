import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rowWindow } from './row-window.js';

const VIEW = 600;
const ROW_PIXELS = 34;
/** @param {number} total */
const windowOf = (total) => rowWindow(total, { rowPixels: ROW_PIXELS, moreRows: 20 });

/** Is the view covered by the rows that are drawn? @param {ReturnType<typeof rowWindow>} sight @param {number} top of the scroller */
function assertCovered(sight, top) {
  const { first, last, top: start } = sight.rows(VIEW);
  assert.ok(start <= top, `the rows begin at ${start}, the view at ${top}`);
  assert.ok(start + (last - first + 1) * ROW_PIXELS >= Math.min(top + VIEW, sight.height), `the rows end before the view at ${top}`);
  assert.ok(first >= 0 && last < sight.total);
}

test('a list without rows draws none', () => {
  const { first, last } = windowOf(0).rows(VIEW);
  assert.ok(last < first);
});

test('a short list is drawn pixel by pixel', () => {
  const sight = windowOf(1000);
  assert.equal(sight.height, 1000 * ROW_PIXELS);
  for (const top of [0, 17, 5000, 1000 * ROW_PIXELS - VIEW]) {
    sight.scrolledTo(top, VIEW);
    assertCovered(sight, top);
    const { first, top: start } = sight.rows(VIEW);
    assert.equal(start, first * ROW_PIXELS);
  }
});

test('ten million rows fit into what a browser can draw, from the first to the last', () => {
  const sight = windowOf(10_000_000);
  assert.ok(sight.height <= 8_000_000);
  assertCovered(sight, 0);
  assert.equal(sight.rows(VIEW).first, 0);
  sight.scrolledTo(sight.height - VIEW, VIEW);
  assertCovered(sight, sight.height - VIEW);
  assert.equal(sight.rows(VIEW).last, 9_999_999);
  sight.scrolledTo(sight.height / 2, VIEW);
  const middle = sight.rows(VIEW).first;
  assert.ok(Math.abs(middle - 5_000_000) < 50_000, `${middle}`);
});

test('a small step in ten million rows moves by small steps, and passes no row by', () => {
  const sight = windowOf(10_000_000);
  let top = 3_000_000;
  sight.scrolledTo(top, VIEW);
  const before = sight.rows(VIEW).first;
  for (let step = 0; step < 100; step += 1) {
    top += 100;
    sight.scrolledTo(top, VIEW);
    assertCovered(sight, top);
  }
  assert.ok(Math.abs(sight.rows(VIEW).first - before - 10_000 / ROW_PIXELS) <= 1);
});

test('at rest the scroller goes where the rows belong, and the rows stay', () => {
  const sight = windowOf(10_000_000);
  sight.scrolledTo(3_000_000, VIEW);
  for (let top = 3_000_100; top <= 3_050_000; top += 100) sight.scrolledTo(top, VIEW);
  const before = sight.rows(VIEW);
  const rest = sight.restAt(VIEW);
  assert.ok(rest < 3_050_000, 'small steps are shorter on the squeezed scroller');
  sight.scrolledTo(rest, VIEW);
  assert.equal(sight.rows(VIEW).first, before.first);
  assertCovered(sight, rest);
});

test('near both ends of ten million rows nothing is passed by', () => {
  const sight = windowOf(10_000_000);
  for (const top of [1000, 900, 800, 0]) {
    sight.scrolledTo(top, VIEW);
    assert.equal(sight.restAt(VIEW), top);
  }
  assert.equal(sight.rows(VIEW).first, 0);
  sight.scrolledTo(sight.height - VIEW - 1000, VIEW);
  assert.ok(9_999_999 - sight.rows(VIEW).last <= 1000 / ROW_PIXELS);
});

for (const total of [1000, 10_000_000]) {
  test(`one of ${total} rows is shown by no more scrolling than it takes`, () => {
    const sight = windowOf(total);
    assert.equal(sight.showing(3, VIEW), 0);
    for (const at of [500, total - 1, 499, 0]) {
      const top = sight.showing(at, VIEW);
      assertCovered(sight, top);
      const { first, last, top: start } = sight.rows(VIEW);
      assert.ok(first <= at && at <= last);
      const begins = start + (at - first) * ROW_PIXELS;
      assert.ok(begins >= top - 0.01 && begins + ROW_PIXELS <= top + VIEW + 0.01, `row ${at} begins at ${begins}, the view at ${top}`);
      sight.scrolledTo(top, VIEW);
      assert.equal(sight.showing(at, VIEW), top);
    }
  });
}
