"""Renders the bibliography from the CSL-JSON with a processor of the Citation Style Language."""
import json
import sys
import warnings

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON

items = json.load(open(sys.argv[1], encoding="utf-8"))
with warnings.catch_warnings():
    # It warns of variables that its own list lacks (PMID and the like).
    warnings.simplefilter("ignore")
    source = CiteProcJSON(items)
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    entries = [str(entry) for entry in bibliography.bibliography()]
assert len(entries) == len(items), (len(entries), len(items))
text = "\n".join(entries)


def plain(words):
    return "".join(letter for letter in words.lower() if letter.isalnum())


shown = plain(text)
for item in items:
    assert plain(item["title"]) in shown, item["title"]
    for name in item.get("author", [])[:1]:
        assert plain(name.get("family", name.get("literal"))) in shown, name
print(f"citeproc-py: {len(entries)} references, for example: {entries[0]}")
