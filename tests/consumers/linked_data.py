"""Expands the JSON-LD and counts its triples, with two processors; every record of kb.json must be in them."""
import json
import sys

from pyld import jsonld
from rdflib import Graph

document, export = (json.load(open(path, encoding="utf-8")) for path in sys.argv[1:3])


def no_network(url, options):
    raise AssertionError(f"{url} would be fetched")


options = {"documentLoader": no_network}
expanded = jsonld.expand(document, options)
dataset = jsonld.to_rdf(document, options)
triples = dataset["@default"]
subjects = {triple["subject"]["value"] for triple in triples}
for kind, count in export["meta"]["counts"].items():
    ids = {f"urn:massage-kb:{kind}/{id}" for id in export[kind]}
    assert len(ids) == count and ids <= subjects, (kind, ids - subjects)
SCHEMA = "https://schema.org/"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def typed(name):
    return {t["subject"]["value"] for t in triples if t["predicate"]["value"] == TYPE and t["object"]["value"] == SCHEMA + name}


claims = typed("Claim")
cited = {t["subject"]["value"] for t in triples if t["predicate"]["value"] == SCHEMA + "citation"}
assert len(claims) == export["meta"]["counts"]["claims"] and claims <= cited
assert len(typed("MedicalWebPage")) == export["meta"]["counts"]["questions"]
assert typed("ScholarlyArticle") and typed("MedicalTherapy")
for triple in triples:
    if triple["predicate"]["value"] in (SCHEMA + "citation", SCHEMA + "contraindication"):
        assert triple["object"]["value"] in subjects, triple
# The items of lists are subjects without a name.
named = {subject for subject in subjects if not subject.startswith("_:")}
assert len(triples) > 10 * len(named) / 3, (len(triples), len(named))
graph = Graph().parse(sys.argv[1], format="json-ld")
assert len(graph) == len(triples), (len(graph), len(triples))
print(f"pyld, rdflib: {len(expanded)} nodes, {len(triples)} triples, {len(subjects)} subjects")
