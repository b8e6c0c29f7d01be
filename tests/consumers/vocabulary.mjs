// Holds the JSON-LD against schema.org, as the types of schema-dts tell it: every type exists, every property is allowed on the types of its
// node, and what it holds is of a type that it may hold.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const [vocabulary, linked] = process.argv.slice(2);
const types = new Map();
let current;
for (const line of readFileSync(vocabulary, "utf8").split("\n")) {
  const opened = line.match(/^(?:export )?interface (\w+?)Base extends ([^{]*)\{/);
  if (opened) types.set(opened[1], (current = { parents: opened[2].match(/\w+?(?=Base\b)/g) ?? [], properties: new Map() }));
  const root = line.match(/^(?:export )?interface ThingBase\b/);
  if (root && !opened) types.set("Thing", (current = { parents: [], properties: new Map() }));
  const property = line.match(/^    "(\w+)"\?: SchemaValue<(.*), "\w+">;/);
  if (property && current) current.properties.set(property[1], property[2].split(" | "));
  const leaf = line.match(/^(?:export )?interface (\w+)Leaf extends (\w+)Base\b/);
  if (leaf && !types.has(leaf[1])) types.set(leaf[1], { parents: [leaf[2]], properties: new Map() });
}
assert.ok(types.size > 600, `${types.size} types were read`);
const lineage = (type) => [type, ...(types.get(type)?.parents ?? []).flatMap(lineage)];

const text = readFileSync(linked, "utf8");
assert.ok(!text.includes("<"), "`<` is escaped, so that no text ends a script");
const { "@context": context, "@graph": graph } = JSON.parse(text);
const isOurs = (name) => typeof context[name] === "string" || context[name]?.["@id"] !== undefined;
const typesOf = (node) => [node["@type"] ?? []].flat().filter((type) => !type.includes(":"));
const byId = new Map();
const index = (value) => {
  if (Array.isArray(value)) value.forEach(index);
  else if (value !== null && typeof value === "object") {
    if (value["@id"] && value["@type"]) byId.set(value["@id"], value);
    Object.values(value).forEach(index);
  }
};
index(graph);

const faults = new Set();
let checked = 0;
function check(node) {
  const own = typesOf(node);
  for (const type of own) if (!types.has(type)) faults.add(`there is no type ${type}`);
  const all = new Set(own.flatMap(lineage));
  for (const [name, value] of Object.entries(node)) {
    if (!name.startsWith("@") && !isOurs(name)) {
      checked += 1;
      const ranges = [...all].map((type) => types.get(type)?.properties.get(name)).find(Boolean);
      if (ranges === undefined) faults.add(`${name} is no property of ${own}`);
      else for (const item of [value].flat()) checkRange(item, ranges, name, own);
    }
    for (const item of [value].flat()) if (item && typeof item === "object" && item["@type"]) check(item);
  }
}
function checkRange(item, ranges, name, own) {
  const isText = typeof item === "string" || item?.["@value"] !== undefined;
  if (isText && context[name]?.["@type"] !== "@id") {
    const literal = ["Text", "Date", "DateTime", "URL", "CssSelectorType", "Number"].some((range) => ranges.includes(range));
    if (!literal) faults.add(`${name} of ${own} holds a text, and may hold ${ranges}`);
    return;
  }
  if (typeof item === "number") {
    if (!ranges.includes("Number") && !ranges.includes("Integer")) faults.add(`${name} of ${own} holds a number`);
    return;
  }
  const target = typeof item === "string" ? byId.get(item) : item;
  if (target === undefined) {
    // An address elsewhere.
    if (!/^https?:/.test(item)) faults.add(`${name} of ${own} leads to ${item}, which is nowhere`);
    return;
  }
  if (typeof item === "string" && ranges.includes("URL")) return;
  const held = typesOf(target).flatMap(lineage);
  if (!ranges.includes("Thing") && !held.some((type) => ranges.includes(type)))
    faults.add(`${name} of ${own} holds ${typesOf(target)}, and may hold ${ranges}`);
}
graph.forEach(check);
assert.deepEqual([...faults], [], "schema.org allows all of it");

// What a reader of schema.org alone must see.
let guides = 0;
for (const node of graph.filter((node) => typesOf(node).includes("HowTo"))) {
  const [before, ...steps] = node.step;
  assert.equal(before["@type"], "HowToSection", node["@id"]);
  const told = before.itemListElement.map((tip) => tip.text["@value"]);
  for (const id of node.usageInfo ?? []) assert.ok(byId.get(id).text.some((text) => told.includes(text["@value"])), `${node["@id"]} ${id}`);
  for (const id of [...(node.contraindication ?? []), ...(node.redFlag ?? [])])
    assert.ok(told.some((text) => text.includes(`${byId.get(id).name["@value"]}: `)), `${node["@id"]} does not tell ${id}`);
  if (node["@id"].startsWith("kb:guides/")) {
    guides += 1;
    assert.ok(node.contraindication.length > 0 && node.redFlag.length > 0, node["@id"]);
    for (const step of steps) assert.match(step.text["@value"], /When to stop: /, `${node["@id"]} ${step.name["@value"]}`);
  }
}
assert.ok(guides > 0);
for (const node of graph.filter((node) => node["@type"] === "Claim"))
  assert.match(node.description["@value"], /^verdict: /, node["@id"]);
const reviews = graph.filter((node) => node.review);
assert.ok(reviews.length > 0 && reviews.every((node) => node.review.reviewRating.alternateName && node.appearance.length > 0));
console.log(`schema-dts: ${checked} properties stand where schema.org allows them; ${reviews.length} reviews`);
