//! What references ask of the network: their addresses, the quotes that records take from them, and their identifiers.
//!
//! It is read from the trees of the files, not from typed records: a reference is checked whatever else is wrong with it, as
//! long as its file can be parsed.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::text_fragment;
use crate::doi;
use crate::lock::WorkId;
use crate::model::{Kind, Name};
use crate::source::Sources;
use crate::yaml::{Node, Value, parse};

/// One reference, and what is to be asked about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cited {
    /// The reference's id: the name of its file.
    pub reference: String,
    /// The addresses to ask, each with the quotes that should stand there.
    pub pages: BTreeMap<String, BTreeSet<String>>,
    /// Those of the quotes that no record takes from an address, and only the address itself has (`#:~:text=`).
    pub words: BTreeMap<String, BTreeSet<String>>,
    /// The address in `URL`, where there is one.
    pub url: Option<String>,
    /// The DOI in small letters.
    pub doi: Option<String>,
    /// The PubMed number.
    pub pmid: Option<String>,
    /// The title.
    pub title: Option<String>,
    /// The year of publication.
    pub year: Option<i32>,
    /// The authors, as far as their names can be read.
    pub authors: Vec<Name>,
    /// The journal or book.
    pub container: Option<String>,
    /// The day on which the page was read.
    pub accessed: Option<Date>,
}

impl Cited {
    /// Its works as the lock calls them: `doi:…`, `pmid:…`.
    pub fn works(&self) -> impl Iterator<Item = String> {
        let doi = self.doi.iter().map(|doi| WorkId::of_doi(doi));
        doi.chain(self.pmid.iter().map(|pmid| WorkId::of_pmid(pmid))).map(String::from)
    }
}

/// What a knowledge base asks of the network.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// What is asked about each reference and each source document, sorted by id.
    pub cited: Vec<Cited>,
    /// For each quote the references that are cited beside its own: where a quote that is gone may stand instead.
    pub beside: BTreeMap<String, BTreeSet<String>>,
    /// The files that could not be read: nobody knows what they ask.
    pub unread: Vec<String>,
}

/// What each reference and each source document of a knowledge base asks, sorted by id. Withdrawn records ask nothing.
pub fn collect(sources: &Sources) -> Asked {
    let mut cited: BTreeMap<String, Cited> = BTreeMap::new();
    let mut documents: Vec<Cited> = Vec::new();
    let mut unread = Vec::new();
    let mut quotes: Vec<Tie> = Vec::new();
    let mut beside: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (index, entry) in sources.entries().iter().enumerate() {
        let bytes = sources.read(index).unwrap_or_default();
        let parsed = parse(&bytes);
        let Some(root) = parsed.document.as_ref().and_then(|document| document.root.as_ref()) else {
            unread.push(entry.path.to_string());
            continue;
        };
        if text_at(root, "status") == Some("withdrawn") {
            continue;
        }
        let (folder, name) = entry.path.rsplit_once('/').unwrap_or(("", &entry.path));
        let id = name.strip_suffix(".yaml").unwrap_or(name);
        match Kind::from_folder(folder) {
            Some(Kind::References) => {
                cited.insert(id.to_owned(), reference(id, root));
            }
            Some(Kind::Sources) => {
                // A reference may have the same id.
                if let Some(url) = text_at(root, "URL").map(str::trim).filter(|url| !url.is_empty()) {
                    let pages = BTreeMap::from([(url.to_owned(), BTreeSet::new())]);
                    let url = Some(url.to_owned());
                    documents.push(Cited { reference: id.to_owned(), pages, url, ..Cited::default() });
                }
            }
            _ => {
                let mut ties = Vec::new();
                each_citation(root, &mut ties);
                for tie in &ties {
                    let Some(quote) = &tie.quote else { continue };
                    let others = ties.iter().map(|other| &other.reference);
                    let others = others.filter(|other| **other != tie.reference).cloned();
                    beside.entry(quote.clone()).or_default().extend(others);
                }
                quotes.extend(ties);
            }
        }
    }
    for Tie { reference, quote, quote_url } in quotes {
        let (Some(cited), Some(quote)) = (cited.get_mut(&reference), quote) else { continue };
        let Some(url) = quote_url.or_else(|| cited.url.clone()) else { continue };
        cited.pages.entry(url).or_default().insert(quote);
    }
    let mut cited: Vec<Cited> = cited.into_values().chain(documents).collect();
    for Cited { pages, words, .. } in &mut cited {
        for (url, quotes) in pages {
            for own in text_fragment::quotes(url) {
                if quotes.insert(own.clone()) {
                    words.entry(url.clone()).or_default().insert(own);
                }
            }
        }
    }
    // Stable: a reference stands before the document of its name.
    cited.sort_by(|one, other| one.reference.cmp(&other.reference));
    Asked { cited, beside, unread }
}

/// One citation, as far as it matters here.
struct Tie {
    reference: String,
    quote: Option<String>,
    quote_url: Option<String>,
}

fn reference(id: &str, root: &Node<'_>) -> Cited {
    let text =
        |key: &str| text_at(root, key).map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned);
    let url = text("URL");
    let authors = root.get("author").and_then(Node::as_sequence).unwrap_or_default();
    Cited {
        reference: id.to_owned(),
        pages: url.iter().map(|url| (url.clone(), BTreeSet::new())).collect(),
        words: BTreeMap::new(),
        doi: text("DOI").map(|text| doi::bare(&text).unwrap_or_else(|| text.to_lowercase())),
        pmid: text("PMID").or_else(|| whole_number(root.get("PMID")?).map(|number| number.to_string())),
        title: text("title"),
        year: date_parts(root, "issued").first().and_then(|&year| i32::try_from(year).ok()),
        authors: authors.iter().map(name).collect(),
        container: text("container-title"),
        accessed: accessed(root),
        url,
    }
}

fn name(node: &Node<'_>) -> Name {
    let text = |key: &str| text_at(node, key).map(str::to_owned);
    Name { family: text("family"), given: text("given"), literal: text("literal") }
}

fn accessed(root: &Node<'_>) -> Option<Date> {
    match *date_parts(root, "accessed").as_slice() {
        [year, month, day] => {
            Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
        }
        _ => None,
    }
}

fn date_parts(root: &Node<'_>, key: &str) -> Vec<i64> {
    let parts = root.get(key).and_then(|date| date.get("date-parts")?.as_sequence()?.first()?.as_sequence());
    parts.unwrap_or_default().iter().map_while(whole_number).collect()
}

fn whole_number(node: &Node<'_>) -> Option<i64> {
    match node.value {
        Value::Integer(number) => Some(number),
        _ => None,
    }
}

fn text_at<'n>(node: &'n Node<'_>, key: &str) -> Option<&'n str> {
    node.get(key)?.as_str()
}

/// Every citation, however deep it stands: what has a `reference` and a `stance` or a `quote`.
fn each_citation(node: &Node<'_>, ties: &mut Vec<Tie>) {
    let text = |key: &str| text_at(node, key).filter(|text| !text.trim().is_empty()).map(str::to_owned);
    if let Some(reference) = text("reference")
        && (node.get("stance").is_some() || node.get("quote").is_some())
    {
        ties.push(Tie { reference, quote: text("quote"), quote_url: text("quote_url") });
    }
    for item in node.as_sequence().unwrap_or_default() {
        each_citation(item, ties);
    }
    for (_, value) in node.as_mapping().unwrap_or_default() {
        each_citation(value, ties);
    }
}
