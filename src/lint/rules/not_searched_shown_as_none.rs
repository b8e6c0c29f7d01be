//! A search that nobody made, told as one that found nothing.

use std::ops::Range;
use std::sync::LazyLock;

use super::super::absence::absences;
use super::super::prose::lexicon::Classes;
use super::super::prose::phrases::Phrases;
use super::super::prose::reading::Sentence;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::model::{Claim, Status, Verdict};

pub(super) static RULE: Rule = Rule {
    name: "not-searched-shown-as-none",
    group: Group::Evidence,
    level: Level::Error,
    summary: "a claim with the verdict `not_searched` that says there is no evidence",
    why: "nobody looked, so nobody knows: there may be evidence for it or against it",
    standard: Some("GRADE (no evidence of effect is not evidence of no effect)"),
    bad: Example(
        r#"
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: No evidence shows that rolling warms the thigh. # <-- here
type: benefit
about:
  - techniques/foam-rolling
  - benefits/flexibility
origin: article
citations:
  - reference: article-2024
    stance: source
    locator: line 1
  - reference: trial-2020
    stance: background
verdict: not_searched
certainty: none
certainty_basis: nobody has looked yet
last_reviewed: 2026-11-01
"#,
    ),
    good: Example(
        r#"
>>> claims/rolling-raises-flexibility.yaml
id: rolling-raises-flexibility
statement: Rolling is said to warm the thigh.
type: benefit
about:
  - techniques/foam-rolling
  - benefits/flexibility
origin: article
citations:
  - reference: article-2024
    stance: source
    locator: line 1
  - reference: trial-2020
    stance: background
verdict: not_searched
certainty: none
certainty_basis: nobody has looked yet
last_reviewed: 2026-11-01
"#,
    ),
    check,
};

static PHRASES: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::read(include_str!("not_searched_shown_as_none.tsv")));

fn check(context: &Context<'_>, findings: &mut Findings) {
    let base = &context.corpus.base;
    let is_unsearched =
        |claim: &Claim| claim.verdict == Verdict::NotSearched && claim.status != Status::Withdrawn;
    for (file, claim) in base.claims.filed().filter(|(_, claim)| is_unsearched(claim)) {
        for (pointer, text) in [
            ("/statement", Some(&claim.statement)),
            ("/certainty_basis", claim.certainty_basis.as_ref()),
            ("/note", claim.note.as_ref()),
        ] {
            let what = format!("the claim `{}`", claim.id);
            look(file, pointer, text.map_or("", |text| text), &what, findings);
        }
    }
    for (file, question) in
        base.questions.filed().filter(|(_, question)| question.status != Status::Withdrawn)
    {
        let all_unsearched = question.claims.iter().all(|id| base.claims.any(id).is_some_and(is_unsearched));
        if all_unsearched && !question.claims.is_empty() {
            let what = format!("the claims of `{}`", question.id);
            look(file, "/answer", &question.answer, &what, findings);
        }
    }
}

fn look(file: usize, pointer: &str, text: &str, what: &str, findings: &mut Findings) {
    let Some(words) = told_absence(text) else { return };
    let written = text.get(words.clone()).unwrap_or_default();
    let message = format!("`{written}` says that somebody looked, but nobody has searched for {what}");
    findings.report(
        Finding::new(file, Place::Words(pointer.to_owned(), words), message)
            .label("not searched is not the same as nothing found")
            .help("search and choose the verdict that fits what you find; until then say `nobody has looked yet`"),
    );
}

/// What a search looks for, and who looks.
const SCIENCE: &[&str] = &[
    "data",
    "database",
    "databases",
    "evidence",
    "experiment",
    "experiments",
    "literature",
    "paper",
    "papers",
    "proof",
    "research",
    "researcher",
    "researchers",
    "review",
    "reviews",
    "science",
    "scientist",
    "scientists",
    "studies",
    "study",
    "trial",
    "trials",
];

/// What says beside `no` and `not` that something is not there.
const ABSENT: &[&str] = &[
    "absent", "empty", "few", "hardly", "lacking", "lacks", "little", "missing", "nil", "nothing", "nowhere",
    "scarce", "vain", "wait", "waiting", "waits", "without",
];

/// What says that nobody has looked, which is what such a claim has to say.
const UNSEARCHED: &[&str] = &[
    "checked",
    "checking",
    "here",
    "know",
    "known",
    "looking",
    "planned",
    "read",
    "reading",
    "search",
    "searched",
    "searches",
    "searching",
    "us",
    "we",
    "whether",
];

/// Science and its absence in one clause: "no scientist has bothered", "it still waits for its first trial".
fn told_gap(sentence: &Sentence) -> Option<Range<usize>> {
    let count = sentence.tokens.len();
    let is_unsearched = |at: usize| {
        sentence.is_one_of(at, UNSEARCHED)
            || (sentence.is_one_of(at, &["look", "looked"]) && sentence.is_one_of(at + 1, &["for", "up"]))
    };
    if (0..count).any(is_unsearched) {
        return None;
    }
    (0..count).filter(|at| sentence.is_one_of(*at, SCIENCE)).find_map(|noun| {
        let own = sentence.tokens.get(noun)?.clause;
        let absent = sentence.words_of(own).find(|(at, token)| {
            // "Stones with no edges" miss no study.
            let of_thing = *at > 0 && sentence.is_one_of(at - 1, &["with", "of"]);
            !of_thing && !token.is_quoted && (token.is(Classes::NEGATOR) || sentence.is_one_of(*at, ABSENT))
        })?;
        Some(absent.0.min(noun)..absent.0.max(noun) + 1)
    })
}

/// The first words that tell that somebody looked and found nothing, and that the text stands behind.
fn told_absence(text: &str) -> Option<Range<usize>> {
    let sentences = Sentence::read_all(text);
    let told = sentences.iter().find_map(|sentence| {
        let asserted = |words: &Range<usize>| {
            let scope = sentence.scope(words);
            let is_unread = sentence.is_word(words.start, "without")
                && sentence
                    .is_one_of(words.start + 1, &["looking", "searching", "reading", "checking", "asking"]);
            // "No search was made", "no editor has read it".
            let is_unread =
                is_unread || sentence.is_one_of(words.start + 1, &["search", "editor", "editors"]);
            !scope.is_asked && !scope.is_supposed && !scope.is_reported && !is_unread
        };
        PHRASES
            .find(sentence)
            .into_iter()
            .map(|(_, words)| words)
            .chain(told_gap(sentence))
            .find(asserted)
            .map(|words| sentence.bytes(&words))
    });
    // "Without looking for trials", "whether studies exist is not known here": it says that nobody looked.
    let is_unsearched = |words: &Range<usize>| {
        const SEARCHES: &[&str] =
            &["whether", "looking", "searching", "searched", "reading", "checking", "checked"];
        sentences.iter().any(|sentence| {
            let own = sentence.range.start <= words.start && words.end <= sentence.range.end;
            own && (0..sentence.tokens.len()).any(|at| sentence.is_one_of(at, SEARCHES))
        })
    };
    told.or_else(|| absences(text).into_iter().map(|found| found.words).find(|words| !is_unsearched(words)))
}
