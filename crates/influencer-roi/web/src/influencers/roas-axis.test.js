import assert from 'node:assert/strict';
import { test } from 'node:test';
import { axisPlace, axisTicks } from './roas-axis.js';

test('break-even stands in the middle, and what is as many times more or less stands as far from it', () => {
  assert.equal(axisPlace(2.5, 2.5), 0.5);
  const near = (/** @type {number} */ place, /** @type {number} */ expected) =>
    assert.ok(Math.abs(place - expected) < 1e-12, String(place));
  near(axisPlace(25, 2.5), 1);
  near(axisPlace(0.25, 2.5), 0);
  const [more, less] = [axisPlace(5, 2.5), axisPlace(1.25, 2.5)];
  near(more - 0.5, 0.5 - less);
});

test('what lies beyond the axis stands at its end, and nothing at its beginning', () => {
  assert.deepEqual([axisPlace(1e9, 1), axisPlace(1e-9, 1), axisPlace(0, 1), axisPlace(-3, 1)], [1, 0, 0, 0]);
});

test('round numbers are named where they lie apart from one another and from break-even', () => {
  for (const breakEven of [1, 1.25, 2.5, 4, 20]) {
    const places = [0.5, ...axisTicks(breakEven).map((tick) => axisPlace(tick, breakEven))].sort((a, b) => a - b);
    assert.ok(places.length >= 3, String(breakEven));
    places.slice(1).forEach((place, at) => assert.ok(place - places[at] >= 0.15, `${breakEven}: ${places.join()}`));
  }
});
