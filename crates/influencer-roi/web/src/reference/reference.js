// The API reference: reads /openapi.json and lists calls, parameters, answers and schemas. Computes nothing, asks nothing else.

import { el, fill } from '../ui/dom.js';

/** @typedef {{ [name: string]: any }} Schema */

const JSON_TYPE = 'application/json';

/** The last part of a reference such as #/components/schemas/Figure. @param {Schema} part */
const nameOf = (part) => String(part.$ref).split('/').at(-1) ?? '';

/** The part that a reference stands for. @param {Schema} of the document @param {Schema} part @returns {Schema} */
export function resolved(of, part) {
  if (!part.$ref) return part;
  return String(part.$ref)
    .split('/')
    .slice(1)
    .reduce((found, name) => found[name], of);
}

/** A schema in a few words: `text`, `list of Influencer`, `allocated | literal`. @param {Schema} schema @returns {string} */
export function inWords(schema) {
  if (schema.$ref) return nameOf(schema);
  if (schema.enum) return schema.enum.join(' | ');
  if (schema.anyOf) return schema.anyOf.map(inWords).join(' or ');
  if (schema.type === 'array') return `list of ${inWords(schema.items)}`;
  if (schema.type === 'object' && schema.properties) return 'object';
  if (schema.type === 'object' && schema.additionalProperties) return `by name: ${inWords(schema.additionalProperties)}`;
  const limits = [
    schema.format,
    schema.minimum !== undefined && `from ${schema.minimum}`,
    schema.maximum !== undefined && `to ${schema.maximum}`,
    schema.default !== undefined && `default ${schema.default}`,
  ].filter(Boolean);
  const type = schema.type === 'string' ? 'text' : (schema.type ?? 'anything');
  return limits.length > 0 ? `${type}, ${limits.join(', ')}` : type;
}

/** @param {Schema} schema */
function typeOf(schema) {
  const named = schema.type === 'array' ? schema.items : schema;
  const words = inWords(schema);
  return named.$ref ? el('a', { href: `#schema-${nameOf(named)}` }, words) : el('span', {}, words);
}

/** @param {string[]} heads @param {(Node | string)[][]} rows */
function table(heads, rows) {
  return el(
    'table',
    {},
    el('thead', {}, el('tr', {}, ...heads.map((head) => el('th', { scope: 'col' }, head)))),
    el(
      'tbody',
      {},
      ...rows.map(([first, ...rest]) => el('tr', {}, el('th', { scope: 'row' }, first), ...rest.map((cell) => el('td', {}, cell)))),
    ),
  );
}

/** @param {Schema} of @param {Schema} operation */
function parameters(of, operation) {
  const all = operation.parameters.map((/** @type {Schema} */ part) => resolved(of, part));
  if (all.length === 0) return null;
  const row = (/** @type {Schema} */ part) => [
    el('code', {}, part.name),
    part.in === 'path' ? 'in the path' : inWords(part.schema),
    part.description,
  ];
  return el('details', {}, el('summary', {}, `Parameters (${all.length})`), table(['Name', 'Takes', 'About'], all.map(row)));
}

/** @param {Schema} of @param {Schema} operation */
function answers(of, operation) {
  const rows = Object.entries(operation.responses).map(([status, part]) => {
    const answer = resolved(of, part);
    const [kind, body] = Object.entries(answer.content ?? {})[0] ?? ['', null];
    const shape = kind === JSON_TYPE ? typeOf(body.schema) : kind;
    return [el('code', {}, status), shape || 'nothing', answer.description];
  });
  return el('details', {}, el('summary', {}, `Answers (${rows.length})`), table(['Status', 'Body', 'When'], rows));
}

/** @param {Schema} operation */
function body(operation) {
  const [kind, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? [];
  if (!kind) return null;
  return el('p', {}, 'Body: ', el('code', {}, kind), kind === JSON_TYPE ? fields(content.schema) : ', the files as parts.');
}

/** @param {Schema} schema */
function fields(schema) {
  const required = schema.required ?? [];
  const row = (/** @type {[string, Schema]} */ [name, field]) => [
    el('code', {}, required.includes(name) ? name : `${name}?`),
    typeOf(field),
    field.description ?? '',
  ];
  if (!schema.properties) return el('p', {}, inWords(schema));
  return table(['Field', 'Type', 'About'], Object.entries(schema.properties).map(row));
}

/** @param {Schema} of @param {string} method @param {string} path @param {Schema} operation */
function call(of, method, path, operation) {
  const example = operation['x-codeSamples'][0].source.replace('$ROI', location.origin);
  return el(
    'section',
    { id: operation.operationId, 'aria-labelledby': `${operation.operationId}-title` },
    el(
      'h3',
      { id: `${operation.operationId}-title` },
      el('span', { class: `method method-${method}` }, method.toUpperCase()),
      el('code', {}, path),
    ),
    el('p', {}, operation.summary),
    el('pre', { tabindex: 0, role: 'group', 'aria-label': 'Example' }, el('code', {}, example)),
    body(operation),
    parameters(of, operation),
    answers(of, operation),
  );
}

/** @param {[string, Schema]} entry */
function schemaPart([name, schema]) {
  return el(
    'section',
    { id: `schema-${name}`, 'aria-labelledby': `schema-${name}-title` },
    el('h3', { id: `schema-${name}-title` }, el('code', {}, name)),
    schema.description ? el('p', {}, schema.description) : null,
    ...(schema.anyOf ?? [schema]).map(fields),
  );
}

/** @param {Schema} of */
function draw(of) {
  const calls = Object.entries(of.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const ofTag = (/** @type {string} */ tag) => calls.filter(({ operation }) => operation.tags[0] === tag);
  const schemas = Object.entries(of.components.schemas);
  const contents = of.tags.flatMap((/** @type {Schema} */ tag) => [
    el('h2', {}, tag.name),
    el(
      'ul',
      {},
      ...ofTag(tag.name).map(({ operation, path, method }) =>
        el('li', {}, el('a', { href: `#${operation.operationId}` }, el('span', {}, `${method.toUpperCase()} `), path)),
      ),
    ),
  ]);
  const schemaLinks = schemas.map(([name]) => el('li', {}, el('a', { href: `#schema-${name}` }, name)));
  fill(document.querySelector('#contents') ?? document.body, ...contents, el('h2', {}, 'Schemas'), el('ul', {}, ...schemaLinks));
  const groups = of.tags.flatMap((/** @type {Schema} */ tag) => [
    el('h2', {}, tag.name),
    el('p', { class: 'about' }, tag.description),
    ...ofTag(tag.name).map(({ method, path, operation }) => call(of, method, path, operation)),
  ]);
  fill(
    document.querySelector('#operations') ?? document.body,
    el('p', { class: 'about' }, of.info.description.replaceAll('`', ''), ` Version ${of.info.version}.`),
    ...groups,
    el('h2', {}, 'Schemas'),
    el('p', { class: 'about' }, 'A question mark marks what may be absent; everything else is always there.'),
    ...schemas.map(schemaPart),
  );
  // The part that the address names is there only now.
  document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

if (typeof document !== 'undefined') {
  try {
    const answer = await fetch('/openapi.json');
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    draw(await answer.json());
  } catch (error) {
    const place = document.querySelector('#operations') ?? document.body;
    fill(place, el('p', { role: 'alert' }, `The document could not be read (${error}). Reload the page.`));
  }
}
