// Compiles every schema with ajv in strict mode, without a keyword or a format of our own, and holds kb.json against that of the export.
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";

const [folder, exported] = process.argv.slice(2);
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const said = [];
const say = (text) => said.push(text);
const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
const compile = (schema) => {
  const ajv = new Ajv2020.default({ strict: true, allErrors: true, logger: { log: say, warn: say, error: say } });
  addFormats.default(ajv);
  return ajv.compile(schema);
};
const validators = Object.fromEntries(names.map((name) => [name, compile(read(`${folder}/${name}`))]));
assert.deepEqual(said, [], "ajv takes every schema without a word");
assert.ok(names.length >= 19, names);

const kb = read(exported);
const validate = validators["export.schema.json"];
assert.ok(validate(kb), JSON.stringify(validate.errors?.slice(0, 3)));
const breaks = (change) => {
  const copy = structuredClone(kb);
  change(copy);
  return !validate(copy);
};
const claim = Object.values(kb.claims).find((claim) => claim.last_reviewed !== undefined);
assert.ok(breaks((kb) => (kb.claims[claim.id].last_reviewed = "yesterday")));
assert.ok(breaks((kb) => (kb.claims[claim.id].last_reviewed = "2026-13-01")));
assert.ok(breaks((kb) => (Object.values(kb.references)[0].provenance.seen = [{ url: "u", on: "soon", read: "page", copy: false }])));
assert.ok(breaks((kb) => (kb.meta.sources_checked_at = "today")));
assert.ok(breaks((kb) => (kb.claims[claim.id].verdict = "No, never")));
// A word that a later version brings is no fault.
assert.ok(!breaks((kb) => (kb.claims[claim.id].verdict = "newly_coined")));

const definitions = read(`${folder}/export.schema.json`).$defs;
const known = Object.entries(definitions).filter(([name]) => name.startsWith("Known"));
assert.ok(known.length > 20, "the known words have names");
for (const [name, { enum: words }] of known) {
  const { description } = definitions[name.slice("Known".length)];
  assert.ok(words.every((word) => description.includes(`- \`${word}\`: `)), name);
}
console.log(`ajv: ${names.length} schemas compile in strict mode, and kb.json is valid`);
