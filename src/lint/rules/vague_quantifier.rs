//! A crowd that nobody counted, as a proof.

use std::ops::Range;
use std::sync::LazyLock;

use super::super::prose::phrases::Phrases;
use super::super::prose::reading::Sentence;
use super::super::prose::text::{Page, Passage, Voice, each_page};
use super::super::{Context, Example, Finding, Findings, Group, Rule};
use crate::diagnostic::Level;
use crate::model::{Kind, Verdict};

pub(super) static RULE: Rule = Rule {
    name: "vague-quantifier",
    group: Group::Evidence,
    level: Level::Warning,
    summary: "countless studies, most users or many experts given as proof, without a number",
    why: "a crowd that nobody counted sounds like evidence, but a reader cannot check it",
    standard: Some("HONcode principle 5 (justifiability); ISO 24495-1 (plain language)"),
    bad: Example(
        r#"
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility
summary: Countless studies show that rolling helps a joint to move. # <-- here
measures:
  - the angle of the hip
"#,
    ),
    good: Example(
        r#"
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility
summary: Two of five trials found that rolling helps a joint to move.
measures:
  - the angle of the hip
"#,
    ),
    check,
};

static PHRASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(include_str!("vague_quantifier.tsv")));

fn check(context: &Context<'_>, findings: &mut Findings) {
    each_page(context, findings, |page, findings| {
        for passage in page.texts() {
            for sentence in passage.sentences() {
                let found = PHRASES.find(sentence);
                let asserted = found
                    .into_iter()
                    .find(|(_, words)| !is_harmless(context, page, passage, sentence, words));
                let Some((line, words)) = asserted else { continue };
                let bytes = sentence.bytes(&words);
                let written = passage.text.get(bytes.clone()).unwrap_or(line.pattern);
                findings.report(
                    Finding::new(
                        page.file,
                        passage.words(bytes.clone()),
                        format!("`{written}` {}", line.column(0)),
                    )
                    .label("how many, and who counted?")
                    .help("give the number and its source (`two of five trials`), or leave the crowd out"),
                );
            }
        }
    });
}

fn is_harmless(
    context: &Context<'_>,
    page: &Page<'_>,
    passage: &Passage<'_>,
    sentence: &Sentence,
    words: &Range<usize>,
) -> bool {
    let scope = sentence.scope(words);
    if scope.is_open()
        || scope.is_doubted
        || scope.is_of_others
        || (scope.is_ordered && !sentence.is_word(words.start, "ask"))
        || passage.voice == Voice::Step
        || is_counted(sentence, passage.text)
        // "How many studies there are", "however many you take".
        || words.start.checked_sub(1).is_some_and(|last| sentence.is_one_of(last, &["how", "however"]))
    {
        return true;
    }
    // The verdict tells the reader that the saying does not hold.
    page.kind == Kind::Claims
        && scope.is_reported
        && context.corpus.base.claims.any(page.id).is_some_and(|claim| {
            matches!(
                claim.verdict,
                Verdict::Unsupported | Verdict::Contradicted | Verdict::Overstated | Verdict::Disputed
            )
        })
}

/// Says whether the sentence gives a count, or names the one study that it speaks of.
fn is_counted(sentence: &Sentence, text: &str) -> bool {
    sentence.tokens.iter().enumerate().any(|(at, token)| {
        let word = text.get(token.range()).unwrap_or_default();
        let is_number =
            word.starts_with(|letter: char| letter.is_ascii_digit()) && !sentence.is_word(at + 1, "%");
        let of = at > 1 && sentence.is_word(at - 1, "the") && sentence.is_one_of(at - 2, &["in", "of"]);
        let in_words = sentence
            .is_one_of(at, &["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
            && sentence.is_one_of(
                at + 1,
                &[
                    "trial", "trials", "study", "studies", "review", "reviews", "people", "small", "of",
                    "surveys", "survey",
                ],
            );
        // "Thirty-one people."
        let is_long_number =
            ["twenty-", "thirty-", "forty-", "fifty-", "sixty-", "seventy-", "eighty-", "ninety-"]
                .iter()
                .any(|tens| word.get(..tens.len()).is_some_and(|head| head.eq_ignore_ascii_case(tens)));
        is_number
            || is_long_number
            || in_words
            || (of && sentence.is_one_of(at, &["trial", "study", "review", "survey", "trials", "studies"]))
    })
}
