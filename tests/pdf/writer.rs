//! Writes small PDFs, as sound or as broken as a test wants them.

use std::fmt::Write as _;
use std::io::Write as _;

/// The objects of a PDF, numbered from 1.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    objects: Vec<Vec<u8>>,
    /// What else stands in the trailer.
    pub(crate) trailer: String,
}

impl Writer {
    pub(crate) fn object(&mut self, body: impl Into<Vec<u8>>) -> usize {
        self.objects.push(body.into());
        self.objects.len()
    }

    pub(crate) fn stream(&mut self, dictionary: &str, content: &[u8]) -> usize {
        let mut body = format!("<< {dictionary} /Length {} >>\nstream\n", content.len()).into_bytes();
        body.extend_from_slice(content);
        body.extend_from_slice(b"\nendstream");
        self.object(body)
    }

    pub(crate) fn packed(&mut self, dictionary: &str, content: &[u8]) -> usize {
        self.stream(&format!("{dictionary} /Filter /FlateDecode"), &deflated(content))
    }

    /// The file, its catalog being the object `root`.
    pub(crate) fn finish(&self, root: usize) -> Vec<u8> {
        let mut file = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", self.objects.len() + 1);
        for (body, number) in self.objects.iter().zip(1..) {
            writeln!(table, "{:010} 00000 n ", file.len()).unwrap();
            file.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
            file.extend_from_slice(body);
            file.extend_from_slice(b"\nendobj\n");
        }
        let at = file.len();
        file.extend_from_slice(table.as_bytes());
        let size = self.objects.len() + 1;
        let end = format!(
            "trailer\n<< /Size {size} /Root {root} 0 R {} >>\nstartxref\n{at}\n%%EOF\n",
            self.trailer
        );
        file.extend_from_slice(end.as_bytes());
        file
    }

    /// The file with a page for each content; `resources` is what stands in their dictionary.
    pub(crate) fn pages(mut self, resources: &str, contents: &[&str], packed: bool) -> Vec<u8> {
        let tree = self.objects.len() + 1;
        self.object("");
        let mut kids = String::new();
        for content in contents {
            let content = content.as_bytes();
            let content = if packed { self.packed("", content) } else { self.stream("", content) };
            let page = format!(
                "<< /Type /Page /Parent {tree} 0 R /MediaBox [0 0 595 842] /Contents {content} 0 R /Resources << {resources} >> >>"
            );
            write!(kids, "{} 0 R ", self.object(page)).unwrap();
        }
        self.objects[tree - 1] =
            format!("<< /Type /Pages /Kids [{kids}] /Count {} >>", contents.len()).into_bytes();
        let root = self.object(format!("<< /Type /Catalog /Pages {tree} 0 R >>"));
        self.finish(root)
    }
}

pub(crate) fn deflated(content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

pub(crate) const HELVETICA: &str =
    "/Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >> >>";

/// A page of plain text in Helvetica, each line at its place: x, y, size, text.
pub(crate) fn lines(lines: &[(i32, i32, i32, &str)]) -> String {
    lines.iter().fold(String::new(), |mut content, (x, y, size, text)| {
        let text = text.replace('\\', "\\\\").replace('(', "\\(").replace(')', "\\)");
        writeln!(content, "BT /F {size} Tf {x} {y} Td ({text}) Tj ET").unwrap();
        content
    })
}

/// A PDF of pages of plain text.
pub(crate) fn plain(pages: &[&[(i32, i32, i32, &str)]]) -> Vec<u8> {
    let contents: Vec<String> = pages.iter().map(|page| lines(page)).collect();
    let contents: Vec<&str> = contents.iter().map(String::as_str).collect();
    Writer::default().pages(HELVETICA, &contents, false)
}
