// Uses the types that json-schema-to-typescript made of the schema, and those of quicktype, which check what they read.
import { readFileSync } from "node:fs";
import type { Export, KnownStrength } from "./json2ts";
import { Convert } from "./quicktype";

const text = readFileSync(process.argv[2]!, "utf8");
const kb = JSON.parse(text) as Export;
for (const contraindication of Object.values(kb.contraindications)) {
  const known: Record<KnownStrength, boolean> = { stop: true, ask_first: true, caution: true, avoid_spot: true };
  if (!(contraindication.strength in known)) throw new Error(contraindication.id);
}
const read = Convert.toExport(text);
const counts = Object.keys(read.claims).length;
if (counts !== Object.keys(kb.claims).length || counts === 0) throw new Error("claims are lost");
let refused = false;
try {
  Convert.toExport(text.replace('"statement":', '"sentence":'));
} catch {
  refused = true;
}
if (!refused) throw new Error("a claim without its statement is taken");
console.log(`json-schema-to-typescript and quicktype: ${counts} claims`);
