//! `jsonld`: linked data in the words of schema.org and SKOS (JSON-LD 1.1).
//!
//! Every word of schema.org stands where schema.org allows it; `HowTo` has none for contraindications, so that guides and techniques are a
//! `MedicalTherapy` too, and say in their first section what must be known before the first step.
//!
//! A question is a `MedicalWebPage` with its answer, the claims that it rests on and the day on which the oldest of them was reviewed; a
//! technique is a `MedicalTherapy`, a condition a `MedicalCondition`, a claim a `Claim`, with a `ClaimReview` where the source document says it, whose sources stand in `citation` and,
//! with what each says to it, in `evidence`; a reference is a `ScholarlyArticle` or what it is instead. The context is
//! `schemas/export.context.jsonld`, and travels inside, so that nothing has to be fetched. What schema.org has no word for is in a
//! vocabulary of our own, `urn:massage-kb:vocabulary:`.

mod how_to;

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::Contract;
use super::v1::{
    Citation, Claim, CslDate, Identifiers, ItemType, Name, Nature, Origin, Record, Reference, Stance, Verdict,
};
use crate::model::Kind;
use how_to::Safety;

/// The context, as it stands in `schemas/`.
pub const CONTEXT: &str = include_str!("../../schemas/export.context.jsonld");

/// Writes the export as a context and a graph, a node a line.
///
/// # Errors
///
/// Where `out` does not take it.
pub fn write(contract: &Contract<'_>, out: &mut dyn Write) -> io::Result<()> {
    let context: Value = serde_json::from_str(CONTEXT)?;
    let meta = contract.meta()?;
    let safety = Safety::of(contract);
    out.write_all(b"{\"@context\": ")?;
    write_node(out, context.get("@context").unwrap_or(&Value::Null))?;
    out.write_all(b",\n\"@graph\": [\n")?;
    let dataset = json!({
        "@id": "kb:dataset", "@type": "Dataset", "name": tagged(&meta.title, &meta.language), "inLanguage": meta.language,
        "license": licence_url(&meta.licence), "version": meta.data_version, "identifier": meta.content_sha256,
        "usageInfo": meta.disclaimers.iter().map(|text| iri("disclaimers", &text.id)).collect::<Vec<_>>(),
    });
    write_node(out, &dataset)?;
    for (path, redirect) in contract.redirects() {
        let mut node = json!({"@id": format!("kb:{path}"), "@type": "Thing"});
        put(&mut node, "isReplacedBy", redirect.replaced_by.as_ref().map(|path| format!("kb:{path}")));
        put(&mut node, "withdrawn", redirect.withdrawn.as_ref().map(|withdrawn| withdrawn.reason.clone()));
        out.write_all(b",\n")?;
        write_node(out, &node)?;
    }
    for &kind in Kind::ALL {
        for record in contract.records(kind) {
            out.write_all(b",\n")?;
            let mut node = node(&record, &meta.language, contract, &safety);
            put(&mut node, "mustShow", paths(record.must_show()));
            write_node(out, &node)?;
        }
    }
    out.write_all(b"\n]}\n")
}

/// Writes a node for a page of HTML too: `<` is escaped, so that no text can end the script that holds it.
fn write_node(out: &mut dyn Write, node: &Value) -> io::Result<()> {
    out.write_all(serde_json::to_string(node)?.replace('<', "\\u003c").as_bytes())
}

/// The address of a licence that is given by its SPDX identifier.
fn licence_url(licence: &str) -> String {
    match licence {
        "CC-BY-4.0" => "https://creativecommons.org/licenses/by/4.0/".to_owned(),
        url if url.contains("://") => url.to_owned(),
        id => format!("https://spdx.org/licenses/{}.html", id.replace(' ', "-")),
    }
}

/// The oldest day on which one of the claims was last reviewed, or nothing where one of them never was.
fn oldest_review(contract: &Contract<'_>, claims: &[String]) -> Option<String> {
    let days: Option<Vec<&str>> = claims.iter().map(|claim| contract.last_reviewed(claim)).collect();
    days?.into_iter().min().map(str::to_owned)
}

fn iri(kind: &str, id: &str) -> String {
    format!("kb:{kind}/{id}")
}

fn iris(kind: &str, ids: &[String]) -> Vec<String> {
    ids.iter().map(|id| iri(kind, id)).collect()
}

fn paths(paths: &[String]) -> Vec<String> {
    paths.iter().map(|path| format!("kb:{path}")).collect()
}

fn tagged(text: &str, language: &str) -> Value {
    json!({"@value": text, "@language": language})
}

/// Puts a value into a node, unless there is none or it is an empty list.
fn put(node: &mut Value, name: &str, value: impl Into<Value>) {
    let value = value.into();
    let is_empty = value.is_null() || value.as_array().is_some_and(Vec::is_empty);
    if let Value::Object(fields) = node
        && !is_empty
    {
        fields.insert(name.to_owned(), value);
    }
}

fn cited(citations: &[Citation]) -> Vec<String> {
    let mut ids: Vec<String> =
        citations.iter().map(|citation| iri("references", &citation.reference)).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Everything that has a name: its labels, what it is, and its sources.
fn named(
    types: Value,
    kind: &str,
    id: &str,
    language: &str,
    name: &str,
    summary: &str,
    aliases: &[String],
) -> Value {
    let mut node = json!({
        "@id": iri(kind, id), "@type": types, "name": tagged(name, language), "prefLabel": tagged(name, language),
        "description": tagged(summary, language),
    });
    put(&mut node, "altLabel", aliases.iter().map(|alias| tagged(alias, language)).collect::<Vec<_>>());
    node
}

fn node(record: &Record, language: &str, contract: &Contract<'_>, safety: &Safety) -> Value {
    macro_rules! named {
        ($record:ident, $types:expr) => {{
            let (kind, id) = ($record.kind.as_str(), $record.id.as_str());
            let mut node =
                named($types, kind, id, language, &$record.name, &$record.summary, &$record.aliases);
            put(&mut node, "disclaimer", iris("disclaimers", &$record.disclaimers));
            put(&mut node, "note", $record.note.as_ref().map(|note| tagged(note, language)));
            node
        }};
    }
    match record {
        Record::Benefits(record) => {
            let mut node = named!(record, json!("MedicalEntity"));
            put(&mut node, "subjectOf", cited(&record.citations));
            node
        }
        Record::Claims(record) => claim(record, language),
        Record::Conditions(record) => {
            let types =
                if record.nature == Nature::Diagnosis { "MedicalCondition" } else { "MedicalSignOrSymptom" };
            let mut node = named!(record, json!(types));
            put(&mut node, "exactMatch", matches_of(&record.identifiers));
            put(&mut node, "redFlag", iris("red-flags", &record.red_flags));
            put(&mut node, "subjectOf", cited(&record.citations));
            node
        }
        Record::Contraindications(record) => {
            let mut node = named!(record, json!("MedicalContraindication"));
            put(&mut node, "strength", record.strength.as_str());
            put(&mut node, "appliesTo", paths(&record.applies_to));
            put(&mut node, "exactMatch", matches_of(&record.identifiers));
            put(&mut node, "subjectOf", cited(&record.citations));
            node
        }
        Record::Disclaimers(record) => {
            let texts: Vec<Value> = record.text.iter().map(|(locale, text)| tagged(text, locale)).collect();
            json!({
                "@id": iri("disclaimers", &record.id), "@type": "CreativeWork", "name": tagged(&record.name, language),
                "text": texts
            })
        }
        Record::Guides(record) => {
            let mut node = named!(record, json!(["HowTo", "MedicalTherapy"]));
            put(&mut node, "about", record.technique.as_ref().map(|id| iri("techniques", id)));
            put(&mut node, "usageInfo", iris("disclaimers", &record.disclaimers));
            put(&mut node, "contraindication", iris("contraindications", &record.contraindications));
            safety.put_guide(&mut node, record, language);
            node
        }
        Record::Muscles(record) => {
            let types = if record.members.is_empty() {
                json!("Muscle")
            } else {
                json!(["Muscle", "skos:Collection"])
            };
            let mut node = named!(record, types);
            let members = record.members.iter().map(|member| iri("muscles", &member.muscle));
            put(&mut node, "member", members.collect::<Vec<_>>());
            put(&mut node, "alternateName", record.latin.as_ref().map(|latin| tagged(latin, "la")));
            put(&mut node, "exactMatch", matches_of(&record.identifiers));
            put(&mut node, "subjectOf", cited(&record.citations));
            node
        }
        Record::Practices(record) => {
            let mut node = named!(record, json!("LifestyleModification"));
            put(&mut node, "standsAgainst", iris("contraindications", &record.contraindications));
            put(&mut node, "subjectOf", cited(&record.citations));
            node
        }
        Record::Questions(record) => {
            let answer = json!({"@type": "Answer", "text": tagged(&record.answer, language)});
            let question = json!({
                "@id": format!("{}#question", iri("questions", &record.id)), "@type": "Question",
                "name": tagged(&record.question, language), "acceptedAnswer": answer
            });
            let mut node = json!({
                "@id": iri("questions", &record.id), "@type": "MedicalWebPage",
                "name": tagged(&record.question, language), "mainEntity": question
            });
            put(&mut node, "lastReviewed", oldest_review(contract, &record.claims));
            put(&mut node, "citation", iris("claims", &record.claims));
            put(&mut node, "usageInfo", iris("disclaimers", &record.disclaimers));
            node
        }
        Record::RedFlags(record) => {
            let mut node = named!(record, json!("MedicalSignOrSymptom"));
            put(&mut node, "action", record.action.as_str());
            put(&mut node, "exactMatch", matches_of(&record.identifiers));
            put(&mut node, "subjectOf", cited(&record.citations));
            node
        }
        Record::References(record) => reference(record),
        Record::Sources(record) => {
            let mut node = json!({
                "@id": iri("sources", &record.id), "@type": "Article", "name": record.title,
                "description": tagged(&record.summary, language)
            });
            put(&mut node, "url", record.url.clone());
            put(&mut node, "author", record.author.iter().map(author).collect::<Vec<_>>());
            put(&mut node, "sameAs", iri("references", &record.reference));
            node
        }
        Record::Structures(record) => {
            let mut node = named!(record, json!("AnatomicalStructure"));
            put(&mut node, "exactMatch", matches_of(&record.identifiers));
            put(&mut node, "subjectOf", cited(&record.citations));
            node
        }
        Record::Techniques(record) => {
            let mut node = named!(record, json!(["MedicalTherapy", "HowTo"]));
            safety.put_technique(&mut node, record, language);
            put(&mut node, "usageInfo", iris("disclaimers", &record.disclaimers));
            put(&mut node, "broader", record.broader.as_ref().map(|id| iri("techniques", id)));
            put(&mut node, "target", iris("muscles", &record.targets));
            put(&mut node, "tool", iris("tools", &record.tools));
            put(&mut node, "contraindication", iris("contraindications", &record.contraindications));
            put(&mut node, "redFlag", iris("red-flags", &record.red_flags));
            put(&mut node, "subjectOf", cited(&record.citations));
            node
        }
        Record::Tools(record) => {
            let mut node = named!(record, json!("HowToTool"));
            put(&mut node, "standsAgainst", iris("contraindications", &record.contraindications));
            put(&mut node, "subjectOf", cited(&record.citations));
            node
        }
    }
}

/// A statement with what the evidence says. One that was taken from the source document is reviewed: what somebody else said. One of
/// our own has no review, and says its verdict itself.
fn claim(record: &Claim, language: &str) -> Value {
    let words = |word: &str| word.replace('_', " ");
    let certainty =
        record.certainty.as_ref().map(|certainty| format!("certainty: {}", words(certainty.as_str())));
    let found: Vec<String> = [
        Some(format!("verdict: {}", words(record.verdict.as_str()))),
        certainty,
        record.certainty_basis.clone(),
    ]
    .into_iter()
    .flatten()
    .collect();
    let found = found.join("; ");
    let mut node = json!({
        "@id": iri("claims", &record.id), "@type": "Claim", "text": tagged(&record.statement, language),
        "description": tagged(&found, language), "claimType": record.claim_type, "verdict": record.verdict,
    });
    if record.origin == Origin::Article {
        let mut rating = json!({
            "@type": "Rating", "alternateName": tagged(&words(record.verdict.as_str()), language),
            "ratingExplanation": tagged(&found, language)
        });
        if let Some(value) = rating_value(&record.verdict) {
            put(&mut rating, "ratingValue", value);
            put(&mut rating, "bestRating", 6);
            put(&mut rating, "worstRating", 1);
        }
        let mut review = json!({
            "@id": format!("{}#review", iri("claims", &record.id)), "@type": "ClaimReview",
            "claimReviewed": tagged(&record.statement, language), "itemReviewed": iri("claims", &record.id),
            "reviewRating": rating
        });
        put(&mut review, "datePublished", record.last_reviewed.clone());
        put(&mut node, "review", review);
        let said = record.citations.iter().filter(|citation| citation.stance == Stance::Source);
        put(
            &mut node,
            "appearance",
            said.map(|citation| iri("references", &citation.reference)).collect::<Vec<_>>(),
        );
    }
    put(&mut node, "about", paths(&record.about));
    put(&mut node, "certainty", record.certainty.as_ref().map(ToString::to_string));
    put(&mut node, "reviewed", record.last_reviewed.clone());
    put(&mut node, "citation", cited(&record.citations));
    put(&mut node, "evidence", record.citations.iter().map(evidence).collect::<Vec<_>>());
    put(&mut node, "disputes", iris("claims", &record.disputes));
    put(&mut node, "standsAgainst", iris("contraindications", &record.contraindications));
    put(&mut node, "usageInfo", iris("disclaimers", &record.disclaimers));
    put(&mut node, "note", record.note.as_ref().map(|note| tagged(note, language)));
    node
}

/// The place of a verdict, from 1 (there is evidence against it) to 6 (the evidence carries it); nothing where none can be given.
fn rating_value(verdict: &Verdict) -> Option<u8> {
    match verdict {
        Verdict::Supported => Some(6),
        Verdict::PartlySupported => Some(5),
        Verdict::Disputed => Some(4),
        Verdict::Overstated => Some(3),
        Verdict::Unsupported => Some(2),
        Verdict::Contradicted => Some(1),
        Verdict::NotTestable | Verdict::NotSearched | Verdict::Other(_) => None,
    }
}

fn evidence(citation: &Citation) -> Value {
    let mut node = json!({
        "reference": iri("references", &citation.reference), "stance": citation.stance, "standing": citation.standing
    });
    put(&mut node, "directness", citation.directness.as_ref().map(ToString::to_string));
    put(&mut node, "quote", citation.quote.clone());
    put(&mut node, "note", citation.note.clone());
    node
}

fn reference(record: &Reference) -> Value {
    let types = match record.item_type {
        ItemType::ArticleJournal => "ScholarlyArticle",
        ItemType::ArticleNewspaper => "NewsArticle",
        ItemType::ArticleMagazine => "Article",
        ItemType::Book => "Book",
        ItemType::Chapter => "Chapter",
        ItemType::Dataset => "Dataset",
        ItemType::PostWeblog => "BlogPosting",
        ItemType::Report => "Report",
        ItemType::Webpage => "WebPage",
        _ => "CreativeWork",
    };
    let mut node = json!({
        "@id": iri("references", &record.id), "@type": types, "name": record.title, "creditText": record.formatted,
        "standing": record.standing
    });
    put(&mut node, "author", record.author.iter().map(author).collect::<Vec<_>>());
    put(&mut node, "datePublished", record.issued.as_ref().and_then(date));
    let part_of = |title: &String| json!({"@type": "CreativeWork", "name": title});
    put(&mut node, "isPartOf", record.container_title.as_ref().map(part_of));
    put(&mut node, "url", record.url.clone());
    let doi = record.doi.iter().map(|doi| format!("https://doi.org/{doi}"));
    let pubmed = record.pmid.iter().map(|pmid| format!("https://pubmed.ncbi.nlm.nih.gov/{pmid}/"));
    put(&mut node, "sameAs", doi.chain(pubmed).collect::<Vec<_>>());
    if types == "Book" {
        put(&mut node, "isbn", record.isbn.clone());
    }
    node
}

fn author(name: &Name) -> Value {
    match &name.literal {
        Some(literal) => json!({"@type": "Organization", "name": literal}),
        None => {
            let mut person = Map::new();
            person.insert("@type".to_owned(), json!("Person"));
            person.extend(name.family.iter().map(|family| ("familyName".to_owned(), json!(family))));
            person.extend(name.given.iter().map(|given| ("givenName".to_owned(), json!(given))));
            Value::Object(person)
        }
    }
}

/// `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
fn date(date: &CslDate) -> Option<String> {
    let parts = date.date_parts.first()?;
    let shown: Vec<String> = parts.iter().map(|part| format!("{part:02}")).collect();
    Some(shown.join("-"))
}

/// The addresses that public terminologies give their terms; Terminologia Anatomica gives none.
fn matches_of(identifiers: &Identifiers) -> Vec<String> {
    let obo = |id: &String| format!("http://purl.obolibrary.org/obo/{}", id.replace(':', "_"));
    let number = |id: &String| id.rsplit(':').next().unwrap_or_default().to_owned();
    let mut found = Vec::new();
    found.extend(identifiers.uberon.as_ref().map(obo));
    found.extend(identifiers.fma.as_ref().map(|id| format!("http://purl.org/sig/ont/fma/fma{}", number(id))));
    found.extend(identifiers.snomed_ct.as_ref().map(|id| format!("http://snomed.info/id/{id}")));
    found.extend(identifiers.mesh.as_ref().map(|id| format!("http://id.nlm.nih.gov/mesh/{id}")));
    found.extend(identifiers.mondo.as_ref().map(obo));
    found.extend(
        identifiers.efo.as_ref().map(|id| format!("http://www.ebi.ac.uk/efo/{}", id.replace(':', "_"))),
    );
    found
}
