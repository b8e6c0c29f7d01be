//! The authoring model: one kind of record, one file. Plain serde types and typed ids; no input, no output.
//!
//! Every field's doc comment says what it is and ends in an example; `schemas/*.schema.json` is written from them.

mod benefit;
mod citation;
mod claim;
mod condition;
mod contraindication;
mod date;
mod disclaimer;
mod effect;
mod formatted;
mod guide;
mod id;
mod identifiers;
mod kind;
mod muscle;
mod practice;
mod question;
mod record;
mod red_flag;
mod reference;
#[cfg(test)]
mod schema_files;
mod source;
mod structure;
mod technique;
mod tool;
mod words;

pub use benefit::Benefit;
pub use citation::{Citation, Directness, Indirectness, Stance};
pub use claim::{Certainty, Claim, ClaimType, Origin, Search, Verdict};
pub use condition::{Condition, Nature};
pub use contraindication::{Contraindication, SafetyBasis, Strength};
pub use date::{CslDate, Date};
pub use disclaimer::Disclaimer;
pub use effect::{Effect, Favours, Measure};
pub use formatted::Formatted;
pub use guide::{Guide, GuideStep};
pub use id::{Activity, Entity, ID_PATTERN, Id, KindSet, Path, Warning, is_id};
pub use identifiers::Identifiers;
pub use kind::Kind;
pub(crate) use kind::for_each_kind;
pub use muscle::{Member, MemberRole, Muscle};
pub use practice::{Practice, PracticeCategory};
pub use question::Question;
pub use record::{Record, Status, Withdrawal};
pub use red_flag::{RedFlag, Urgency};
pub use reference::{
    Design, Independence, ItemType, Name, Provenance, ProvenanceStatus, Reading, Reference, Sighting,
};
pub use source::{Mark, Source, Unit};
pub use structure::Structure;
pub use technique::{Dose, DoseBasis, DoseValue, Modality, Setting, Technique};
pub use tool::Tool;

/// Says whether a field holds what it holds when it is left out.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
