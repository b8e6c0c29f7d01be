//! Which elements are seen, and which part the text.

/// The names of elements that no reader sees, or that stand in for another.
pub(super) const UNSEEN: &[&[u8]] = &[
    b"script",
    b"style",
    b"template",
    b"iframe",
    b"noembed",
    b"noframes",
    b"noscript",
    b"title",
    b"rp",
    b"rt",
    b"annotation",
    b"annotation-xml",
    b"desc",
    b"metadata",
];

/// Those that start and end a line.
const BLOCKS: &[&[u8]] = &[
    b"address",
    b"article",
    b"aside",
    b"blockquote",
    b"body",
    b"br",
    b"caption",
    b"center",
    b"dd",
    b"details",
    b"dialog",
    b"dir",
    b"div",
    b"dl",
    b"dt",
    b"fieldset",
    b"figcaption",
    b"figure",
    b"footer",
    b"form",
    b"h1",
    b"h2",
    b"h3",
    b"h4",
    b"h5",
    b"h6",
    b"head",
    b"header",
    b"hgroup",
    b"hr",
    b"html",
    b"legend",
    b"li",
    b"main",
    b"menu",
    b"nav",
    b"ol",
    b"optgroup",
    b"option",
    b"p",
    b"pre",
    b"search",
    b"section",
    b"select",
    b"summary",
    b"table",
    b"tbody",
    b"textarea",
    b"tfoot",
    b"thead",
    b"tr",
    b"ul",
    b"item",
    b"entry",
    b"sec",
];

/// Whether an element has no end.
pub(super) fn is_void(name: &[u8]) -> bool {
    const VOID: &[&[u8]] = &[
        b"area", b"base", b"br", b"col", b"embed", b"hr", b"img", b"input", b"link", b"meta", b"param",
        b"source", b"track", b"wbr",
    ];
    VOID.contains(&name)
}

/// Whether an element starts and ends a line.
pub(super) fn is_block(name: &[u8]) -> bool {
    BLOCKS.contains(&name)
}
