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
    ambiguous_label,
    anatomy_without_anatomy_source,
    broken_link,
    causal_verb,
    certainty_against_basis,
    certainty_exceeds_evidence,
    claim_without_citation,
    claim_without_entity,
    compound_claim,
    contested_term,
    contraindication_without_basis,
    copied_text,
    corrected_reference,
    cut_off_text,
    damaged_lock,
    danger_without_contraindication,
    dangling_reference,
    doi_preferred,
    drifted_quote,
    duplicate_claim,
    duplicate_key,
    duplicate_list_item,
    duplicate_record,
    duplicate_reference,
    effect_without_outcome,
    evidence_basis_without_citation,
    excessive_dose,
    expired_suppression,
    filler,
    forbidden_yaml,
    groin_pulse_unmentioned,
    group_cycle,
    hidden_character,
    hidden_contradiction,
    identifier_against_seen,
    impossible_date,
    impossible_effect,
    incomplete_guide_step,
    incomplete_reference,
    insecure_url,
    instruction_against_warning,
    instruction_without_stop_rule,
    invalid_identifier,
    invalid_yaml,
    late_disclaimer,
    leftover_file,
    long_sentence,
    look_alike_character,
    mechanism_without_evidence,
    member_without_action,
    mismatched_identifier,
    misnamed_record,
    missing_certainty,
    missing_disclaimer,
    missing_final_newline,
    missing_required_contraindication,
    missing_review_date,
    moved_link,
    not_searched_shown_as_none,
    ontology_label_mismatch,
    orphan_entity,
    overclaim,
    overdue_review,
    pain_without_red_flags,
    polarity_conflict,
    question_mark,
    quote_too_long,
    reading_grade,
    redirect_chain,
    reference_under_concern,
    required_reading_without_warning,
    retracted_reference,
    same_author_reviewer,
    schema,
    self_citation,
    stale_link_check,
    step_with_two_actions,
    stop_rule_without_stop,
    stray_file,
    strength_against_text,
    superseded_reference,
    suppression_without_reason,
    surrogate_outcome,
    suspect_link,
    technique_without_contraindications,
    todo_left,
    tracking_parameter,
    trailing_whitespace,
    unchecked_link,
    uncited_reference,
    uncovered_source,
    undeclared_indirectness,
    unexplained_term,
    ungated_deep_pressure,
    ungrounded_number,
    unknown_kind,
    unknown_rule_in_suppression,
    unlabelled_promotion,
    unreadable_record,
    unsearched_negative,
    unseen_identifier,
    unsorted_list,
    unused_suppression,
    unverified_only,
    urgency_against_text,
    vague_quantifier,
    vendor_only,
    verdict_against_citations,
    verdict_against_effect,
    weak_disclaimer,
    weak_source_only,
    wording_exceeds_certainty,
    wrong_kind,
    year_against_source,
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
    fn the_rules_that_can_be_neither_silenced_nor_lowered_are_errors_of_their_own() {
        let fixed: Vec<_> = ALL.iter().filter(|rule| !rule.level_can_change()).collect();
        assert_eq!(fixed.len(), 14, "a name in the list is not that of a rule");
        for rule in fixed {
            assert_eq!(rule.level, crate::diagnostic::Level::Error, "{}", rule.name);
            assert!(!rule.can_be_silenced());
        }
    }

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
