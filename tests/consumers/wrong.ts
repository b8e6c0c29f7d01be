// What must not compile: a field that is not there, and one that may be absent taken for one that is there.
import type { KnowledgeBase } from "./kb";

export function wrong(kb: KnowledgeBase): string {
  const claim = kb.claims["x"];
  // @ts-expect-error: with noUncheckedIndexedAccess a record may not be there
  const statement: string = claim.statement;
  // @ts-expect-error: a certainty may be absent
  const certainty: string = kb.claims["x"]!.certainty;
  // @ts-expect-error: there is no such field
  return statement + certainty + kb.claims["x"]!.truth;
}
