// Builds the pages: `node build.mjs <outdir>` writes <outdir>/<page>.html and <outdir>/assets/<name>-<hash>.{js,css}, and beside a script
// that has others' code in it their licences.
//
// The pages are the list of what to build: every src="/src/…" and href="/styles/…" or "/icons/…" in them becomes a hashed asset,
// so a file can be cached for ever and a new build never shows an old one.

import { build, transform } from 'esbuild';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { minify } from 'terser';

const here = fileURLToPath(new URL('.', import.meta.url));
const out = process.argv[2];
if (!out) {
  console.error('usage: node build.mjs <outdir>');
  process.exit(2);
}

const TARGET = ['chrome123', 'firefox125', 'safari17.5'];
const PAGES = ['index.html', 'reference.html', 'methods.html'];
const pages = await Promise.all(
  PAGES.map(async (name) => ({
    name,
    html: await readFile(join(here, name), 'utf8'),
  })),
);
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

/** The styles of a view that comes late are a text in its script: the first view does without them. */
const lateStyles = {
  name: 'late styles',
  /** @param {import('esbuild').PluginBuild} building */
  setup(building) {
    const namespace = 'late-styles';
    building.onResolve({ filter: /\.css$/ }, ({ path, resolveDir, kind }) =>
      kind === 'import-statement' ? { path: join(resolveDir, path), namespace } : undefined,
    );
    building.onLoad({ filter: /\.css$/, namespace }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true, target: TARGET });
      return { contents: code, loader: 'text' };
    });
  },
};

await rm(join(out, 'assets'), { recursive: true, force: true });
await mkdir(out, { recursive: true });
/**
 * Only the first view of the page comes with it: what the others are drawn by is fetched later, in scripts of their own. The small pages
 * beside it share no script with it, which would cut it into more of them.
 * @param {string} path
 */
const isSplit = (path) => path === '/src/app/main.js';
/** @param {boolean} splitting */
const bundle = (splitting) =>
  build({
    absWorkingDir: here,
    entryPoints: named.filter((path) => isSplit(path) === splitting).map((path) => path.slice(1)),
    splitting,
    outdir: join(out, 'assets'),
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    assetNames: '[name]-[hash]',
    loader: { '.svg': 'copy' },
    bundle: true,
    format: 'esm',
    minify: true,
    legalComments: 'linked',
    target: TARGET,
    metafile: true,
    plugins: [pureFields, lateStyles],
    alias: { '@kurkle/color': './src/charts/chart-colour.js' },
    logLevel: 'warning',
  });
const bundles = await Promise.all([bundle(true), bundle(false)]);
const outputs = Object.assign({}, ...bundles.map(({ metafile }) => metafile.outputs));

// What is left is a twentieth smaller, at four seconds of building.
for (const file of Object.keys(outputs)) {
  if (!file.endsWith('.js')) continue;
  const path = join(here, file);
  const legal = Object.hasOwn(outputs, `${file}.LEGAL.txt`);
  const preamble = legal ? `/*! For license information please see ${basename(file)}.LEGAL.txt */` : undefined;
  const { code = '' } = await minify(await readFile(path, 'utf8'), {
    module: true,
    ecma: 2020,
    compress: { passes: 3 },
    format: { preamble },
  });
  await writeFile(path, code);
}

// The fonts of the printed report are no part of the page: the program embeds them. Their licence goes with the others'.
const FONTS = ['noto-sans', 'noto-sans-devanagari'];
const WEIGHTS = ['400Regular', '600SemiBold'];
await mkdir(join(out, 'fonts'), { recursive: true });
for (const font of FONTS) {
  const folder = join(here, 'node_modules', '@expo-google-fonts', font);
  await copyFile(join(folder, 'LICENSE_FONT'), join(out, 'assets', `${font}.LEGAL.txt`));
  for (const weight of WEIGHTS) {
    const file = (await readdir(join(folder, weight))).find((name) => name.endsWith('.ttf'));
    if (!file) throw new Error(`${font} has no ${weight}`);
    await copyFile(join(folder, weight, file), join(out, 'fonts', `${font}-${weight}.ttf`));
  }
}

for (const { name, html } of pages) {
  let built = html;
  for (const [file, output] of Object.entries(outputs)) {
    const source = output.entryPoint && `"/${relative('.', output.entryPoint)}"`;
    if (!source || !built.includes(source)) continue;
    built = built.replaceAll(source, `"/assets/${basename(file)}"`).replace(/^( *)<script type="module"/m, (tag, indent) => {
      // What a script begins with is fetched together with it, not after it.
      const first = output.imports.filter(({ kind }) => kind === 'import-statement');
      return (
        [...new Set(first.map(({ path }) => path))]
          .map((path) => `${indent}<link rel="modulepreload" href="/assets/${basename(path)}">\n`)
          .join('') + tag
      );
    });
  }
  const left = namedIn(built);
  if (left.length > 0) throw new Error(`not built: ${left.join(', ')}`);
  await writeFile(join(out, name), built);
}
