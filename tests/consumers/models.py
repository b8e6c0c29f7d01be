"""Reads kb.json with the pydantic models that datamodel-code-generator made of its schema, which must know the words."""
import json
import sys

from pydantic import ValidationError

import kb_models as models

text = open(sys.argv[1], encoding="utf-8").read()
export = models.Export.model_validate_json(text)
kb = json.loads(text)
assert json.loads(export.model_dump_json(by_alias=True, exclude_none=True)) == kb, "the models lose nothing"
assert {word.value for word in models.KnownStrength} == {"stop", "ask_first", "caution", "avoid_spot"}
for claim in export.claims.values():
    models.KnownVerdict(claim.verdict.root)
claim = next(iter(kb["claims"].values()))
claim["last_reviewed"] = "yesterday"
try:
    models.Export.model_validate(kb)
except ValidationError:
    pass
else:
    raise AssertionError("a day that is none is taken")
print(f"pydantic: the models hold all of kb.json, {len(export.claims)} claims among it")
