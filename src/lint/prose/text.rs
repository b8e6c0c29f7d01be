//! The texts that a layperson reads, record by record: what word lists and measures of reading ease look at.
//!
//! Notes for readers stand beside them. Notes for editors, what a certainty rests on, other names to search by, and the titles of sources
//! are not among them.

use std::sync::OnceLock;

use super::super::{Context, Findings, Place};
use super::reading::Sentence;
use crate::knowledge_base::KnowledgeBase;
use crate::model::{Dose, GuideStep, Kind, Record, Status};

/// The texts of one record.
#[derive(Debug)]
pub(in crate::lint) struct Page<'a> {
    /// The number of its file.
    pub(in crate::lint) file: usize,
    /// Its kind.
    pub(in crate::lint) kind: Kind,
    /// Its id.
    pub(in crate::lint) id: &'a str,
    /// What readers are told beside it, if anything.
    pub(in crate::lint) note: Option<&'a str>,
    /// Its texts, in the order of its fields.
    pub(in crate::lint) passages: Vec<Passage<'a>>,
    /// Its note, as a text.
    remark: Option<Passage<'a>>,
}

impl<'a> Page<'a> {
    /// Its texts, and its note behind them: what is promised in a note is promised too.
    pub(in crate::lint) fn texts(&self) -> impl Iterator<Item = &Passage<'a>> {
        self.passages.iter().chain(&self.remark)
    }
}

/// One text.
#[derive(Debug)]
pub(in crate::lint) struct Passage<'a> {
    /// The text.
    pub(in crate::lint) text: &'a str,
    /// How it speaks.
    pub(in crate::lint) voice: Voice,
    at: At<'a>,
    /// Its sentences, read when the first rule asks for them.
    sentences: OnceLock<Vec<Sentence>>,
}

/// How a text speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::lint) enum Voice {
    /// A name or a title.
    Name,
    /// The statement of a claim.
    Statement,
    /// Sentences that explain.
    Prose,
    /// A question.
    Question,
    /// What to do.
    Step,
    /// When not to, how hard at most, when to stop, when to get help.
    Warning,
    /// Some words that are no sentence.
    Phrase,
}

#[derive(Clone, Copy, Debug)]
enum At<'a> {
    Field(&'static str),
    Item(&'static str, usize),
    Step(usize, &'static str),
    Locale(&'a str),
}

impl Passage<'_> {
    /// Where it stands (JSON pointer).
    pub(in crate::lint) fn pointer(&self) -> String {
        match self.at {
            At::Field(field) => format!("/{field}"),
            At::Item(field, index) => format!("/{field}/{index}"),
            At::Step(step, field) => format!("/steps/{step}/{field}"),
            At::Locale(locale) => format!("/text/{}", crate::yaml::escape(locale)),
        }
    }

    /// Its sentences.
    pub(in crate::lint) fn sentences(&self) -> &[Sentence] {
        self.sentences.get_or_init(|| Sentence::read_all(self.text))
    }

    /// Some of its words, as a place.
    pub(in crate::lint) fn words(&self, range: std::ops::Range<usize>) -> Place {
        Place::Words(self.pointer(), range)
    }
}

/// Says whether a language tag (BCP 47) is one of English. A knowledge base that names no language counts as English.
pub(in crate::lint) fn is_english(tag: &str) -> bool {
    let language = tag.split(['-', '_']).next().unwrap_or_default();
    language.is_empty() || language.eq_ignore_ascii_case("en")
}

/// Says whether the statements are in another language than English, and notes that a rule leaves them out then.
pub(in crate::lint) fn not_in_english(context: &Context<'_>, findings: &mut Findings) -> bool {
    let language = &context.config.language;
    if !is_english(language) {
        findings.not_checked(format!(
            "the words are known in English alone, and the statements are in `{language}`"
        ));
    }
    !is_english(language)
}

/// The texts of a knowledge base, read once for all the rules.
#[derive(Debug, Default)]
pub(in crate::lint) struct Prose<'a> {
    /// The pages of the records that are not withdrawn.
    pub(in crate::lint) pages: Vec<Page<'a>>,
    by_file: Vec<Option<usize>>,
    /// How many texts were left out because they are not in English.
    foreign: usize,
}

impl<'a> Prose<'a> {
    /// Reads the texts of `base`, whose language is `language`.
    pub(in crate::lint) fn read(base: &'a KnowledgeBase, language: &str) -> Self {
        let mut reader = Reader { english: is_english(language), prose: Self::default() };
        reader.read_all(base);
        let mut prose = reader.prose;
        for (index, page) in prose.pages.iter().enumerate() {
            if prose.by_file.len() <= page.file {
                prose.by_file.resize(page.file + 1, None);
            }
            if let Some(own) = prose.by_file.get_mut(page.file) {
                *own = Some(index);
            }
        }
        prose
    }

    /// The texts of the record in this file.
    pub(in crate::lint) fn page(&self, file: usize) -> Option<&Page<'a>> {
        self.pages.get((*self.by_file.get(file)?)?)
    }
}

/// Visits the English texts of every record that is not withdrawn. Where there are others, says how many were left out.
pub(in crate::lint) fn each_page<'a>(
    context: &Context<'a>,
    findings: &mut Findings,
    mut visit: impl FnMut(&Page<'a>, &mut Findings),
) {
    let prose = &context.prose;
    for page in &prose.pages {
        visit(page, findings);
    }
    if prose.foreign > 0 {
        findings.not_checked(format!("{} texts are not in English", prose.foreign));
    }
}

struct Reader<'a> {
    english: bool,
    prose: Prose<'a>,
}

impl<'a> Reader<'a> {
    fn read_all(&mut self, base: &'a KnowledgeBase) {
        macro_rules! read {
        ($table:ident, $record:ident, $page:ident, $fields:block) => {
            for (file, $record) in base.$table.filed() {
                if let Some(mut sheet) = self.open(file, $record, $record.note.as_deref()) {
                    let $page = &mut sheet;
                    $fields
                    let Sheet { page, foreign, .. } = sheet;
                    self.prose.pages.push(page);
                    self.prose.foreign += foreign;
                }
            }
        };
    }
        read!(benefits, benefit, page, {
            page.name(&benefit.name);
            page.add(&benefit.summary, Voice::Prose, "summary");
            page.list(&benefit.measures, Voice::Phrase, "measures");
        });
        read!(claims, claim, page, {
            page.add(&claim.statement, Voice::Statement, "statement");
        });
        read!(conditions, condition, page, {
            page.name(&condition.name);
            page.add(&condition.summary, Voice::Prose, "summary");
        });
        read!(contraindications, contraindication, page, {
            page.name(&contraindication.name);
            page.add(&contraindication.summary, Voice::Warning, "summary");
        });
        read!(disclaimers, disclaimer, page, {
            page.name(&disclaimer.name);
            for (locale, text) in &disclaimer.text {
                page.put(text, Voice::Prose, At::Locale(locale), is_english(locale));
            }
        });
        read!(guides, guide, page, {
            page.name(&guide.name);
            page.add(&guide.summary, Voice::Prose, "summary");
            for (index, step) in guide.steps.iter().enumerate() {
                page.step(index, step);
            }
        });
        read!(muscles, muscle, page, {
            page.name(&muscle.name);
            page.add(&muscle.summary, Voice::Prose, "summary");
            page.maybe(muscle.origin.as_deref(), Voice::Phrase, "origin");
            page.maybe(muscle.insertion.as_deref(), Voice::Phrase, "insertion");
            page.list(&muscle.actions, Voice::Phrase, "actions");
            page.maybe(muscle.innervation.as_deref(), Voice::Phrase, "innervation");
            page.maybe(muscle.blood_supply.as_deref(), Voice::Phrase, "blood_supply");
        });
        read!(practices, practice, page, {
            page.name(&practice.name);
            page.add(&practice.summary, Voice::Prose, "summary");
        });
        read!(questions, question, page, {
            page.add(&question.question, Voice::Question, "question");
            page.add(&question.answer, Voice::Prose, "answer");
        });
        read!(red_flags, red_flag, page, {
            page.name(&red_flag.name);
            page.add(&red_flag.summary, Voice::Warning, "summary");
        });
        read!(sources, source, page, {
            page.add(&source.summary, Voice::Prose, "summary");
        });
        read!(structures, structure, page, {
            page.name(&structure.name);
            page.add(&structure.summary, Voice::Prose, "summary");
        });
        read!(techniques, technique, page, {
            page.name(&technique.name);
            page.add(&technique.summary, Voice::Prose, "summary");
            page.list(&technique.instructions, Voice::Step, "instructions");
            page.dose(technique.dose.as_ref());
            page.list(&technique.stop_rules, Voice::Warning, "stop_rules");
        });
        read!(tools, tool, page, {
            page.name(&tool.name);
            page.add(&tool.summary, Voice::Prose, "summary");
            page.list(&tool.use_notes, Voice::Step, "use_notes");
        });
    }

    /// Turns to a record, if it is to be read.
    fn open<T: Record>(&self, file: usize, record: &'a T, note: Option<&'a str>) -> Option<Sheet<'a>> {
        let note = note.filter(|note| note.contains(|letter: char| !letter.is_whitespace()));
        let remark = note.filter(|_| self.english).map(|text| Passage {
            text,
            voice: Voice::Prose,
            at: At::Field("note"),
            sentences: OnceLock::new(),
        });
        let page = Page { file, kind: T::KIND, id: record.id(), note, passages: Vec::new(), remark };
        (record.status() != Status::Withdrawn).then_some(Sheet { english: self.english, foreign: 0, page })
    }
}

/// A page while it is read.
struct Sheet<'a> {
    english: bool,
    foreign: usize,
    page: Page<'a>,
}

impl<'a> Sheet<'a> {
    fn put(&mut self, text: &'a str, voice: Voice, at: At<'a>, english: bool) {
        if english {
            self.page.passages.push(Passage { text, voice, at, sentences: OnceLock::new() });
        } else {
            self.foreign += 1;
        }
    }

    fn add(&mut self, text: &'a str, voice: Voice, field: &'static str) {
        self.put(text, voice, At::Field(field), self.english);
    }

    fn name(&mut self, text: &'a str) {
        self.add(text, Voice::Name, "name");
    }

    fn maybe(&mut self, text: Option<&'a str>, voice: Voice, field: &'static str) {
        if let Some(text) = text {
            self.add(text, voice, field);
        }
    }

    fn list(&mut self, texts: &'a [String], voice: Voice, field: &'static str) {
        for (index, text) in texts.iter().enumerate() {
            self.put(text, voice, At::Item(field, index), self.english);
        }
    }

    fn dose(&mut self, dose: Option<&'a Dose>) {
        let Some(dose) = dose else { return };
        for (value, field) in [
            (&dose.pressure, "dose/pressure/text"),
            (&dose.duration, "dose/duration/text"),
            (&dose.repetitions, "dose/repetitions/text"),
            (&dose.frequency, "dose/frequency/text"),
        ] {
            self.maybe(value.as_ref().map(|value| value.text.as_str()), Voice::Phrase, field);
        }
    }

    fn step(&mut self, index: usize, step: &'a GuideStep) {
        let duration = step.duration.as_ref().map(|duration| &duration.text);
        for (text, voice, field) in [
            (Some(&step.title), Voice::Name, "title"),
            (step.position.as_ref(), Voice::Step, "position"),
            (Some(&step.action), Voice::Step, "action"),
            (step.pressure_limit.as_ref(), Voice::Warning, "pressure_limit"),
            (duration, Voice::Phrase, "duration/text"),
            (step.stop_rule.as_ref(), Voice::Warning, "stop_rule"),
            (step.note.as_ref(), Voice::Prose, "note"),
        ] {
            if let Some(text) = text {
                self.put(text, voice, At::Step(index, field), self.english);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn english_is_english_wherever_it_is_spoken() {
        for english in ["en", "EN", "en-GB", "en_US", ""] {
            assert!(is_english(english), "{english}");
        }
        for other in ["de", "enm", "fr-CA"] {
            assert!(!is_english(other), "{other}");
        }
    }

    #[test]
    fn pointers_lead_to_the_texts() {
        let pointer =
            |at| Passage { text: "", voice: Voice::Prose, at, sentences: OnceLock::new() }.pointer();
        assert_eq!(pointer(At::Field("dose/duration/text")), "/dose/duration/text");
        assert_eq!(pointer(At::Item("use_notes", 2)), "/use_notes/2");
        assert_eq!(pointer(At::Step(1, "duration/text")), "/steps/1/duration/text");
        assert_eq!(pointer(At::Locale("en-GB")), "/text/en-GB");
    }
}
