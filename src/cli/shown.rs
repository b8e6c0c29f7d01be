//! What must be shown with a record, as text for people: the part of `kb show` that comes before the record itself.

use std::fmt::Write;

use crate::knowledge_base::{KnowledgeBase, Shown};
use crate::model::Kind;

/// The warnings that belong to a record, a line each, in the order in which to show them; nothing where there are none. `language` is
/// that of the disclaimers, where they have it.
pub(super) fn shown(base: &KnowledgeBase, kind: Kind, id: &str, language: &str) -> String {
    let must_show = base.must_show(kind, id);
    let mut text = String::new();
    if must_show.is_empty() {
        return text;
    }
    text.push_str("must be shown before it:\n");
    for shown in must_show.in_order() {
        let place = format!("{}/{}", shown.kind(), shown.id());
        let _ = match shown {
            Shown::Disclaimer(record) => {
                let words = record.text.get(language).or_else(|| record.text.values().next());
                writeln!(text, "  {place}\n      {}", words.map_or("", |words| words.trim()))
            }
            Shown::RedFlag(record) => {
                writeln!(text, "  {place} ({})\n      {}", record.action, record.summary.trim())
            }
            Shown::Contraindication(record) => {
                writeln!(text, "  {place} ({})\n      {}", record.strength, record.summary.trim())
            }
        };
    }
    text
}
