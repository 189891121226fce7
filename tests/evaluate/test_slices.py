from __future__ import annotations

import pytest

from extract.evaluate.slices import places, slices_of
from tests.evaluate.making import gold


def slices(marked: str, **article: object) -> list[tuple[str, ...]]:
    (place,) = places([gold(marked, **article)])
    return [names for _, names in slices_of(place)]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("It was <ent label=DATE>Thursday</ent>.", {"same weekday", "relative dates"}),
        ("It was <ent label=DATE>Thursday night</ent>.", {"same weekday", "relative dates"}),
        ("It was <ent label=DATE>Friday</ent>.", {"relative dates"}),
        ("It was <ent label=DATE>last Thursday</ent>.", {"relative dates"}),
        ("It was <ent label=DATE>the end of May</ent>.", {"dates without year"}),
        ("It was <ent label=DATE>Thursday, Aug. 1</ent>.", {"dates without year"}),
        ("It was <ent label=DATE>May 2024</ent>.", set()),
        ("It was <ent label=DATE>the 1970s</ent>.", set()),
        ("It was <ent label=DATE>maybe tomorrow</ent>.", {"relative dates"}),
        ("It was <ent label=COUNT basis=each>two men</ent> each.", {"each"}),
        ("It was <ent label=COUNT low=24 high=99>dozens</ent>.", {"vague counts"}),
        ("It was <ent label=COUNT>one man</ent>.", set()),
        ("It was <ent label=PERSON>Suharto</ent>.", {"one-word names"}),
        ("It was <ent label=PERSON>Ann Lee</ent>.", set()),
        ("It was <ent label=AGENCY>KGB</ent>.", {"acronyms"}),
        ("It was <ent label=LOCATION>U.S.</ent>.", {"acronyms"}),
        ("It was <ent label=AGENCY>TASSNEWS</ent>.", set()),
        ("It was <ent label=AGENCY>Tass</ent>.", set()),
        ("It was <ent label=PERSON hard=yes>Ann Lee</ent>.", {"hard"}),
        ("<ent label=PERSON>Ann Lee</ent> runs\nShe ran.", {"headlines"}),
        ("<ent label=PERSON>Ann Lee</ent> runs.\nShe ran.", set()),
        ("date 2024-08-01\n<ent label=PERSON>Ann Lee</ent> runs\nShe ran.", {"headlines"}),
        (
            "---\ntitle: <ent label=PERSON>Ann Lee</ent> runs\nsource: x\n---\nShe ran",
            {"headlines"},
        ),
        ("---\ntitle: She runs\n---\n<ent label=PERSON>Ann Lee</ent> runs", set()),
        ("---\nsource: x\n---\n<ent label=PERSON>Ann Lee</ent> runs\n", {"headlines"}),
    ],
)
def test_slices(marked: str, expected: set[str]) -> None:
    (names,) = slices(marked)
    assert set(names) == expected


def test_a_title_that_is_repeated_is_a_headline() -> None:
    marked = "Home page.\n<ent label=PERSON>Ann Lee</ent> runs\n<ent label=PERSON>Al Lee</ent>."
    assert slices(marked, title="Ann Lee runs") == [("headlines",), ()]


def test_unpublished_and_tags() -> None:
    (names,) = slices("On <ent label=DATE>Friday</ent>.", published=None, tags=("wire",))
    assert names == ("relative dates", "dates, unpublished", "tag: wire")


@pytest.mark.parametrize(
    ("first", "second", "variant"),
    [("Evan Gray", "Ivan Gray", True), ("Evan Gray", "Gray", False), ("Gray", "Gray", False)],
)
def test_variant_names_are_found_across_articles(first: str, second: str, variant: bool) -> None:
    marked = "It was <ent label=PERSON entity=gray>{}</ent>."
    made = [gold(marked.format(first)), gold(marked.format(second), "b")]
    names = {name for place in places(made) for _, each in slices_of(place) for name in each}
    assert ("variant names" in names) == variant
