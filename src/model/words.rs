//! Words that a field takes: an enum, and how each of its values is spelled.

/// Declares enums whose values are single words, as YAML, JSON and readers see them.
macro_rules! words {
    ($(
        $(#[$meta:meta])*
        pub enum $name:ident { $( $(#[$word_meta:meta])* $variant:ident = $word:literal, )* }
    )*) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
            #[cfg_attr(test, derive(schemars::JsonSchema))]
            #[non_exhaustive]
            pub enum $name {
                $( $(#[$word_meta])* #[serde(rename = $word)] $variant, )*
            }

            impl $name {
                /// Every word, in the order in which they are declared.
                pub const ALL: &'static [Self] = &[$(Self::$variant),*];

                /// The word, as YAML and JSON have it.
                pub fn as_str(self) -> &'static str {
                    match self { $(Self::$variant => $word,)* }
                }
            }

            impl std::fmt::Display for $name {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.pad(self.as_str())
                }
            }
        )*
    };
}
pub(crate) use words;

/// Puts words in order by their meaning: the first in the list is the greatest.
macro_rules! order {
    ($name:ident: $($variant:ident)>+) => {
        impl $name {
            fn rank(self) -> std::cmp::Reverse<usize> {
                let from_the_greatest = [$(Self::$variant),+];
                std::cmp::Reverse(from_the_greatest.iter().position(|other| *other == self).unwrap_or(usize::MAX))
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> std::cmp::Ordering {
                self.rank().cmp(&other.rank())
            }
        }
    };
}
pub(crate) use order;
