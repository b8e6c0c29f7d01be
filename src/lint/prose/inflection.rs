//! The forms of English verbs and nouns, made from their lemmas: what the spelling rules give, and the verbs and nouns that break them.

/// The past and the participle of verbs that no rule makes, by their lemma, in the order of the alphabet.
const IRREGULAR: &[(&str, &str, &str)] = &[
    ("arise", "arose", "arisen"),
    ("awake", "awoke", "awoken"),
    ("bear", "bore", "borne"),
    ("become", "became", "become"),
    ("begin", "began", "begun"),
    ("bend", "bent", "bent"),
    ("bind", "bound", "bound"),
    ("bite", "bit", "bitten"),
    ("bleed", "bled", "bled"),
    ("blow", "blew", "blown"),
    ("break", "broke", "broken"),
    ("breed", "bred", "bred"),
    ("bring", "brought", "brought"),
    ("build", "built", "built"),
    ("burst", "burst", "burst"),
    ("buy", "bought", "bought"),
    ("cast", "cast", "cast"),
    ("catch", "caught", "caught"),
    ("choose", "chose", "chosen"),
    ("cling", "clung", "clung"),
    ("come", "came", "come"),
    ("cost", "cost", "cost"),
    ("creep", "crept", "crept"),
    ("cut", "cut", "cut"),
    ("deal", "dealt", "dealt"),
    ("dig", "dug", "dug"),
    ("do", "did", "done"),
    ("draw", "drew", "drawn"),
    ("drink", "drank", "drunk"),
    ("drive", "drove", "driven"),
    ("eat", "ate", "eaten"),
    ("fall", "fell", "fallen"),
    ("feed", "fed", "fed"),
    ("feel", "felt", "felt"),
    ("fight", "fought", "fought"),
    ("find", "found", "found"),
    ("fit", "fit", "fit"),
    ("flee", "fled", "fled"),
    ("fling", "flung", "flung"),
    ("fly", "flew", "flown"),
    ("forbid", "forbade", "forbidden"),
    ("forget", "forgot", "forgotten"),
    ("freeze", "froze", "frozen"),
    ("get", "got", "got"),
    ("give", "gave", "given"),
    ("go", "went", "gone"),
    ("grind", "ground", "ground"),
    ("grow", "grew", "grown"),
    ("hang", "hung", "hung"),
    ("hear", "heard", "heard"),
    ("hit", "hit", "hit"),
    ("hold", "held", "held"),
    ("hurt", "hurt", "hurt"),
    ("keep", "kept", "kept"),
    ("kneel", "knelt", "knelt"),
    ("know", "knew", "known"),
    ("lay", "laid", "laid"),
    ("lead", "led", "led"),
    ("leave", "left", "left"),
    ("lend", "lent", "lent"),
    ("let", "let", "let"),
    ("lie", "lay", "lain"),
    ("light", "lit", "lit"),
    ("lose", "lost", "lost"),
    ("make", "made", "made"),
    ("mean", "meant", "meant"),
    ("meet", "met", "met"),
    ("mislead", "misled", "misled"),
    ("overcome", "overcame", "overcome"),
    ("overdo", "overdid", "overdone"),
    ("override", "overrode", "overridden"),
    ("pay", "paid", "paid"),
    ("put", "put", "put"),
    ("quit", "quit", "quit"),
    ("read", "read", "read"),
    ("rebuild", "rebuilt", "rebuilt"),
    ("rid", "rid", "rid"),
    ("ride", "rode", "ridden"),
    ("ring", "rang", "rung"),
    ("rise", "rose", "risen"),
    ("run", "ran", "run"),
    ("say", "said", "said"),
    ("see", "saw", "seen"),
    ("seek", "sought", "sought"),
    ("sell", "sold", "sold"),
    ("send", "sent", "sent"),
    ("set", "set", "set"),
    ("shake", "shook", "shaken"),
    ("shed", "shed", "shed"),
    ("shine", "shone", "shone"),
    ("shoot", "shot", "shot"),
    ("show", "showed", "shown"),
    ("shrink", "shrank", "shrunk"),
    ("shut", "shut", "shut"),
    ("sink", "sank", "sunk"),
    ("sit", "sat", "sat"),
    ("sleep", "slept", "slept"),
    ("slide", "slid", "slid"),
    ("sling", "slung", "slung"),
    ("speak", "spoke", "spoken"),
    ("spend", "spent", "spent"),
    ("spin", "spun", "spun"),
    ("split", "split", "split"),
    ("spread", "spread", "spread"),
    ("spring", "sprang", "sprung"),
    ("stand", "stood", "stood"),
    ("steal", "stole", "stolen"),
    ("stick", "stuck", "stuck"),
    ("sting", "stung", "stung"),
    ("strike", "struck", "struck"),
    ("strive", "strove", "striven"),
    ("swear", "swore", "sworn"),
    ("sweep", "swept", "swept"),
    ("swell", "swelled", "swollen"),
    ("swing", "swung", "swung"),
    ("take", "took", "taken"),
    ("teach", "taught", "taught"),
    ("tear", "tore", "torn"),
    ("tell", "told", "told"),
    ("think", "thought", "thought"),
    ("throw", "threw", "thrown"),
    ("tread", "trod", "trodden"),
    ("undergo", "underwent", "undergone"),
    ("understand", "understood", "understood"),
    ("undo", "undid", "undone"),
    ("unwind", "unwound", "unwound"),
    ("uphold", "upheld", "upheld"),
    ("upset", "upset", "upset"),
    ("wake", "woke", "woken"),
    ("wear", "wore", "worn"),
    ("weave", "wove", "woven"),
    ("weep", "wept", "wept"),
    ("win", "won", "won"),
    ("wind", "wound", "wound"),
    ("withdraw", "withdrew", "withdrawn"),
    ("withhold", "withheld", "withheld"),
    ("withstand", "withstood", "withstood"),
    ("wring", "wrung", "wrung"),
    ("write", "wrote", "written"),
];

/// Verbs of more than one syllable whose last consonant is doubled.
const DOUBLED: &[&str] =
    &["admit", "commit", "control", "dispel", "excel", "expel", "occur", "offset", "propel", "refer"];

/// Nouns whose plural no rule makes.
const PLURALS: &[(&str, &str)] =
    &[("child", "children"), ("foot", "feet"), ("man", "men"), ("person", "people"), ("woman", "women")];

/// The forms of a verb: `ease`, `eases`, `eased`, `eased`, `easing`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::lint) struct VerbForms {
    /// `they ease`, and the infinitive.
    pub(in crate::lint) base: String,
    /// `it eases`.
    pub(in crate::lint) third: String,
    /// `it eased`.
    pub(in crate::lint) past: String,
    /// `it was eased`.
    pub(in crate::lint) participle: String,
    /// `easing`.
    pub(in crate::lint) gerund: String,
}

impl VerbForms {
    /// The forms of the verb with this lemma.
    pub(in crate::lint) fn of(lemma: &str) -> Self {
        let stem = doubled(lemma);
        let regular = match lemma.strip_suffix('y') {
            _ if lemma.ends_with('e') => format!("{lemma}d"),
            Some(rest) if !rest.ends_with(['a', 'e', 'o', 'u']) => format!("{rest}ied"),
            _ => format!("{stem}ed"),
        };
        let known = IRREGULAR
            .binary_search_by_key(&lemma, |(irregular, ..)| irregular)
            .ok()
            .and_then(|at| IRREGULAR.get(at));
        let (past, participle) = known.map_or_else(
            || (regular.clone(), regular.clone()),
            |(_, past, done)| ((*past).to_owned(), (*done).to_owned()),
        );
        let gerund = match (lemma.strip_suffix("ie"), lemma.strip_suffix('e')) {
            (Some(rest), _) => format!("{rest}ying"),
            (None, Some(rest)) if !rest.ends_with(['e', 'o', 'y']) => format!("{rest}ing"),
            _ => format!("{stem}ing"),
        };
        Self { base: lemma.to_owned(), third: with_s(lemma), past, participle, gerund }
    }

    /// Every form.
    pub(in crate::lint) fn all(self) -> [String; 5] {
        [self.base, self.third, self.past, self.participle, self.gerund]
    }
}

/// The plural of a noun.
pub(in crate::lint) fn plural(lemma: &str) -> String {
    let known = PLURALS.iter().find(|(one, _)| *one == lemma);
    known.map_or_else(|| with_s(lemma), |(_, many)| (*many).to_owned())
}

/// The word with the ending `s`, as verbs and nouns spell it.
fn with_s(lemma: &str) -> String {
    if lemma.ends_with(['s', 'x', 'z'])
        || lemma.ends_with("ch")
        || lemma.ends_with("sh")
        || lemma.ends_with("do")
        || lemma.ends_with("go")
    {
        return format!("{lemma}es");
    }
    match lemma.strip_suffix('y') {
        Some(rest) if !rest.ends_with(['a', 'e', 'o', 'u']) => format!("{rest}ies"),
        _ => format!("{lemma}s"),
    }
}

/// The stem before `-ed` and `-ing`: one consonant after one short vowel is doubled (`stop`, `stopping`).
fn doubled(lemma: &str) -> String {
    let vowel = |letter: char| "aeiou".contains(letter);
    let letters: Vec<char> = lemma.chars().collect();
    let one_syllable = letters.iter().filter(|letter| vowel(**letter)).count() == 1;
    let is_short = match letters.as_slice() {
        [.., before, middle, last] => {
            (!vowel(*before))
                && vowel(*middle)
                && last.is_alphabetic()
                && !vowel(*last)
                && !"wxy".contains(*last)
        }
        _ => false,
    };
    match letters.last() {
        Some(last) if (is_short && one_syllable) || DOUBLED.contains(&lemma) => format!("{lemma}{last}"),
        _ => lemma.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn irregular_verbs_stand_in_order() {
        assert!(IRREGULAR.is_sorted_by_key(|(lemma, ..)| lemma));
    }

    #[test]
    fn verbs_take_the_forms_of_a_dictionary() {
        for (lemma, forms) in [
            ("ease", "ease eases eased eased easing"),
            ("cure", "cure cures cured cured curing"),
            ("stop", "stop stops stopped stopped stopping"),
            ("banish", "banish banishes banished banished banishing"),
            ("purify", "purify purifies purified purified purifying"),
            ("play", "play plays played played playing"),
            ("lie", "lie lies lay lain lying"),
            ("free", "free frees freed freed freeing"),
            ("go", "go goes went gone going"),
            ("prove", "prove proves proved proved proving"),
            ("relax", "relax relaxes relaxed relaxed relaxing"),
            ("occur", "occur occurs occurred occurred occurring"),
            ("heal", "heal heals healed healed healing"),
            ("trigger", "trigger triggers triggered triggered triggering"),
        ] {
            assert_eq!(VerbForms::of(lemma).all().join(" "), forms, "{lemma}");
        }
    }

    #[test]
    fn nouns_take_the_plural_of_a_dictionary() {
        for (one, many) in [
            ("toxin", "toxins"),
            ("remedy", "remedies"),
            ("fix", "fixes"),
            ("study", "studies"),
            ("foot", "feet"),
        ] {
            assert_eq!(plural(one), many);
        }
    }
}
