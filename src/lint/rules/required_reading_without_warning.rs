//! A guide that does not ask its reader to read a warning of its own technique first.

use std::collections::BTreeSet;

use super::super::enumerate::enumerate;
use super::super::unread::all_read;
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::knowledge_base::Shown;
use crate::model::{Kind, Status};

pub(super) static RULE: Rule = Rule {
    name: "required-reading-without-warning",
    group: Group::Safety,
    level: Level::Error,
    summary: "a guide whose required reading leaves out a red flag or a contraindication of its technique or of a tool that it uses",
    why: "a reader follows the steps and not the record of the technique; what is not read before the first step is not read at all",
    standard: Some("DISCERN question 11 (risks of each treatment)"),
    bad: Example(
        "
>>> guides/roll-the-thigh.yaml
id: roll-the-thigh
name: Roll the front of your thigh
summary: One step to roll the front of the thigh.
technique: foam-rolling
required_reading: # <-- here
  - disclaimers/informational-only
  - contraindications/anticoagulant-or-bleeding-disorder
  - contraindications/bone-fracture
  - contraindications/deep-vein-thrombosis
  - contraindications/femoral-vessels-and-nerve
  - contraindications/local-inflammation
  - contraindications/open-wound
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
    note: The source does not say how to lie.
    editor_note: the order of the steps is ours
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
    note: The source does not say how to lie.
    editor_note: the order of the steps is ours
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    if !all_read(context, &[Kind::Techniques, Kind::Tools, Kind::Contraindications, Kind::RedFlags], findings)
    {
        return;
    }
    let base = &context.corpus.base;
    for (file, guide) in base.guides.filed().filter(|(_, guide)| guide.status != Status::Withdrawn) {
        // What the list names as it was called before is shown as it is called now.
        let read: BTreeSet<(Kind, &str)> = guide
            .required_reading
            .iter()
            .filter_map(|path| path.split())
            .map(|(kind, id)| (kind, base.in_force(kind, id).unwrap_or(id)))
            .collect();
        // A guide that names no red flag at all is told of by `pain-without-red-flags`.
        let names_flags = read.iter().any(|(kind, _)| *kind == Kind::RedFlags);
        let must_show = base.must_show(Kind::Guides, guide.id.as_str());
        let missing: Vec<String> = must_show
            .in_order()
            .filter(|shown| match shown {
                Shown::Disclaimer(_) => false,
                Shown::RedFlag(_) => names_flags,
                Shown::Contraindication(_) => true,
            })
            .filter(|shown| !read.contains(&(shown.kind(), shown.id())))
            .map(|shown| format!("{}/{}", shown.kind().folder(), shown.id()))
            .collect();
        if missing.is_empty() {
            continue;
        }
        let place = if guide.required_reading.is_empty() {
            Place::key("/name")
        } else {
            Place::key("/required_reading")
        };
        let message = format!("the guide `{}` does not ask to read {}", guide.id, enumerate(&missing, "and"));
        findings.report(
            Finding::new(file, place, message)
                .label("warnings of what it tells to do")
                .help("add them under `required_reading:`, the most urgent first"),
        );
    }
}
