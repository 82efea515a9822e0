import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const web = new URL('../../web/', import.meta.url);
const sources = readdirSync(new URL('src/', web)).filter((name) => name.endsWith('.js'));
/** @param {string} path */
const read = (path) => readFileSync(new URL(path, web), 'utf8');

test('data never becomes markup', () => {
  for (const name of sources)
    assert.doesNotMatch(
      read(`src/${name}`),
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/,
      name,
    );
});

test('no style is written into markup, so that the policy can forbid it', () => {
  for (const name of sources) assert.doesNotMatch(read(`src/${name}`), /setAttribute\('style'|cssText|\bstyle: '/, name);
  assert.doesNotMatch(read('index.html') + read('reference.html') + read('methods.html'), /style=|<style|onclick|<script>/);
});

test('the page asks no other host', () => {
  for (const name of [...sources.map((source) => `src/${source}`), 'index.html', 'reference.html', 'methods.html', 'styles/main.css', 'styles/reference.css']) {
    assert.doesNotMatch(read(name).replaceAll('http://www.w3.org/2000/svg', ''), /https?:\/\//, name);
  }
});

test('every file says at its top why it is there', () => {
  for (const name of sources) assert.match(read(`src/${name}`), /^\/\/ \S/, name);
});

test('the types are checked against the versions that are built', () => {
  const built = JSON.parse(read('package.json')).dependencies;
  const checked = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).devDependencies;
  for (const name of ['chart.js', 'lucide']) assert.equal(checked[name], built[name], name);
});
