-- What is known about a record? SELECT * FROM known_about WHERE path = 'techniques/foam-rolling';
CREATE VIEW known_about AS
SELECT link.to_path AS path, claim.id AS claim, claim.statement, claim.verdict, claim.certainty, claim.last_reviewed
FROM link JOIN claim ON claim.path = link.from_path
WHERE link.field = 'about';

-- What does a claim rest on? SELECT * FROM evidence WHERE claim = '...';
CREATE VIEW evidence AS
SELECT claim.id AS claim, claim.statement, claim.verdict, claim.certainty, citation.stance, citation.directness, citation.quote,
  citation.formatted, citation.standing
FROM claim JOIN citation ON citation.citing_path = claim.path
WHERE citation.stance <> 'source'
ORDER BY claim.id, citation.place;

-- When must something not be done? SELECT * FROM safety WHERE path = 'techniques/foam-rolling';
CREATE VIEW safety AS
SELECT link.from_path AS path, contraindication.id AS contraindication, contraindication.name, contraindication.strength,
  contraindication.summary
FROM link JOIN contraindication ON contraindication.path = link.to_path
WHERE link.field = 'contraindications';

-- Which texts must be shown with a record, and in which order? SELECT * FROM must_show WHERE path = '...' ORDER BY place;
CREATE VIEW must_show AS
SELECT link.from_path AS path, link.place, disclaimer.id AS disclaimer, texts.key AS locale, texts.value AS text,
  disclaimer.must_precede_instructions
FROM link JOIN disclaimer ON disclaimer.path = link.to_path, json_each(disclaimer.text) AS texts
WHERE link.field = 'disclaimers';

-- What rests on a source that was retracted, corrected or doubted?
CREATE VIEW doubtful_source AS
SELECT reference.id AS reference, reference.standing, reference.formatted, citation.citing_path, citation.stance
FROM reference JOIN citation ON citation.reference = reference.id
WHERE reference.standing IN ('retracted', 'concern', 'corrected');
