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
    ambiguous_label,
    claim_without_citation,
    claim_without_entity,
    compound_claim,
    dangling_reference,
    duplicate_claim,
    duplicate_key,
    duplicate_record,
    forbidden_yaml,
    group_cycle,
    impossible_date,
    incomplete_guide_step,
    invalid_yaml,
    member_without_action,
    misnamed_record,
    missing_review_date,
    ontology_label_mismatch,
    orphan_entity,
    overdue_review,
    polarity_conflict,
    redirect_chain,
    same_author_reviewer,
    schema,
    superseded_reference,
    todo_left,
    uncovered_source,
    unknown_kind,
    unreadable_record,
    wrong_kind,
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
