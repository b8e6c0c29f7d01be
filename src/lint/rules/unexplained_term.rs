//! A term that nobody explains.

use std::sync::LazyLock;

use super::super::prose::text::{Page, Voice, each_page};
use super::super::prose::words::{Hit, Words};
use super::super::{Context, Example, Finding, Findings, Group, Rule};
use crate::diagnostic::Level;

pub(super) static RULE: Rule = Rule {
    name: "unexplained-term",
    group: Group::Style,
    level: Level::Warning,
    summary: "a term of anatomy or medicine without a plain explanation in the same record",
    why: "a reader who does not know where the iliac crest is presses somewhere else",
    standard: Some("CDC Clear Communication Index (words the audience knows)"),
    bad: Example(
        r#"
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility
summary: How far the femur can move at the hip. # <-- here
measures:
  - the angle of the hip
"#,
    ),
    good: Example(
        r#"
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility
summary: How far the femur (thigh bone) can move at the hip.
measures:
  - the angle of the hip
"#,
    ),
    check,
};

/// The terms, each with a plain explanation; `-` marks a phrase that holds one and needs none.
static TERMS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    include_str!("unexplained_term.tsv").lines().filter_map(|line| line.split_once('\t')).collect()
});

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(TERMS.iter().map(|(term, _)| *term)));

/// Words behind a term and a comma that start an explanation: "the femur, the bone of the thigh".
const EXPLAINERS: &[&str] = &["a", "an", "also", "called", "meaning", "or", "that", "the", "which"];

fn check(context: &Context<'_>, findings: &mut Findings) {
    each_page(context, findings, |page, findings| {
        let mut seen: Vec<&str> = Vec::new();
        for passage in &page.passages {
            // A name is what it is; the summary explains it.
            if passage.voice == Voice::Name {
                continue;
            }
            for hit in WORDS.find(passage.text) {
                let Some((term, plain)) = TERMS.get(hit.word) else { continue };
                if *plain == "-" || seen.contains(term) || is_own_name(page, term) {
                    continue;
                }
                seen.push(term);
                if is_explained(passage.text, &hit) || is_explained_elsewhere(page, hit.word) {
                    continue;
                }
                let written = passage.text.get(hit.range.clone()).unwrap_or(term);
                findings.report(
                    Finding::new(
                        page.file,
                        passage.words(hit.range.clone()),
                        format!("`{written}` is not explained"),
                    )
                    .label("not every reader knows it")
                    .help(format!(
                        "explain it where it first appears, such as `{written} ({plain})`, or use plain words"
                    )),
                );
            }
        }
    });
}

/// Says whether the record is about the term. A claim or a question has no name, though its id may hold the term.
fn is_own_name(page: &Page<'_>, term: &str) -> bool {
    let mut names = page.passages.iter().filter(|passage| passage.voice == Voice::Name);
    names.any(|name| name.text.to_lowercase().contains(term) || page.id.replace('-', " ").contains(term))
}

fn is_explained_elsewhere(page: &Page<'_>, word: usize) -> bool {
    page.passages.iter().filter(|passage| passage.voice != Voice::Name).any(|passage| {
        WORDS.find(passage.text).iter().any(|hit| hit.word == word && is_explained(passage.text, hit))
    })
}

/// Says whether an explanation stands beside a term: in brackets behind it, or behind the list of terms that it stands in; behind a
/// comma; or the term itself stands in brackets, behind `or` or `called`, and explains the plain words before it.
fn is_explained(text: &str, hit: &Hit) -> bool {
    let (Some(before), Some(after)) = (text.get(..hit.range.start), text.get(hit.range.end..)) else {
        return false;
    };
    let opened = before.matches('(').count() > before.matches(')').count();
    let near = after.split(['.', ';', ':', '!', '?']).next().unwrap_or_default();
    let bracket = near.find('(').and_then(|at| near.get(..at)).is_some_and(is_list);
    let comma = after.strip_prefix(',').is_some_and(|rest| {
        let next = rest.split_whitespace().next().unwrap_or_default();
        EXPLAINERS.contains(&next)
    });
    let last = before.split_whitespace().next_back().unwrap_or_default();
    let named = matches!(last, "or" | "called") || before.trim_end().ends_with("called the");
    // "The psoas is a muscle that …" explains it outright, and so does "the psoas muscle is …".
    let of_kind = [" muscle", " bone", " nerve", " joint"].iter().find_map(|kind| after.strip_prefix(kind));
    let subject = of_kind.unwrap_or(after);
    let defined = [" is a ", " is an ", " is the ", " is one of ", " are the ", " means "]
        .iter()
        .any(|verb| subject.starts_with(verb));
    opened || bracket || comma || named || defined
}

/// Says whether what stands between a term and a bracket is the rest of one list of terms: a few words, or items with commas.
fn is_list(between: &str) -> bool {
    let words = between.split_whitespace().count();
    words <= 3 || (words <= 14 && between.contains([','])) || (words <= 8 && between.contains(" and "))
}
