//! An identifier that cannot be one.

use super::super::sources::identifier::{Fault, doi, isbn, mesh, pmcid, pmid, snomed_ct, ta2, term};
use super::super::{Context, Example, Finding, Findings, Group, Place, Rule};
use crate::diagnostic::Level;
use crate::edit::{Change, Fix};
use crate::model::{Identifiers, Record, Status};

pub(super) static RULE: Rule = Rule {
    name: "invalid-identifier",
    group: Group::Citations,
    level: Level::Error,
    summary: "a DOI, PMID, PMCID, ISBN or terminology number of the wrong shape or with a wrong check digit",
    why: "a reader who follows a wrong number finds another paper, another muscle or nothing",
    standard: Some(
        "ISO 26324 (DOI); ISO 2108 (ISBN); SNOMED CT release file specification (Verhoeff check digit)",
    ),
    bad: Example(
        r#"
>>> references/anatomy-2015.yaml
id: anatomy-2015
type: book
title: A textbook of anatomy
author:
  - family: Example
    given: A
issued:
  date-parts: [[2015]]
publisher: Example Press
DOI: https://doi.org/10.1000/muscles # <-- here
ISBN: 978-0-306-40615-8 # <-- here
URL: https://example.org/anatomy-2015
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
  seen:
    - url: https://example.org/anatomy-2015
      on: 2026-11-01
      read: full_text
independence: academic
design: textbook
finding: It describes the muscles of the hip.
>>> structures/femoral-artery.yaml
id: femoral-artery
name: Femoral artery
summary: The main blood vessel of the leg. Its beat can be felt in the groin crease.
identifiers:
  uberon: UBERON_0002060 # <-- here
"#,
    ),
    good: Example(
        r#"
>>> references/anatomy-2015.yaml
id: anatomy-2015
type: book
title: A textbook of anatomy
author:
  - family: Example
    given: A
issued:
  date-parts: [[2015]]
publisher: Example Press
DOI: 10.1000/muscles
ISBN: 978-0-306-40615-7
URL: https://example.org/anatomy-2015
accessed:
  date-parts: [[2026, 11, 1]]
provenance:
  status: verified
  seen:
    - url: https://example.org/anatomy-2015
      on: 2026-11-01
      read: full_text
independence: academic
design: textbook
finding: It describes the muscles of the hip.
>>> structures/femoral-artery.yaml
id: femoral-artery
name: Femoral artery
summary: The main blood vessel of the leg. Its beat can be felt in the groin crease.
identifiers:
  uberon: UBERON:0002060
"#,
    ),
    check,
};

type Checked<'a> = (&'static str, &'a Option<String>, fn(&str) -> Result<(), Fault>);

fn check(context: &Context<'_>, findings: &mut Findings) {
    let base = &context.corpus.base;
    for (file, reference) in
        base.references.filed().filter(|(_, reference)| reference.status != Status::Withdrawn)
    {
        let fields: [Checked<'_>; 4] = [
            ("DOI", &reference.doi, doi),
            ("PMID", &reference.pmid, pmid),
            ("PMCID", &reference.pmcid, pmcid),
            ("ISBN", &reference.isbn, isbn),
        ];
        for field in fields {
            look(file, "", field, findings);
        }
    }
    macro_rules! entities {
        ($($table:ident),*) => {
            $(for (file, record) in base.$table.filed() {
                entity(file, record, &record.identifiers, findings);
            })*
        };
    }
    entities!(conditions, contraindications, muscles, red_flags, structures);
}

fn entity<T: Record>(file: usize, record: &T, identifiers: &Identifiers, findings: &mut Findings) {
    if record.status() == Status::Withdrawn {
        return;
    }
    let fields: [Checked<'_>; 7] = [
        ("uberon", &identifiers.uberon, |text| term(text, "UBERON", 7)),
        ("fma", &identifiers.fma, |text| term(text, "FMA", 0)),
        ("ta2", &identifiers.ta2, ta2),
        ("snomed_ct", &identifiers.snomed_ct, snomed_ct),
        ("mesh", &identifiers.mesh, mesh),
        ("mondo", &identifiers.mondo, |text| term(text, "MONDO", 7)),
        ("efo", &identifiers.efo, |text| term(text, "EFO", 7)),
    ];
    for field in fields {
        look(file, "/identifiers", field, findings);
    }
}

fn look(file: usize, parent: &str, (field, value, check): Checked<'_>, findings: &mut Findings) {
    let Some(value) = value else { return };
    let Err(Fault { what, mended }) = check(value) else { return };
    let pointer = format!("{parent}/{field}");
    let fix = mended.clone().map(|text| Fix::certain(Change::Value { pointer: pointer.clone(), text }));
    let help = match mended {
        Some(mended) => format!("write `{mended}`"),
        None => format!("look up `{field}` at its source again; leave it out if you cannot see it there"),
    };
    let finding = Finding::new(file, Place::value(pointer), format!("`{value}` {what}"));
    findings.report(finding.help(help).fix(fix));
}
