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
    aged_evidence,
    anatomy_without_anatomy_source,
    causal_verb,
    certainty_exceeds_evidence,
    claim_without_citation,
    contested_term,
    contraindication_without_basis,
    duplicate_reference,
    groin_pulse_unmentioned,
    hidden_contradiction,
    incomplete_reference,
    instruction_without_stop_rule,
    invalid_identifier,
    late_disclaimer,
    mechanism_without_evidence,
    missing_certainty,
    missing_disclaimer,
    missing_required_contraindication,
    not_searched_shown_as_none,
    overclaim,
    pain_without_red_flags,
    quote_too_long,
    self_citation,
    surrogate_outcome,
    technique_without_contraindications,
    uncited_reference,
    undeclared_indirectness,
    ungated_deep_pressure,
    ungrounded_number,
    unseen_identifier,
    unverified_only,
    vendor_only,
    weak_disclaimer,
    wording_exceeds_certainty,
}

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
