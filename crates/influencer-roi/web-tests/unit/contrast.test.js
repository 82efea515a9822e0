import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

const css = readFileSync(new URL('../../web/styles/tokens.css', import.meta.url), 'utf8');
/** @param {string} name @returns {[string, string]} the colour in light and in dark */
function token(name) {
  const found = css.match(new RegExp(`--${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`));
  assert.ok(found, `no token ${name}`);
  return [found[1], found[2]];
}

/** WCAG 2.2, relative luminance. @param {string} colour */
function luminance(colour) {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param {string} one @param {string} other */
function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** @param {string} front @param {string} back @param {number} least */
function check(front, back, least) {
  test(`${front} on ${back} has a contrast of at least ${least}`, () => {
    ['light', 'dark'].forEach((mode, at) => {
      const found = contrast(token(front)[at], token(back)[at]);
      assert.ok(found >= least, `${mode}: ${found.toFixed(2)}`);
    });
  });
}

for (const back of ['surface', 'ground', 'sunken']) for (const ink of ['ink', 'ink-2', 'ink-3']) check(ink, back, 4.5);
for (const word of ['good', 'warn', 'bad']) {
  check(word, `${word}-soft`, 4.5);
  check(word, 'surface', 4.5);
}
check('on-accent', 'accent', 4.5);
check('accent-strong', 'accent-soft', 4.5);
check('ink-2', 'accent-soft', 4.5);
for (const line of [
  'accent',
  'organic',
  'control-line',
  'platform-instagram',
  'platform-youtube',
  'platform-twitter',
  'platform-facebook',
  'platform-none',
])
  check(line, 'surface', 3);
for (let other = 1; other <= 6; other += 1) check(`platform-other-${other}`, 'surface', 3);
