import assert from 'node:assert/strict';
import { test } from 'node:test';
import { notesOf } from './report-notes.js';
import { report, reportFile } from './reports.fixture.js';

test('a file shows its own notes, and not again what it was recognised as', () => {
  const file = reportFile('tracking', { name: 'orders.csv', shape: 'Shopify orders' });
  const title = { file: 'orders.csv', text: '4 lines above the header are left out.' };
  const notes = [{ file: 'orders.csv', text: 'Read as Shopify orders.' }, title, { file: '', text: 'About all files.' }];
  assert.deepEqual(notesOf(report({ notes }), file), [title]);
  assert.deepEqual(notesOf(report({}), file), []);
});
