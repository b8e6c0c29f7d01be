//! What a knowledge base asks of the network.

use massage_kb::links::collect;
use massage_kb::source::Sources;

fn sources(files: &[(&str, &str)]) -> Sources {
    Sources::from_memory(files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())))
}

#[test]
fn the_words_in_an_address_are_quotes_of_its_page() {
    let url = "https://example.org/x#:~:text=no%20effect";
    let text = format!("id: one\ntitle: T\nURL: {url}\n");
    let asked = collect(&sources(&[("references/one.yaml", text.as_str())]));
    let quotes: Vec<&String> = asked.cited[0].pages[url].iter().collect();
    assert_eq!(quotes, ["no effect"]);
}

#[test]
fn a_source_document_is_asked_for_under_its_own_key_and_beside_a_reference_of_the_same_id() {
    let asked = collect(&sources(&[
        ("sources/one.yaml", "id: one\ntitle: T\nURL: https://example.org/source\n"),
        ("sources/two.yaml", "id: two\ntitle: T\nURL: https://example.org/two\n"),
        ("references/one.yaml", "id: one\ntitle: T\nURL: https://example.org/reference\n"),
        (
            "claims/c.yaml",
            "id: c\ncitations:\n  - reference: one\n    stance: supports\n    quote: the very words\n",
        ),
    ]));
    let pages: Vec<(&str, &str, usize)> = asked
        .cited
        .iter()
        .flat_map(|cited| {
            cited.pages.iter().map(|(url, quotes)| (cited.reference.as_str(), url.as_str(), quotes.len()))
        })
        .collect();
    assert_eq!(
        pages,
        [
            ("one", "https://example.org/reference", 1),
            ("one", "https://example.org/source", 0),
            ("two", "https://example.org/two", 0)
        ]
    );
}

#[test]
fn words_that_only_the_address_names_are_told_apart_from_quotes() {
    let url = "https://example.org/x#:~:text=no%20effect&text=on%20mortality";
    let text = format!("id: one\ntitle: T\nURL: {url}\n");
    let claim = "id: c\ncitations:\n  - reference: one\n    stance: supports\n    quote: no effect\n";
    let asked = collect(&sources(&[("references/one.yaml", text.as_str()), ("claims/c.yaml", claim)]));
    let words: Vec<&String> = asked.cited[0].words[url].iter().collect();
    assert_eq!(words, ["on mortality"]);
    assert_eq!(asked.cited[0].pages[url].len(), 2);
}
