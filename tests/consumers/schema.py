"""Holds kb.json against its schema, and makes its hash again by RFC 8785."""
import hashlib
import json
import sys

import rfc8785
from jsonschema import Draft202012Validator

schema, export = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:3])
Draft202012Validator.check_schema(schema)
validator = Draft202012Validator(schema)
errors = list(validator.iter_errors(export))
assert not errors, errors[:3]
claim = next(iter(export["claims"].values()))
for breakage in ({"verdict": None}, {"citations": "none"}, {"kind": "tools"}):
    broken = {**export, "claims": {claim["id"]: {**claim, **breakage}}}
    assert list(validator.iter_errors(broken)), breakage
content = {key: value for key, value in export.items() if key not in ("$schema", "schema_version", "meta")}
assert hashlib.sha256(rfc8785.dumps(content)).hexdigest() == export["meta"]["content_sha256"]
print(f"jsonschema: kb.json is valid, with {sum(export['meta']['counts'].values())} records, and its hash is its own")
