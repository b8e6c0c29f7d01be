//! The nearest known name to one that is not known.

/// The candidate that `name` most likely stands for, if any is near enough to be worth a suggestion.
///
/// Near is a Damerau-Levenshtein distance of at most a third of the longer name, or one name being the start or the end of
/// the other at a `-` or `_`.
pub fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let wanted = fold(name);
    let length = wanted.chars().count();
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let known = fold(candidate);
            let known_length = known.chars().count();
            let longest = length.max(known_length);
            // A candidate of a very different length cannot be near, and the distance is dear to compute.
            let may_be_near = known_length.abs_diff(length) * 3 <= longest;
            match may_be_near.then(|| strsim::damerau_levenshtein(&wanted, &known)) {
                Some(distance) if distance * 3 <= longest => Some((distance, candidate)),
                _ if is_part(&wanted, &known) || is_part(&known, &wanted) => Some((longest, candidate)),
                _ => None,
            }
        })
        .min_by(|(one, one_name), (other, other_name)| one.cmp(other).then_with(|| one_name.cmp(other_name)))
        .map(|(_, candidate)| candidate)
}

fn fold(name: &str) -> String {
    name.to_lowercase().replace(['_', ' '], "-")
}

fn is_part(part: &str, whole: &str) -> bool {
    part.len() >= 3
        && (whole.strip_prefix(part).is_some_and(|rest| rest.starts_with('-'))
            || whole.strip_suffix(part).is_some_and(|rest| rest.ends_with('-')))
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_names_are_found_and_far_ones_are_not() {
        let names =
            ["statement", "status", "citations", "last_reviewed", "iliopsoas", "psoas-major", "déjà-vu"];
        for (wrong, right) in [
            ("statment", Some("statement")),
            ("citation", Some("citations")),
            ("last-reviewed", Some("last_reviewed")),
            ("LAST_REVIEWED", Some("last_reviewed")),
            ("psoas", Some("psoas-major")),
            ("ilopsoas", Some("iliopsoas")),
            ("deja-vu", Some("déjà-vu")),
            ("zebra", None),
            ("a-name-that-is-much-longer-than-any-of-them", None),
            ("", None),
        ] {
            assert_eq!(nearest(wrong, names), right, "{wrong}");
        }
    }
}
