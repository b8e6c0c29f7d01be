CREATE TABLE meta (
  "key" TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;
CREATE TABLE record (
  path TEXT NOT NULL PRIMARY KEY,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  label TEXT NOT NULL,
  summary TEXT,
  UNIQUE (kind, id)
) STRICT;
-- Words in the order of their meaning: rank 1 is the best carried, the surest, the strictest, the most urgent.
CREATE TABLE word (
  field TEXT NOT NULL,
  word TEXT NOT NULL,
  rank INTEGER NOT NULL,
  PRIMARY KEY (field, word)
) STRICT;
CREATE TABLE redirect (
  path TEXT NOT NULL PRIMARY KEY,
  replaced_by TEXT REFERENCES record(path),
  reason TEXT,
  withdrawn_on TEXT
) STRICT;
-- `field` is the field's name in kb.json, with the list before it where it stands in one: `about`, `members.muscle`, `steps.tool`.
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
  note TEXT,
  formatted TEXT NOT NULL,
  standing TEXT NOT NULL,
  checked_at TEXT,
  PRIMARY KEY (citing_path, place)
) STRICT;
-- The columns after the first two are those of an effect in kb.json; the last two are the ends of `ci`.
CREATE TABLE effect (
  reference TEXT NOT NULL REFERENCES reference(id),
  place INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  measure TEXT NOT NULL,
  value REAL NOT NULL,
  unit TEXT,
  ci TEXT CHECK (ci IS NULL OR json_valid(ci)),
  intervention TEXT,
  comparator TEXT,
  favours TEXT,
  studies INTEGER,
  participants INTEGER,
  follow_up TEXT,
  certainty TEXT,
  locator TEXT,
  ci_low REAL GENERATED ALWAYS AS (json_extract(ci, '$[0]')) VIRTUAL,
  ci_high REAL GENERATED ALWAYS AS (json_extract(ci, '$[1]')) VIRTUAL,
  PRIMARY KEY (reference, place)
) STRICT;
CREATE VIRTUAL TABLE search USING fts5(path UNINDEXED, label, body, tokenize = 'porter unicode61');
