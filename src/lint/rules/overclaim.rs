//! Words that promise more than evidence can carry.

use std::ops::Range;
use std::sync::LazyLock;

use super::super::prose::lexicon::Classes;
use super::super::prose::modality::Force;
use super::super::prose::phrases::{Line, Phrases};
use super::super::prose::reading::Sentence;
use super::super::prose::text::{Page, Passage, Voice, each_page};
use super::super::{Context, Example, Finding, Findings, Group, Rule};
use crate::diagnostic::Level;
use crate::model::{ClaimType, Kind, Verdict};

pub(super) static RULE: Rule = Rule {
    name: "overclaim",
    group: Group::Evidence,
    level: Level::Error,
    summary: "words such as cure, proven or toxins, which promise more than any evidence can show",
    why: "a promise can keep a reader from the care they need, and makes the sound statements around it look like advertising",
    standard: Some("HONcode principle 5 (justifiability); FTC Health Products Compliance Guidance 2022"),
    bad: Example(
        r#"
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility
summary: Rolling can cure sore legs. # <-- here
measures:
  - the angle of the hip
"#,
    ),
    good: Example(
        r#"
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility
summary: Rolling may ease sore legs. It is not a cure, and some call it "proven" too soon.
measures:
  - the angle of the hip
"#,
    ),
    check,
};

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(include_str!("overclaim.tsv")));

fn check(context: &Context<'_>, findings: &mut Findings) {
    each_page(context, findings, |page, findings| {
        for passage in page.texts() {
            for sentence in passage.sentences() {
                for (line, words) in PHRASES.find(sentence) {
                    if is_harmless(context, page, passage, sentence, line, &words) {
                        continue;
                    }
                    findings.report(finding(page, passage, line, sentence.bytes(&words)));
                }
            }
        }
    });
}

fn finding(page: &Page<'_>, passage: &Passage<'_>, line: &Line, bytes: Range<usize>) -> Finding {
    let written = passage.text.get(bytes.clone()).unwrap_or(line.pattern).to_owned();
    let help = match line.column(1) {
        "leave it out" => format!("leave out `{written}` and say what was measured"),
        instead => {
            format!("say what was found, perhaps `{instead}`, or put other people's words in quotation marks")
        }
    };
    Finding::new(page.file, passage.words(bytes), format!("`{written}` {}", line.column(0)))
        .label("more than evidence can show")
        .help(help)
}

/// Says whether the sentence does not promise what the words say.
fn is_harmless(
    context: &Context<'_>,
    page: &Page<'_>,
    passage: &Passage<'_>,
    sentence: &Sentence,
    line: &Line,
    words: &Range<usize>,
) -> bool {
    let scope = sentence.scope(words);
    if sentence.is_name(words) || is_bodily(sentence, words, line) {
        return true;
    }
    if scope.is_open() || scope.is_of_others || (scope.is_reported && scope.is_doubted) {
        return true;
    }
    // Some promises are none behind `may`, or where they tell what a study saw.
    if line.column(2) == "hedged"
        && (sentence.force() <= Force::Hedged || is_seen_in_a_study(sentence, words))
    {
        return true;
    }
    if is_share(passage.text, sentence.bytes(words).end) && line.pattern.starts_with("100") {
        return true;
    }
    let claim = (page.kind == Kind::Claims).then(|| context.corpus.base.claims.any(page.id)).flatten();
    let is_of_body =
        claim.is_some_and(|claim| matches!(claim.claim_type, ClaimType::Anatomy | ClaimType::Function));
    if is_of_body && matches!(line.pattern, "powerful" | "essential" | "impressive") {
        return true;
    }
    if matches!(line.pattern, "always" | "never") {
        // What a body is like is told of all bodies.
        if is_of_body {
            return true;
        }
        // "Never press on a pulse" is how a warning has to speak, and "those who always stand" only says who is meant.
        if scope.is_ordered
            || scope.describes
            || sentence.is_advice(words.start)
            || sentence.is_of_some(words.start)
        {
            return true;
        }
    } else if scope.is_ordered
        && matches!(line.pattern, "permanent" | "permanently" | "for good" | "<ensure> that {you,your,the}")
    {
        return true;
    }
    // The verdict tells the reader that the saying does not hold.
    scope.is_reported && {
        matches!(
            claim.map(|claim| claim.verdict),
            Some(Verdict::Unsupported | Verdict::Contradicted | Verdict::Overstated | Verdict::Disputed)
        )
    } || (passage.voice == Voice::Question && sentence.asks && scope.is_asked)
}

/// Says whether the liver and the kidneys do what nobody else can: clear the blood.
fn is_bodily(sentence: &Sentence, words: &Range<usize>, line: &Line) -> bool {
    let cleans = line.column(1) == "leave it out";
    let own = sentence.tokens.get(words.start).map(|token| token.clause);
    cleans
        && (0..words.end).any(|at| {
            let first = sentence.tokens.get(at).is_some_and(|token| {
                Some(token.clause) == own
                    && sentence.clause(token.clause).is_some_and(|clause| at < clause.start + 6)
            });
            first && sentence.is_one_of(at, &["liver", "kidney", "kidneys"])
        })
}

/// "In the trial, the pain of two people vanished."
fn is_seen_in_a_study(sentence: &Sentence, words: &Range<usize>) -> bool {
    let is_past = words.clone().any(|at| {
        sentence.tokens.get(at).is_some_and(|token| token.is(Classes::PAST) && !token.is(Classes::BASE))
    });
    is_past
        && (0..words.start).any(|at| {
            sentence.is_one_of(at, &["trial", "study", "survey"])
                && sentence.is_one_of(at.saturating_sub(1), &["the", "this", "that", "one"])
        })
}

/// Says whether a number of people or things follows: `100% of 12 experts` counts, it does not promise.
fn is_share(text: &str, end: usize) -> bool {
    let rest = text.get(end..).and_then(|rest| rest.strip_prefix(" of ")).unwrap_or_default();
    rest.strip_prefix("the ").unwrap_or(rest).starts_with(|letter: char| letter.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_read_once() {
        let mut words = PHRASES.written();
        assert_eq!(words.len(), include_str!("overclaim.tsv").lines().count());
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), include_str!("overclaim.tsv").lines().count());
        assert!(words.iter().all(|words| *words == words.to_lowercase()));
    }
}
