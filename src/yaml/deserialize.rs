//! Tree ► typed records, through serde.

use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{self, IntoDeserializer, Visitor};
use serde::{Deserialize, Deserializer, forward_to_deserialize_any};

use super::{Document, Key, Node, Value};
use crate::span::Span;

/// Why a tree is no record of the wanted type. A tree that its kind's schema accepts always is one.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct DeserializeError {
    message: String,
    /// Where the value stands that does not fit.
    pub span: Option<Span>,
}

impl de::Error for DeserializeError {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self { message: message.to_string(), span: None }
    }
}

impl DeserializeError {
    /// The error with the place of `node`, unless a value inside it is at fault.
    fn at(mut self, node: &Node<'_>) -> Self {
        self.span.get_or_insert(node.span);
        self
    }
}

impl Document<'_> {
    /// Reads the tree as a `T`.
    ///
    /// # Errors
    ///
    /// Where the tree has another shape than the type.
    pub fn deserialize<T: for<'de> Deserialize<'de>>(&self) -> Result<T, DeserializeError> {
        match &self.root {
            Some(root) => T::deserialize(root),
            None => Err(de::Error::custom("empty record")),
        }
    }
}

/// To JSON Schema `2020.0` is a whole number, and so it is here.
macro_rules! whole_numbers {
    ($($method:ident)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
                match self.value {
                    // 2^53: up to there every whole f64 is one integer.
                    Value::Float(float) if float.fract() == 0.0 && float.abs() <= 9_007_199_254_740_992.0 => {
                        visitor.visit_i64(float as i64)
                    }
                    _ => self.deserialize_any(visitor),
                }
            }
        )*
    };
}

impl<'de> Deserializer<'de> for &'de Node<'_> {
    type Error = DeserializeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        let read = match &self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(truth) => visitor.visit_bool(*truth),
            Value::Integer(integer) => visitor.visit_i64(*integer),
            Value::Float(float) => visitor.visit_f64(*float),
            Value::String(text) => visitor.visit_borrowed_str(text),
            Value::Sequence(items) => visitor.visit_seq(SeqDeserializer::new(items.iter())),
            Value::Mapping(entries) => {
                visitor.visit_map(MapDeserializer::new(entries.iter().map(|(key, value)| (key, value))))
            }
        };
        read.map_err(|error: DeserializeError| error.at(self))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        match self.as_str() {
            Some(text) => visitor.visit_enum(text.into_deserializer()),
            None => Err(de::Error::custom(format!("expected a name, found {}", self.value.type_name()))),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        // serde would take a list as well, its items for the fields in their order.
        match self.value {
            Value::Mapping(_) => self.deserialize_any(visitor),
            _ => {
                Err(de::Error::custom(format!("expected keys and values, found {}", self.value.type_name())))
            }
        }
    }

    whole_numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    forward_to_deserialize_any! {
        bool i128 u128 f32 f64 char str string bytes byte_buf
        unit unit_struct seq tuple tuple_struct map identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, DeserializeError> for &'de Node<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// A key read as text.
pub struct KeyDeserializer<'de>(&'de str);

impl<'de> Deserializer<'de> for KeyDeserializer<'de> {
    type Error = DeserializeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        visitor.visit_borrowed_str(self.0)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, DeserializeError> for &'de Key<'_> {
    type Deserializer = KeyDeserializer<'de>;

    fn into_deserializer(self) -> Self::Deserializer {
        KeyDeserializer(&self.name)
    }
}
