//! What is known about foam rolling: the disclaimers first, then when not to do it, then every claim with its verdict, its certainty and
//! its sources.
//!
//! In this folder: `cargo run`, or with another technique: `cargo run lunge-stretch`.

use std::io::{self, Write};

use massage_kb::KnowledgeBase;
use massage_kb::model::{Kind, Stance};

fn main() -> io::Result<()> {
    let id = std::env::args().nth(1).unwrap_or_else(|| "foam-rolling".to_owned());
    tell(massage_kb::embedded(), &id, &mut io::stdout().lock())
}

/// Tells of the technique with the id `id`.
pub fn tell(base: &KnowledgeBase, id: &str, out: &mut impl Write) -> io::Result<()> {
    let Some(technique) = base.techniques.get(id) else {
        return writeln!(out, "there is no technique `{id}`");
    };
    for disclaimer in base.disclaimers_of(Kind::Techniques, id) {
        writeln!(out, "! {}", disclaimer.text.get("en").unwrap_or(&disclaimer.name))?;
    }
    writeln!(out, "\n{}: {}\n", technique.name, technique.summary)?;
    for contraindication in
        technique.contraindications.iter().filter_map(|id| base.contraindications.find(id))
    {
        writeln!(out, "not with, or only after asking: {}", contraindication.name)?;
    }
    for claim in base.claims_about(&format!("techniques/{id}")) {
        let certainty = claim.certainty.map_or("not graded".to_owned(), |certainty| format!("{certainty:?}"));
        writeln!(out, "\n{}\n  verdict: {:?}, certainty: {certainty}", claim.statement, claim.verdict)?;
        for citation in &claim.citations {
            // The document in which a statement was found is no evidence for it.
            let word = match citation.stance {
                Stance::Supports => "for",
                Stance::PartlySupports => "partly for",
                Stance::Contradicts => "against",
                _ => continue,
            };
            if let Some(reference) = base.references.find(&citation.reference) {
                writeln!(out, "  {word}: {}", reference.formatted())?;
            }
        }
    }
    Ok(())
}
