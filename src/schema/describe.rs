//! A validator's error ► the fact behind it, at its own key or value.

use jsonschema::error::{TypeKind, ValidationError, ValidationErrorKind};
use serde_json::Value as Json;

use super::look_up::schema_at;
use crate::nearest::nearest;
use crate::yaml::{Node, Value, escape, unescape};

/// Something in a record that its schema does not allow.
#[derive(Clone, Debug, PartialEq)]
pub struct SchemaProblem {
    /// Where (JSON pointer).
    pub pointer: String,
    /// Whether the key or the value there is at fault.
    pub place: Place,
    /// What is wrong.
    pub fault: Fault,
}

/// A key or its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The key.
    Key,
    /// The value.
    Value,
}

/// What is wrong.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Fault {
    /// The file holds nothing.
    EmptyRecord {
        /// The keys that must be there.
        required: Vec<String>,
    },
    /// A key that the schema does not know.
    UnknownKey {
        /// The key.
        name: String,
        /// A known key that it may stand for.
        nearest: Option<String>,
        /// All known keys.
        known: Vec<String>,
    },
    /// A key that must be there and is not.
    MissingKey {
        /// The key.
        name: String,
        /// What it is for.
        description: String,
        /// The values that it may have, where there are but a few.
        allowed: Vec<String>,
        /// A value that it could have, as JSON.
        example: Option<String>,
    },
    /// None of several keys is there, or more than one.
    NeedsOneOf {
        /// The keys.
        keys: Vec<String>,
        /// Those of them that are there.
        present: Vec<String>,
    },
    /// A value of another type.
    WrongType {
        /// The type that is wanted, as an editor would call it.
        expected: &'static str,
        /// What the value was read as.
        found: &'static str,
        /// What was written, where it is short and plain.
        written: Option<String>,
        /// A value that it could have, as JSON.
        example: Option<String>,
        /// Whether the value's key must be there.
        is_required: bool,
    },
    /// A value that is none of those allowed.
    NotAllowed {
        /// What was written.
        written: String,
        /// What is allowed.
        allowed: Vec<String>,
        /// What it may stand for.
        nearest: Option<String>,
    },
    /// Text of another shape.
    Shape {
        /// What was written.
        written: String,
        /// The pattern, a regular expression.
        pattern: String,
        /// A value that it could have, as JSON.
        example: Option<String>,
    },
    /// A key that may not be there beside the others.
    NotWanted {
        /// The key.
        name: String,
    },
    /// Too few items, or too many.
    Length {
        /// How many there must be at least.
        least: Option<u64>,
        /// How many there may be at most.
        most: Option<u64>,
    },
    /// A number that is too small.
    TooSmall {
        /// What was written.
        written: String,
        /// The least that it can be.
        least: String,
    },
    /// Anything else, in the validator's words.
    Other {
        /// The words.
        message: String,
    },
}

impl SchemaProblem {
    pub(super) fn empty_record(schema: &Json) -> Self {
        let fault = Fault::EmptyRecord { required: texts(schema.get("required")) };
        Self { pointer: String::new(), place: Place::Value, fault }
    }
}

fn example_of(schema: Option<&Json>) -> Option<String> {
    schema?.get("examples")?.get(0).map(ToString::to_string)
}

/// The items of a JSON list; what is no text as JSON.
fn texts(list: Option<&Json>) -> Vec<String> {
    let text = |item: &Json| item.as_str().map_or_else(|| item.to_string(), str::to_owned);
    list.and_then(Json::as_array).into_iter().flatten().map(text).collect()
}

/// A value that the value at `pointer` could have: of a list's item, the first item of the list's example.
fn example_at(schema: &Json, pointer: &str) -> Option<String> {
    example_of(schema_at(schema, pointer)).or_else(|| {
        let (parent, item) = pointer.rsplit_once('/')?;
        item.parse::<usize>().ok()?;
        let example = schema_at(schema, parent)?.get("examples")?.get(0)?.get(0)?;
        Some(example.to_string())
    })
}

fn is_required(schema: &Json, pointer: &str) -> bool {
    let Some((parent, key)) = pointer.rsplit_once('/') else { return true };
    texts(schema_at(schema, parent).and_then(|schema| schema.get("required"))).contains(&unescape(key).into())
}

fn node_at<'n, 's>(root: &'n Node<'s>, pointer: &str) -> Option<&'n Node<'s>> {
    pointer.split('/').skip(1).try_fold(root, |node, step| match &node.value {
        Value::Mapping(_) => node.get(&unescape(step)),
        Value::Sequence(items) => items.get(step.parse::<usize>().ok()?),
        _ => None,
    })
}

/// What stands in the text for a value, if it is short and on one line.
fn written(node: Option<&Node<'_>>, text: &str) -> Option<String> {
    let slice = node?.span.slice(text)?;
    (!slice.is_empty() && !slice.contains('\n') && slice.chars().count() <= 60).then(|| slice.to_owned())
}

fn type_name(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::Single(single) => match single.to_string().as_str() {
            "string" => "text",
            "array" => "a list",
            "object" => "a set of keys and values",
            "integer" => "a whole number",
            "number" => "a number",
            "boolean" => "`true` or `false`",
            _ => "nothing",
        },
        TypeKind::Multiple(_) => "a value of a different type",
    }
}

/// The number of problems that an error of the validator comes to.
pub(super) fn number(error: &ValidationError<'_>) -> usize {
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => unexpected.len(),
        _ => 1,
    }
}

/// The problems that an error of the validator comes to, at most as many as there is room for.
pub(super) fn describe(
    error: &ValidationError<'_>,
    root: &Node<'_>,
    schema: &Json,
    text: &str,
    room: usize,
) -> Vec<SchemaProblem> {
    if room == 0 {
        return Vec::new();
    }
    let pointer = error.instance_path().to_string();
    let here = schema_at(schema, &pointer);
    let node = node_at(root, &pointer);
    let one = |place, fault| vec![SchemaProblem { pointer: pointer.clone(), place, fault }];
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            let known: Vec<String> = here
                .and_then(|schema| schema.get("properties")?.as_object())
                .map(|properties| properties.keys().cloned().collect())
                .unwrap_or_default();
            let is_absent = |name: &&str| node.is_none_or(|node| node.get(name).is_none());
            let absent: Vec<&str> = known.iter().map(String::as_str).filter(is_absent).collect();
            unexpected
                .iter()
                .take(room)
                .map(|name| SchemaProblem {
                    pointer: format!("{pointer}/{}", escape(name)),
                    place: Place::Key,
                    fault: Fault::UnknownKey {
                        name: name.clone(),
                        nearest: nearest(name, absent.iter().copied()).map(str::to_owned),
                        known: known.clone(),
                    },
                })
                .collect()
        }
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default().to_owned();
            let missing = here.and_then(|schema| schema.get("properties")?.get(&name));
            let description =
                missing.and_then(|schema| schema.get("description")?.as_str()).unwrap_or_default();
            let fault = Fault::MissingKey {
                description: description.to_owned(),
                allowed: texts(missing.and_then(|schema| schema.get("enum"))),
                example: example_of(missing),
                name,
            };
            one(Place::Key, fault)
        }
        ValidationErrorKind::Type { kind } => {
            let fault = Fault::WrongType {
                expected: type_name(kind),
                found: node.map_or("nothing", |node| node.value.type_name()),
                written: written(node, text),
                example: example_at(schema, &pointer),
                is_required: is_required(schema, &pointer),
            };
            one(Place::Value, fault)
        }
        ValidationErrorKind::Enum { options } => {
            let allowed = texts(Some(options));
            let value = node.and_then(Node::as_str).map(str::to_owned);
            let found = value.or_else(|| written(node, text)).unwrap_or_default();
            let near = nearest(&found, allowed.iter().map(String::as_str)).map(str::to_owned);
            one(Place::Value, Fault::NotAllowed { written: found, allowed, nearest: near })
        }
        ValidationErrorKind::Pattern { pattern } => {
            let found = node.and_then(Node::as_str).unwrap_or_default().to_owned();
            one(
                Place::Value,
                Fault::Shape {
                    written: found,
                    pattern: pattern.clone(),
                    example: example_at(schema, &pointer),
                },
            )
        }
        ValidationErrorKind::FalseSchema => {
            let name = pointer.rsplit('/').next().map(|step| unescape(step).into_owned()).unwrap_or_default();
            one(Place::Key, Fault::NotWanted { name })
        }
        ValidationErrorKind::OneOfNotValid { context }
        | ValidationErrorKind::OneOfMultipleValid { context } => {
            let keys =
                |errors: &Vec<ValidationError<'static>>| match errors.first().map(ValidationError::kind) {
                    Some(ValidationErrorKind::Required { property }) => property.as_str().map(str::to_owned),
                    _ => None,
                };
            let mut found: Vec<String> = context.iter().filter_map(keys).collect();
            if found.is_empty() {
                found = here
                    .and_then(|schema| schema.get("oneOf")?.as_array())
                    .into_iter()
                    .flatten()
                    .filter_map(|option| option.get("required")?.get(0)?.as_str().map(str::to_owned))
                    .collect();
            }
            let is_present = |key: &&String| node.is_some_and(|node| node.get(key).is_some());
            let present: Vec<String> = found.iter().filter(is_present).cloned().collect();
            let place = if present.is_empty() { Place::Key } else { Place::Value };
            one(place, Fault::NeedsOneOf { keys: found, present })
        }
        ValidationErrorKind::MinItems { limit } => {
            one(Place::Value, Fault::Length { least: Some(*limit), most: None })
        }
        ValidationErrorKind::MaxItems { limit } => {
            one(Place::Value, Fault::Length { least: None, most: Some(*limit) })
        }
        ValidationErrorKind::Minimum { limit } => one(
            Place::Value,
            Fault::TooSmall { written: written(node, text).unwrap_or_default(), least: limit.to_string() },
        ),
        _ => one(Place::Value, Fault::Other { message: error.to_string() }),
    }
}
