//! What a page may be on which nothing of what was expected stands: neither the quotes, nor anything near them, nor a word of the title.

use super::presence::Presence;
use super::{Case, Judgement, signs};
use crate::links::facts::PageFacts;
use crate::links::fetch::{Answer, BodyEnd};
use crate::lock::{Reason, Verdict};

/// The guess about a page that was read whole; nothing where it is most likely the page that was meant.
pub(super) fn guess(
    case: &Case<'_>,
    answer: &Answer,
    facts: &PageFacts,
    presence: &Presence<'_>,
) -> Option<Judgement> {
    if answer.body.end != BodyEnd::Whole || answer.status == 206 {
        return None;
    }
    if case.quotes.is_empty() {
        return presence.proves_nothing().then(|| other_page(answer, facts, presence));
    }
    // A page that says something near it is the page.
    if case.quotes.iter().any(|quote| quote.nearest.is_some()) {
        return None;
    }
    let needs_script =
        |evidence: String| Some(Judgement::new(Verdict::Unverifiable, Reason::NeedsJavaScript, evidence));
    if let Some(quote) = case.quotes.iter().find(|quote| facts.unseen.contains(&quote.quote)) {
        return needs_script(format!(
            "`{}` stands in the source of the page where only a script shows it",
            quote.quote
        ));
    }
    if presence.is_another() {
        return Some(other_page(answer, facts, presence));
    }
    if !presence.is_scant() {
        return None;
    }
    if let Some(found) = signs::beside_text(facts, &answer.body.bytes) {
        return Some(Judgement::new(Verdict::Unverifiable, found.reason, found.evidence));
    }
    if facts.has_frame && presence.has_less_of_quotes_than(0.75) {
        return Some(framed());
    }
    let scripted = facts.needs_script || facts.has_script && presence.has_less_of_quotes_than(0.5);
    if scripted {
        return needs_script(format!(
            "the page has {} words and scripts that may bring more",
            presence.words()
        ));
    }
    None
}

fn framed() -> Judgement {
    Judgement::new(Verdict::Unverifiable, Reason::Frame, "the text is in a frame or a viewer of the page")
}

/// What a page is that has nothing to do with the record.
fn other_page(answer: &Answer, facts: &PageFacts, presence: &Presence<'_>) -> Judgement {
    if let Some(found) = signs::beside_text(facts, &answer.body.bytes) {
        return Judgement::new(Verdict::Unverifiable, found.reason, found.evidence);
    }
    if facts.has_frame {
        return framed();
    }
    if facts.needs_script {
        let evidence = "the page has almost no text except what a script puts there";
        return Judgement::new(Verdict::Unverifiable, Reason::NeedsJavaScript, evidence);
    }
    let title = facts.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
    let title = title.map_or(String::new(), |title| format!(", titled `{}`,", super::shortened(title)));
    let evidence = format!(
        "status {}, and a page of {} words{title} that has nothing to do with the record",
        answer.status,
        presence.words()
    );
    Judgement::new(Verdict::Suspect, Reason::Unrelated, evidence)
}
