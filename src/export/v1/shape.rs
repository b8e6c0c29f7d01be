//! The shape of a part and of a record of the contract, declared along with how each field comes from the authoring model.

use serde::{Serialize, Serializer};

/// Writes a whole number as one: `1`, not `1.0`, as most programs write it and RFC 8785 wants it.
pub(super) fn number<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    Plain(*value).serialize(serializer)
}

/// Writes an interval, its whole numbers as such.
pub(super) fn interval<S: Serializer>(ends: &Option<[f64; 2]>, serializer: S) -> Result<S::Ok, S::Error> {
    ends.map(|ends| ends.map(Plain)).serialize(serializer)
}

struct Plain(f64);

impl Serialize for Plain {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // 2^53: up to there every whole f64 is one integer.
        if self.0.fract() == 0.0 && self.0.abs() <= 9_007_199_254_740_992.0 {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

/// Declares a part of a record: the fields that it takes from the model (always there, then those that may be absent), and those that
/// are worked out.
macro_rules! part {
    (
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( @head { $( $(#[$head_meta:meta])* $head:ident: $head_type:ty = $head_value:expr, )* } )?
            $( $(#[$field_meta:meta])* $field:ident: $type:ty, )*
            $( @optional { $( $(#[$optional_meta:meta])* $optional:ident: $optional_type:ty, )* } )?
            $( @derived { $( $(#[$derived_meta:meta])* $derived:ident: $derived_type:ty = $value:expr, )* } )?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        #[cfg_attr(test, derive(schemars::JsonSchema))]
        #[non_exhaustive]
        pub struct $name {
            $($( $(#[$head_meta])* pub $head: $head_type, )*)?
            $( $(#[$field_meta])* pub $field: $type, )*
            $($( $(#[$optional_meta])* #[serde(default, skip_serializing_if = "Option::is_none")] pub $optional: Option<$optional_type>, )*)?
            $($( $(#[$derived_meta])* pub $derived: $derived_type, )*)?
        }

        #[cfg(feature = "lint")]
        impl $crate::export::v1::show::Show<$name> for $crate::model::$name {
            #[allow(unused_variables, reason = "not every part needs the contract")]
            fn show(&self, contract: &$crate::export::Contract<'_>) -> $name {
                use $crate::export::v1::show::Show;
                $name {
                    $($( $head: {
                        let value: fn(&$crate::model::$name) -> $head_type = $head_value;
                        value(self)
                    }, )*)?
                    $( $field: Show::<$type>::show(&self.$field, contract), )*
                    $($( $optional: Show::<Option<$optional_type>>::show(&self.$optional, contract), )*)?
                    $($( $derived: {
                        let value: fn(&$crate::model::$name, &$crate::export::Contract<'_>) -> $derived_type = $value;
                        value(self, contract)
                    }, )*)?
                }
            }
        }
    };
}

/// Declares a record: `id`, `kind`, `aliases` and `disclaimers` are those of every record.
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $name:ident in $folder:literal {
            $( $(#[$field_meta:meta])* $field:ident: $type:ty, )*
            $( @optional { $( $(#[$optional_meta:meta])* $optional:ident: $optional_type:ty, )* } )?
            $( @derived { $( $(#[$derived_meta:meta])* $derived:ident: $derived_type:ty = $value:expr, )* } )?
        }
    ) => {
        $crate::export::v1::shape::part! {
            $(#[$meta])*
            pub struct $name {
                @head {
                    /// The record's id, unique in its kind.
                    id: String = |record| record.id.as_str().to_owned(),
                    /// The record's kind: the name of the map that holds it.
                    #[cfg_attr(test, schemars(extend("const" = $folder)))]
                    kind: String = |_| $folder.to_owned(),
                }
                $( $(#[$field_meta])* $field: $type, )*
                /// Other names that people search for.
                aliases: Vec<String>,
                @optional {
                    $($( $(#[$optional_meta])* $optional: $optional_type, )*)?
                    /// What a reader should know beside what the record says, in plain words.
                    note: String,
                }
                @derived {
                    /// The ids of the disclaimers that must be shown with it; those that must precede instructions come first.
                    disclaimers: Vec<String> = |record, contract| contract.disclaimers_of(record),
                    /// All that must be shown with it, as `kind/id` paths in the order in which to show it: disclaimers that must come
                    /// first, red flags, contraindications, other disclaimers.
                    #[serde(default)]
                    must_show: Vec<String> = |record, contract| contract.must_show(record),
                    $($( $(#[$derived_meta])* $derived: $derived_type = $value, )*)?
                }
            }
        }
    };
}
pub(super) use {part, record};
