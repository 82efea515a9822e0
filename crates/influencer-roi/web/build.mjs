// Builds the pages: `node build.mjs <outdir>` writes <outdir>/<page>.html and <outdir>/assets/<name>-<hash>.{js,css}, and beside a script
// that has others' code in it their licences.
//
// The pages are the list of what to build: every src="/src/…" and href="/styles/…" or "/icons/…" in them becomes a hashed asset,
// so a file can be cached for ever and a new build never shows an old one.

import { build } from 'esbuild';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { minify } from 'terser';

const here = fileURLToPath(new URL('.', import.meta.url));
const out = process.argv[2];
if (!out) {
  console.error('usage: node build.mjs <outdir>');
  process.exit(2);
}

const PAGES = ['index.html', 'reference.html', 'methods.html'];
const pages = await Promise.all(PAGES.map(async (name) => ({ name, html: await readFile(join(here, name), 'utf8') })));
/** @param {string} html */
const namedIn = (html) => [...html.matchAll(/(?:src|href)="(\/(?:src|styles|icons)\/[^"]+)"/g)].map((match) => match[1]);
const named = [...new Set(pages.flatMap(({ html }) => namedIn(html)))];

/**
 * A static field that reads a property counts as an effect, so a class with one is kept even where nobody uses it. Said to be pure, the
 * scales of Chart.js that the page does not draw with stay out: a tenth of the page.
 */
const pureFields = {
  name: 'pure fields',
  /** @param {import('esbuild').PluginBuild} building */
  setup(building) {
    building.onLoad({ filter: /chart\.js\/dist\/chart\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(
        /(?<=: |= )(Ticks\.formatters\.\w+|TimeScale\.defaults)\b/g,
        '/* @__PURE__ */ (() => $1)()',
      ),
    }));
  },
};

await rm(join(out, 'assets'), { recursive: true, force: true });
await mkdir(out, { recursive: true });
const result = await build({
  absWorkingDir: here,
  entryPoints: named.map((path) => path.slice(1)),
  outdir: join(out, 'assets'),
  entryNames: '[name]-[hash]',
  assetNames: '[name]-[hash]',
  loader: { '.svg': 'copy' },
  bundle: true,
  format: 'esm',
  minify: true,
  legalComments: 'linked',
  target: ['chrome123', 'firefox125', 'safari17.5'],
  metafile: true,
  plugins: [pureFields],
  alias: { '@kurkle/color': './src/charts/chart-colour.js' },
  logLevel: 'warning',
});

// What is left is a twentieth smaller, at four seconds of building.
for (const [file, { entryPoint }] of Object.entries(result.metafile.outputs)) {
  if (!entryPoint?.endsWith('.js')) continue;
  const path = join(here, file);
  const legal = Object.hasOwn(result.metafile.outputs, `${file}.LEGAL.txt`);
  const preamble = legal ? `/*! For license information please see ${basename(file)}.LEGAL.txt */` : undefined;
  const { code = '' } = await minify(await readFile(path, 'utf8'), {
    module: true,
    ecma: 2020,
    compress: { passes: 3 },
    format: { preamble },
  });
  await writeFile(path, code);
}

for (const { name, html } of pages) {
  let built = html;
  for (const [file, output] of Object.entries(result.metafile.outputs)) {
    if (output.entryPoint) {
      built = built.replaceAll(`"/${relative('.', output.entryPoint)}"`, `"/assets/${basename(file)}"`);
    }
  }
  const left = namedIn(built);
  if (left.length > 0) throw new Error(`not built: ${left.join(', ')}`);
  await writeFile(join(out, name), built);
}
