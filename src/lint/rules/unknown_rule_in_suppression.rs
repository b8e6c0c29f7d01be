//! A comment to `kb` that names no rule, or is none that is understood.

use super::super::suppression::{DirectiveFault, Malformed, Suppression};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::edit::{Change, Fix};
use crate::nearest::nearest;
use crate::span::Span;

pub(super) static RULE: Rule = Rule {
    name: "unknown-rule-in-suppression",
    group: Group::Suppressions,
    level: Level::Error,
    summary: "a comment for `kb` that names an unknown rule, or that `kb` does not understand",
    why: "it silences nothing, although its author thinks it does",
    standard: None,
    bad: Example(
        "
>>> benefits/flexibility.yaml
# kb: ignore-fil[overclaim] the words of its makers # <-- here
id: flexibility # kb: ignore[overclam] the words of its makers # <-- here
name: Flexibility # kb: ignore[*] the words of its makers # <-- here
summary: How far a joint can move. # kb: ignore overclaim # <-- here
# kb: ignore-file[overclaim] the words of its makers # <-- here
",
    ),
    good: Example(
        "
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility
# kb: ignore[overclaim] the words of its makers
summary: How far a joint can move, which Always Upright guarantees.
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (number, file) in context.corpus.files.iter().enumerate() {
        for read in Suppression::read_all(file) {
            match read {
                Ok(suppression) => {
                    let unknown = |name: &str| super::find(name).is_none();
                    for (name, span) in suppression.rules.iter().filter(|(name, _)| unknown(name)) {
                        findings.report(unknown_rule(number, name, *span));
                    }
                }
                Err(malformed) => findings.report(not_understood(number, &malformed)),
            }
        }
    }
}

fn unknown_rule(file: usize, name: &str, span: Span) -> Finding {
    let near = nearest(name, super::ALL.iter().map(|rule| rule.name)).filter(|_| !name.contains('*'));
    let (message, help) = if name.contains('*') {
        (
            "a suppression cannot silence all rules at once".to_owned(),
            "name the rules that it should silence".to_owned(),
        )
    } else {
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`kb rules` lists the rules".to_owned(),
        };
        (format!("there is no rule `{name}`"), help)
    };
    let fix = near.map(|near| Fix::guess(Change::Layout { span, text: near.to_owned() }));
    Finding::new(file, Place::Bytes(span), message).label("silences nothing").help(help).fix(fix)
}

fn not_understood(file: usize, malformed: &Malformed) -> Finding {
    let (message, help) = match &malformed.fault {
        DirectiveFault::UnknownWord { word, nearest } => (
            if word.is_empty() {
                "a comment for `kb` without content".to_owned()
            } else {
                format!("`kb` does not understand `{word}`")
            },
            match nearest {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write `# kb: ignore[rule] reason`, or `# kb: ignore-file[rule] reason` at the top; start a comment for people without `kb:`"
                    .to_owned(),
            },
        ),
        DirectiveFault::NoRules { word } => (
            "the suppression names no rule".to_owned(),
            format!("write the names of the rules in brackets: `# kb: {word}[rule] reason`"),
        ),
        DirectiveFault::TooLate => (
            "a suppression for the whole file is below the first key".to_owned(),
            "move it to the top of the file, or write `ignore` for a single line".to_owned(),
        ),
    };
    Finding::new(file, Place::Bytes(malformed.span), message).label("silences nothing").help(help)
}
