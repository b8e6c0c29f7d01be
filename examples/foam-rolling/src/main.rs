//! What is known about foam rolling: first what must be shown with it, in its order, then every claim with its verdict, its certainty
//! and its sources.
//!
//! In this folder: `cargo run`, or with another technique: `cargo run lunge-stretch`.

use std::io::{self, Write};

use massage_kb::KnowledgeBase;
use massage_kb::knowledge_base::Shown;
use massage_kb::model::Kind;

fn main() -> io::Result<()> {
    let id = std::env::args().nth(1).unwrap_or_else(|| "foam-rolling".to_owned());
    tell(massage_kb::embedded(), &id, &mut io::stdout().lock())
}

/// Tells of the technique with the id `id`.
pub fn tell(base: &KnowledgeBase, id: &str, out: &mut impl Write) -> io::Result<()> {
    let Some(technique) = base.techniques.get(id) else {
        return writeln!(out, "there is no technique `{id}`");
    };
    writeln!(out, "{}: {}\n", technique.name, technique.summary)?;
    for shown in base.must_show(Kind::Techniques, id).in_order() {
        match shown {
            Shown::Disclaimer(disclaimer) => {
                writeln!(out, "! {}", disclaimer.text.get("en").unwrap_or(&disclaimer.name))?;
            }
            // How soon help is needed and how far a warning forbids belong to it: never leave them out.
            Shown::RedFlag(flag) => writeln!(out, "{}: {}. {}", flag.action, flag.name, flag.summary)?,
            Shown::Contraindication(warning) => {
                writeln!(out, "{}: {}. {}", warning.strength, warning.name, warning.summary)?;
            }
            _ => {}
        }
    }
    for claim in base.claims_about(&format!("techniques/{id}")) {
        let certainty = claim.certainty.map_or("not graded", |certainty| certainty.as_str());
        writeln!(out, "\n{}\n  verdict: {}, certainty: {certainty}", claim.statement, claim.verdict)?;
        // The document in which a statement was found is no evidence for it.
        for citation in claim.citations.iter().filter(|citation| citation.stance.is_evidence()) {
            if let Some(reference) = base.references.find(&citation.reference) {
                writeln!(out, "  {}: {}", citation.stance, reference.formatted())?;
            }
        }
    }
    Ok(())
}
