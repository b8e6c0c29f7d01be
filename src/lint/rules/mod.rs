//! The rules: one rule, one file. A new rule is a file here and a line below.

use super::Rule;

macro_rules! rules {
    ($($name:ident,)*) => {
        $(mod $name;)*

        /// Every rule, in the order of the names.
        pub static ALL: &[&Rule] = &[$(&$name::RULE,)*];
    };
}

rules! {
    claim_without_citation,
    claim_without_entity,
    dangling_reference,
    duplicate_key,
    duplicate_record,
    expired_suppression,
    hidden_contradiction,
    incomplete_guide_step,
    invalid_identifier,
    misnamed_record,
    missing_certainty,
    missing_disclaimer,
    missing_final_newline,
    overclaim,
    schema,
    suppression_without_reason,
    technique_without_contraindications,
    trailing_whitespace,
    uncited_reference,
    uncovered_source,
    unknown_kind,
    unknown_rule_in_suppression,
    unreadable_record,
    unsorted_list,
    unused_suppression,
    unverified_only,
    weak_disclaimer,
    wrong_kind,
}

pub(super) use unused_suppression::findings as unused_suppressions;

/// The rule called `name`.
pub fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().copied().find(|rule| rule.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_file_is_registered_under_its_own_name() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/lint/rules");
        let mut files: Vec<_> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
            .map(|path| path.file_stem().unwrap().to_str().unwrap().replace('_', "-"))
            .filter(|stem| stem != "mod")
            .collect();
        files.sort();
        let names: Vec<_> = ALL.iter().map(|rule| rule.name).collect();
        assert_eq!(
            names, files,
            "a rule is a file in src/lint/rules/ and a line in its mod.rs, in the order of the names"
        );
    }
}
