//! How a value of the authoring model becomes one of the contract.

use std::collections::BTreeMap;

use crate::export::Contract;
use crate::model::{Date, Id, Kind, Path};

/// Shows a value of the model as one of the contract.
pub(crate) trait Show<T> {
    /// The value in the contract.
    fn show(&self, contract: &Contract<'_>) -> T;
}

macro_rules! show_as_itself {
    ($($type:ty),*) => {
        $(impl Show<$type> for $type {
            fn show(&self, _: &Contract<'_>) -> $type {
                self.clone()
            }
        })*
    };
}
show_as_itself!(String, bool, u32, i32, f64, [f64; 2], BTreeMap<String, String>);

impl<T> Show<String> for Id<T> {
    fn show(&self, _: &Contract<'_>) -> String {
        self.as_str().to_owned()
    }
}

impl<S> Show<String> for Path<S> {
    fn show(&self, _: &Contract<'_>) -> String {
        self.as_str().to_owned()
    }
}

impl Show<String> for Date {
    fn show(&self, _: &Contract<'_>) -> String {
        self.as_str().to_owned()
    }
}

impl Show<String> for Kind {
    fn show(&self, _: &Contract<'_>) -> String {
        self.folder().to_owned()
    }
}

impl<T: Show<U>, U> Show<Vec<U>> for Vec<T> {
    fn show(&self, contract: &Contract<'_>) -> Vec<U> {
        self.iter().map(|item| item.show(contract)).collect()
    }
}

impl<T: Show<U>, U> Show<Option<U>> for Option<T> {
    fn show(&self, contract: &Contract<'_>) -> Option<U> {
        self.as_ref().map(|value| value.show(contract))
    }
}
