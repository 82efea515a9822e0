import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTurn, latestOnly } from './latest.js';

test('a slow answer never overwrites a newer one', async () => {
  const run = latestOnly();
  const slow = deferred();
  const first = run(() => slow.promise);
  const second = await run(async () => 'new');
  slow.resolve('old');
  assert.equal(await first, null);
  assert.deepEqual(second, { answer: 'new' });
});

test('the older question is aborted', async () => {
  const run = latestOnly();
  /** @type {AbortSignal | undefined} */
  let older;
  void run((signal) => {
    older = signal;
    return new Promise(() => undefined);
  });
  await run(async () => 'new');
  assert.equal(older?.aborted, true);
});

test('a failure of an older question is not reported', async () => {
  const run = latestOnly();
  const slow = deferred();
  const first = run(() => slow.promise);
  await run(async () => 'new');
  slow.reject(new Error('too late'));
  assert.equal(await first, null);
});

test('a failure of the newest question is', async () => {
  await assert.rejects(
    latestOnly()(() => Promise.reject(new Error('no'))),
    /no/,
  );
});

/** @returns {{ promise: Promise<string>, resolve: (value: string) => void, reject: (error: Error) => void }} */
function deferred() {
  /** @type {any} */
  const parts = {};
  parts.promise = new Promise((resolve, reject) => Object.assign(parts, { resolve, reject }));
  return parts;
}

test('requests that come during a run are answered by one more run, after it and never beside it', async () => {
  /** @type {(() => void)[]} */
  const finish = [];
  const act = inTurn(
    () =>
      new Promise((resolve) => {
        finish.push(() => resolve(undefined));
      }),
  );
  void act();
  void act();
  void act();
  assert.equal(finish.length, 1);
  finish[0]();
  await new Promise(setImmediate);
  assert.equal(finish.length, 2);
  finish[1]();
  await new Promise(setImmediate);
  assert.equal(finish.length, 2);
});
