"""Asks the database as a program in any language would: the keys hold, a word is found, a view answers, and a dump restores to the same.

The SQLite is that of this Python: on a long-lived system an old one, which checks what the one that wrote the file does not."""
import json
import re
import sqlite3
import sys

database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
export = json.load(open(sys.argv[2], encoding="utf-8"))
if database.execute("SELECT sqlite_version() < '3.37'").fetchone()[0]:
    print(f"skipped: SQLite {sqlite3.sqlite_version} of this Python knows no STRICT tables")
    sys.exit()
assert database.execute("PRAGMA foreign_key_check").fetchall() == []
assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
for kind, count in export["meta"]["counts"].items():
    assert database.execute("SELECT count(*) FROM record WHERE kind = ?", [kind]).fetchone()[0] == count, kind
found = database.execute(
    "SELECT path FROM search WHERE search MATCH 'NEAR(foam rolling)' AND path LIKE 'claims/%' ORDER BY rank LIMIT 5"
).fetchall()
assert found, "the full-text query finds nothing"
technique = "foam-rolling"
known = database.execute("SELECT claim, verdict FROM known_about WHERE path = ?", [f"techniques/{technique}"]).fetchall()
assert sorted(claim for claim, _ in known) == export["techniques"][technique]["claims"]
for kind in ("techniques", "guides", "claims", "questions"):
    for id, record in export[kind].items():
        shown = database.execute("SELECT shown FROM must_show WHERE path = ? AND locale = 'en' ORDER BY place", [f"{kind}/{id}"])
        assert [path for (path,) in shown] == record["must_show"], f"{kind}/{id}"
restored = sqlite3.connect(":memory:")
# Python's dump cannot write the full-text table; all others must come back whole.
text_search = re.compile(r"""(CREATE (VIRTUAL )?TABLE|INSERT INTO) ["']?(search|sqlite_)|PRAGMA writable_schema|DELETE FROM "?sqlite_""")
restored.executescript("\n".join(statement for statement in database.iterdump() if not text_search.match(statement)))
assert restored.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
tables = [name for (name,) in database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search%'")]
for table in tables:
    rows = [base.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0] for base in (database, restored)]
    assert rows[0] == rows[1], (table, rows)
assert database.execute("SELECT count(*) FROM link WHERE field IN ('broader', 'members.muscle', 'steps.claims')").fetchone()[0]
print(f"sqlite3 {sqlite3.sqlite_version}: no key leads nowhere; {found[0][0]} is found; {len(known)} claims about {technique}")
