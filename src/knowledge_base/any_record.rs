//! A record of a kind that is known at run time.

use crate::model::{Kind, Record, for_each_kind};
use crate::yaml::{DeserializeError, Document};

macro_rules! any_record {
    ($($variant:ident $record:ident $field:ident $folder:literal,)*) => {
        /// A record of any kind.
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum AnyRecord {
            $(
                #[doc = concat!("A record of the folder `", $folder, "/`.")]
                $variant(crate::model::$record),
            )*
        }

        impl AnyRecord {
            /// Reads a tree as a record of `kind`.
            ///
            /// # Errors
            ///
            /// Where the tree has another shape.
            pub fn read(kind: Kind, document: &Document<'_>) -> Result<Self, DeserializeError> {
                match kind {
                    $(Kind::$variant => document.deserialize().map(Self::$variant),)*
                }
            }

            /// Its kind.
            pub fn kind(&self) -> Kind {
                match self { $(Self::$variant(_) => Kind::$variant,)* }
            }

            /// Its id.
            pub fn id(&self) -> &str {
                match self { $(Self::$variant(record) => record.id(),)* }
            }
        }
    };
}
for_each_kind!(any_record);
