//! Writes a large, sound knowledge base: records of about 1 KB, every reference leading somewhere.

use std::fmt::Write;
use std::path::Path;
use std::{fs, io};

/// Writes `records` records into `folder`: six claims in ten, three references, and one of what claims are about.
pub(crate) fn write(folder: &Path, records: usize) -> io::Result<()> {
    let references = (records * 3 / 10).max(1);
    let entities = (records / 10).max(4);
    let claims = records.saturating_sub(references + entities + 1);
    let put =
        |kind: &str, id: &str, text: String| fs::write(folder.join(kind).join(format!("{id}.yaml")), text);
    for kind in ["claims", "references", "benefits", "practices", "disclaimers"] {
        fs::create_dir_all(folder.join(kind))?;
    }
    fs::write(
        folder.join("kb.toml"),
        "title = \"A large knowledge base\"\nlanguage = \"en\"\nlicence = \"CC0-1.0\"\n",
    )?;
    put("disclaimers", "informational-only", disclaimer())?;
    for number in 0..references {
        put("references", &format!("study-{number}"), reference(number))?;
    }
    for number in 0..entities {
        let id = format!("{}-{number}", entity_name(number));
        put(entity_kind(number), &id, entity(number, &id))?;
    }
    for number in 0..claims {
        put("claims", &format!("statement-{number}"), claim(number, references, entities))?;
    }
    Ok(())
}

fn entity_kind(number: usize) -> &'static str {
    if number.is_multiple_of(2) { "benefits" } else { "practices" }
}

fn entity_name(number: usize) -> &'static str {
    if number.is_multiple_of(2) { "outcome" } else { "habit" }
}

/// A word of its own for each number, so that no two texts are the same.
fn word(mut number: usize) -> String {
    let syllables = ["zab", "zed", "zif", "zog", "zul", "zam", "zeb", "zid", "zor", "zus"];
    let mut text = String::new();
    loop {
        text.push_str(syllables[number % 10]);
        number /= 10;
        if number == 0 {
            return text;
        }
    }
}

fn disclaimer() -> String {
    "id: informational-only\nname: For information only\ntext:\n  en: This text informs. It is not medical advice. See a health professional about your own case.\nscope:\n  - techniques\n  - practices\n  - guides\nmust_precede_instructions: true\n".to_owned()
}

fn entity(number: usize, id: &str) -> String {
    let name = word(number);
    let own = if number.is_multiple_of(2) {
        "measures:\n  - the angle of a joint, read from a dial\n  - a score from 0 to 10 that people give\n"
    } else {
        "category: habit\n"
    };
    let mut text = format!(
        "id: {id}\nname: The habit of {name}\nsummary: People do this at home or at work.\n{own}note: "
    );
    for line in 0..10 {
        let _ = write!(text, "line {line} of {name} is here to give the record the length of a real one; ");
    }
    text.push_str("no more\n");
    text
}

fn reference(number: usize) -> String {
    let (name, year) = (word(number), 2008 + number % 17);
    format!(
        "id: study-{number}\ntype: article-journal\ntitle: A trial of {name} in healthy adults\nauthor:\n  - family: Author\n    given: A\n  - family: Writer\n    given: BC\n\
         issued:\n  date-parts: [[{year}, {}]]\ncontainer-title: Journal of Examples\nvolume: \"{}\"\nissue: \"2\"\npage: {number}-{}\nDOI: 10.5555/example.{number:07}\nURL: https://example.org/study/{number}\n\
         accessed:\n  date-parts: [[2026, 11, 1]]\nprovenance:\n  status: verified\n  seen:\n    - url: https://example.org/study/{number}\n      on: 2026-11-01\n      read: abstract\n    - url: https://example.org/copy/{number}\n      on: 2026-11-01\n      read: full_text\n\
         independence: academic\ndesign: randomised_trial\npopulation: 30 healthy adults between 20 and 35 years who train twice a week\n\
         finding: The group that did {name} for six weeks moved a little further than the group that rested, and the gain was gone after a month.\n\
         note: The abstract and the tables were read. The trial names no harm, and it does not say how people were put into the groups.\n",
        number % 12 + 1,
        year - 2000,
        number + 9,
    )
}

fn claim(number: usize, references: usize, entities: usize) -> String {
    let (one, other, third) =
        (number % references, (number * 7 + 3) % references, (number * 13 + 5) % references);
    let about = number % entities;
    format!(
        "id: statement-{number}\nstatement: A habit of {} may help people move a little further for a short time.\ntype: benefit\nabout:\n  - {}/{}-{about}\norigin: added\ncitations:\n\
         \x20 - reference: study-{one}\n    stance: supports\n    directness: indirect\n    indirectness:\n      - healthy_volunteers\n    quote: moved a little further than the group that rested\n    note: the people were young and well\n\
         \x20 - reference: study-{other}\n    stance: partly_supports\n    directness: indirect\n    indirectness:\n      - other_body_part\n    note: the gain was measured at the knee and not at the hip\n\
         \x20 - reference: study-{third}\n    stance: background\n    note: it tells how the angle is read\n\
         verdict: partly_supported\ncertainty: low\ncertainty_basis: small trials in healthy people, measured right after the last session\nlast_reviewed: 2026-11-01\n\
         note: The trials were small. Nobody looked at people with pain, and nobody looked at what is left of the gain after a month or more.\n",
        word(number),
        entity_kind(about),
        entity_name(about),
    )
}
