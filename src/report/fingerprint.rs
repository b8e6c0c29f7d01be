//! A name for a finding that stays when lines are added above it.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use crate::diagnostic::Diagnostic;

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
        let name: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        let again = self.seen.entry(name.clone()).or_default();
        *again += 1;
        if *again == 1 {
            return name;
        }
        let digest = Sha256::digest(format!("{name}#{again}"));
        digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }
}
