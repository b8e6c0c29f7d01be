//! A temporary file that a stopped program left behind.

use super::super::{Context, Example, Finding, Findings, Group, Place, Rule, Subject};
use crate::diagnostic::Level;
use crate::stray::WhyStray;

pub(super) static RULE: Rule = Rule {
    name: "leftover-file",
    group: Group::Hygiene,
    level: Level::Warning,
    summary: "a temporary file that `kb` left behind when it was stopped",
    why: "it holds an incomplete copy of a record or of links.lock, and may be committed by mistake",
    standard: None,
    bad: Example(
        "
>>> benefits/.kb-a1B2c3
id: flexibility # <-- here
",
    ),
    good: Example(
        "
>>> benefits/flexibility.yaml
id: flexibility
name: Flexibility
summary: How far a joint can move.
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (number, stray) in context.corpus.strays.iter().enumerate() {
        if stray.why != WhyStray::Leftover {
            continue;
        }
        let name = stray.path.rsplit('/').next().unwrap_or_default();
        findings.report(
            Finding::new(
                Subject::Stray(number),
                Place::Whole,
                format!("`kb` was stopped and left the temporary file `{name}` behind"),
            )
            .help("delete it; the file it was meant to replace is unchanged"),
        );
    }
}
