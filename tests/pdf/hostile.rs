//! PDFs that mean harm: none may take much memory or time, or end the run.

use std::fmt::Write as _;

use massage_kb::links::page::Unreadable;
use proptest::prelude::*;

use super::read;
use super::writer::{HELVETICA, Writer, deflated, lines, plain};

fn is_too_large(body: &[u8]) -> bool {
    matches!(read(body), Err(Unreadable::BrokenPdf(why)) if why.contains("more than"))
}

#[test]
fn bombs_are_left_alone() {
    let zeros = vec![b' '; 9 * 1024 * 1024];
    let once = deflated(&zeros);
    // The content of a page, packed once and twice.
    let bomb = |filter: &str, content: &[u8]| {
        let mut writer = Writer::default();
        let content = writer.stream(&format!("/Filter {filter}"), content);
        writer.object(format!("<< /Type /Page /Parent 3 0 R /Contents {content} 0 R >>"));
        writer.object("<< /Type /Pages /Kids [2 0 R] /Count 1 >>");
        let root = writer.object("<< /Type /Catalog /Pages 3 0 R >>");
        writer.finish(root)
    };
    for body in [bomb("/FlateDecode", &once), bomb("[/FlateDecode /FlateDecode]", &deflated(&once))] {
        assert_eq!(read(&body).unwrap().unread.as_deref(), Some("page 1 is too long"));
    }
    // Streams of objects, which are unpacked when the file is opened: one too long, and many that are not.
    for (count, numbers) in [(1, 600_000), (8, 400_000)] {
        let mut writer = Writer::default();
        let packed = deflated(&[b"900 0 [".as_slice(), &b"1 ".repeat(numbers), b"]"].concat());
        for _ in 0..count {
            writer.stream("/Type /ObjStm /N 1 /First 6 /Filter /FlateDecode", &packed);
        }
        let body = writer.pages(HELVETICA, &["BT /F 9 Tf (x) Tj ET"], false);
        assert!(is_too_large(&body), "{count} of {numbers}");
    }
    let mut writer = Writer::default();
    writer.object([b"[".as_slice(), &b"1 ".repeat(600_000), b"]"].concat());
    assert!(is_too_large(&writer.pages(HELVETICA, &["BT /F 9 Tf (x) Tj ET"], false)), "a long object");
    // Pages that share one long content.
    let mut writer = Writer::default();
    let content = writer.packed("", &[b"%".as_slice(), &[b'x'; 7 * 1024 * 1024]].concat());
    let kids: String = (0..20).fold(String::new(), |mut kids, _| {
        let page = writer.object(format!("<< /Type /Page /Contents {content} 0 R >>"));
        write!(kids, "{page} 0 R ").unwrap();
        kids
    });
    let tree = writer.object(format!("<< /Type /Pages /Kids [{kids}] /Count 20 >>"));
    let root = writer.object(format!("<< /Type /Catalog /Pages {tree} 0 R >>"));
    assert!(read(&writer.finish(root)).unwrap().unread.is_some());
    if let Some(peak) = peak() {
        assert!(peak < 256, "{peak} MiB");
    }
}

/// The most memory that this process held so far, in MiB, where the system says.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
}

#[test]
fn tables_that_promise_all_codes_cost_nothing() {
    let mut writer = Writer::default();
    let table = writer.stream("", b"1 begincodespacerange <00000000> <ffffffff> endcodespacerange 1 beginbfrange <00000000> <ffffffff> <0041> endbfrange");
    let font = format!(
        "/Font << /F << /Type /Font /Subtype /TrueType /Encoding /WinAnsiEncoding /ToUnicode {table} 0 R /FirstChar -9 /Widths [9999999999 0] >> >>"
    );
    assert_eq!(read(&writer.pages(&font, &["BT /F 9 Tf (plain) Tj ET"], false)).unwrap().text, "plain");
}

#[test]
fn circles_end() {
    let mut writer = Writer::default();
    // A form that shows itself twice, and a page tree that leads back to its root.
    let form = writer.stream(
        &format!("/Type /XObject /Subtype /Form /Resources << {HELVETICA} /XObject << /X 1 0 R >> >>"),
        b"BT /F 9 Tf 72 700 Td (again) Tj ET /X Do /X Do",
    );
    let page = writer.object(format!(
        "<< /Type /Page /Contents {form} 0 R /Resources << {HELVETICA} /XObject << /X {form} 0 R >> >> >>"
    ));
    writer.object(format!("<< /Type /Pages /Kids [{page} 0 R 3 0 R] /Count 2 /Parent 3 0 R >>"));
    let root = writer.object("<< /Type /Catalog /Pages 3 0 R >>");
    assert!(read(&writer.finish(root)).unwrap().text.starts_with("again"));
    for content in [
        "q ".repeat(100_000),
        "[".repeat(100_000),
        "<<".repeat(100_000),
        "(".repeat(100_000),
        "BI ".repeat(50_000),
    ] {
        let body =
            Writer::default().pages(HELVETICA, &[&format!("BT /F 9 Tf (first) Tj ET {content}")], true);
        assert_eq!(read(&body).unwrap().text, "first", "{}", &content[..3]);
    }
}

#[test]
fn objects_that_lie_in_one_another_are_refused() {
    let mut body = b"%PDF-1.4\n".to_vec();
    for number in 0..200_000 {
        body.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
    }
    body.extend_from_slice(b"endobj trailer << /Encrypt 1 0 R /Root 1 0 R >>");
    assert_eq!(read(&body), Err(Unreadable::BrokenPdf("its objects are nested in a circle".to_owned())));
}

/// A sound PDF with a bit of everything.
fn sample() -> Vec<u8> {
    let mut writer = Writer::default();
    let table = writer
        .packed("", b"1 beginbfrange <0001> <001a> <0061> endbfrange 1 beginbfchar <0020> <0020> endbfchar");
    let objects = b"20 0 << /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>";
    writer.packed("/Type /ObjStm /N 1 /First 5", objects);
    let form = writer.packed(
        &format!("/Type /XObject /Subtype /Form /Resources << {HELVETICA} >>"),
        lines(&[(72, 300, 9, "inside")]).as_bytes(),
    );
    let resources = format!(
        "/XObject << /X {form} 0 R >> /Font << /F << /Type /Font /Subtype /Type0 /Encoding /Identity-H /ToUnicode {table} 0 R \
         /DescendantFonts [<< /W [1 [600 600] 3 9 400] >>] >> /G << /Type /Font /Subtype /Type1 /BaseFont /Helvetica \
         /FirstChar 32 /Widths [278 300 400] /Encoding << /BaseEncoding /WinAnsiEncoding /Differences [65 /B /fi] >> >> >>"
    );
    let content = "q 1 0 0 1 9 9 cm BT /F 10 Tf 72 700 Td <000100020003> Tj 12 TL T* /G 9 Tf [(ab) -300 (c)] TJ (d) ' ET Q /X Do BI /W 1 /H 1 /BPC 8 /CS /G ID x EI";
    writer.pages(&resources, &[content, content], true)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn cut_and_changed_bytes_are_survived(cut in 0.0..1.0f64, changes in proptest::collection::vec((0.0..1.0f64, any::<u8>()), 0..12), packed in any::<bool>()) {
        let mut body = if packed { sample() } else { plain(&[&[(72, 700, 12, "Massage did not reduce"), (72, 686, 12, "soreness")]]) };
        let place = |share: f64, length: usize| ((length as f64) * share) as usize;
        for (at, byte) in changes {
            let at = place(at, body.len());
            body[at] = byte;
        }
        if cut < 0.5 {
            body.truncate(place(cut * 2.0, body.len()));
        }
        // Whatever it says, it says something.
        if let Ok(page) = super::page::read(&body, Some("application/pdf")) {
            prop_assert!(page.text.len() < 10_000);
        }
    }
}
