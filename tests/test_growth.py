# ruff: noqa: E501 - one case a line
"""A database that grows: new articles beside known entities, ids that last, figures that hold.

The real resolution on the real store; articles are written as markup, as in `tests/resolve`.
"""

import datetime as dt
import hashlib
import random
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.knowledge import Known
from extract.resolve import growth, namesakes, resolve, resolve_whole, update
from extract.resolve.identity import Claim, entity_id, lasting_ids
from extract.schemas import Article, ArticleMentions, Entity, Label, Record, ReviewedDecision
from extract.store import Feed, Run, Store, open_store
from extract.store.memory import StoreMemory
from tests.databases import execute
from tests.resolve.conftest import read_markup
from tests.resolve.test_corpus import STOCK, SWAP

RUN = Run(version="1", settings={}, started=dt.datetime(2024, 8, 1, tzinfo=dt.UTC))


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    with open_store(database) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _grow_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Grow every corpus: small ones would be resolved anew."""
    monkeypatch.setattr(growth, "SMALL_CORPUS", 0)


def record(identity: str, markup: str, published: str | None = None) -> Record:
    found = read_markup(identity, markup, published)
    return Record(
        article=Article(
            id=found.id,
            text=found.text,
            published=found.published,
            sha256=hashlib.sha256(found.text.encode()).hexdigest(),
        ),
        mentions=found.mentions,
        warnings=(),
    )


def add(store: Store, *records: Record) -> bool:
    """Write `records` and resolve what is new; return whether anything changed."""
    store.write_records(records, run=RUN)
    knowledge = update(store.memory())
    return knowledge is not None and store.write_knowledge(knowledge)


def named(store: Store, name: str) -> Entity:
    """Return the only entity with a spelling `name`."""
    (found,) = [e for e in store.entities() if name in {alias.name for alias in e.aliases}]
    return found


FIRST = [
    record("a1", "<p>Paul Whelan</p> came. <p>Whelan</p> left. " + SWAP, "2024-08-02"),
    record("a2", '<p role="envoy">Grace Okonkwo</p> of <a>Cork Harbour Board</a>', "2024-08-03"),
    record("a3", "In <l>Lagos</l>, <p>Amina Yusuf</p> and <p>Chidi Eze</p> met."),
]


def test_what_is_resolved_needs_no_resolution(store: Store) -> None:
    assert add(store, *FIRST)
    assert update(store.memory()) is None


def test_a_known_name_joins_its_entity_and_the_figures_follow(store: Store) -> None:
    add(store, *FIRST)
    before = named(store, "Paul Whelan")
    assert add(store, record("b1", '<p role="Marine">Paul Whelan</p> spoke.', "2024-08-01"))
    after = named(store, "Paul Whelan")
    assert after.id == before.id
    assert [(a.name, a.count, a.articles) for a in after.aliases] == [
        ("Paul Whelan", 2, 2),
        ("Whelan", 1, 1),
    ]
    assert (after.mentions, after.articles) == (3, 2)
    assert after.attributes == {"roles": ("Marine",)}
    assert (after.first_seen, after.last_seen) == (dt.date(2024, 8, 1), dt.date(2024, 8, 2))


@pytest.mark.parametrize(
    ("markup", "name", "known"),
    [
        pytest.param("<p>Paul Whalen</p>. " + SWAP, "Paul Whalen", True, id="alike-in-context"),
        pytest.param("<p>Paul Whalen</p> bowls.", "Paul Whalen", False, id="alike-elsewhere"),
        pytest.param("<p>Paul Phelan</p>. " + SWAP, "Paul Phelan", False, id="other-person"),
        pytest.param("<p>Whelan</p>. " + SWAP, "Whelan", True, id="surname-in-context"),
        pytest.param("<p>David Whelan</p>. " + SWAP, "David Whelan", False, id="brother"),
        pytest.param("<p>Whelen</p>. " + SWAP, "Whelen", True, id="misspelt-surname-in-context"),
    ],
)
def test_a_new_name_meets_the_people_it_may_mean(
    store: Store, markup: str, name: str, *, known: bool
) -> None:
    add(store, *FIRST)
    add(store, record("b1", markup))
    of_mention = {m.text: m.entity for m in store.record("b1").mentions}
    assert (of_mention[name] == named(store, "Paul Whelan").id) == known


@pytest.mark.parametrize("alone", ["Marcano", "Brito", "Lucho"])
def test_a_single_name_meets_whoever_is_called_so(store: Store, alone: str) -> None:
    add(store, *FIRST, record("a4", "<p>Luis “Lucho” Marcano Brito</p>. " + SWAP))
    add(store, record("b1", f"<p>{alone}</p>. " + SWAP))
    assert alone in {alias.name for alias in named(store, "Luis “Lucho” Marcano Brito").aliases}


@pytest.mark.parametrize(
    ("markup", "known"),
    [
        ("the <a>Cork Harbour Board</a>", True),
        ("the <a>Cork Harbor Board</a>", True),
        ("the <a>Kerry Harbour Board</a>", False),
        ("in <l>Lagos</l>", True),
        ('in <l country="PT">Lagos</l>', False),
    ],
)
def test_a_new_name_meets_the_bodies_and_places_it_may_mean(
    store: Store, markup: str, *, known: bool
) -> None:
    add(store, *FIRST)
    before = {m.text: m.entity for each in FIRST for m in store.record(each.article.id).mentions}
    add(store, record("b1", markup))
    ((entity),) = [m.entity for m in store.record("b1").mentions]
    assert (entity in before.values()) == known


@pytest.mark.parametrize("older", [False, True])
@pytest.mark.parametrize(
    ("markup", "names"),
    [
        pytest.param("the <a>Corks Harbour Board</a>", {"Cork"}, id="alike"),
        pytest.param("the <a>Kilkee Harbour Board</a>", set(), id="other"),
        pytest.param(
            "the <a>Board of Harbour</a>, <a>Kilkee Harbour Board</a>",
            {"Cork", "Kerry"},
            id="short",
        ),
    ],
)
def test_of_bodies_that_are_called_alike_but_for_a_word_those_are_met_with_a_word_alike(
    store: Store,
    database: str,
    monkeypatch: pytest.MonkeyPatch,
    markup: str,
    names: set[str],
    *,
    older: bool,
) -> None:
    add(store, *FIRST, record("a4", "the <a>Kerry Harbour Board</a>"))
    if older:  # what extract wrote then says less
        execute(
            database,
            "UPDATE blocks SET block = 'name board harbor *' WHERE block LIKE 'name board harbor * %'",
        )
        names = {"Cork", "Kerry"}
    store.write_records([record("b1", markup)], run=RUN)
    memory, met = store.memory(), set[str]()

    def noted(label: Label, blocks: Iterable[str]) -> list[Known]:
        found = StoreMemory.met(memory, label, blocks)  # type: ignore[arg-type] # what it is
        met.update(name.split()[0] for each in found for name in each.names)
        return found

    monkeypatch.setattr(memory, "met", noted)
    assert update(memory) is not None
    assert met == names


def test_no_new_name_joins_one_that_may_be_of_two(store: Store) -> None:
    two = "<p>Rishi Kelso</p>, <p>Anil Kelso</p>. " + "x" * 400 + " <p>Kelso</p>. " + SWAP
    add(store, *FIRST, record("b1", two))
    add(store, record("c1", "<p>Kelso</p>. " + SWAP))
    kelso = [
        m.entity for key in ("b1", "c1") for m in store.record(key).mentions if m.text == "Kelso"
    ]
    assert len(set(kelso)) == 2


def test_a_family_that_is_known_is_nobody_and_stays_a_family(store: Store) -> None:
    add(store, *FIRST, record("b1", "The <p>Trenfield</p> family wept. " + SWAP))
    add(store, record("c1", "<p>Trenfield</p> sang. " + SWAP))
    add(store, record("d1", "The <p>Trenfield</p> family sang. " + SWAP))
    entity = {
        key: m.entity
        for key in ("b1", "c1", "d1")
        for m in store.record(key).mentions
        if m.text == "Trenfield"
    }
    assert entity["b1"] == entity["d1"] != entity["c1"]


def test_a_merge_keeps_the_older_id_and_the_other_leads_to_it(store: Store) -> None:
    add(store, record("a1", "<p>Evan Moroz</p> sang.", "2024-08-02"), FIRST[1])
    older = named(store, "Evan Moroz").id
    add(store, record("b1", "<p>Ivan Moroz</p> sang."))
    younger = named(store, "Ivan Moroz").id
    assert older != younger
    both = "<p>Evan Moroz</p>, envoy <p>Ilya Yashin</p>, <p>Rico Krieger</p>."
    add(store, record("c1", both), record("c2", both.replace("Evan", "Ivan")))
    assert named(store, "Ivan Moroz").id == named(store, "Evan Moroz").id == older
    assert [e.id for e in store.entities(younger)] == [older]
    assert store.memory().retired() == {younger}  # and is never given again
    assert store.memory().retired([older]) == set()
    assert store.memory().retired([older, younger]) == {younger}


def test_an_id_is_not_given_again_to_who_is_called_as_its_entity_was(store: Store) -> None:
    add(store, record("a1", "<p>Evan Moroz</p>, 60, sang. " + SWAP, "2024-08-02"))
    older = named(store, "Evan Moroz").id
    for article in ("b1", "b2"):
        add(store, record(article, "<p>Ivan Moroz</p>, 60, sang. " + SWAP, "2024-08-02"))
    (known,) = store.entities(older)
    assert known.name == "Ivan Moroz"
    add(store, record("c1", "<p>Evan Moroz</p>, 20, sang. " + SWAP, "2024-08-02"))
    assert list(store.entities(older)) == [known]
    (younger,) = {m.entity for m in store.record("c1").mentions if m.text == "Evan Moroz"}
    assert younger not in {None, older}


def test_the_id_of_a_namesake_of_somebody_known_derives_from_its_mention_too(store: Store) -> None:
    add(store, record("a4", "<p>Evan Moroz</p>, 60, sang. " + SWAP, "2024-08-02"), *FIRST)
    add(store, record("c1", "<p>Evan Moroz</p>, 20, sang. " + SWAP, "2024-08-02"))
    (younger,) = [m for m in store.record("c1").mentions if m.text == "Evan Moroz"]
    assert younger.entity == entity_id("PERSON", f"evan moroz|c1|{younger.id}")


def test_helpers_that_read_articles_are_let_go(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(store, *FIRST)
    store.write_records([record("b1", "<p>Paul Whelan</p> spoke.")], run=RUN)
    done: list[str] = []
    monkeypatch.setattr(growth.Found, "read", lambda *_a, **_k: done.append("read"))
    monkeypatch.setattr(growth.Helpers, "rest", lambda _self: done.append("rest"))
    monkeypatch.setattr(StoreMemory, "surnames", lambda *_a: done.append("surnames") or {})
    update(store.memory())
    assert done[:3] == ["read", "rest", "surnames"]


def test_decisions_on_who_was_merged_go_with_them_and_those_who_poll_hear_of_it(
    store: Store,
) -> None:
    add(store, record("a1", "<p>Evan Moroz</p> sang."), FIRST[1])
    older = named(store, "Evan Moroz").id
    add(store, record("b1", "<p>Ivan Moroz</p> sang. <p>Moroz</p> bowed."))
    younger = named(store, "Ivan Moroz").id
    (surname,) = store.decisions(younger)
    cursor = Feed(store).cursor
    both = "<p>Evan Moroz</p>, envoy <p>Ilya Yashin</p>, <p>Rico Krieger</p>."
    add(store, record("c1", both), record("c2", both.replace("Evan", "Ivan")))
    assert list(store.decisions(younger)) == []
    moved = surname.model_copy(update={"entity": older})
    assert moved in list(store.decisions(older))
    assert moved in list(Feed(store, cursor).decisions())


def test_who_was_told_apart_stays_apart_when_the_name_comes_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the corpus said of how common a name is, the few names that are new do not say."""
    monkeypatch.setattr(namesakes, "MANY_NAMES", 10)
    alike = ("Omar Ferreira", "Omar Kamau", "Omar Eze", "Lucia Said", "Anton Said", "Ana Said")
    circles = [
        record(f"a{n:02}", f"<p>Omar Said</p> met <p>Wanjiru {'abcdefghijkl'[n]}{n}uba</p>.")
        for n in range(12)
    ]
    add(store, record("alike", ". ".join(f"<p>{name}</p>" for name in alike)), *circles)
    before = {each.id for each in store.entities() if each.name == "Omar Said"}
    assert len(before) == 12
    assert add(store, record("b1", "<p>Omar Said</p> met <p>Wanjiru z99uba</p>."))
    after = {each.id for each in store.entities() if each.name == "Omar Said"}
    assert before < after
    assert len(after) == 13


def test_an_article_that_changes_is_resolved_with_all_others(store: Store) -> None:
    add(store, *FIRST)
    whelan = named(store, "Paul Whelan").id
    changed = record("a1", "<p>Paul Whelan</p> stayed. " + SWAP)
    store.write_records([changed], run=RUN)
    assert store.memory().whole_due()
    assert add(store)
    assert not store.memory().whole_due()
    after = named(store, "Paul Whelan")
    assert (after.id, after.mentions) == (whelan, 1)


def test_what_surrounds_known_entities_is_asked_at_once_up_to_a_limit(store: Store) -> None:
    add(store, *FIRST, record("a4", "<p>Paul Whelan</p> met <p>Amina Yusuf</p>."))
    whelan, amina = named(store, "Paul Whelan").id, named(store, "Amina Yusuf").id
    memory = store.memory()
    found = memory.contexts([whelan, amina, "nobody"], 1)
    assert found["nobody"] == set()
    # Of each its first article: a1, and a3.
    assert ("person", "amina iusuf") not in found[whelan]
    assert ("person", "chidi eze") in found[amina]
    assert ("person", "paul vhelan") not in found[amina]
    assert ("person", "paul vhelan") in memory.contexts([amina], 2)[amina]
    assert memory.ages().keys() > {amina, whelan}


def test_all_that_is_known_is_asked_of_those_who_change_alone(store: Store) -> None:
    add(store, *FIRST, record("a4", "<p>Paul Whelan</p> spoke."))
    memory = store.memory()
    met = {each.id: each for each in memory.met("PERSON", ["root vhelan", "bare nobody"])}
    whelan = named(store, "Paul Whelan")
    assert met.keys() == {whelan.id}
    assert met[whelan.id].names == {alias.name: alias.count for alias in whelan.aliases}
    (remembered,) = memory.remembered([whelan.id, "nobody"])
    assert remembered.entity == whelan
    assert remembered.tallies == met[whelan.id].tallies


@pytest.mark.parametrize(
    ("markup", "is_as_before"),
    [
        pytest.param("<p>Paul Whelan</p>. " + SWAP, True, id="known-name"),
        pytest.param("<p>Whelan</p>. " + SWAP, True, id="surname"),
        pytest.param("<p>Paul Whalen</p>. " + SWAP, False, id="new-spelling"),
    ],
)
def test_where_an_entity_is_met_is_written_when_its_names_change(
    store: Store, markup: str, *, is_as_before: bool
) -> None:
    add(store, *FIRST)
    store.write_records([record("b1", markup)], run=RUN)
    knowledge = update(store.memory())
    assert knowledge is not None
    whelan = named(store, "Paul Whelan").id
    (blocks,) = [each.blocks for each in knowledge.remembered if each.entity.id == whelan]
    assert (blocks is None) == is_as_before
    store.write_knowledge(knowledge)
    for block in ["words paul vhelan", *(() if is_as_before else ["words paul vhalen"])]:
        assert [each.id for each in store.memory().met("PERSON", [block])] == [whelan]


@pytest.mark.parametrize("grown", [False, True])
def test_resolution_says_how_far_it_is(store: Store, *, grown: bool) -> None:
    add(store, *FIRST[:2])
    store.write_records(FIRST[2:], run=RUN)
    told: list[tuple[str, int, int | None]] = []

    def report(doing: str, done: int, total: int | None) -> None:
        told.append((doing, done, total))

    memory = store.memory()
    update(memory, report=report) if grown else resolve_whole(memory, report=report)
    articles, (doing, done, names) = told
    assert articles == (("resolve", 1, 1) if grown else ("resolve", 3, 3))
    assert (doing, done) == ("compare", names)


def test_a_surname_that_the_database_knows_is_not_written_again(store: Store) -> None:
    add(store, *FIRST)
    store.write_records([record("b1", "<p>David Whelan</p> saw <p>Ada Marsh</p>.")], run=RUN)
    knowledge = update(store.memory())
    assert knowledge is not None
    assert knowledge.surnames.keys() == {"marsh"}
    store.write_knowledge(knowledge)
    assert {"whelan", "marsh"} <= store.memory().surnames(["whelan", "marsh"]).keys()


SAME = ReviewedDecision(
    decide="same", label="PERSON", a="Amina Yusuf", b="Chidi Eze", by="Ann", on=dt.date(2024, 8, 4)
)


def test_what_people_decide_is_applied_once_and_taken_back_when_it_goes(store: Store) -> None:
    add(store, *FIRST)
    amina, chidi = named(store, "Amina Yusuf"), named(store, "Chidi Eze")
    decided = update(store.memory(), reviewed=[SAME])
    assert decided is not None
    store.write_knowledge(decided)
    assert named(store, "Chidi Eze").id == named(store, "Amina Yusuf").id
    assert named(store, "Chidi Eze").id in {amina.id, chidi.id}
    assert update(store.memory(), reviewed=[SAME]) is None
    taken_back = update(store.memory())
    assert taken_back is not None
    store.write_knowledge(taken_back)
    assert named(store, "Chidi Eze").id != named(store, "Amina Yusuf").id


@pytest.mark.parametrize(
    ("markup", "whole"),
    [
        ("<p>Paul Whelan</p> spoke.", False),
        ("<p>Chidi Eze</p> spoke.", True),
        pytest.param("<p>Amina Yousuf</p> spoke.", True, id="meets-who-bears-a-decided-name"),
    ],
)
def test_what_is_decided_and_applied_does_not_resolve_all_anew(
    store: Store, markup: str, *, whole: bool
) -> None:
    store.write_records(FIRST, run=RUN)
    first = update(store.memory(), reviewed=[SAME])
    assert first is not None
    store.write_knowledge(first)
    store.write_records([record("b1", markup)], run=RUN)
    second = update(store.memory(), reviewed=[SAME])
    assert second is not None
    assert second.whole == whole
    store.write_knowledge(second)
    assert update(store.memory(), reviewed=[SAME]) is None
    anew = resolve_whole(store.memory(), reviewed=[SAME])
    assert dict(store.memory().links()) == dict(anew.links)


def test_ids_survive_resolving_all_anew(store: Store) -> None:
    add(store, *FIRST)
    add(store, record("b1", "<p>Whelan</p> and <p>Paul Whalen</p>. " + SWAP))
    before = dict(store.memory().links())
    store.write_knowledge(resolve_whole(store.memory()))
    assert dict(store.memory().links()) == before


@settings(max_examples=25)
@given(seed=st.integers(0, 10_000), first=st.integers(1, len(STOCK) - 1))
def test_steps_end_near_what_all_at_once_gives(
    tmp_path_factory: pytest.TempPathFactory, seed: int, first: int
) -> None:
    """The difference is bounded: only pairs that were unsure on less context may stay apart."""
    records = [record(f"a{n:02}", markup) for n, markup in enumerate(STOCK)]
    random.Random(seed).shuffle(records)  # noqa: S311 - an order, not a secret
    path = tmp_path_factory.mktemp("db") / "facts.db"
    with open_store(f"sqlite:///{path}") as store:
        add(store, *records[:first])
        for each in records[first:]:
            add(store, each)
        links = dict(store.memory().links())
        entities = {each.id: each for each in store.entities()}
        whole = resolve(map(ArticleMentions.of, records))
        assert links.keys() == whole.links.keys()
        # Nobody is one person in steps who is two at once.
        together = _pairs(links)
        assert together <= _pairs(whole.links)
        missed = _pairs(whole.links) - together
        assert all(_context_decides(store, *pair) for pair in missed)
        # The figures are those of the mentions.
        for identity, entity in entities.items():
            assert entity.mentions == sum(each == identity for each in links.values())


def _pairs(links: dict[str, str]) -> set[tuple[str, str]]:
    ordered = sorted(links)
    return {(a, b) for a in ordered for b in ordered if a < b and links[a] == links[b]}


def _context_decides(store: Store, a: str, b: str) -> bool:
    """Whether two mentions bear names that only a context joins: they are not written alike."""
    text = {m.id: m.text for r in store.records() for m in r.mentions}
    return text[a] != text[b] or " " not in text[a]


def claims(*parts: str) -> list[Claim]:
    """Return claims from "identity: mention mention"."""
    split = (part.split(": ") for part in parts)
    return [Claim("PERSON", identity, tuple(mentions.split())) for identity, mentions in split]


@pytest.mark.parametrize(
    ("now", "links", "ids", "merged"),
    [
        pytest.param(["ann: m1"], {}, ["=ann"], {}, id="new"),
        pytest.param(["ann: m1 m2"], {"m1": "old"}, ["old"], {}, id="grown"),
        pytest.param(["ann: m1 m2"], {"m1": "young", "m2": "old"}, ["old"], {"young": "old"}, id="merge"),
        pytest.param(["ann: m1 m2", "bea: m3"], dict.fromkeys(["m1", "m2", "m3"], "old"), ["old", "=bea"], {}, id="split"),
        pytest.param(["bea: m3", "ann: m1"], {"m1": "old", "m3": "old"}, ["=bea", "old"], {}, id="split-in-halves"),
        pytest.param(["old: m9"], {}, ["=old|m9"], {}, id="an-id-that-was-given-is-not-given-again"),
    ],
)  # fmt: skip
def test_lasting_ids(
    now: Iterable[str], links: dict[str, str], ids: list[str], merged: dict[str, str]
) -> None:
    gone = {entity_id("PERSON", "old")}
    found = lasting_ids(claims(*now), links, {"old": 1, "young": 2}, gone)
    wanted = [entity_id("PERSON", i.removeprefix("=")) if i.startswith("=") else i for i in ids]
    assert found == (wanted, merged)
