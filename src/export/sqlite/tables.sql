CREATE TABLE meta (
  "key" TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
CREATE TABLE record (
  path TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  label TEXT NOT NULL,
  UNIQUE (kind, id)
) STRICT;
CREATE TABLE redirect (
  path TEXT NOT NULL PRIMARY KEY,
  replaced_by TEXT REFERENCES record(path),
  reason TEXT,
  withdrawn_on TEXT
) STRICT;
CREATE TABLE link (
  from_path TEXT NOT NULL REFERENCES record(path),
  field TEXT NOT NULL,
  place INTEGER NOT NULL,
  to_path TEXT NOT NULL REFERENCES record(path),
  PRIMARY KEY (from_path, field, place)
) STRICT;
-- The columns after the first two are those of a citation in kb.json.
CREATE TABLE citation (
  citing_path TEXT NOT NULL REFERENCES record(path),
  place INTEGER NOT NULL,
  reference TEXT NOT NULL REFERENCES reference(id),
  stance TEXT NOT NULL,
  indirectness TEXT NOT NULL CHECK (json_valid(indirectness)),
  directness TEXT,
  quote TEXT,
  quote_url TEXT,
  locator TEXT,
  formatted TEXT NOT NULL,
  standing TEXT NOT NULL,
  checked_at TEXT,
  PRIMARY KEY (citing_path, place)
) STRICT;
CREATE VIRTUAL TABLE search USING fts5(path UNINDEXED, label, body, tokenize = 'porter unicode61');
