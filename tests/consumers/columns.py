"""Reads the Parquet tables with DuckDB, and joins claims to references."""
import json
import sys

import duckdb

folder = sys.argv[1]
export = json.load(open(sys.argv[2], encoding="utf-8"))
for kind, count in export["meta"]["counts"].items():
    assert duckdb.sql(f"SELECT count(*) FROM '{folder}/{kind}.parquet'").fetchall()[0][0] == count, kind
types = dict(duckdb.sql(f"SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '{folder}/claims.parquet')").fetchall())
assert types["statement"] == "VARCHAR" and types["about"] == "VARCHAR[]", types
types = duckdb.sql(f"DESCRIBE SELECT must_precede_instructions FROM '{folder}/disclaimers.parquet'").fetchall()[0]
assert types[1] == "BOOLEAN", types
rows = duckdb.sql(f"""
    SELECT claim.id, reference.title, citation.stance
    FROM '{folder}/claims.parquet' AS claim
    JOIN '{folder}/citations.parquet' AS citation ON citation.citing_kind = 'claims' AND citation.citing_id = claim.id
    JOIN '{folder}/references.parquet' AS reference ON reference.id = citation.reference
    ORDER BY ALL
""").fetchall()
expected = sorted(
    (claim["id"], export["references"][citation["reference"]]["title"], citation["stance"])
    for claim in export["claims"].values()
    for citation in claim["citations"]
)
assert sorted(rows) == expected, (len(rows), len(expected))
effects = duckdb.sql(f"SELECT reference, outcome, value, ci FROM '{folder}/effects.parquet'").fetchall()
expected = [
    (reference["id"], effect["outcome"], float(effect["value"]), effect.get("ci"))
    for reference in export["references"].values()
    for effect in reference["effects"]
]
assert [(*row[:3], json.loads(row[3]) if row[3] else None) for row in effects] == expected, effects
print(f"duckdb {duckdb.__version__}: {len(rows)} citations join claims to references")
