//! The kinds of records, and how their folders are called.

use std::fmt;

/// Calls a macro with every kind: its variant, its record type and its folder, in the order of their names.
macro_rules! for_each_kind {
    ($callback:ident) => {
        $callback! {
            Benefits Benefit benefits "benefits",
            Claims Claim claims "claims",
            Conditions Condition conditions "conditions",
            Contraindications Contraindication contraindications "contraindications",
            Disclaimers Disclaimer disclaimers "disclaimers",
            Guides Guide guides "guides",
            Muscles Muscle muscles "muscles",
            Practices Practice practices "practices",
            Questions Question questions "questions",
            RedFlags RedFlag red_flags "red-flags",
            References Reference references "references",
            Sources Source sources "sources",
            Structures Structure structures "structures",
            Techniques Technique techniques "techniques",
            Tools Tool tools "tools",
        }
    };
}
pub(crate) use for_each_kind;

macro_rules! kinds {
    ($($variant:ident $record:ident $field:ident $folder:literal,)*) => {
        /// A kind of record. The records of a kind are the files of one folder.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            $(
                #[doc = concat!("The records of the folder `", $folder, "/`: [`", stringify!($record), "`](super::", stringify!($record), ").")]
                $variant,
            )*
        }

        impl Kind {
            /// Every kind, in the order of the folders' names.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name of the folder, which is the kind's name in paths and messages.
            pub fn folder(self) -> &'static str {
                match self { $(Self::$variant => $folder,)* }
            }
        }
    };
}
for_each_kind!(kinds);

impl Kind {
    /// The kind whose records are in `folder`.
    pub fn from_folder(folder: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.folder() == folder)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.folder())
    }
}

impl serde::Serialize for Kind {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.folder())
    }
}

impl<'de> serde::Deserialize<'de> for Kind {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let folder = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        Self::from_folder(&folder).ok_or_else(|| serde::de::Error::custom(format!("unknown kind `{folder}`")))
    }
}

#[cfg(test)]
impl schemars::JsonSchema for Kind {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Kind".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let folders: Vec<_> = Self::ALL.iter().map(|kind| kind.folder()).collect();
        schemars::json_schema!({"type": "string", "enum": folders})
    }
}
