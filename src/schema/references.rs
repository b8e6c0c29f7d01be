//! The references in a record, found by the schema's annotation `x-kb-ref`.

use serde_json::Value as Json;

use crate::yaml::{Node, Value, escape};

/// What a reference can lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The folders that it may lead into.
    pub kinds: Vec<Box<str>>,
    /// How it is written.
    pub form: Form,
}

/// How a reference is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// The id alone: `wilke-2020`.
    Id,
    /// Kind and id: `techniques/foam-rolling`.
    Path,
}

/// A reference as it stands in a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RawReference<'r> {
    /// Where it stands (JSON pointer).
    pub pointer: &'r str,
    /// What is written there.
    pub text: &'r str,
    /// What it can lead to, an index into [`Schemas::targets`](super::Schemas::targets).
    pub target: usize,
}

/// Where in a record references stand: the schema, less everything else.
#[derive(Debug)]
pub(super) enum Plan {
    Nothing,
    Reference(usize),
    Items(Box<Plan>),
    Properties(Vec<(String, Plan)>),
}

impl Plan {
    /// Reads the plan for a whole record; its own `id` is no reference.
    pub(super) fn new(schema: &Json, targets: &mut Vec<Target>) -> Self {
        match Self::of(schema, targets) {
            Self::Properties(mut properties) => {
                properties.retain(|(name, _)| name != "id");
                Self::Properties(properties)
            }
            other => other,
        }
    }

    fn of(schema: &Json, targets: &mut Vec<Target>) -> Self {
        if let Some(target) = schema.get("x-kb-ref").and_then(read_target) {
            let index = targets.iter().position(|known| *known == target).unwrap_or_else(|| {
                targets.push(target);
                targets.len() - 1
            });
            return Self::Reference(index);
        }
        if let Some(items) = schema.get("items") {
            return match Self::of(items, targets) {
                Self::Nothing => Self::Nothing,
                plan => Self::Items(Box::new(plan)),
            };
        }
        let properties: Vec<_> = schema
            .get("properties")
            .and_then(Json::as_object)
            .into_iter()
            .flatten()
            .map(|(name, schema)| (name.clone(), Self::of(schema, targets)))
            .filter(|(_, plan)| !matches!(plan, Self::Nothing))
            .collect();
        if properties.is_empty() { Self::Nothing } else { Self::Properties(properties) }
    }

    /// Shows each reference to `visit`: a broken record can have half a million of them.
    pub(super) fn visit(&self, root: &Node<'_>, visit: &mut dyn FnMut(&RawReference<'_>)) {
        self.walk(root, &mut String::new(), visit);
    }

    fn walk(&self, node: &Node<'_>, pointer: &mut String, visit: &mut dyn FnMut(&RawReference<'_>)) {
        match (self, &node.value) {
            (Self::Reference(target), Value::String(text)) => {
                visit(&RawReference { pointer, text, target: *target });
            }
            (Self::Items(plan), Value::Sequence(items)) => {
                for (index, item) in items.iter().enumerate() {
                    let length = pointer.len();
                    pointer.push('/');
                    pointer.push_str(&index.to_string());
                    plan.walk(item, pointer, visit);
                    pointer.truncate(length);
                }
            }
            (Self::Properties(properties), Value::Mapping(_)) => {
                for (name, plan) in properties {
                    if let Some(value) = node.get(name) {
                        let length = pointer.len();
                        pointer.push('/');
                        pointer.push_str(&escape(name));
                        plan.walk(value, pointer, visit);
                        pointer.truncate(length);
                    }
                }
            }
            _ => {}
        }
    }
}

pub(super) fn read_target(annotation: &Json) -> Option<Target> {
    let kinds = annotation
        .get("kinds")?
        .as_array()?
        .iter()
        .filter_map(|kind| kind.as_str().map(Into::into))
        .collect();
    let form = if annotation.get("form")? == "path" { Form::Path } else { Form::Id };
    Some(Target { kinds, form })
}
