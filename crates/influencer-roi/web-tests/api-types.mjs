// Writes the types of the API's answers from the program's own OpenAPI document: `node api-types.mjs` asks the program of ROI_PROGRAM, or the
// debug build, and writes generated/api.d.ts. Nothing of it is committed: it is made anew whenever the types are checked.
//
// Made for the schemas that the program writes, which are closed objects, lists, choices and references. Another kind of schema is an error,
// so that nothing becomes `any` unnoticed.

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** @typedef {{ [name: string]: any }} Schema */

/** @type {Record<string, string>} */
const PLAIN = { string: 'string', integer: 'number', number: 'number', boolean: 'boolean', null: 'null' };

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const program = process.env.ROI_PROGRAM ?? here('../../../target/debug/influencer-roi');
const text = execFileSync(program, ['openapi'], { encoding: 'utf8', maxBuffer: 1 << 26 });
/** @type {Record<string, Schema>} */
const schemas = JSON.parse(text).components.schemas;
const types = Object.entries(schemas).map(([name, schema]) => `${about(schema)}export type ${name} = ${typeOf(schema, name)};\n`);
mkdirSync(here('generated'), { recursive: true });
writeFileSync(here('generated/api.d.ts'), `// Made by api-types.mjs from the program's OpenAPI document.\n\n${types.join('\n')}`);

/** @param {Schema} schema @param {string} where for the message of an error @returns {string} */
function typeOf(schema, where) {
  if (schema.$ref) return schema.$ref.split('/').at(-1);
  if (schema.enum) return schema.enum.map((/** @type {unknown} */ value) => JSON.stringify(value)).join(' | ');
  if (schema.anyOf) return anyOf(schema.anyOf, where);
  if (Array.isArray(schema.type)) return schema.type.map((/** @type {string} */ type) => typeOf({ type }, where)).join(' | ');
  if (schema.type === 'array') return `(${typeOf(schema.items, `${where}[]`)})[]`;
  if (schema.type === 'object') return objectType(schema, where);
  const type = PLAIN[schema.type];
  if (!type) throw new Error(`${where}: no type is known for ${JSON.stringify(schema)}`);
  return type;
}

/** @param {Schema} schema @param {string} where */
function objectType({ properties, required = [], additionalProperties }, where) {
  if (!properties) return `Record<string, ${additionalProperties ? typeOf(additionalProperties, where) : 'unknown'}>`;
  const fields = Object.entries(properties).map(
    ([name, schema]) => `${about(schema)}${name}${required.includes(name) ? '' : '?'}: ${typeOf(schema, `${where}.${name}`)};`,
  );
  return `{\n${fields.join('\n')}\n}`;
}

/** Of closed objects the others' fields are known to be absent, so that any of them can be read. @param {Schema[]} variants @param {string} where */
function anyOf(variants, where) {
  const names = new Set(variants.flatMap(({ properties }) => Object.keys(properties ?? {})));
  const types = variants.map((schema) => {
    const absent = schema.properties ? [...names].filter((name) => !(name in schema.properties)) : [];
    const type = typeOf(schema, where);
    return absent.length > 0 ? `(${type} & { ${absent.map((name) => `${name}?: undefined`).join('; ')} })` : type;
  });
  return `(${types.join(' | ')})`;
}

/** @param {Schema} schema */
function about({ description }) {
  return description ? `/** ${description.replaceAll('*/', '* /')} */\n` : '';
}
