//! A reference that leads to a record of another kind.

use super::super::enumerate::enumerate;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::corpus::{Problem, Sort};
use crate::diagnostic::Level;
use crate::model::Kind;
use crate::resolve::ReferenceFault;

pub(super) static RULE: Rule = Rule {
    name: "wrong-kind",
    group: Group::Structure,
    level: Level::Error,
    summary: "a reference to a record of the wrong kind",
    why: "the reader would be shown the wrong kind of thing, such as a guide where a source belongs",
    standard: None,
    bad: Example(
        "
>>> guides/roll-the-thigh.yaml
id: roll-the-thigh
name: Roll the front of your thigh
summary: One step to roll the front of the thigh.
technique: foam-roller # <-- here
required_reading:
  - disclaimers/informational-only
  - contraindications/anticoagulant-or-bleeding-disorder
  - contraindications/bone-fracture
  - contraindications/deep-vein-thrombosis
  - contraindications/femoral-vessels-and-nerve
  - contraindications/local-inflammation
  - contraindications/open-wound
  - contraindications/pregnancy
  - red-flags/cannot-bear-weight
  - conditions/hip-pain # <-- here
steps:
  - title: Roll
    position: Lie face down with the roller under one thigh.
    targets:
      - rectus-femoris
    action: Roll slowly up and down. Stay away from any pulse in the groin.
    tool: foam-roller
    pressure_limit: Press no harder than feels mild.
    duration:
      text: 30 to 60 seconds
      basis: convention
    stop_rule: Stop if you feel sharp pain, numbness or tingling.
    claims:
      - rolling-raises-flexibility
",
    ),
    good: Example(
        "
>>> guides/roll-the-thigh.yaml
id: roll-the-thigh
name: Roll the front of your thigh
summary: One step to roll the front of the thigh.
technique: foam-rolling
required_reading:
  - disclaimers/informational-only
  - contraindications/anticoagulant-or-bleeding-disorder
  - contraindications/bone-fracture
  - contraindications/deep-vein-thrombosis
  - contraindications/femoral-vessels-and-nerve
  - contraindications/local-inflammation
  - contraindications/open-wound
  - contraindications/pregnancy
  - red-flags/cannot-bear-weight
steps:
  - title: Roll
    position: Lie face down with the roller under one thigh.
    targets:
      - rectus-femoris
    action: Roll slowly up and down. Stay away from any pulse in the groin.
    tool: foam-roller
    pressure_limit: Press no harder than feels mild.
    duration:
      text: 30 to 60 seconds
      basis: convention
    stop_rule: Stop if you feel sharp pain, numbness or tingling.
    claims:
      - rolling-raises-flexibility
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    for (file, problem) in &context.corpus.problems {
        if let Problem::More(Sort::WrongKind, number) = problem {
            findings.report_more(*file, *number);
        }
        let Problem::Reference(bad) = problem else { continue };
        let ReferenceFault::WrongKind { found, allowed, other } = &bad.fault else { continue };
        // A file that is no record of its folder is most likely in the wrong one, which is told there.
        if context.corpus.problems_of(*other).any(|problem| matches!(problem, Problem::Schema(_))) {
            continue;
        }
        let folders = enumerate(allowed.iter().map(|folder| format!("{folder}/")), "or");
        let id = bad.text.rsplit('/').next().unwrap_or_default();
        let elsewhere: Vec<String> = allowed
            .iter()
            .filter_map(|folder| Some((folder, Kind::from_folder(folder)?)))
            .filter(|(_, kind)| context.corpus.base.label(*kind, id).is_some())
            .map(|(folder, _)| format!("{folder}/{id}"))
            .collect();
        let help = match elsewhere.as_slice() {
            [] => format!(
                "name a record in {folders}, or move this reference to a place where its kind is allowed"
            ),
            found => format!("did you mean {}?", enumerate(found, "or")),
        };
        findings.report(
            Finding::new(
                bad.file,
                Place::value(&*bad.pointer),
                format!("`{}` is a record in `{found}/`, which is not allowed here", bad.text),
            )
            .label(format!("is in `{found}/`"))
            .help(help)
            .related(*other, Place::value("/id"), format!("this is the record `{found}/{id}`")),
        );
    }
}
