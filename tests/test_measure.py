from __future__ import annotations

from extract.measure import link_gold
from tests.evaluate.making import gold, record


def test_gold_mentions_are_linked_with_what_was_found_out_about_them() -> None:
    labelled = [
        gold("<ent label=LOCATION entity=us country=US>America</ent> spoke.", "a"),
        gold("<ent label=LOCATION entity=us>the States</ent> spoke.", "b"),
        gold("<ent label=PERSON entity=ann>Ann Lee</ent> spoke.", "c"),
    ]
    found = record("<ent label=LOCATION>America</ent> spoke.", "a")
    (mention,) = found.mentions
    known = mention.model_copy(update={"reference": "geonames:1"})
    others = [
        record("the States <ent label=DATE>spoke</ent>.", "b"),
        record("<ent label=AGENCY>Ann Lee</ent> spoke.", "c"),
    ]
    linked = link_gold(labelled, [found.model_copy(update={"mentions": (known,)}), *others])
    mentions = [each for record in linked.records for each in record.mentions]
    assert [(m.label, m.text) for m in mentions] == [
        ("LOCATION", "America"),
        ("LOCATION", "the States"),
        ("PERSON", "Ann Lee"),
    ]
    assert [m.reference for m in mentions] == ["geonames:1", None, None]
    assert all(m.entity for m in mentions)
    assert len({m.id for m in mentions}) == 3
