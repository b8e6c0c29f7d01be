//! A name for a finding that stays when something else in its file changes.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::diagnostic::Diagnostic;
use crate::hexadecimal::hexadecimal;

/// Names findings: what the same rule finds in the same file about the same gives the same name, and the second of those another.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    seen: HashMap<String, usize>,
}

impl Fingerprints {
    /// The name of a finding: 32 hexadecimal digits.
    pub(super) fn of(&mut self, diagnostic: &Diagnostic) -> String {
        let mut hash = Sha256::new();
        for part in [diagnostic.rule, &*diagnostic.location.path, &*diagnostic.about] {
            hash.update(part.as_bytes());
            hash.update([0]);
        }
        let name = short(&hash.finalize());
        let again = self.seen.entry(name.clone()).or_default();
        *again += 1;
        if *again == 1 {
            return name;
        }
        short(&Sha256::digest(format!("{name}#{again}")))
    }
}

/// The name of what a rule says that did not run.
pub(super) fn of_rule(rule: &str) -> String {
    short(&Sha256::digest(format!("not checked: {rule}")))
}

/// The first half of a hash: enough to tell the findings of one run apart.
fn short(digest: &[u8]) -> String {
    hexadecimal(digest.get(..16).unwrap_or(digest))
}
