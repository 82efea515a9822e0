import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { brokenOrder, brokenRules, sourcesIn } from './house-rules.js';

const web = fileURLToPath(new URL('../../web', import.meta.url));

test('every source of the page keeps the rules, in every folder', () => {
  const paths = sourcesIn(web).map(({ path }) => path);
  for (const path of ['index.html', 'src/app/main.js', 'src/core/server.js', 'styles/main.css']) assert.ok(paths.includes(path), path);
  assert.deepEqual(brokenRules(web), []);
  assert.deepEqual(brokenOrder(web), []);
});

test('a violation in a nested folder is found', () => {
  const planted = {
    'index.html': '<p style="color: red">',
    'src/app/main.js': '// Starts the page.\n',
    'src/hello/deep/er/view.js': '// Why it is here.\nroot.innerHTML = name;\n',
    'src/hello/deep/er/style.js': "// Why it is here.\nroot.setAttribute('style', text);\n",
    'src/hello/deep/er/silent.js': 'export const answer = 42;\n',
    'src/hello/deep/er/silent.test.js': "import 'node:test';\n",
    'src/core/dates.js': "// Why it is here.\nimport { el } from '../ui/dom.js';\n",
    'src/hello/view.js': "// Why it is here.\nimport { notices } from '../app/notices.js';\nimport { el } from '../ui/dom.js';\n",
    'styles/hello/deep.css': '@import "https://elsewhere.example/x.css";\n',
  };
  const folder = mkdtempSync(join(tmpdir(), 'house-rules-'));
  try {
    for (const [path, text] of Object.entries(planted)) {
      mkdirSync(join(folder, dirname(path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    assert.deepEqual(brokenRules(folder).sort(), [
      'index.html: no style and no script stands in a page, so that the policy can forbid it',
      'src/hello/deep/er/silent.js: every file says at its top why it is there',
      'src/hello/deep/er/style.js: no style is written into markup, so that the policy can forbid it',
      'src/hello/deep/er/view.js: data never becomes markup',
      'styles/hello/deep.css: the page asks no other host',
    ]);
    assert.deepEqual(brokenOrder(folder).sort(), [
      'src/core/dates.js: core must not import ui; move what both need to core, ui or state',
      'src/hello/view.js: hello must not import app; move what both need to core, ui or state',
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the types are checked against the versions that are built', () => {
  const built = JSON.parse(readFileSync(join(web, 'package.json'), 'utf8')).dependencies;
  const checked = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).devDependencies;
  for (const name of ['chart.js', 'lucide']) assert.equal(checked[name], built[name], name);
});
