//! Words that readers take openly: a known word, or another one that a later version brought.

/// Declares enums of words, each with its doc comment.
macro_rules! open_words {
    ($(
        $(#[$meta:meta])*
        pub enum $name:ident { $($variant:ident = $word:literal, $doc:literal)* }
    )*) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
            #[non_exhaustive]
            pub enum $name {
                $(#[doc = $doc] $variant,)*
                /// A word that this version does not know.
                Other(String),
            }

            impl $name {
                /// The word, as the export has it.
                pub fn as_str(&self) -> &str {
                    match self {
                        $(Self::$variant => $word,)*
                        Self::Other(word) => word,
                    }
                }
            }

            impl std::fmt::Display for $name {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    f.write_str(self.as_str())
                }
            }

            impl From<&str> for $name {
                fn from(word: &str) -> Self {
                    match word {
                        $($word => Self::$variant,)*
                        other => Self::Other(other.to_owned()),
                    }
                }
            }

            impl serde::Serialize for $name {
                fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    serializer.serialize_str(self.as_str())
                }
            }

            impl<'de> serde::Deserialize<'de> for $name {
                fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    let word = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                    Ok(Self::from(&*word))
                }
            }

            #[cfg(test)]
            impl schemars::JsonSchema for $name {
                fn schema_name() -> std::borrow::Cow<'static, str> {
                    stringify!($name).into()
                }
                fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                    let about = [$($crate::export::v1::open::doc(stringify!($meta)),)*].concat();
                    $crate::export::v1::open::schema(&about, &[$(($word, $doc)),*])
                }
            }
        )*
    };
}

/// The same for words that the authoring model has too. A word that the model gains or loses stops the build here, so that the
/// contract changes only where somebody meant it.
macro_rules! model_words {
    ($(
        $(#[$meta:meta])*
        pub enum $name:ident { $($variant:ident = $word:literal, $doc:literal)* }
    )*) => {
        open_words! { $($(#[$meta])* pub enum $name { $($variant = $word, $doc)* })* }
        $(
            impl From<$crate::model::$name> for $name {
                fn from(word: $crate::model::$name) -> Self {
                    match word { $($crate::model::$name::$variant => Self::$variant,)* }
                }
            }

            #[cfg(feature = "lint")]
            impl $crate::export::v1::show::Show<$name> for $crate::model::$name {
                fn show(&self, _: &$crate::export::Contract<'_>) -> $name {
                    (*self).into()
                }
            }
        )*
    };
}
pub(super) use {model_words, open_words};

/// The text of a doc attribute as the compiler hands it over: `doc = r" …"` or `doc = " …"`.
#[cfg(test)]
pub(super) fn doc(attribute: &str) -> String {
    attribute
        .split_once('"')
        .and_then(|(_, rest)| rest.rsplit_once('"'))
        .map_or(String::new(), |(text, _)| text.to_owned())
}

/// The known words, which generators of code turn into an enum, or else any other word. Each is explained in the description, since a list
/// of words has no standard place for that.
#[cfg(test)]
pub(super) fn schema(about: &str, words: &[(&str, &str)]) -> schemars::Schema {
    let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    let explained: String = words.iter().map(|(word, doc)| format!("\n- `{word}`: {doc}")).collect();
    schemars::json_schema!({
        "description": format!("{}\n\nMore words may come. The known ones:{explained}", about.trim()),
        "anyOf": [{"type": "string", "enum": known}, {"type": "string", "pattern": "^[a-z][a-z0-9]*([-_][a-z0-9]+)*$"}]
    })
}
