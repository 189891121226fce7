"""A small database whose facts are known: what a page of it must show can be counted by hand."""

import datetime as dt
from typing import Any

from extract.knowledge import Knowledge
from extract.schemas import (
    Alias,
    Article,
    Decision,
    Entity,
    Failure,
    Label,
    Mention,
    Record,
    Resolution,
)
from extract.store import Run, Store
from tests.markup import parse

RUN = Run(version="1", settings={}, started=dt.datetime(2024, 8, 2, tzinfo=dt.UTC))
EVIL = "<script>document.title = 'owned'</script><!-- </script> & 'quoted'"

_ANKARA = "label=LOCATION entity=ankara type=city country=TR lat=39.92 lon=32.85"
_DAY = "label=DATE edtf=2024-08-01 start=2024-08-01 end=2024-08-02 precision=day"
_MONTH = "label=DATE edtf=2024-07 start=2024-07-01 end=2024-08-01 precision=month"
_OPEN = 'label=DATE reason="relative to the day of publication, which is not known"'
_GERSHKOVICH, _KRASIKOV = "label=PERSON entity=gershkovich", "label=PERSON entity=krasikov"
_AGENCY = "label=AGENCY entity=mit type=intelligence country=TR acronym=MIT"
_RUSSIA = "label=LOCATION entity=russia type=country country=RU lat=60.0 lon=100.0"


def _count(number: int, unit: str, kind: str) -> str:
    return f"label=COUNT low={number} high={number} unit={unit} unit_class={kind} basis=total"


_SWAP = (
    f'🎈 <ent {_GERSHKOVICH} role="U.S. journalist">Evan Gershkovich</ent> and'
    f" <ent {_KRASIKOV}>Vadim Krasikov</ent> were swapped in <ent {_ANKARA}>Ankara</ent> on"
    f" <ent {_DAY}>Thursday</ent>. The <ent {_AGENCY}>MIT</ent> said"
    f" <ent {_count(26, 'individual', 'person')}>26 individuals</ent> left. Talks began in"
    f" <ent {_MONTH}>July</ent>."
)
_MISSPELT = (
    f"In <ent {_ANKARA}>Ankara</ent>, <ent {_count(24, 'prisoner', 'prisoner')}>24"
    f" prisoners</ent> were freed, <ent {_GERSHKOVICH}>Ivan Gershkovich</ent> among them, and"
    f" <ent {_KRASIKOV}>Vedim Krasikov</ent> <ent {_OPEN}>yesterday</ent>."
    " <ent label=PERSON entity=krasikova>Krasikova</ent> was not."
)
_EVIL = (
    f"<ent {_RUSSIA}>Russia</ent> said {EVIL} to <ent label=PERSON entity=evil"
    f' role="{EVIL}">{EVIL[:8]}</ent>.'
)
# An article's title, source, day of publication, and text.
MARKED = {
    "swap": ("Swap in Ankara", "Daily", dt.date(2024, 8, 1), _SWAP),
    "misspelt": (None, None, None, _MISSPELT),
    "evil": (EVIL, "Evil & Sons/</script>", dt.date(2024, 8, 3), _EVIL),
}
NAMES: dict[str, tuple[Label, str, list[str]]] = {
    "ankara": ("LOCATION", "Ankara", ["Ankara"]),
    "russia": ("LOCATION", "Russia", ["Russia"]),
    "gershkovich": ("PERSON", "Evan Gershkovich", ["Evan Gershkovich", "Ivan Gershkovich"]),
    "krasikov": ("PERSON", "Vadim Krasikov", ["Vadim Krasikov", "Vedim Krasikov"]),
    "krasikova": ("PERSON", "Krasikova", ["Krasikova"]),
    "evil": ("PERSON", EVIL, [EVIL[:8]]),
    "mit": ("AGENCY", "National Intelligence Organization", ["MIT"]),
}


def _mention(article: str, mark: Any) -> dict[str, Any]:
    value = dict(mark.attributes)
    label, _ = value.pop("label"), value.pop("entity", None)
    return {
        "id": f"{article}-{mark.start}",
        "label": label,
        "start": mark.start,
        "end": mark.end,
        "text": mark.text,
        "value": value,
        "evidence": {"by": "test", "detail": EVIL, "confidence": 0.5},
    }


def records() -> list[Record]:
    """Return the articles with their mentions."""
    found = []
    for key, (title, source, published, marked) in MARKED.items():
        text, marks = parse(marked)
        article = Article(id=key, title=title, source=source, published=published, text=text)
        mentions = [Mention.model_validate(_mention(key, mark)) for mark in marks]
        warnings = () if published else ("no publication date: 1 relative date stays open",)
        found.append(Record(article=article, mentions=tuple(mentions), warnings=warnings))
    return found


def _decision(key: str, a: str, b: str, verdict: str, score: float, **rest: str) -> Decision:
    return Decision.model_validate(
        {"id": key, "label": "PERSON", "name_a": a, "name_b": b, "verdict": verdict}
        | {"rule": "spelling-variant", "score": score, "reason": f"{a} sounds like {b}"}
        | rest
    )


DECISIONS = (
    _decision("d1", "Evan Gershkovich", "Ivan Gershkovich", "match", 0.92, entity="gershkovich"),
    _decision("d2", "Vadim Krasikov", "Vedim Krasikov", "match", 0.77, entity="krasikov"),
    _decision("d3", "Krasikova", "Vedim Krasikov", "unsure", 0.5, article="misspelt"),
    _decision("d4", "Evan Gershkovich", "Vadim Krasikov", "no_match", 0.0),
    _decision("d5", "Evan Gershkovich", "Nobody Here", "no_match", 0.0),
)


def fill(store: Store) -> None:
    """Write the articles, who is who in them, and a failure."""
    made = records()
    store.write_records(made, run=RUN)
    links = {
        f"{key}-{mark.start}": mark.attributes["entity"]
        for key, (*_, marked) in MARKED.items()
        for mark in parse(marked)[1]
        if "entity" in mark.attributes
    }
    entities = []
    for key, (label, name, aliases) in NAMES.items():
        theirs = [each for record in made for each in record.mentions if links.get(each.id) == key]
        inside = {each.id.partition("-")[0] for each in theirs}
        days = sorted(day for each in inside if (day := MARKED[each][2]))
        attributes = {}
        if label != "PERSON":
            value = theirs[0].value.model_dump()
            attributes = {"types": (value["type"],), "countries": (value["country"],)}
        entities.append(
            Entity(
                id=key,
                label=label,
                name=name,
                aliases=tuple(Alias(name=each, count=1, articles=1) for each in aliases),
                attributes=attributes,
                mentions=len(theirs),
                articles=len(inside),
                first_seen=days[0] if days else None,
                last_seen=days[-1] if days else None,
            )
        )
    resolution = Resolution(entities=tuple(entities), links=links, decisions=DECISIONS)
    store.write_knowledge(Knowledge.of(resolution))
    store.ledger.note_failures(
        [Failure(article="bad<b>.txt", stage="read", error="no text: <i>")], run=RUN
    )
