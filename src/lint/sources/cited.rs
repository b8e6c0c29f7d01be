//! Every list of citations in a knowledge base, whatever record it stands in.

use crate::knowledge_base::KnowledgeBase;
use crate::model::{Citation, DoseValue, Record, Status};

/// One list of citations.
#[derive(Clone, Debug)]
pub(in crate::lint) struct Cited<'a> {
    /// The number of the file.
    pub(in crate::lint) file: usize,
    /// Where the list stands (JSON pointer).
    pub(in crate::lint) pointer: std::borrow::Cow<'static, str>,
    /// The citations.
    pub(in crate::lint) citations: &'a [Citation],
}

/// Visits every list of citations that is not empty, in records that are not withdrawn.
pub(in crate::lint) fn each_list<'a>(base: &'a KnowledgeBase, mut visit: impl FnMut(Cited<'a>)) {
    macro_rules! lists {
        ($($table:ident),*) => {
            $(for (file, record) in base.$table.filed() {
                own_list(file, record, &record.citations, &mut visit);
            })*
        };
    }
    lists!(
        benefits,
        claims,
        conditions,
        contraindications,
        muscles,
        practices,
        red_flags,
        structures,
        techniques,
        tools
    );
    for (file, technique) in base.techniques.filed().filter(|(_, technique)| is_in_force(*technique)) {
        let Some(dose) = &technique.dose else { continue };
        for (value, pointer) in [
            (&dose.pressure, "/dose/pressure/citations"),
            (&dose.duration, "/dose/duration/citations"),
            (&dose.repetitions, "/dose/repetitions/citations"),
            (&dose.frequency, "/dose/frequency/citations"),
        ] {
            dose_list(file, value.as_ref(), pointer.into(), &mut visit);
        }
    }
    for (file, guide) in base.guides.filed().filter(|(_, guide)| is_in_force(*guide)) {
        for (index, step) in guide.steps.iter().enumerate() {
            let pointer = format!("/steps/{index}/duration/citations");
            dose_list(file, step.duration.as_ref(), pointer.into(), &mut visit);
        }
    }
}

fn is_in_force<T: Record>(record: &T) -> bool {
    record.status() != Status::Withdrawn
}

fn own_list<'a, T: Record>(
    file: usize,
    record: &'a T,
    citations: &'a [Citation],
    visit: &mut impl FnMut(Cited<'a>),
) {
    if is_in_force(record) && !citations.is_empty() {
        visit(Cited { file, pointer: "/citations".into(), citations });
    }
}

fn dose_list<'a>(
    file: usize,
    value: Option<&'a DoseValue>,
    pointer: std::borrow::Cow<'static, str>,
    visit: &mut impl FnMut(Cited<'a>),
) {
    if let Some(value) = value.filter(|value| !value.citations.is_empty()) {
        visit(Cited { file, pointer, citations: &value.citations });
    }
}
