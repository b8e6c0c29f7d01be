//! What every record has, whatever its kind, for rules that look at all of them alike.

use crate::knowledge_base::KnowledgeBase;
use crate::model::{Kind, Record, Status, Withdrawal, for_each_kind};

/// What every record has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head<'a> {
    /// The number of its file.
    pub(super) file: usize,
    /// Its kind.
    pub(super) kind: Kind,
    /// Its id.
    pub(super) id: &'a str,
    /// What it is called: a name, a title, a statement or a question.
    pub(super) label: &'a str,
    /// Its other names.
    pub(super) aliases: &'a [String],
    /// How far it is on its way.
    pub(super) status: Status,
    /// Why and when it was taken back.
    pub(super) withdrawal: Option<&'a Withdrawal>,
    /// The id of the record that took its place.
    pub(super) replaced_by: Option<&'a str>,
}

impl Head<'_> {
    /// Where the label stands (JSON pointer).
    pub(super) fn label_pointer(&self) -> &'static str {
        match self.kind {
            Kind::Claims => "/statement",
            Kind::Questions => "/question",
            Kind::References | Kind::Sources => "/title",
            _ => "/name",
        }
    }
}

macro_rules! heads {
    ($($variant:ident $record:ident $field:ident $folder:literal,)*) => {
        /// The heads of all records, kind by kind, in the order of the ids.
        pub(super) fn heads(base: &KnowledgeBase) -> impl Iterator<Item = Head<'_>> {
            std::iter::empty()
                $(.chain(base.$field.filed().map(|(file, record)| Head {
                    file,
                    kind: Kind::$variant,
                    id: record.id(),
                    label: record.label(),
                    aliases: &record.aliases,
                    status: record.status,
                    withdrawal: record.withdrawal.as_ref(),
                    replaced_by: record.replaced_by.as_ref().map(crate::model::Id::as_str),
                })))*
        }
    };
}
for_each_kind!(heads);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schema::schema_text;

    #[test]
    fn the_pointer_of_a_label_is_a_key_of_its_kind() {
        for &kind in Kind::ALL {
            let head = Head {
                file: 0,
                kind,
                id: "",
                label: "",
                aliases: &[],
                status: Status::Published,
                withdrawal: None,
                replaced_by: None,
            };
            let schema: serde_json::Value = serde_json::from_str(schema_text(kind)).unwrap();
            let key = head.label_pointer().trim_start_matches('/');
            assert!(schema["required"].as_array().unwrap().contains(&key.into()), "{kind}: {key}");
        }
    }
}
