//! Whether two titles can be of one work.
//!
//! They are the same where they have the same words, also without their subtitle, in British or American spelling, in another order. One
//! word in the place of another makes another work: a trial of the knee is not that of the hip. So does a word before the title that is
//! none of its labels (`Reply to`, `Comment on`, `Table 1 of`), and a subtitle that says that it is another kind of text (`a reply`,
//! `study protocol`). Where little is different, the rest of the record must decide.

use super::label::labelled;
use super::language;
use super::text::fold;

/// How alike two titles are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// They are of one work, or one of them is missing.
    Same,
    /// They may be of one work.
    Doubtful,
    /// They are in different languages.
    Foreign,
    /// They are of two works.
    Different,
}

/// Words that say nothing of what a work is about.
const IDLE: [&str; 31] = [
    "a", "an", "the", "of", "in", "on", "and", "for", "to", "by", "from", "at", "as", "is", "are", "its",
    "their", "vs", "versus", "v", "via", "than", "der", "die", "das", "und", "de", "la", "le", "et", "s",
];

/// What a subtitle says of a text that is about the work with this title, or that was written before it.
const OTHER_TEXTS: [&str; 33] = [
    "reply",
    "replies",
    "a reply",
    "in reply",
    "authors reply",
    "author reply",
    "the authors reply",
    "the author replies",
    "the authors respond",
    "response",
    "a response",
    "authors response",
    "author response",
    "rejoinder",
    "a rejoinder",
    "comment",
    "comments",
    "a comment",
    "commentary",
    "a commentary",
    "letter",
    "editorial",
    "rebuttal",
    "erratum",
    "corrigendum",
    "correction",
    "retraction",
    "retraction note",
    "expression of concern",
    "addendum",
    "protocol",
    "supplement",
    "a critique",
];

/// How alike a record's title and that of a service are.
pub(super) fn likeness(record: &str, service: &str) -> Likeness {
    let (own, told) = (Title::new(record), Title::new(service));
    if own.words.is_empty() || told.words.is_empty() || own.letters() == told.letters() {
        return Likeness::Same;
    }
    let compared = without_subtitle(&own, &told).unwrap_or_else(|| own.compare(&told));
    if compared > Likeness::Doubtful && language::differ(&own.folded, &told.folded) {
        return Likeness::Foreign;
    }
    compared
}

/// Whether a notice with the title `notice` can be about the work with this title: it has all of it up to the subtitle, or nothing of a title.
pub(super) fn names(notice: &str, title: &str) -> bool {
    let (told, own) = (Title::new(notice), Title::new(title));
    let main = own.plain.split([':', '?', '.', '–', '—', '(']).next().map(|main| words(&fold(main)));
    let main = main.filter(|main| main.len() >= 3).unwrap_or_else(|| own.words.clone());
    told.letters().contains(&main.concat()) || told.words.len() <= 4
}

/// Whether a page's title, with the name of its site, has the title of a work up to its subtitle.
pub(crate) fn names_title(page: &str, title: &str) -> bool {
    let own = Title::new(title);
    let main = own.plain.split([':', '?', '.', '–', '—', '(']).next().map(|main| words(&fold(main)));
    let main = main.filter(|main| main.len() >= 3).unwrap_or_else(|| own.words.clone());
    let long_enough = main.len() >= 2 && main.concat().chars().count() >= 8;
    long_enough && Title::new(page).letters().contains(&main.concat())
}

/// A title without labels.
struct Title {
    plain: String,
    folded: String,
    /// Its words in one spelling.
    words: Vec<String>,
}

impl Title {
    fn new(title: &str) -> Self {
        let plain = labelled(title).title;
        let folded = fold(&plain);
        let words = words(&folded);
        Self { plain, folded, words }
    }

    /// "Meta-analysis" is "metaanalysis".
    fn letters(&self) -> String {
        self.words.concat()
    }

    fn compare(&self, other: &Self) -> Likeness {
        let (own, told) = unmatched(&self.words, &other.words);
        if numbers(&own) != numbers(&told) {
            return Likeness::Different;
        }
        let (own, told) = (telling(&own), telling(&told));
        match (own.as_slice(), told.as_slice()) {
            ([], []) => Likeness::Same,
            (rest, []) => added(rest, &self.words, &other.words),
            ([], rest) => added(rest, &other.words, &self.words),
            _ if own.concat() == told.concat() || is_acronym(&own, &told) || is_acronym(&told, &own) => {
                Likeness::Same
            }
            ([one], [other]) if is_slip(one, other) => Likeness::Doubtful,
            _ => Likeness::Different,
        }
    }
}

/// What it means that `longer` has the words `rest` beyond all of `shorter`. At the end they may be a subtitle; within a long title one may
/// have been left out by mistake.
fn added(rest: &[&str], longer: &[String], shorter: &[String]) -> Likeness {
    let is_idle = |word: &String| IDLE.contains(&word.as_str());
    let told = |words: &[String]| words.iter().filter(|word| !is_idle(word)).cloned().collect::<Vec<_>>();
    let (longer, shorter) = (told(longer), told(shorter));
    let is_end = longer.starts_with(&shorter);
    let end = longer.get(shorter.len()..).unwrap_or_default().join(" ");
    let shares_most = 2 * shorter.len() >= longer.len() && shorter.len() >= 3;
    if is_end && shares_most && !is_other_text(&end)
        || shorter.len() >= LONG && rest.len() == 1 && longer.first() == shorter.first()
    {
        Likeness::Doubtful
    } else {
        Likeness::Different
    }
}

/// So many telling words make a title in which one may be missing by mistake.
const LONG: usize = 7;

/// The judgement where one title is the other up to its subtitle.
fn without_subtitle(one: &Title, other: &Title) -> Option<Likeness> {
    [(one, other), (other, one)].into_iter().find_map(|(long, short)| {
        let ends = long.plain.match_indices([':', '?', '.', '–', '—', ';', '(', '[']).map(|(at, _)| at);
        let dashes = long.plain.match_indices(" - ").map(|(at, _)| at);
        let subtitle = ends.chain(dashes).find_map(|at| {
            let (main, subtitle) = long.plain.split_at_checked(at)?;
            let main = words(&fold(main));
            (!main.is_empty() && main.concat() == short.letters()).then(|| fold(subtitle))
        })?;
        Some(match subtitle {
            subtitle if is_other_text(&subtitle) => Likeness::Different,
            _ if short.words.len() < 3 => Likeness::Doubtful,
            _ => Likeness::Same,
        })
    })
}

fn is_other_text(subtitle: &str) -> bool {
    OTHER_TEXTS.contains(&subtitle)
        || is_remark(subtitle)
        || is_place_of_another(subtitle)
        || [
            "reply to ",
            "response to ",
            "comment on ",
            "comments on ",
            "commentary on ",
            "letter to ",
            "erratum to ",
        ]
        .iter()
        .any(|start| subtitle.starts_with(start))
        || [
            "study protocol",
            "trial protocol",
            "review protocol",
            "protocol for",
            "rationale and design",
            "design and rationale",
        ]
        .iter()
        .any(|part| subtitle.contains(part))
}

/// Whether a short subtitle names a sort of remark: `editorial comment`, `invited commentary`.
fn is_remark(subtitle: &str) -> bool {
    let mut words = subtitle.split(' ').rev();
    let last = words.next().unwrap_or_default();
    matches!(last, "comment" | "commentary" | "correspondence" | "editorial" | "rejoinder" | "reply")
        && words.count() <= 2
}

/// Whether a subtitle says where the work was published that the text is about, as indexes do in the titles of errata:
/// `(vol 12, pg 3, 2019)`, `[J Man Care 12 (2019) 3-9]`.
fn is_place_of_another(subtitle: &str) -> bool {
    let words: Vec<&str> = subtitle.split(' ').collect();
    let is_number = |at: usize| {
        words.get(at).is_some_and(|word| word.bytes().next().is_some_and(|first| first.is_ascii_digit()))
    };
    let named = |names: &[&str]| {
        (0..words.len()).any(|at| words.get(at).is_some_and(|word| names.contains(word)) && is_number(at + 1))
    };
    named(&["vol", "volume"]) && named(&["pg", "p", "pp", "page", "pages"])
        || words.len() > 3 && (words.len() - 3..words.len()).all(is_number)
}

/// The words of each that the other lacks, in their order.
fn unmatched<'w>(one: &'w [String], other: &'w [String]) -> (Vec<&'w str>, Vec<&'w str>) {
    let mut left: Vec<&str> = other.iter().map(String::as_str).collect();
    let mut own = Vec::new();
    for word in one {
        match left.iter().position(|known| known == word) {
            Some(at) => drop(left.remove(at)),
            None => own.push(word.as_str()),
        }
    }
    (own, left)
}

fn telling<'w>(words: &[&'w str]) -> Vec<&'w str> {
    words.iter().filter(|word| !IDLE.contains(word)).copied().collect()
}

/// The numbers among words: part 1 is another work than part 2.
fn numbers<'w>(words: &[&'w str]) -> Vec<&'w str> {
    let is_number = |word: &&&str| word.bytes().any(|byte| byte.is_ascii_digit());
    let mut numbers: Vec<&str> = words.iter().filter(is_number).copied().collect();
    numbers.sort_unstable();
    numbers
}

/// `rct` for `randomized controlled trial`.
fn is_acronym(one: &[&str], other: &[&str]) -> bool {
    let [short] = one else { return false };
    let initials: String = other.iter().filter_map(|word| word.chars().next()).collect();
    other.len() > 1 && (*short == initials || short.strip_suffix('s') == Some(&initials))
}

/// Whether one word may be the other by a slip of a letter. Words that mean the contrary differ as little.
fn is_slip(one: &str, other: &str) -> bool {
    const CONTRARIES: [(&str, &str); 8] = [
        ("ab", "ad"),
        ("hyper", "hypo"),
        ("intra", "inter"),
        ("pre", "pro"),
        ("in", "un"),
        ("in", "ex"),
        ("im", "ex"),
        ("anterior", "interior"),
    ];
    let is_contrary = |one: &str, other: &str| {
        CONTRARIES.iter().any(|(left, right)| one.starts_with(left) && other.starts_with(right))
    };
    let shortest = one.chars().count().min(other.chars().count());
    let most = if shortest >= 10 { 2 } else { 1 };
    shortest >= 6
        && one.chars().next() == other.chars().next()
        && strsim::osa_distance(one, other) <= most
        && !is_contrary(one, other)
        && !is_contrary(other, one)
}

/// The words of a folded title, in one spelling: American, in the singular, numbers as digits, Greek letters by their names.
fn words(folded: &str) -> Vec<String> {
    let mut before = "";
    let spelt = folded.split(' ').filter(|word| !word.is_empty()).map(|word| {
        let number = roman(word, before);
        before = word;
        number.map_or_else(|| spelling(word), str::to_owned)
    });
    spelt.collect()
}

/// A Roman number in digits: `Part II` is `Part 2`. A single letter is one only where a number is due, as `v` is `versus` too.
fn roman(word: &str, before: &str) -> Option<&'static str> {
    const NUMBERS: [(&str, &str); 12] = [
        ("i", "1"),
        ("ii", "2"),
        ("iii", "3"),
        ("iv", "4"),
        ("v", "5"),
        ("vi", "6"),
        ("vii", "7"),
        ("viii", "8"),
        ("ix", "9"),
        ("x", "10"),
        ("xi", "11"),
        ("xii", "12"),
    ];
    let is_due = matches!(
        before,
        "part"
            | "parts"
            | "volume"
            | "vol"
            | "chapter"
            | "section"
            | "phase"
            | "stage"
            | "type"
            | "grade"
            | "study"
            | "trial"
            | "teil"
            | "band"
            | "partie"
            | "parte"
            | "tome"
    );
    let (_, digits) = NUMBERS.iter().find(|(number, _)| *number == word)?;
    (is_due || !matches!(word, "v" | "x")).then_some(*digits)
}

fn spelling(word: &str) -> String {
    const NAMES: [(&str, &str); 22] = [
        ("one", "1"),
        ("two", "2"),
        ("three", "3"),
        ("four", "4"),
        ("five", "5"),
        ("six", "6"),
        ("seven", "7"),
        ("eight", "8"),
        ("nine", "9"),
        ("ten", "10"),
        ("twelve", "12"),
        ("α", "alpha"),
        ("β", "beta"),
        ("γ", "gamma"),
        ("δ", "delta"),
        ("κ", "kappa"),
        ("μ", "micro"),
        ("ω", "omega"),
        ("programme", "program"),
        ("programmes", "program"),
        ("behaviour", "behavior"),
        ("grey", "gray"),
    ];
    if let Some((_, name)) = NAMES.iter().find(|(spelt, _)| *spelt == word) {
        return (*name).to_owned();
    }
    if !word.is_ascii() || word.len() < 4 {
        return word.to_owned();
    }
    let mut word = word.replace("ae", "e").replace("oe", "e").replace("our", "or").replace("ll", "l");
    for (british, american) in [
        ("isation", "ization"),
        ("ising", "izing"),
        ("ised", "ized"),
        ("iser", "izer"),
        ("ise", "ize"),
        ("yse", "yze"),
        ("ysed", "yzed"),
        ("tre", "ter"),
        ("bre", "ber"),
        ("ogue", "og"),
        ("ence", "ense"),
        ("ies", "y"),
    ] {
        if let Some(stem) = word.strip_suffix(british) {
            word = format!("{stem}{american}");
            break;
        }
    }
    match word.strip_suffix('s').filter(|stem| !stem.ends_with(['s', 'i', 'u'])) {
        Some(stem) => stem.to_owned(),
        None => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn both(one: &str, other: &str) -> Likeness {
        let (there, back) = (likeness(one, other), likeness(other, one));
        assert_eq!(there, back, "{one} / {other}");
        there
    }

    #[test]
    fn one_title_is_written_in_many_ways() {
        for (one, other) in [
            (
                "Do Self-Myofascial Release Devices Release Myofascia?",
                "Do self‐myofascial release devices release myofascia",
            ),
            ("Effects of <i>in vivo</i> massage &amp; heat", "Effects of in vivo massage and heat"),
            ("The psoas major muscle: a review of its anatomy", "The psoas major muscle"),
            ("RETRACTED: Massage and muscle blood flow", "Massage and muscle blood flow"),
            ("Massage and muscle blood flow [Retracted]", "Massage and muscle blood flow"),
            ("The psoas in runners. Part II: anatomy", "The psoas in runners. Part 2: anatomy"),
            ("The psoas in runners. Part V: anatomy", "The psoas in runners. Part five: anatomy"),
            ("Massage v rest for sore legs", "Massage versus rest for sore legs"),
            ("Müdigkeit nach dem Training", "Mudigkeit nach dem Training"),
            ("MÃ¼digkeit nach dem Training", "Müdigkeit nach dem Training"),
            ("Behaviour of the tumour after massage", "Behavior of the tumor after massage"),
            ("Randomised trial of haemorrhage and oedema", "Randomized trial of hemorrhage and edema"),
            ("Effect of <mml:math><mml:mi>x</mml:mi></mml:math> on y rolling", "Effect of x on y rolling"),
            ("Changes in pain (p < 0.05) after massage", "Changes in pain (p &lt; 0.05) after massage"),
            ("", "Anything"),
            ("Patients' view of massage", "Patients’ view of massage"),
            ("Massage for hip pain", "Massage for hip pain (Review)"),
            ("Original article: Massage for hip pain", "Massage for hip pain."),
            ("[Massage for hip pain].", "Massage for hip pain"),
            ("The effect of massage on hip pain", "Effect of massage on hip pain"),
            ("Metaanalysis of massage", "Meta-analysis of massage"),
            ("Massage: an RCT of hip pain", "Massage: a randomised controlled trial of hip pain"),
            ("Three weeks of massage", "3 weeks of massage"),
            ("TGF-β after massage", "TGF-beta after massage"),
        ] {
            assert_eq!(both(one, other), Likeness::Same, "{one} / {other}");
        }
    }

    #[test]
    fn a_page_is_titled_as_its_work_is() {
        for page in
            ["Foam rolling and range of motion | Journal of Examples", "FOAM ROLLING AND RANGE OF MOTION"]
        {
            assert!(names_title(page, "Foam rolling and range of motion: a trial"), "{page}");
        }
        for (page, title) in [
            ("News", "Foam rolling and range of motion"),
            ("Foam rolling | News", "Foam rolling and range of motion"),
            ("Hip pain", "Hip"),
        ] {
            assert!(!names_title(page, title), "{page}");
        }
    }

    #[test]
    fn other_works_are_told_apart() {
        const TITLE: &str = "Massage for osteoarthritis of the hip in adults";
        for (one, other) in [
            ("Foam rolling and range of motion", "Venous thrombosis after long flights"),
            ("Massage for low back pain, part 1", "Massage for low back pain, part 2"),
            ("Hip muscles I: anatomy of the flexors", "Hip muscles II: anatomy of the flexors"),
            ("Massage for low-back pain", "Yoga for chronic non-specific low back pain"),
            ("Effects of massage on blood flow", "Effects of stretching on sleep quality"),
            ("Pain", "Pain relief after surgery in older adults"),
            (TITLE, "Massage for osteoarthritis of the knee in adults"),
            (TITLE, "Massage for osteoarthritis of the hip in children"),
            (TITLE, "Massage for osteoarthritis of the hip and knee in adults"),
            (TITLE, "Exercise for osteoarthritis of the hip in adults"),
            (TITLE, "Massage for rheumatoid arthritis of the hip in adults"),
            (TITLE, "Massage for osteoarthritis of the hip in adults: study protocol for a randomised trial"),
            (TITLE, "Massage for osteoarthritis of the hip in adults (Protocol)"),
            (TITLE, "Massage for osteoarthritis of the hip in adults—Reply"),
            (TITLE, "Massage for osteoarthritis of the hip in adults: authors' response"),
            ("Massage for hip pain: a pilot study", "Massage for hip pain: a randomised controlled trial"),
            ("Hip abduction strength after rolling", "Hip adduction strength after rolling"),
            ("Hypertension and massage of the neck", "Hypotension and massage of the neck"),
        ] {
            assert_eq!(both(one, other), Likeness::Different, "{one} / {other}");
        }
        for label in [
            "Retraction: {}",
            "RETRACTION: {}",
            "Retraction note: {}",
            "Retraction Note to: {}",
            "Retraction notice to “{}” [J. Ex. 12 (2010) 3–9]",
            "Notice of retraction: {}",
            "Statement of Retraction: {}",
            "Erratum: {}",
            "Erratum to: {}",
            "Corrigendum to “{}”",
            "Correction: {}",
            "Author Correction: {}",
            "Publisher Correction: {}",
            "Correction to: {}",
            "Expression of Concern: {}",
            "Editorial Expression of Concern: {}",
            "Addendum: {}",
            "Response to: {}",
            "Response: {}",
            "Reply: {}",
            "Reply to: {}",
            "Authors' reply: {}",
            "Re: {}",
            "Comment on: {}",
            "Comment on “{}”",
            "Commentary: {}",
            "Letter to the editor: {}",
            "Letter to the Editor regarding “{}”",
            "Invited commentary on {}",
            "Editorial: {}",
            "Review for “{}”",
            "Decision letter for “{}”",
            "Faculty Opinions recommendation of {}.",
            "Supplemental material for {}",
            "Data from: {}",
            "Figure 2 of {}",
            "Protocol for {}",
            "Erratum zu: {}",
            "Réponse à : {}",
            "Fe de erratas: {}",
            "{} - Editorial comment",
            "{}: invited commentary",
            "{} – Expert Commentary",
            "{} (vol 12, pg 3, 2019)",
            "{} [J Man Care 12 (2019) 3-9]",
        ] {
            let other = label.replace("{}", TITLE);
            assert_eq!(both(TITLE, &other), Likeness::Different, "{other}");
        }
    }

    #[test]
    fn what_differs_a_little_is_left_to_the_rest_of_the_record() {
        for (one, other) in [
            ("Foam rolling: a systematic review", "Foam Rolling: A Systematic Review and Meta-analysis"),
            ("Massage for osteoarthritis of the hip", "Massage for ostoearthritis of the hip"),
            ("Massage for osteoarthritis of the hip", "Massage for osteoarthritis of the hip in adults"),
            (
                "Effects of massage on delayed onset muscle soreness after running downhill",
                "Effects of massage on delayed muscle soreness after running downhill",
            ),
            ("Hip pain: a review", "Hip pain"),
        ] {
            assert_eq!(both(one, other), Likeness::Doubtful, "{one} / {other}");
        }
        let english = "Massage for osteoarthritis of the hip in adults";
        for other in ["Massage bei Arthrose der Hüfte", "Массаж при артрозе тазобедренного сустава"]
        {
            assert_eq!(both(english, other), Likeness::Foreign, "{other}");
        }
    }
}
