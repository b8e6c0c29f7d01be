//! A name for a finding that stays when lines are added above it.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::diagnostic::Diagnostic;
use crate::hexadecimal::hexadecimal;

/// Names findings: the same rule, file, place and words give the same name, and the second of them another.
#[derive(Debug, Default)]
pub(super) struct Fingerprints {
    seen: HashMap<String, usize>,
}

impl Fingerprints {
    /// The name of a finding: 32 hexadecimal digits.
    pub(super) fn of(&mut self, diagnostic: &Diagnostic) -> String {
        let location = &diagnostic.location;
        let words = location.span.slice(&location.text).unwrap_or_default();
        let mut hash = Sha256::new();
        for part in [diagnostic.rule, &location.path, location.pointer.as_deref().unwrap_or_default(), words]
        {
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
