//! A text that a `#` cuts off.

use super::super::prose::text::Voice;
use super::super::syntax_words::{line_at, scan};
use super::super::yaml_form::quote;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::edit::{Change, Fix};

pub(super) static RULE: Rule = Rule {
    name: "cut-off-text",
    group: Group::Structure,
    level: Level::Error,
    summary: "a text that ends in the middle of a sentence: in a comma, or where ` #` starts a comment",
    why: "what stands behind ` #` is no part of the text: readers get half a sentence, which may say the opposite of the whole",
    standard: Some("YAML 1.2.2, section 6.6 Comments"),
    bad: Example(
        "
>>> conditions/hip-pain.yaml
id: hip-pain
name: Hip pain
summary: Pain felt at the hip and not # in the knee. # <-- here
nature: symptom
red_flags:
  - cannot-bear-weight
note: It was ranked #1 of the pains of the leg. # <-- here
",
    ),
    good: Example(
        r#"
>>> conditions/hip-pain.yaml
id: hip-pain
name: Hip pain # as people call it
summary: Pain felt at the hip. # and not in the knee.
nature: symptom # a sign of a disease, and no disease.
red_flags:
  - cannot-bear-weight
note: "It was ranked #1 of the pains of the leg."
"#,
    ),
    check,
};

/// Texts that are sentences, each with its mark at the end.
const SENTENCES: &[&str] = &[
    "answer",
    "basis_note",
    "certainty_basis",
    "finding",
    "instructions",
    "pressure_limit",
    "question",
    "statement",
    "stop_rule",
    "stop_rules",
    "summary",
    "text",
    "use_notes",
];

/// Names of things, behind which a remark may be a sentence of its own.
const NAMES: &[&str] =
    &["aliases", "container-title", "latin", "measures", "name", "publisher", "title", "where"];

/// Words that end no sentence.
const GO_ON: &[&str] = &[
    "a", "about", "after", "an", "and", "are", "as", "at", "be", "because", "before", "between", "but", "by",
    "can", "could", "does", "each", "every", "for", "from", "had", "has", "have", "if", "in", "into", "is",
    "its", "least", "less", "may", "might", "more", "most", "no", "nor", "not", "of", "on", "or", "over",
    "per", "should", "some", "so", "than", "that", "the", "their", "these", "this", "those", "to", "under",
    "until", "very", "was", "were", "when", "where", "which", "while", "who", "will", "with", "without",
    "would", "your",
];

fn check(context: &Context<'_>, findings: &mut Findings) {
    commas(context, findings);
    for (number, file) in context.corpus.files.iter().enumerate() {
        for remark in &file.remarks {
            let value = remark.value.slice(&file.text).unwrap_or_default();
            let comment = remark.comment.slice(&file.text).unwrap_or_default();
            if !is_cut(&remark.pointer, value, comment) {
                continue;
            }
            let lines = scan(&file.text);
            let line = line_at(&lines, remark.value.start as usize).filter(|line| line.value == value);
            let whole = quote(&format!("{value} {}", comment.trim_end()));
            let shown = line.map(|line| format!(": `{}`", line.with_value(&whole))).unwrap_or_default();
            let message = "the text ends in the middle of a sentence: ` #` starts a comment";
            findings.report(Finding::new(number, Place::Bytes(remark.comment), message).label("no part of the text").help(
                format!("if it belongs to the text, put all of it in quotes{shown}; if it is a comment, write it on a line above"),
            ));
        }
    }
}

/// Reports the sentences that end in a comma: the rest was lost, or it is a habit of JSON.
fn commas(context: &Context<'_>, findings: &mut Findings) {
    for page in &context.prose.pages {
        for passage in
            page.passages.iter().filter(|passage| !matches!(passage.voice, Voice::Name | Voice::Phrase))
        {
            let text = passage.text.trim_end();
            let Some(before) = text.strip_suffix([',', ';']) else { continue };
            let range = before.len()..text.len();
            let sign = text.get(range.clone()).unwrap_or_default();
            let is_whole = ends(before);
            let help = if is_whole {
                format!("remove the `{sign}`")
            } else {
                format!("write the rest of the sentence, or a full stop for the `{sign}`")
            };
            let change =
                Change::Words { pointer: passage.pointer(), range: range.clone(), text: String::new() };
            let message = format!("the text ends in `{sign}`, in the middle of a sentence");
            findings.report(
                Finding::new(page.file, passage.words(range), message)
                    .help(help)
                    .fix(is_whole.then(|| Fix::certain(change))),
            );
        }
    }
}

/// Says whether a text ends as a sentence does.
fn ends(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', '”', '’', ')', ']', '»']).ends_with(['.', '!', '?', '…'])
}

/// Says whether a text and the comment behind it are one sentence.
fn is_cut(pointer: &str, value: &str, comment: &str) -> bool {
    let said = comment.trim_start_matches('#');
    let is_glued = said.starts_with(|first: char| first.is_ascii_digit());
    let said = said.trim();
    if said.is_empty() || said.starts_with("kb:") || ends(value) {
        return false;
    }
    let opened =
        |open, close| value.matches(open).count() > value.matches(close).count() && said.contains(close);
    if opened('(', ')') || opened('[', ']') || opened('“', '”') || value.ends_with([',', '(', '“', '–', '—'])
    {
        return true;
    }
    let last = value.rsplit(' ').next().unwrap_or_default();
    if is_glued && value.contains(' ') || GO_ON.contains(&last) {
        return true;
    }
    let key =
        pointer.rsplit('/').find(|step| !step.bytes().all(|byte| byte.is_ascii_digit())).unwrap_or_default();
    let is_sentence = SENTENCES.contains(&key) || pointer.starts_with("/text/");
    let reads_on = said.starts_with(|first: char| first.is_lowercase() || first.is_ascii_digit());
    reads_on
        && (ends(said) && !NAMES.contains(&key)
            || is_sentence && said.starts_with(|first: char| first.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::is_cut;

    #[test]
    fn a_sentence_that_goes_on_in_a_comment_is_cut() {
        for (key, value, comment) in [
            ("statement", "Massage may help people feel calm and less", "# anxious."),
            ("statement", "Massage may help people feel calm and less", "# anxious"),
            ("statement", "Massage may help", "# people feel calm."),
            ("summary", "The exercise called", "# 5 of the set."),
            ("note", "It was ranked", "#1 of all"),
            ("note", "The people (in group", "# 2) were young"),
            ("note", "one session lowered anxiety", "# and not low mood."),
            ("quote", "the", "#1 cause"),
            ("quote", "one of the", "# 1 causes"),
            ("instructions/0", "Press gently,", "# and breathe"),
            ("instructions/1", "Press gently", "# and breathe."),
            ("text/en", "This is no", "# medical advice."),
            ("name", "Pain of the", "#2 disc"),
        ] {
            assert!(is_cut(&format!("/{key}"), value, comment), "{value} {comment}");
        }
    }

    #[test]
    fn a_remark_behind_a_text_is_none_of_it() {
        for (key, value, comment) in [
            ("statement", "Massage may help people feel calm.", "# anxious, too."),
            ("statement", "Massage may help people feel calm.", "#1"),
            ("statement", "Does it help?", "# asked by many."),
            ("statement", "They call it “calm.”", "# their word."),
            ("summary", "Pain felt at the hip", "# TODO ask Ann"),
            ("summary", "Pain felt at the hip", "# Ask Ann."),
            ("summary", "Pain felt at the hip and", "# kb: ignore[filler] a reason."),
            ("name", "Hip pain", "# as people call it"),
            ("name", "Hip pain", "# as people call it."),
            ("title", "A trial of rolling", "# the second one."),
            ("note", "one session lowered anxiety", "# see the abstract"),
            ("quote", "reduced state anxiety", "# page 3"),
            ("locator", "page 3", "# of the pdf"),
            ("name", "Psoas", "#1"),
            ("reviewer", "Editor, A", "# their initial"),
            ("summary", "Pain", "#"),
        ] {
            assert!(!is_cut(&format!("/{key}"), value, comment), "{value} {comment}");
        }
    }
}
