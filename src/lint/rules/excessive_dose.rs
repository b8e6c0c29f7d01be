//! A dose far beyond what people do or studies tried.

use super::super::prose::text::{Passage, Voice, each_page};
use super::super::safety::{Bound, doses, tells_how_long};
use super::super::{Context, Example, Finding, Findings, Group, Rule};
use crate::diagnostic::Level;
use crate::model::{Kind, Modality, Setting};

pub(super) static RULE: Rule = Rule {
    name: "excessive-dose",
    group: Group::Safety,
    level: Level::Warning,
    summary: "a time, a number of repetitions or a number of times a day far beyond what people do or studies tried",
    why: "too much pressure or heat bruises, burns and breaks down muscle; a wrong digit or unit in a dose is done as it is written",
    standard: None,
    bad: Example(
        "
>>> techniques/kneeling-hip-flexor-stretch.yaml
id: kneeling-hip-flexor-stretch
name: Kneeling hip flexor stretch
summary: A stretch for the front of the hip, done on one knee.
modality: stretch
setting: self
targets:
  - hip-flexors
instructions:
  - Kneel on one knee.
  - Move your hips forward until you feel a mild stretch.
dose:
  duration:
    text: 30 to 60 minutes a side # <-- here
    basis: convention
stop_rules:
  - Stop if you feel pain.
contraindications:
  - bone-fracture
red_flags:
  - cannot-bear-weight
",
    ),
    good: Example(
        "
>>> techniques/kneeling-hip-flexor-stretch.yaml
id: kneeling-hip-flexor-stretch
name: Kneeling hip flexor stretch
summary: A stretch for the front of the hip, done on one knee.
modality: stretch
setting: self
targets:
  - hip-flexors
instructions:
  - Kneel on one knee.
  - Move your hips forward until you feel a mild stretch.
dose:
  duration:
    text: 30 to 60 seconds a side
    basis: convention
stop_rules:
  - Stop if you feel pain.
contraindications:
  - bone-fracture
red_flags:
  - cannot-bear-weight
",
    ),
    check,
};

fn check(context: &Context<'_>, findings: &mut Findings) {
    let base = &context.corpus.base;
    each_page(context, findings, |page, findings| {
        let technique = match page.kind {
            Kind::Techniques => base.techniques.any(page.id),
            Kind::Guides => {
                let guide = base.guides.any(page.id);
                guide
                    .and_then(|guide| guide.technique.as_ref())
                    .and_then(|technique| base.techniques.any(technique))
            }
            _ => return,
        };
        let modality = technique.map_or(Modality::Pressure, |technique| technique.modality);
        let setting = technique.map_or(Setting::OwnCare, |technique| technique.setting);
        for passage in page.passages.iter().filter(|passage| is_dose(passage)) {
            for dose in doses(passage.text) {
                let Some(bound) = Bound::of(modality, setting, dose.measure) else { continue };
                if dose.value <= bound.most
                    || !(passage.voice == Voice::Phrase || tells_how_long(passage.sentences(), &dose.range))
                {
                    continue;
                }
                let written = passage.text.get(dose.range.clone()).unwrap_or_default();
                findings.report(
                    Finding::new(
                        page.file,
                        passage.words(dose.range.clone()),
                        format!("`{written}` is more than {} {}", bound.most, bound.unit),
                    )
                    .label("far too much?")
                    .help(format!(
                        "{}; check the number and its unit, or silence this and name the source",
                        bound.reason
                    )),
                );
            }
        }
    });
}

/// Says whether a text tells how long or how often: a figure of a dose, or a step.
fn is_dose(passage: &Passage<'_>) -> bool {
    let pointer = passage.pointer();
    let figure = passage.voice == Voice::Phrase
        && (pointer.starts_with("/dose/") || pointer.ends_with("/duration/text"));
    figure || passage.voice == Voice::Step
}
