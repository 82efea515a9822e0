// The rules that every source of the page keeps, as data: what must not stand in it, and why. Reads whole folder trees, so that no subfolder
// escapes the security rules.

import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** @typedef {{ path: string, text: string }} Source */
/** @typedef {{ rule: string, of: RegExp, forbidden?: RegExp, required?: RegExp }} Rule for the sources whose path matches `of` */

const SCRIPT = /^src\/.*(?<!\.test|\.fixture)\.js$/;
const PAGE = /^[^/]+\.html$/;

/** @type {Rule[]} */
const RULES = [
  {
    rule: 'data never becomes markup',
    of: SCRIPT,
    forbidden: /innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function/,
  },
  {
    rule: 'no style is written into markup, so that the policy can forbid it',
    of: SCRIPT,
    forbidden: /setAttribute\('style'|cssText|\bstyle: '/,
  },
  {
    rule: 'no style and no script stands in a page, so that the policy can forbid it',
    of: PAGE,
    forbidden: /style=|<style|onclick|<script>/,
  },
  { rule: 'the page asks no other host', of: /\.(js|css|html)$/, forbidden: /https?:\/\/(?!www\.w3\.org\/2000\/svg)/ },
  { rule: 'every file says at its top why it is there', of: SCRIPT, required: /^\/\/ \S/ },
];

/**
 * Which folder may import which: core knows nothing of the page, ui and charts nothing of its state, and only app knows how the views are put
 * together. Folders that are not named here are views: they may import all but app.
 *
 * @type {Record<string, string[]>}
 */
const IMPORTS = {
  core: ['core'],
  ui: ['core', 'ui'],
  charts: ['core', 'ui', 'charts'],
  // Views keep fields of their own in the address.
  state: ['core', 'state', 'incrementality'],
};

/** Imports against the order of the folders, one sentence each. @param {string} web */
export function brokenOrder(web) {
  return sourcesIn(web).flatMap(({ path, text }) => {
    const [, from] = path.match(/^src\/([^/]+)\//) ?? [];
    if (!from || from === 'app' || !SCRIPT.test(path)) return [];
    const imported = [...text.matchAll(/^(?:import|export)\b[^;]*? from '\.\.\/([^/']+)\//gm)].map((match) => match[1]);
    const wrong = imported.filter((to) => (IMPORTS[from] ? !IMPORTS[from].includes(to) : to === 'app'));
    return wrong.map((to) => `${path}: ${from} must not import ${to}; move what both need to core, ui or state`);
  });
}

/** The page's own sources below a folder: pages, scripts and styles. @param {string} web @returns {Source[]} */
export function sourcesIn(web) {
  return ['', 'src', 'styles']
    .flatMap((folder) => filesIn(web, folder, folder !== ''))
    .map((path) => ({ path, text: readFileSync(join(web, path), 'utf8') }));
}

/** @param {string} web @param {string} folder @param {boolean} isDeep @returns {string[]} paths below `web` */
function filesIn(web, folder, isDeep) {
  return readdirSync(join(web, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory()) return isDeep ? filesIn(web, path, true) : [];
    return /\.(js|css|html)$/.test(path) ? [path] : [];
  });
}

/** Which rules are broken, one sentence each. @param {string} web the folder with `src`, `styles` and the pages */
export function brokenRules(web) {
  return sourcesIn(web).flatMap(({ path, text }) =>
    RULES.filter(({ of, forbidden, required }) => of.test(path) && (forbidden?.test(text) || (required && !required.test(text)))).map(
      ({ rule }) => `${path}: ${rule}`,
    ),
  );
}
