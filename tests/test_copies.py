from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import copies
from extract.copies import FEWEST_WORDS, Wording, link_copies
from extract.records import assemble_record
from extract.schemas import Article, Record
from extract.store import Feed, Run, Store, open_store
from tests.databases import query
from tests.fake_run import NOW, run_fake

REPORT = (
    "Ferry crews in the northern port of Kessel walked out on Tuesday over pay, stranding some 400"
    " passengers. The union Seafarers United said that its 1,200 members had rejected an offer of"
    " 3.5 percent. “We were promised more,” said its leader, Marta Olin. The operator, Blue Line,"
    " called the strike unlawful and said that it would ask a court in Arden to end it. Talks are"
    " to resume on Friday, a spokesman said. The last strike, in 2019, took eleven days."
)
OTHER = (
    "A court in Lund fined the builder Grane 40,000 euros on Monday for dumping soil in a lake. The"
    " judge, Ivo Hask, said that the firm had known since March that the soil held lead. Grane said"
    " that it would appeal. Neighbours had complained for two years, the mayor, Ana Pohl, told"
    " reporters, and the town had closed the beach in 2021 after children fell ill there."
)
FORM = (
    "A magnitude {} earthquake struck {} kilometres north of {} on {} at {}, the survey said. There"
    " were no immediate reports of damage. Residents of {} felt the ground shake. Authorities did"
    " not issue a warning. The region lies on a fault and is often hit by earthquakes."
)


@pytest.mark.parametrize(
    ("text", "is_copy"),
    [
        pytest.param(REPORT, True, id="the-same"),
        pytest.param(f"Ferries stop\nBy Joan Reed\nKESSEL (NA) — {REPORT}", True, id="byline"),
        pytest.param(REPORT[:330], True, id="cut"),
        pytest.param(REPORT.replace("said", "told reporters"), True, id="edited"),
        pytest.param(f"{REPORT} In Lund, {OTHER[100:250]}", True, id="with-more"),
        pytest.param(OTHER, False, id="another"),
        pytest.param(f"{OTHER} {REPORT[-120:]}", False, id="background-of-it"),
    ],
)
def test_a_copy_is_told_from_another_report(text: str, is_copy: bool) -> None:
    one, two = Wording.of(REPORT), Wording.of(text)
    assert one.is_copy(two) is is_copy
    assert two.is_copy(one) is is_copy
    if is_copy:
        assert not set(one.keys()).isdisjoint(two.keys())


def test_one_form_filled_in_twice_is_two_stories() -> None:
    one = Wording.of(FORM.format(4.5, 12, "Arden", "Tuesday", "3:15", "Arden"))
    two = Wording.of(FORM.format(5.1, 87, "Kessel", "Sunday", "11:40", "Kessel"))
    assert one.likeness(two).runs > 0.5
    assert not one.is_copy(two)


def test_a_brief_is_a_copy_only_word_for_word() -> None:
    brief = " ".join(["Rain is expected in Arden tomorrow and no wind at all."] * 2)
    assert Wording.of(brief).words < FEWEST_WORDS
    assert Wording.of(brief).is_copy(Wording.of(brief.upper()))
    assert not Wording.of(brief).is_copy(Wording.of(brief.replace("tomorrow", "on Friday")))


def test_keys_are_the_same_in_every_process() -> None:
    """They are kept in databases: other keys would find nothing there."""
    assert Wording.of(REPORT).keys()[:2] == (-7193621578327779139, 9075573983988973441)
    assert len(set(Wording.of(REPORT).keys())) == 32


@pytest.mark.parametrize("text", ["", "–", "Fire", "Fire in"])
def test_a_text_of_few_words_has_keys(text: str) -> None:
    assert len(Wording.of(text).keys()) == 32
    assert Wording.of(text).is_copy(Wording.of(text))


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with open_store(database) as opened:
        yield opened


def add(store: Store, **texts: str) -> None:
    """Write articles by id; each is published the day that its id ends in."""
    records = [
        assemble_record(
            Article.model_validate(
                {"id": name, "text": text, "published": f"2024-08-{int(name[-1]) + 1:02}"}
            ),
            (),
        )
        for name, text in texts.items()
    ]
    store.write_records(records, run=Run(version="1", settings={}, started=NOW))


def stories(store: Store) -> dict[str, str | None]:
    """Return the story of each article that is a copy."""
    return {each.id: each.story for each in store.memory().articles() if each.story is not None}


def test_the_earliest_of_new_articles_stands_for_their_story(store: Store) -> None:
    add(store, a3=REPORT, b1=f"By A\n{REPORT}", c2=REPORT[:300], d0=OTHER)
    assert link_copies(store.stories()) == 4
    assert stories(store) == {"a3": "b1", "c2": "b1"}
    assert store.totals().stories == 2
    assert link_copies(store.stories()) == 0


def test_new_articles_join_the_stories_that_are_known(store: Store) -> None:
    add(store, b5=REPORT)
    link_copies(store.stories())
    add(store, a6=f"By A\n{REPORT}", c9=OTHER)
    assert link_copies(store.stories()) == 2
    assert stories(store) == {"a6": "b5"}


def test_an_earlier_print_takes_over_the_story_that_is_known(store: Store) -> None:
    add(store, b5=REPORT, c6=f"By A\n{REPORT}", d7=OTHER)
    link_copies(store.stories())
    assert stories(store) == {"c6": "b5"}
    cursor = Feed(store).cursor
    add(store, z1=f"{REPORT} More follows.")
    assert link_copies(store.stories()) == 3
    assert stories(store) == {"b5": "z1", "c6": "z1"}
    assert [each.article for _, each in Feed(store, cursor).records()] == ["b5", "c6", "z1"]
    assert link_copies(store.stories()) == 0


# Sentences of which reports are made: two that share most of theirs are copies, and what is a copy
# of one need not be one of the other.
SENTENCES = [
    f"{who} of {place} {did} {number} {what} that the {other} had left by the {where} in spring."
    for who, place, did, number, what, other, where in zip(
        ["Ana", "Boris", "Carla", "Dmitri", "Elsa", "Farid", "Greta", "Hugo", "Irma", "Jonas"],
        ["Arden", "Bergo", "Cassel", "Dorn", "Ebro", "Fell", "Gavle", "Hume", "Isla", "Jarrow"],
        ["found", "sold", "burned", "counted", "hid", "lost", "moved", "named", "owned", "saw"],
        range(31, 41),
        ["boats", "carts", "doors", "engines", "flags", "goats", "hats", "inns", "jars", "kites"],
        ["army", "bank", "court", "dairy", "estate", "fleet", "guild", "hotel", "inn", "jury"],
        ["lake", "mill", "north", "orchard", "pier", "quarry", "river", "sea", "tower", "union"],
        strict=True,
    )
]
REPORTS = st.lists(
    st.tuples(
        st.none() | st.integers(1, 4),  # day
        st.integers(0, 6),  # first sentence
        st.integers(3, 5),  # sentences
        st.integers(0, 2),  # run that brings it
    ),
    min_size=2,
    max_size=9,
)


def written(key: int, day: int | None, first: int, number: int) -> Record:
    fields = {
        "id": f"a{key}",
        "text": " ".join(SENTENCES[first : first + number]),
        "published": day and f"2024-08-0{day}",
    }
    return assemble_record(Article.model_validate(fields), ())


def linked(batches: Iterable[list[Record]], gone: str | None = None) -> dict[str, object]:
    """Return where each article is placed, if they come in these batches and one goes again."""
    with TemporaryDirectory() as folder, open_store(f"sqlite:///{folder}/facts.db") as store:
        for batch in batches:
            store.write_records(batch, run=Run(version="1", settings={}, started=NOW))
            link_copies(store.stories())
        if gone is not None:
            store.delete_articles([gone])
            link_copies(store.stories())
        rows = query(f"sqlite:///{folder}/facts.db", "SELECT * FROM stories ORDER BY article_id")
        assert link_copies(store.stories()) == 0
    return {str(article): (story, similarity) for article, story, similarity in rows}


@settings(max_examples=60)
@given(REPORTS, st.sampled_from([2, 64]))
def test_the_stories_are_the_same_in_whatever_order_articles_come(
    reports: list[tuple[int | None, int, int, int]], together: int
) -> None:
    records = [(run, written(key, *rest)) for key, (*rest, run) in enumerate(reports)]
    in_runs = [[record for run, record in records if run == this] for this in range(3)]
    at_once = linked([[record for _, record in records]])
    with patch.object(copies, "_BATCH", together):
        assert linked(in_runs) == at_once
        assert linked(in_runs, gone="a0") == linked([[record for _, record in records[1:]]])


def test_stories_are_found_anew_where_the_one_that_stood_for_them_changed(store: Store) -> None:
    add(store, a1=REPORT, b2=REPORT, c3=f"By A\n{REPORT}")
    link_copies(store.stories())
    assert stories(store) == {"b2": "a1", "c3": "a1"}
    add(store, a1=OTHER)
    assert link_copies(store.stories()) == 3
    assert stories(store) == {"c3": "b2"}


def test_who_polls_hears_that_an_article_joined_or_left_a_story(store: Store) -> None:
    add(store, a1=REPORT, b2=REPORT, d4=OTHER)
    link_copies(store.stories())
    cursor = Feed(store).cursor
    add(store, c3=OTHER)
    added = Feed(store).cursor
    link_copies(store.stories())
    assert [each.article for _, each in Feed(store, added).records()] == ["c3", "d4"]
    store.delete_articles(["a1"])
    link_copies(store.stories())
    assert [each.article for _, each in Feed(store, cursor).records()] == ["b2", "c3", "d4"]


def test_a_story_is_found_whatever_else_was_read_with_it(store: Store) -> None:
    """More articles than are placed together, and more than may stand under one key."""
    notes = {
        f"n{number}": FORM.format(number, number * 7, f"Town{number}", "Sunday", "1:10", "Arden")
        for number in range(100)
    }
    add(store, **{f"{name}-1": text for name, text in notes.items()})
    add(store, a0=REPORT, z9=f"{REPORT} More follows.")
    link_copies(store.stories())
    assert stories(store) == {"z9": "a0"}


def test_a_run_counts_stories_and_says_in_how_many_somebody_is(tmp_path: Path) -> None:
    for name, text in {"a": REPORT, "b": f"By Ann\n{REPORT}", "c": f"Marta. {OTHER}"}.items():
        (tmp_path / f"{name}.txt").write_text(f"date 2024-08-01\n{text}")
    summary = run_fake(tmp_path, folder=tmp_path.parent)
    assert (summary.articles, summary.stories) == (3, 2)
    marta = {each.name: each for each in summary.people}["Marta"]
    assert (marta.articles, marta.stories) == (3, 2)
    assert "stories" not in marta.model_dump()
