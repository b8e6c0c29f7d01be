-- What is known about a record? SELECT * FROM known_about WHERE path = 'techniques/foam-rolling';
CREATE VIEW known_about AS
SELECT link.to_path AS path, claim.id AS claim, claim.statement, claim.verdict, claim.certainty, claim.last_reviewed,
  claim.path AS claim_path, verdict.rank AS verdict_rank, certainty.rank AS certainty_rank,
  (SELECT count(*) FROM evidence WHERE evidence.claim = claim.id AND side IN ('for', 'partly for')) AS sources_for,
  (SELECT count(*) FROM evidence WHERE evidence.claim = claim.id AND side = 'against') AS sources_against
FROM link JOIN claim ON claim.path = link.from_path
  LEFT JOIN word AS verdict ON verdict.field = 'verdict' AND verdict.word = claim.verdict
  LEFT JOIN word AS certainty ON certainty.field = 'certainty' AND certainty.word = claim.certainty
WHERE link.field = 'about'
ORDER BY link.to_path, verdict.rank, certainty.rank, claim.id;

-- What does a claim rest on, and what speaks against it? SELECT side, formatted FROM evidence WHERE claim = '...';
-- The document in which the statement was found is no evidence for it, and is left out. `side` is `for`, `partly for`, `against` or
-- `explains`: that takes no side.
CREATE VIEW evidence AS
SELECT claim.id AS claim, claim.statement, claim.verdict, claim.certainty, citation.stance, citation.directness, citation.quote,
  citation.formatted, citation.standing, claim.path AS claim_path, citation.place, citation.reference,
  CASE citation.stance WHEN 'supports' THEN 'for' WHEN 'partly_supports' THEN 'partly for' WHEN 'contradicts' THEN 'against'
    ELSE 'explains' END AS side,
  citation.indirectness, citation.note,
  coalesce(citation.quote_url, 'https://doi.org/' || reference.DOI, reference.URL) AS url
FROM claim JOIN citation ON citation.citing_path = claim.path JOIN reference ON reference.id = citation.reference
WHERE citation.stance <> 'source'
ORDER BY claim.id, citation.place;

-- Which results in numbers does a claim rest on? SELECT * FROM findings WHERE claim = '...';
CREATE VIEW findings AS
SELECT evidence.claim, evidence.side, effect.*
FROM evidence JOIN effect ON effect.reference = evidence.reference
WHERE evidence.side <> 'explains'
ORDER BY evidence.claim, evidence.place, effect.place;

-- When must something not be done? SELECT * FROM safety WHERE path = 'techniques/foam-rolling'; the strictest comes first.
CREATE VIEW safety AS
SELECT link.from_path AS path, contraindication.id AS contraindication, contraindication.name, contraindication.strength,
  contraindication.summary, link.place, word.rank AS strength_rank
FROM link JOIN contraindication ON contraindication.path = link.to_path
  LEFT JOIN word ON word.field = 'strength' AND word.word = contraindication.strength
WHERE link.field = 'contraindications'
ORDER BY link.from_path, link.place;

-- Which signs need help instead? SELECT * FROM red_flags WHERE path = 'techniques/foam-rolling'; the most urgent comes first.
CREATE VIEW red_flags AS
SELECT link.from_path AS path, red_flag.id AS red_flag, red_flag.name, red_flag.action, red_flag.summary, link.place,
  word.rank AS action_rank
FROM link JOIN red_flag ON red_flag.path = link.to_path
  LEFT JOIN word ON word.field = 'action' AND word.word = red_flag.action
WHERE link.field = 'red_flags'
ORDER BY link.from_path, link.place;

-- What must be shown with a record, and in which order? SELECT text FROM must_show WHERE path = '...' AND locale = 'en' ORDER BY place;
-- Disclaimers that come first, red flags with how soon help is needed, contraindications with how far they forbid, other disclaimers.
CREATE VIEW must_show AS
SELECT link.from_path AS path, link.place, disclaimer.id AS disclaimer, texts.key AS locale, texts.value AS text,
  disclaimer.must_precede_instructions, link.to_path AS shown, NULL AS weight
FROM link JOIN disclaimer ON disclaimer.path = link.to_path, json_each(disclaimer.text) AS texts
WHERE link.field = 'must_show'
UNION ALL
SELECT link.from_path, link.place, NULL, meta.value, red_flag.action || ': ' || red_flag.name || '. ' || red_flag.summary, NULL,
  link.to_path, red_flag.action
FROM link JOIN red_flag ON red_flag.path = link.to_path JOIN meta ON meta."key" = 'language'
WHERE link.field = 'must_show'
UNION ALL
SELECT link.from_path, link.place, NULL, meta.value,
  contraindication.strength || ': ' || contraindication.name || '. ' || contraindication.summary, NULL, link.to_path,
  contraindication.strength
FROM link JOIN contraindication ON contraindication.path = link.to_path JOIN meta ON meta."key" = 'language'
WHERE link.field = 'must_show';

-- What rests on a source that was retracted, corrected or doubted?
CREATE VIEW doubtful_source AS
SELECT reference.id AS reference, reference.standing, reference.formatted, citation.citing_path, citation.stance
FROM reference JOIN citation ON citation.reference = reference.id
WHERE reference.standing IN ('retracted', 'concern', 'corrected');
