//! Words that promise more than evidence can carry.

use std::ops::Range;
use std::sync::LazyLock;

use super::super::prose::negation::is_denied;
use super::super::prose::sentence::sentence_at;
use super::super::prose::speech::is_reported;
use super::super::prose::text::{Page, Passage, Voice, each_page};
use super::super::prose::words::Words;
use super::super::{Context, Example, Finding, Findings, Group, Rule};
use crate::diagnostic::Level;
use crate::model::{Kind, Verdict};

pub(super) static RULE: Rule = Rule {
    name: "overclaim",
    group: Group::Evidence,
    level: Level::Error,
    summary: "words such as cure, proven or toxins that promise more than evidence can carry",
    why: "a promise can keep a reader from the care that they need, and makes the sound statements around it look like \
          advertising",
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

/// A word or phrase of the list. One without a fault is a harmless phrase that holds a word of the list.
struct Entry {
    words: &'static str,
    fault: Option<&'static str>,
    instead: &'static str,
}

static ENTRIES: LazyLock<Vec<Entry>> = LazyLock::new(|| {
    let line = |line: &'static str| {
        let mut columns = line.split('\t');
        let (words, fault, instead) = (columns.next()?, columns.next()?, columns.next()?);
        Some(Entry { words, fault: (fault != "-").then_some(fault), instead })
    };
    include_str!("overclaim.tsv").lines().filter_map(line).collect()
});

static WORDS: LazyLock<Words> = LazyLock::new(|| Words::new(ENTRIES.iter().map(|entry| entry.words)));

fn check(context: &Context<'_>, findings: &mut Findings) {
    each_page(context, findings, |page, findings| {
        // A question asks, it promises nothing.
        for passage in page.passages.iter().filter(|passage| passage.voice != Voice::Question) {
            for hit in WORDS.find(passage.text) {
                let Some(Entry { words, fault: Some(fault), instead }) = ENTRIES.get(hit.word) else {
                    continue;
                };
                if is_harmless(context, page, passage, words, &hit.range) {
                    continue;
                }
                let written = passage.text.get(hit.range.clone()).unwrap_or(words);
                let help = match *instead {
                    "leave it out" => format!("leave `{written}` out, and say what was measured"),
                    instead => format!(
                        "say what was found: perhaps `{instead}`; or put the words of others in quotation marks"
                    ),
                };
                findings.report(
                    Finding::new(page.file, passage.words(hit.range.clone()), format!("`{written}` {fault}"))
                        .label("more than evidence can carry")
                        .help(help),
                );
            }
        }
    });
}

fn is_harmless(
    context: &Context<'_>,
    page: &Page<'_>,
    passage: &Passage<'_>,
    words: &str,
    range: &Range<usize>,
) -> bool {
    if is_denied(passage.text, range) || (words.starts_with("100") && is_share(passage.text, range.end)) {
        return true;
    }
    let sentence = passage.text.get(sentence_at(passage.text, range.start)).unwrap_or_default();
    if sentence.ends_with('?') {
        return true;
    }
    match passage.voice {
        // "Never press on a pulse" is how a warning or an instruction has to speak.
        Voice::Warning | Voice::Step => {
            matches!(words, "always" | "never") && is_order(passage.text, range.start)
        }
        // "Always ask a doctor first" advises care wherever it stands.
        _ if matches!(words, "always" | "never") && asks_for_care(passage.text, range) => true,
        // The verdict tells the reader that the saying does not hold.
        Voice::Statement if page.kind == Kind::Claims => {
            let verdict = context.corpus.base.claims.any(page.id).map(|claim| claim.verdict);
            let is_refused = matches!(
                verdict,
                Some(Verdict::Unsupported | Verdict::Contradicted | Verdict::Overstated | Verdict::Disputed)
            );
            is_refused && is_reported(sentence)
        }
        _ => false,
    }
}

/// Says whether a number of people or things follows: `100% of 12 experts` counts, it does not promise.
fn is_share(text: &str, end: usize) -> bool {
    let rest = text.get(end..).and_then(|rest| rest.strip_prefix(" of ")).unwrap_or_default();
    rest.strip_prefix("the ").unwrap_or(rest).starts_with(|letter: char| letter.is_ascii_digit())
}

/// What a reader is told to do for safety's sake.
const CARE: &[&str] = &[
    "ask", "check", "consult", "ensure", "follow", "get", "ignore", "keep", "listen", "make", "press",
    "read", "seek", "speak", "stop", "talk", "warm",
];

/// Says whether the `always` or `never` at `range` gives an order to take care.
fn asks_for_care(text: &str, range: &Range<usize>) -> bool {
    let after = text.get(range.end..).unwrap_or_default();
    let next = after.split_whitespace().next().unwrap_or_default();
    is_order(text, range.start) && CARE.iter().any(|verb| next.eq_ignore_ascii_case(verb))
}

/// Says whether the `always` or `never` at `at` gives an order: it starts a sentence or a clause, or follows `should`, `must` or `and`.
fn is_order(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default().trim_end();
    let word = before.rsplit(char::is_whitespace).next().unwrap_or_default();
    before.is_empty()
        || before.ends_with(['.', ',', ';', ':', '!', '?'])
        || ["and", "but", "must", "or", "should", "so", "then"]
            .iter()
            .any(|known| word.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_read_once() {
        assert_eq!(ENTRIES.len(), include_str!("overclaim.tsv").lines().count());
        let mut words: Vec<_> = ENTRIES.iter().map(|entry| entry.words).collect();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), ENTRIES.len());
        assert!(words.iter().all(|words| *words == words.to_lowercase()));
    }
}
