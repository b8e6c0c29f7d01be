//! The text of PDFs, through the public API; the PDFs are written by the tests.
#![cfg(feature = "links")]
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up must fail")]

mod hostile;
mod writer;

use massage_kb::links::page::{self, Page, Unreadable};
use massage_kb::links::quote::{Found, Prepared, find};
use massage_kb::links::{PageFacts, PageReader, Reader};
use massage_kb::lock::{QuoteVerdict, Reason};
use writer::{HELVETICA, Writer, lines, plain};

fn read(body: &[u8]) -> Result<Page, Unreadable> {
    page::read(body, Some("application/pdf"))
}

fn text(body: &[u8]) -> String {
    let page = read(body).unwrap();
    assert_eq!(page.unread, None);
    page.text
}

fn verdict(quote: &str, text: &str) -> &'static str {
    match find(quote, &Prepared::new(text)) {
        Found::Exact { .. } => "exact",
        Found::Folded { .. } => "folded",
        Found::Approximate { .. } => "approximate",
        Found::Gone { .. } => "gone",
    }
}

/// One page with one line of operators.
fn shown(resources: &str, content: &str) -> String {
    text(&Writer::default().pages(resources, &[content], false))
}

#[test]
fn plain_and_packed_text_is_read() {
    let content = lines(&[(72, 700, 12, "Massage did not reduce"), (72, 686, 12, "soreness (12 of 20).")]);
    for packed in [false, true] {
        let body = Writer::default().pages(HELVETICA, &[&content, "BT /F 9 Tf (Page two) Tj ET"], packed);
        assert_eq!(text(&body), "Massage did not reduce\nsoreness (12 of 20).\nPage two");
        let late = [b"\r\n some words before\n", body.as_slice()].concat();
        assert_eq!(text(&late), text(&body), "the header may stand a little after the start");
    }
}

#[test]
fn quotes_are_looked_up_over_lines_hyphens_and_ligatures() {
    let body = plain(&[&[
        (72, 700, 12, "Massage of the hip did not re-"),
        (72, 686, 12, "duce the pain of non-"),
        (72, 672, 12, "invasive treat\u{ad}ment."),
    ]]);
    // A soft hyphen has a code of its own in WinAnsi, which is not UTF-8.
    let body: Vec<u8> = {
        let at = body.windows(2).position(|pair| pair == [0xc2, 0xad]).unwrap();
        let mut body = body;
        body.splice(at..at + 2, *b"\xad ");
        body
    };
    let text = text(&body);
    assert_eq!(
        verdict("massage of the hip did not reduce the pain of non-invasive", &text),
        "folded",
        "{text}"
    );
    assert_eq!(verdict("massage of the hip did reduce the pain of non-invasive", &text), "gone", "{text}");
    let font = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /X /Encoding << /Differences [1 /f_i /ff /uni00B5 /f.alt /g99 /minus] >> >> >>";
    assert_eq!(
        shown(font, "BT /F 9 Tf (\\001bre e\\002ect 5 \\003g \\004at \\0065) Tj ET"),
        "fibre e\u{fb00}ect 5 µg fat −5"
    );
    let unknown = Writer::default().pages(font, &["BT /F 9 Tf (a lost \\005 sign) Tj ET"], false);
    assert_eq!(read(&unknown).unwrap().text, "a lost \u{fffd} sign");
}

#[test]
fn spaces_are_seen_where_only_a_gap_stands() {
    let kerned = "BT /F 10 Tf [(Mas) 30 (sage) -280 (helps) -500 (w) 80 (ell)] TJ ET";
    assert_eq!(shown(HELVETICA, kerned), "Massage helps well");
    let placed = "BT /F 10 Tf 1 0 0 1 72 700 Tm (one) Tj 1 0 0 1 92 700 Tm (two) Tj ET";
    assert_eq!(shown(HELVETICA, placed), "one two");
    let twice = "BT /F 10 Tf 72 700 Td (bold) Tj ET BT /F 10 Tf 72.2 700 Td (bold) Tj ET";
    assert_eq!(
        shown(HELVETICA, twice).replace('\n', " "),
        "bold bold",
        "whole words are not told from a repetition"
    );
    let wide = "BT /F 10 Tf 6 Tc (wide) Tj ET";
    assert_eq!(shown(HELVETICA, wide), "w i d e");
    let turned = "BT /F 10 Tf 0 1 -1 0 72 100 Tm (up the) Tj 0 1 -1 0 84 100 Tm (side) Tj ET";
    assert_eq!(shown(HELVETICA, turned), "up the\nside");
    let operators =
        "BT /F 10 Tf 12 TL 72 700 Td (a) Tj T* (b) Tj (c) ' 0 0 (d) \" 0 -12 TD (e) Tj q 2 0 0 2 0 0 cm Q ET";
    assert_eq!(shown(HELVETICA, operators), "a\nb\nc\nd\ne");
}

#[test]
fn raised_digits_stay_raised() {
    let content = "BT /F 10 Tf 72 700 Td (pain) Tj /F 6 Tf 4 Ts (12) Tj 0 Ts /F 10 Tf ( of 10) Tj /F 6 Tf 4 Ts (3) Tj 0 Ts /F 10 Tf ( runners) Tj ET";
    let text = shown(HELVETICA, content);
    assert_eq!(text, "pain¹² of 10³ runners");
    assert_eq!(verdict("pain of 10^3 runners", &text), "folded");
    assert_eq!(verdict("pain of 103 runners", &text), "gone");
}

#[test]
fn codes_of_two_bytes_are_read_by_their_table() {
    let mut writer = Writer::default();
    let table = writer.packed(
        "",
        b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfrange <0001> <001A> <0061> <0020> <0020> <0020> endbfrange 1 beginbfchar <0030> <00660066> endbfchar endcmap",
    );
    let font = format!(
        "/Font << /F << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode {table} 0 R \
         /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /DW 500 /W [1 [600 600] 3 9 400] >>] >> >>"
    );
    let body = writer.pages(&font, &["BT /F 10 Tf <00050030000500030014> Tj <0020> Tj <0006> Tj ET"], true);
    assert_eq!(text(&body), "effect f");
    // Without the table nobody knows which letters they are.
    let font = "/Font << /F << /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H >> >>";
    let body = Writer::default().pages(font, &["BT /F 10 Tf <00050030000500030014> Tj ET"], true);
    let page = read(&body).unwrap();
    assert_eq!(page.unread.as_deref(), Some("page 1 has fonts without a mapping to letters"));
}

#[test]
fn symbols_are_not_latin_letters() {
    let font = "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> /S << /Type /Font /Subtype /Type1 /BaseFont /Symbol >> >>";
    let text = shown(
        font,
        "BT /F 10 Tf (5 ) Tj /S 10 Tf (m) Tj /F 10 Tf (g, p ) Tj /S 10 Tf (\\243) Tj /F 10 Tf ( 0.05) Tj ET",
    );
    assert_eq!(text, "5 μg, p ≤ 0.05");
    assert_eq!(verdict("5 mg, p", &text), "gone");
}

#[test]
fn columns_are_read_one_after_the_other() {
    let rows = [
        ("The hip flexors bend", "Foam rolling was as"),
        ("the thigh towards the", "good as massage, and"),
        ("trunk, and a massage", "no trial found harm"),
        ("of them may ease the", "in any of the adults"),
        ("pain of long sitting.", "who took part in it."),
    ];
    let mut page = vec![(72, 760, 14, "A title over both of the columns of this page")];
    for ((left, right), row) in rows.iter().zip(0..) {
        page.push((72, 700 - 12 * row, 10, left));
        page.push((300, 700 - 12 * row, 10, right));
    }
    page.push((72, 100, 10, "A footnote under both of them"));
    let text = text(&plain(&[&page]));
    assert_eq!(
        verdict("A massage of them may ease the pain of long sitting. Foam rolling was as good", &text),
        "folded",
        "{text}"
    );
    assert!(text.starts_with("A title") && text.ends_with("of them"), "{text}");
    // Short cells are a table, which is read row by row.
    let mut table = Vec::new();
    for ((muscle, action), row) in
        [("Iliacus", "bends"), ("Psoas", "bends"), ("Gluteus", "stretches"), ("Soleus", "none")]
            .iter()
            .zip(0..)
    {
        table.push((72, 700 - 12 * row, 10, *muscle));
        table.push((200, 700 - 12 * row, 10, *action));
    }
    assert_eq!(
        self::text(&plain(&[&table])),
        "Iliacus\tbends\nPsoas\tbends\nGluteus\tstretches\nSoleus\tnone"
    );
}

#[test]
fn running_heads_and_line_numbers_do_not_tear_sentences() {
    let head = |page: usize| format!("Journal of Massage {page}");
    let bodies = [
        "The first page ends in the",
        "middle of a sentence, and so does",
        "this one, of which the third has the end.",
    ];
    let pages: Vec<String> = (1..=3)
        .map(|page| {
            lines(&[
                (72, 800, 9, &head(page)),
                (72, 700, 10, bodies[page - 1]),
                (300, 30, 9, &page.to_string()),
            ])
        })
        .collect();
    let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
    let text = self::text(&Writer::default().pages(HELVETICA, &pages, false));
    assert_eq!(verdict("ends in the middle of a sentence, and so does this one", &text), "exact", "{text}");
    assert_eq!(verdict("Journal of Massage 2", &text), "exact", "{text}");
    let words = ["One", "sentence", "over", "as", "many", "lines", "as", "there", "are", "words"];
    let numbers: Vec<String> = (11..21).map(|number| number.to_string()).collect();
    let mut page = Vec::new();
    for ((word, number), row) in words.iter().zip(&numbers).zip(0..) {
        page.push((30, 700 - 12 * row, 10, number.as_str()));
        page.push((72, 700 - 12 * row, 10, *word));
    }
    assert_eq!(
        self::text(&plain(&[&page])).replace(['\n', '\t'], " "),
        "One sentence over as many lines as there are words"
    );
}

#[test]
fn forms_and_inherited_resources_are_followed() {
    let mut writer = Writer::default();
    let form = writer.packed(
        &format!("/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << {HELVETICA} >>"),
        b"BT /F 9 Tf (inside) Tj ET",
    );
    let body = writer.pages(&format!("/XObject << /X {form} 0 R >>"), &["/X Do"], false);
    assert_eq!(text(&body), "inside");
    let mut writer = Writer::default();
    let content = writer.stream("", b"BT /F 9 Tf (inherited) Tj ET");
    writer.object(format!("<< /Type /Page /Parent 3 0 R /Contents {content} 0 R >>"));
    writer.object(format!("<< /Type /Pages /Kids [2 0 R] /Count 1 /Resources << {HELVETICA} >> >>"));
    let root = writer.object("<< /Type /Catalog /Pages 3 0 R >>");
    assert_eq!(text(&writer.finish(root)), "inherited");
}

#[test]
fn what_holds_no_text_says_why() {
    let mut writer = Writer::default();
    let image = writer.packed(
        "/Type /XObject /Subtype /Image /Width 8 /Height 8 /ColorSpace /DeviceGray /BitsPerComponent 8",
        &[7; 64],
    );
    let scan =
        writer.pages(&format!("/XObject << /I {image} 0 R >>"), &["q 500 0 0 700 0 0 cm /I Do Q"], false);
    assert_eq!(read(&scan), Err(Unreadable::PdfWithoutText));
    let mut writer = Writer::default();
    let secret = writer.object(format!(
        "<< /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O <{0}> /U <{0}> >>",
        "5a".repeat(32)
    ));
    writer.trailer = format!("/Encrypt {secret} 0 R /ID [<00> <00>]");
    assert_eq!(
        read(&writer.pages(HELVETICA, &["BT /F 9 Tf (x) Tj ET"], false)),
        Err(Unreadable::EncryptedPdf)
    );
    assert!(matches!(read(b"%PDF-1.4"), Err(Unreadable::BrokenPdf(_))));
    let empty = Writer::default().pages(HELVETICA, &[], false);
    assert_eq!(read(&empty), Err(Unreadable::BrokenPdf("it has no pages".to_owned())));
}

fn facts(body: &[u8], quotes: &[&str]) -> PageFacts {
    let quotes: Vec<String> = quotes.iter().map(|quote| (*quote).to_owned()).collect();
    let url = "https://example.org/x.pdf".parse().unwrap();
    PageReader.read(&massage_kb::links::Page {
        url: &url,
        content_type: Some("application/pdf"),
        body,
        whole: true,
        quotes: &quotes,
        words: &[],
    })
}

#[test]
fn quotes_of_a_pdf_get_their_verdicts() {
    let content = "BT /F 10 Tf 72 700 Td (Massage did not reduce the soreness of runners) Tj 0 -12 Td (in this trial of 5 \\001g a day) Tj ET";
    let font =
        "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /X /Encoding << /Differences [1 /g1] >> >> >>";
    let body = Writer::default().pages(font, &[content], true);
    let facts = facts(
        &body,
        &[
            "massage did not reduce the soreness",
            "massage did reduce the soreness of runners",
            "in this trial of 5 mg a day",
        ],
    );
    assert_eq!((facts.unreadable, facts.ids), (None, None));
    let verdicts: Vec<QuoteVerdict> = facts.quotes.iter().map(|quote| quote.verdict).collect();
    assert_eq!(
        verdicts,
        [QuoteVerdict::Folded, QuoteVerdict::Gone, QuoteVerdict::Unverifiable],
        "{}",
        facts.text
    );
    let facts = self::facts(b"%PDF-1.4", &["x"]);
    assert_eq!(facts.unreadable, Some(Reason::Pdf));
    assert!(facts.unread.unwrap().starts_with("the PDF cannot be read: "));
}
