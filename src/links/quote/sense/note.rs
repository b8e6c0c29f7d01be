//! What an editor put in brackets: words added to the page's, or in the place of a pronoun, an abbreviation or the same words.

use super::super::spelling::respelled;
use super::super::words::{is_harmless, is_same};
use super::clause::Unit;
use super::lexicon::{Class, classes};
use super::shape::Shape;

/// Endings of one word's forms. `harm[less]` is no form of `harmful`.
const ENDINGS: &[&str] = &["", "s", "es", "d", "ed", "ing", "n", "en", "'s", "e"];

/// Forms of one verb that no ending tells.
const FORMS: &[&[&str]] = &[
    &["is", "was", "are", "were", "be", "been", "being", "am"],
    &["has", "had", "have", "having"],
    &["do", "does", "did", "doing", "done"],
];

/// Whether `theirs` may stand on the page where the editor ended the word `stem` with `ours`: `reduce[d]` for `reduces`.
pub(in super::super) fn is_inflection(stem: &str, ours: &str, theirs: &str) -> bool {
    let word = |ending: &str| format!("{stem}{ending}");
    let denies =
        |ending: &str| classes(&word(ending)).has(Class::Deny) || classes(&word(ending)).has(Class::Adverb);
    ours == theirs || ENDINGS.contains(&ours) && ENDINGS.contains(&theirs) && !denies(ours) && !denies(theirs)
}

/// Whether the words in brackets may stand for the page's words, which may be none.
pub(in super::super) fn fits(note: &str, page: &[&str]) -> bool {
    let words: Vec<String> = words_of(note).collect();
    let stands_in = |word: &&&str| {
        let classes = classes(word);
        classes.has(Class::Pronoun)
            || classes.has(Class::Determiner) && !classes.has(Class::None) && !classes.has(Class::Part)
            || is_harmless(word)
    };
    let theirs: Vec<&str> = page.iter().filter(|word| !stands_in(word)).copied().collect();
    let ours: Vec<&str> = words.iter().map(String::as_str).collect();
    // Added, or in the place of a pronoun; `this treatment` is one.
    let shown = |at: &[&str]| matches!(at, ["this" | "these" | "both" | "such", general] if GENERAL.contains(general));
    if theirs.is_empty() || shown(page) {
        return true;
    }
    let content: Vec<&str> = ours.iter().filter(|word| !stands_in(word)).copied().collect();
    let alike = |one: &str, other: &str| {
        one == other
            || is_same(one, other)
            || respelled(one, other).is_some_and(|it| !it.slip)
            || FORMS.iter().any(|forms| forms.contains(&one) && forms.contains(&other))
    };
    let same =
        content.len() == theirs.len() && content.iter().zip(&theirs).all(|(one, other)| alike(one, other));
    // Words added to the page's own: `the [left] hip` with `[the left hip]`.
    let mut rest = ours.iter();
    let within = theirs.iter().all(|word| rest.any(|ours| alike(ours, word)));
    same || within || is_short_for(&theirs, &ours) || is_short_for(&ours, &theirs)
}

/// `ROM` for `range of motion`.
fn is_short_for(short: &[&str], long: &[&str]) -> bool {
    let [short] = short else { return false };
    let initials: String = long.iter().filter_map(|word| word.chars().next()).collect();
    let without_small: String =
        long.iter().filter(|word| word.len() > 3).filter_map(|word| word.chars().next()).collect();
    long.len() > 1 && (*short == initials || *short == without_small)
}

/// Nouns that `this` or `these` makes a pronoun of: `this treatment`.
const GENERAL: &[&str] = &[
    "approach",
    "exercise",
    "exercises",
    "intervention",
    "interventions",
    "method",
    "practice",
    "procedure",
    "programme",
    "program",
    "technique",
    "techniques",
    "therapy",
    "treatment",
    "treatments",
];

/// Whether a bracket that starts a quote may stand before its words: the page has a pronoun there or nothing, or has named it in the
/// sentence.
pub(super) fn fits_before(note: &str, before: &[Unit], shape: Shape) -> bool {
    let start = before.iter().rposition(Unit::ends).map_or(0, |end| end + 1);
    let sentence = before.get(start..).unwrap_or_default();
    let Some(at) = sentence.iter().rposition(|unit| !unit.is_adverb() && !unit.is(Class::Auxiliary)) else {
        return true;
    };
    let (Some(nearest), second) = (sentence.get(at), at.checked_sub(1).and_then(|at| sentence.get(at)))
    else {
        return true;
    };
    let names: Vec<String> = words_of(note).filter(|word| word.len() > 3).collect();
    let is_named =
        |name: &String| sentence.iter().any(|unit| unit.key == *name || respelled(&unit.key, name).is_some());
    let shown = GENERAL.contains(&nearest.key.as_str())
        && second.is_some_and(|second| matches!(second.key.as_str(), "this" | "these" | "both" | "such"));
    let added = shape != Shape::Predicate
        && (!nearest.is_word()
            || [Class::Determiner, Class::Preposition, Class::Coordinator, Class::Verb]
                .into_iter()
                .any(|class| nearest.is(class)));
    nearest.is(Class::Pronoun) || shown || added || !names.is_empty() && names.iter().all(is_named)
}

/// Whether a bracket that ends a quote may stand before what the page goes on with.
pub(super) fn fits_after(note: &str, rest: &[Unit]) -> bool {
    let Some(next) = rest.first().filter(|next| next.is_word()) else { return true };
    let ours: Vec<String> = words_of(note).collect();
    let first = ours.first().map_or("", String::as_str);
    if next.is(Class::Pronoun) && !next.is(Class::Determiner) {
        return true;
    }
    if next.key == first
        || next.is(Class::Determiner)
        || next.is(Class::Preposition) && classes(first).has(Class::Preposition)
    {
        let words: Vec<&str> = rest
            .iter()
            .take(ours.len().max(2))
            .filter(|unit| unit.is_word())
            .map(|unit| unit.key.as_str())
            .collect();
        return fits(note, &words) || fits(note, words.get(..ours.len()).unwrap_or_default());
    }
    [Class::Preposition, Class::Auxiliary, Class::Coordinator, Class::Verb]
        .into_iter()
        .any(|class| next.is(class))
        || next.is_adverb()
}

fn words_of(note: &str) -> impl Iterator<Item = String> {
    note.split(|letter: char| !letter.is_alphanumeric() && letter != '\'')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
}
