"""Asks the database as a program in any language would: the keys hold, a word is found, a view answers."""
import json
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
shown = database.execute("SELECT disclaimer FROM must_show WHERE path = ? ORDER BY place", [f"techniques/{technique}"])
assert [disclaimer for (disclaimer,) in shown] == export["techniques"][technique]["disclaimers"]
print(f"sqlite3 {sqlite3.sqlite_version}: no key leads nowhere; {found[0][0]} is found; {len(known)} claims about {technique}")
