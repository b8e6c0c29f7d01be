// A small program over kb.json: asks what is known about a technique, disclaimers first.
import { readFileSync } from "node:fs";
import type { Certainty, Claim, KnowledgeBase, Verdict } from "./kb";

const kb = JSON.parse(readFileSync(process.argv[2] ?? "kb.json", "utf8")) as KnowledgeBase;
const id = process.argv[3] ?? "foam-rolling";

// Words that a later version may bring must be expected: without the default case this does not compile.
function colour(verdict: Verdict): string {
  switch (verdict) {
    case "supported": return "green";
    case "partly_supported": return "yellow";
    case "contradicted": return "red";
    default: return "grey";
  }
}

const technique = kb.techniques[id];
if (technique === undefined) throw new Error(`there is no technique ${id}`);
for (const disclaimer of technique.disclaimers) console.log("!", kb.disclaimers[disclaimer]?.text["en"]);
for (const each of technique.red_flags) console.log(`${kb["red-flags"][each]?.action}: ${kb["red-flags"][each]?.name}`);
for (const each of technique.contraindications) console.log(`${kb.contraindications[each]?.strength}: ${kb.contraindications[each]?.name}`);

const claims: Claim[] = technique.claims.map((each) => kb.claims[each]).filter((claim) => claim !== undefined);
for (const claim of claims) {
  const certainty: Certainty | undefined = claim.certainty;
  console.log(`${claim.statement} [${claim.verdict}, ${certainty ?? "not graded"}, ${colour(claim.verdict)}]`);
  for (const citation of claim.citations) {
    if (citation.stance === "source" || citation.stance === "background") continue;
    const reference = kb.references[citation.reference];
    console.log(`  ${citation.stance}: ${citation.formatted} (${citation.standing}, ${reference?.issued?.["date-parts"]})`);
  }
}
console.log(`${claims.length} claims, data ${kb.meta.data_version}, schema ${kb.schema_version}`);
