import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inWords, resolved } from './reference.js';

test('a schema is said in a few words', () => {
  assert.equal(inWords({ type: 'array', items: { $ref: '#/components/schemas/Day' } }), 'list of Day');
  assert.equal(inWords({ type: 'string', enum: ['allocated', 'literal'], default: 'allocated' }), 'allocated | literal');
  assert.equal(inWords({ anyOf: [{ type: 'string', format: 'date' }, { type: 'null' }] }), 'text, date or null');
  assert.equal(inWords({ type: 'integer', minimum: 0, maximum: 9, default: 0 }), 'integer, from 0, to 9, default 0');
  assert.equal(inWords({ type: 'object', additionalProperties: { type: 'string' } }), 'by name: text');
});

test('a reference is followed into the document', () => {
  const document = { components: { parameters: { q: { name: 'q' } } } };
  assert.deepEqual(resolved(document, { $ref: '#/components/parameters/q' }), { name: 'q' });
  assert.deepEqual(resolved(document, { name: 'id' }), { name: 'id' });
});
