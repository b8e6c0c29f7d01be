//! What journals write before or after a title that is no part of it.

use super::text::{fold, plain};

/// Says of a work that it was taken back, in small letters without accents.
const WITHDRAWN: [&str; 42] = [
    "retracted",
    "retracted article",
    "retracted chapter",
    "retracted paper",
    "retracted publication",
    "retracted manuscript",
    "retracted study",
    "article retracted",
    "paper retracted",
    "this article has been retracted",
    "this paper has been retracted",
    "this article was retracted",
    "retracted and replaced",
    "retracted and republished",
    "withdrawn",
    "withdrawn article",
    "withdrawn paper",
    "article withdrawn",
    "paper withdrawn",
    "this article has been withdrawn",
    "withdrawn by the authors",
    "withdrawn by author",
    "removed",
    "removed article",
    "article removed",
    "temporary removal",
    "temporarily removed",
    "zuruckgezogen",
    "retraktiert",
    "retracte",
    "article retracte",
    "retractado",
    "articulo retractado",
    "retratado",
    "artigo retratado",
    "ritrattato",
    "articolo ritrattato",
    "отозвана",
    "статья отозвана",
    "撤稿",
    "已撤稿",
    "撤回",
];

/// Names of sections that some journals put before titles, and the mark of a title that was mended.
const SECTIONS: [&str; 36] = [
    "original article",
    "original research",
    "original research article",
    "original paper",
    "original investigation",
    "original study",
    "research article",
    "research paper",
    "research report",
    "research",
    "article",
    "full paper",
    "full length article",
    "regular article",
    "review",
    "review article",
    "invited review",
    "narrative review",
    "systematic review",
    "cochrane review",
    "clinical trial",
    "clinical research",
    "clinical study",
    "randomized controlled trial",
    "randomised controlled trial",
    "brief report",
    "brief communication",
    "short report",
    "short communication",
    "rapid communication",
    "case report",
    "technical note",
    "guideline",
    "open access",
    "corrected",
    "authors transl",
];

/// How titles of notices of a retraction begin, in small letters without accents. The work that they name was taken back.
const RETRACTIONS: [&str; 34] = [
    "retraction",
    "retraction note",
    "retraction notice",
    "retraction statement",
    "retraction letter",
    "retraction note to",
    "retraction notice to",
    "retraction of",
    "retraction to",
    "retraction for",
    "notice of retraction",
    "notice of retraction of",
    "statement of retraction",
    "article retraction",
    "paper retraction",
    "editorial retraction",
    "author retraction",
    "retraction and replacement",
    "retraction and republication",
    "withdrawal",
    "withdrawal notice",
    "withdrawal of",
    "notice of withdrawal",
    "statement of withdrawal",
    "removal notice",
    "notice of removal",
    "retractation",
    "note de retractation",
    "avis de retractation",
    "retraccion",
    "retractacion",
    "retratacao",
    "ritrattazione",
    "retraktion",
];

/// A title in parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Labelled {
    /// The title alone, as it is written.
    pub(super) title: String,
    /// Whether the work was taken back, as far as its title says so.
    pub(super) is_withdrawn: bool,
}

/// Whether a title says that its work was retracted, withdrawn or removed. Whoever writes about retracted works or removed implants
/// has these words too: as a label they stand in brackets, before a colon or a dash, or in capitals among small letters.
#[cfg(any(feature = "links", test))]
pub(crate) fn is_withdrawn(title: &str) -> bool {
    labelled(title).is_withdrawn
}

/// Whether a title is that of a notice of a retraction, which names the work after a colon, a dash or in quotes. `Retraction: a surgical
/// technique` begins like one: only who knows the title of the work can tell.
pub(super) fn retracts(notice: &str, title: &str) -> bool {
    let plain = plain(notice);
    let start = plain.trim_start_matches(['*', '"', '“', '[', '(', ' ']);
    let ends = start.char_indices().take_while(|(at, _)| *at < LONGEST).filter(|(at, letter)| {
        matches!(letter, ':' | '：' | '–' | '—' | '|' | '.' | ']' | ')' | '"' | '“' | '«' | '\'' | '‘')
            || *letter == '-' && start.get(..*at).is_some_and(|label| label.ends_with(' '))
    });
    let whole = fold(title);
    let mut names =
        ends.filter_map(|(at, letter)| Some((start.get(..at)?, start.get(at + letter.len_utf8()..)?)));
    !whole.is_empty()
        && names.any(|(label, rest)| {
            RETRACTIONS.contains(&fold(label).as_str()) && fold(rest).starts_with(&whole)
        })
}

/// Takes the labels off a title.
pub(super) fn labelled(title: &str) -> Labelled {
    let mut found = Labelled { title: plain(title).trim().to_owned(), is_withdrawn: false };
    // What stands in brackets as a whole is a translation.
    let inside = found.title.trim_end_matches('.').strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    if let Some(inside) = inside.filter(|inside| !inside.contains(['[', ']'])) {
        found.title = inside.to_owned();
    }
    // One may stand before another: "RETRACTED: [Retracted article] …".
    for _ in 0..3 {
        let taken = front(&found.title).or_else(|| back(&found.title));
        let Some((label, rest)) = taken else { break };
        found.is_withdrawn |= WITHDRAWN.contains(&label.as_str());
        found.title = rest;
    }
    found
}

fn is_label(folded: &str) -> bool {
    WITHDRAWN.contains(&folded) || SECTIONS.contains(&folded)
}

/// A label before a title, and the title without it.
fn front(title: &str) -> Option<(String, String)> {
    let start = title.trim_start_matches(['*', '"', '“', ' ']);
    if WITHDRAWN.contains(&fold(start).as_str()) {
        return Some((fold(start), String::new()));
    }
    if let Some((opening, closing)) = BRACKETS.iter().find(|(opening, _)| start.starts_with(*opening)) {
        let inside = start.get(opening.len_utf8()..)?;
        let (label, rest) = inside.split_once(*closing)?;
        return known(label, rest);
    }
    let ends = start.char_indices().take_while(|(at, _)| *at < LONGEST).filter(|(at, letter)| match letter {
        ':' | '：' | '–' | '—' | '|' | '*' | '.' => true,
        // "Retracted-shoulder posture" has none.
        '-' => start.get(..*at).is_some_and(|label| label.ends_with(' ')),
        _ => false,
    });
    let with_mark =
        ends.filter_map(|(at, letter)| known(start.get(..at)?, start.get(at + letter.len_utf8()..)?));
    with_mark.last().or_else(|| in_capitals(start))
}

/// So long a label may be, in bytes.
const LONGEST: usize = 60;

const BRACKETS: [(char, char); 5] = [('[', ']'), ('(', ')'), ('{', '}'), ('【', '】'), ('<', '>')];

fn known(label: &str, rest: &str) -> Option<(String, String)> {
    let folded = fold(label);
    let rest = rest.trim_start_matches([':', '：', '.', '-', '–', '—', '|', '*', '!', ' ']);
    is_label(&folded).then(|| (folded, rest.to_owned()))
}

/// `RETRACTED Massage of the hip`, but not `RETRACTED SCAPULAE IN SWIMMERS`.
fn in_capitals(title: &str) -> Option<(String, String)> {
    let ends = title.match_indices(' ').map(|(at, _)| at).take(6);
    let found = ends.filter_map(|at| {
        let (label, rest) = title.split_at_checked(at)?;
        let is_loud = !label.chars().any(char::is_lowercase) && rest.chars().any(char::is_lowercase);
        let folded = fold(label);
        (is_loud && WITHDRAWN.contains(&folded.as_str())).then(|| (folded, rest.trim().to_owned()))
    });
    found.last()
}

/// A label after a title: in brackets, after a dash or a colon, or in capitals.
fn back(title: &str) -> Option<(String, String)> {
    let end = title.trim_end_matches(['.', '*', '"', '”', ' ']);
    if let Some((opening, _)) = BRACKETS.iter().find(|(_, closing)| end.ends_with(*closing)) {
        let (rest, label) = end.rsplit_once(*opening)?;
        // "(Retracted article. See vol. 12, pg 3, 2015)"
        let folded = fold(label);
        let label = WITHDRAWN.iter().find(|known| {
            folded.strip_prefix(**known).is_some_and(|rest| rest.is_empty() || rest.starts_with(" see "))
        });
        let label = label.map(|label| (*label).to_owned()).or_else(|| is_label(&folded).then_some(folded));
        return label.map(|label| (label, rest.trim_end().to_owned()));
    }
    let after_mark = end.char_indices().rev().find(|(_, letter)| matches!(letter, ':' | '–' | '—' | '|'));
    let after_mark = after_mark.map(|(at, letter)| (at, at + letter.len_utf8()));
    let after_dash = end.rfind(" - ").map(|at| (at, at + 3));
    for (at, label_at) in after_mark.into_iter().chain(after_dash) {
        let folded = fold(end.get(label_at..)?);
        if WITHDRAWN.contains(&folded.as_str()) {
            return Some((folded, end.get(..at)?.trim_end().to_owned()));
        }
    }
    let (rest, last) = end.rsplit_once(' ')?;
    let is_loud = !last.chars().any(char::is_lowercase) && rest.chars().any(char::is_lowercase);
    let folded = fold(last);
    (is_loud && WITHDRAWN.contains(&folded.as_str())).then(|| (folded, rest.trim_end().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TITLE: &str = "Massage for osteoarthritis of the hip in adults";

    #[test]
    fn a_work_that_was_taken_back_is_told_by_its_title_in_every_spelling() {
        for mark in [
            "RETRACTED: {}",
            "Retracted: {}",
            "retracted : {}",
            "RETRACTED – {}",
            "RETRACTED - {}",
            "RETRACTED. {}",
            "RETRACTED {}",
            "*RETRACTED* {}",
            "**Retracted** {}",
            "[Retracted] {}",
            "[RETRACTED]: {}",
            "(Retracted) {}",
            "【撤稿】{}",
            "RETRACTED ARTICLE: {}",
            "RETRACTED ARTICLE {}",
            "Retracted Article: {}",
            "[RETRACTED ARTICLE] {}",
            "RETRACTED CHAPTER: {}",
            "Retracted paper: {}",
            "Article retracted: {}",
            "This article has been retracted: {}",
            "WITHDRAWN: {}",
            "Withdrawn: {}",
            "[Withdrawn] {}",
            "WITHDRAWN {}",
            "Article Withdrawn: {}",
            "REMOVED: {}",
            "[Removed] {}",
            "TEMPORARY REMOVAL: {}",
            "Zurückgezogen: {}",
            "RÉTRACTÉ : {}",
            "Artículo retractado: {}",
            "<b>RETRACTED:</b> {}",
            "&quot;RETRACTED: {}&quot;",
            "{} [Retracted]",
            "{} (retracted)",
            "{} (Retracted article. See vol. 12, pg. 3, 2015)",
            "{} - Retracted",
            "{}: retracted article",
            "{} — WITHDRAWN",
            "{} RETRACTED",
            "Original article: RETRACTED: {}",
            "RETRACTED: [Retracted] {}",
        ] {
            let title = mark.replace("{}", TITLE);
            let found = labelled(&title);
            assert!(found.is_withdrawn, "{title}");
            assert_eq!(fold(&found.title), fold(TITLE), "{title}");
        }
        for title in ["RETRACTED ARTICLE:", "WITHDRAWN: ", "Retracted", "[Retracted article]"] {
            assert!(is_withdrawn(title), "{title}");
        }
    }

    #[test]
    fn works_about_such_things_are_left_alone() {
        for title in [
            TITLE,
            "Retracted shoulder posture and neck pain",
            "Retracted-shoulder posture and neck pain",
            "RETRACTED SCAPULAE IN SWIMMERS",
            "Retracted articles in physiotherapy: a review",
            "Withdrawn patients in trials of massage",
            "Removed implants of the hip: ten years later",
            "Withdrawal: what opioids leave behind",
            "Removal of hip implants: a review",
            "Retraction: a surgical technique",
            "Why was it retracted?",
            "Massage (a review) of the hip",
            "Trials that were later withdrawn",
            "",
        ] {
            assert!(!is_withdrawn(title), "{title}");
        }
    }

    #[test]
    fn sections_and_brackets_are_no_part_of_a_title() {
        for (title, expected) in [
            ("Original article: Massage of the hip", "Massage of the hip"),
            ("REVIEW | Massage of the hip", "Massage of the hip"),
            ("Massage of the hip [corrected].", "Massage of the hip"),
            ("[Massage of the hip].", "Massage of the hip"),
            ("[Massage of the hip (author's transl)].", "Massage of the hip"),
            ("Review of massage: the hip", "Review of massage: the hip"),
            ("Erratum: Massage of the hip", "Erratum: Massage of the hip"),
        ] {
            assert_eq!(labelled(title).title, expected, "{title}");
        }
    }
}
