import assert from 'node:assert/strict';
import { test } from 'node:test';
import { latePart } from './late-part.js';

/** A part that writes down what it hears. */
function listener() {
  /** @type {string[]} */
  const heard = [];
  return { heard, hear: (/** @type {string} */ words) => void heard.push(words) };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));

test('a part that comes late hears the last of each kind, and then everything', async () => {
  const part = listener();
  const late = latePart(
    () => Promise.resolve(part),
    (error) => assert.fail(String(error)),
  );
  for (const words of ['first', 'second']) late.pass('state', ({ hear }) => hear(words), false);
  await settled();
  assert.deepEqual(part.heard, []);
  late.pass('answer', ({ hear }) => hear('answer'), true);
  await settled();
  late.pass('state', ({ hear }) => hear('third'), false);
  assert.deepEqual(part.heard, ['second', 'answer', 'third']);
});

test('what cannot be had is fetched again when it is needed, and only then is that said', async () => {
  let asked = 0;
  /** @type {unknown[]} */
  const said = [];
  const part = listener();
  const late = latePart(
    () => {
      asked += 1;
      return asked < 3 ? Promise.reject(new Error('offline')) : Promise.resolve(part);
    },
    (error) => said.push(error),
  );
  late.prefetch();
  await settled();
  assert.equal(said.length, 0);
  late.pass('state', ({ hear }) => hear('now'), true);
  await settled();
  assert.equal(said.length, 1);
  late.pass('state', ({ hear }) => hear('now'), true);
  await settled();
  assert.deepEqual([asked, part.heard], [3, ['now']]);
});
