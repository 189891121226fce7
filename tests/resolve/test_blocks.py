"""What may be one meets under a key; how many comparisons a long list of names takes."""

from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from extract.resolve import (
    article_bearers,
    article_bodies,
    article_people,
    article_words,
    blocks,
)
from extract.resolve.article import cluster_article
from extract.resolve.blocks import (
    RARE_SURNAME,
    NameIndex,
    body_keys,
    part_forms,
    part_keys,
    share_key,
    shortened,
)
from extract.resolve.candidates import Candidates, Surnames
from extract.resolve.compare import compare_parts, judge_people
from extract.resolve.names import Part, fold, parse_person
from extract.schemas import ArticleMentions
from tests.resolve.conftest import Reader

GIVEN = ["Ivan", "Maria", "Olga", "Pavel", "Amina", "Yusuf", "Grace", "Peter", "Rosa", "Chidi"]
SYLLABLES = ["ba", "de", "go", "ki", "lu", "ma", "no", "pe", "ri", "su", "ta", "vo", "xe", "zi"]


def surnames(size: int) -> list[str]:
    """Return invented surnames of three syllables, the first of them spread over the alphabet."""
    words = ["".join(syllables) for syllables in product(SYLLABLES, repeat=3)]
    return [word.title() for word in words[:: len(words) // size]][:size]


WORDS = st.text("abdehiklmnorstuvyz", min_size=1, max_size=11)
EDITS = st.lists(st.tuples(st.sampled_from("dits"), st.integers(0, 10)), max_size=3)


def edited(word: str, edits: list[tuple[str, int]]) -> str:
    """Return `word` with letters dropped, inserted, swapped with the next (t) or replaced (s)."""
    for kind, at in edits:
        i = at % (len(word) or 1)
        if kind == "d" and len(word) > 1:
            word = word[:i] + word[i + 1 :]
        elif kind == "i":
            word = f"{word[:i]}a{word[i:]}"
        elif kind == "t":
            word = word[:i] + word[i + 1 : i + 2] + word[i : i + 1] + word[i + 2 :]
        elif kind == "s":
            word = f"{word[:i]}e{word[i + 1 :]}"
    return word


@given(word=WORDS, edits=EDITS, as_given=st.booleans())
@example(word="zdzwj", edits=[("d", 1)], as_given=False).via("one slip, but two once folded")
@example(word="baabaaaaaaa", edits=[("d", 1), ("d", 1), ("s", 1)], as_given=False).via(
    "three slips of a long word, but two once folded"
)
def test_parts_that_can_be_one_share_a_key(
    word: str, edits: list[tuple[str, int]], as_given: bool
) -> None:
    one, two = (Part(plain, fold(plain)) for plain in (word, edited(word, edits)))
    if compare_parts(one, two, as_given=as_given).kind != "different":
        assert part_keys(one) & part_keys(two)


HALVES = st.lists(WORDS, max_size=2).map(tuple)


@given(word=WORDS, edits=EDITS, halves=st.tuples(HALVES, HALVES))
@example(word="abdulrahman", edits=[("d", i) for i in range(5)], halves=((), ())).via("abdul")
@example(word="kazlouskaya", edits=[("s", 3)], halves=(("ann",), ("anne",))).via("halves")
def test_keys_are_shared_as_if_they_were_written_out(
    word: str, edits: list[tuple[str, int]], halves: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    one, two = (
        Part(plain, fold(plain), halves=own)
        for plain, own in zip((word, edited(word, edits)), halves, strict=True)
    )
    assert share_key(part_forms(one), part_forms(two)) == bool(part_keys(one) & part_keys(two))


NAME = st.lists(
    st.sampled_from([*GIVEN, "J.", "Jong", "Un", "Jong-un", "Kim", "Petrov", "Petrow", "bin"]),
    min_size=2,
    max_size=4,
).map(" ".join)


@given(a=NAME, b=NAME)
def test_names_that_match_are_worth_comparing(a: str, b: str) -> None:
    one, two = parse_person(a), parse_person(b)
    if min(len(one.parts), len(two.parts)) < 2:
        return
    judgement = judge_people(one, two)
    if judgement.verdict == "match" or judgement.same_surname:
        assert NameIndex([one, two]).rivals(1) == {0}


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(texts=st.lists(NAME | st.sampled_from(["عمر القاضي", "Omar Qadi"]), max_size=8))
def test_an_index_finds_who_is_found_one_by_one(
    monkeypatch: pytest.MonkeyPatch, texts: list[str]
) -> None:
    names = [parse_person(text) for text in texts]
    few = NameIndex(names)
    with monkeypatch.context() as patched:
        patched.setattr(blocks, "FEW_NAMES", 0)
        many = NameIndex(names)
        for number, name in enumerate(names):
            assert few.rivals(number) == many.rivals(number)
            for part in name.parts:
                assert few.bearing(part) == many.bearing(part)


@pytest.mark.parametrize(
    ("a", "b", "meet"),
    [
        pytest.param("Evan Gershkovich", "Evan Gershkovitch", True, id="spelling"),
        pytest.param("Paul Whelan", "David Whalen", True, id="surname-alike"),
        pytest.param("Kim Jong Un", "Kim Jong-un", True, id="word-breaks"),
        pytest.param("Maria Santos Cruz", "Maria Santos", True, id="last-name-missing"),
        pytest.param("J. Smith", "John Smith", True, id="initial"),
        pytest.param("Dmitri Ivanov", "Ivanov Dmytro", True, id="order"),
        pytest.param("عمر القاضي", "Omar Qadi", True, id="without-vowels"),
        pytest.param("Ivan Petrov", "Ivan Sidorov", False, id="given-name-alone"),
        pytest.param("Grace Okonkwo", "Peter Mwangi", False, id="nothing"),
    ],
)
def test_which_names_are_worth_comparing(a: str, b: str, *, meet: bool) -> None:
    index = NameIndex([parse_person(a), parse_person(b)])
    assert bool(index.rivals(0)) == bool(index.rivals(1)) == meet


def test_bearers_of_a_common_surname_need_more_in_common() -> None:
    few = [parse_person(f"{word} Khan") for word in surnames(RARE_SURNAME)]
    many = [parse_person(f"{word} Khan") for word in surnames(RARE_SURNAME + 1)]
    assert len(NameIndex(few).rivals(0)) == RARE_SURNAME - 1
    assert len(NameIndex(many).rivals(0)) < RARE_SURNAME - 1


@pytest.mark.parametrize(
    ("a", "b", "meet"),
    [
        pytest.param("Ministry of Defence", "Defense Ministry", True, id="words"),
        pytest.param("Red Crescent Society", "RCS", True, id="initials"),
        pytest.param("Zentrobank", "Zentrobanc", True, id="slip"),
        pytest.param("Kano Peace Foundation", "Kanno Peace Foundation", True, id="slip-in-one"),
        pytest.param("Peace Foundation", "Peacefoundation", True, id="word-breaks"),
        pytest.param("Ministry of Justice", "Ministry of Health", False, id="other-word"),
    ],
)
def test_which_bodies_meet(article: Reader, a: str, b: str, *, meet: bool) -> None:
    one, two = article("one", f"<a>{a}</a> <a>{b}</a>").mentions
    assert bool(body_keys(one) & body_keys(two)) == meet


@pytest.mark.parametrize(
    ("word", "letters", "expected"),
    [
        pytest.param("abc", 0, {"abc"}, id="none"),
        pytest.param("abc", 1, {"abc", "ab", "ac", "bc"}, id="one"),
        pytest.param("ab", 2, {"ab", "a", "b", ""}, id="two"),
        pytest.param("", 1, {""}, id="empty"),
    ],
)
def test_shortened(word: str, letters: int, expected: set[str]) -> None:
    assert shortened(word, letters) == expected


def people(article: Reader, size: int) -> ArticleMentions:
    names = zip(GIVEN * (size // len(GIVEN)), surnames(size), strict=True)
    return article("list", ", ".join(f"<p>{first} {last}</p>" for first, last in names))


def namesakes(article: Reader, size: int) -> ArticleMentions:
    return article("list", ", ".join(f"<p>{first} Khan</p>" for first in surnames(size)))


def bare_surnames(article: Reader, size: int) -> ArticleMentions:
    full = people(article, size // 2).text
    marked = [f"<p>{name}</p>, <p>{name.split()[1]}</p>" for name in full.split(", ")]
    return article("list", ", ".join(marked))


def two_names_in_turn(article: Reader, size: int) -> ArticleMentions:
    named = "<p>John Tremlett</p>, <p>Mary Tremlett</p>"
    return article("turns", f"{named}{', <p>John</p>, <p>Tremlett</p>' * (size // 2)}")


def two_people_in_turn(article: Reader, size: int) -> ArticleMentions:
    two = "<p>John Tremlett</p>, <p>Mary Tremlett</p>, Mr <p>Tremlett</p>, "
    return article("turns", two * (size // 3))


def one_name_of_two(article: Reader, size: int) -> ArticleMentions:
    two = f"<p>John Tremlett</p>, 61, met another <p>John Tremlett</p>, 34.{' x' * 200} "
    return article("name", f"{two}{'<p>John Tremlett</p> sat. ' * size}")


def two_roles_in_turn(article: Reader, size: int) -> ArticleMentions:
    roles = ("driver", "judge")
    two = (f'The {role} <p role="{role}">Tremlett</p> said so. ' for role in roles)
    return article("roles", "".join(two) * (size // 2))


def bodies(article: Reader, size: int) -> ArticleMentions:
    names = [f"{word} Police Command" for word in surnames(size)]
    return article("list", ", ".join(f"<a>{name}</a>" for name in names))


def bodies_of_two_letters(article: Reader, size: int) -> ArticleMentions:
    names = [f"Kyiv {word} Authority" for word in surnames(size)]
    return article("list", ", ".join(f"<a>{name}</a>" for name in names))


@pytest.mark.parametrize(
    ("listed", "module", "comparison"),
    [
        pytest.param(people, article_people, "judge_people", id="people"),
        pytest.param(namesakes, article_people, "judge_people", id="one-surname"),
        pytest.param(bare_surnames, article_bearers, "compare_parts", id="bare-surnames"),
        pytest.param(two_names_in_turn, article_bearers, "is_quoted", id="two-names-in-turn"),
        pytest.param(two_people_in_turn, article_bearers, "sex_by_title", id="two-people-in-turn"),
        pytest.param(two_roles_in_turn, article_words, "sex_by_title", id="two-roles-in-turn"),
        pytest.param(one_name_of_two, article_people, "NameJudgement", id="either-of-two"),
        pytest.param(bodies, article_bodies, "_judge_bodies", id="bodies"),
        pytest.param(bodies, article_bodies, "is_short_for", id="short-bodies"),
        pytest.param(bodies_of_two_letters, article_bodies, "_judge_bodies", id="two-letters"),
    ],
)
def test_a_long_list_takes_few_comparisons(
    article: Reader,
    monkeypatch: pytest.MonkeyPatch,
    listed: Callable[[Reader, int], ArticleMentions],
    module: object,
    comparison: str,
) -> None:
    calls = 0
    compare = getattr(module, comparison)

    def counted(*args: object, **options: object) -> object:
        nonlocal calls
        calls += 1
        return compare(*args, **options)

    monkeypatch.setattr(module, comparison, counted)
    size = 400
    clusters = cluster_article(listed(article, size))
    # All against all would be 79,800.
    assert calls < 25 * size
    assert len(clusters.apart) < 25 * size


def test_a_name_with_a_nickname_meets_the_name_that_has_it_in_front() -> None:
    texts = ("Luis Gerardo (Jerry) Arrieta", "Jerry Arrieta", "Paul Arrieta")
    candidates = Candidates([parse_person(text) for text in texts])
    assert (candidates.rivals(0), candidates.rivals(1)) == ([], [0])


@pytest.mark.parametrize(
    ("one", "other", "met"),
    [
        ("Juan Pérez García", "Juan Pérez", [0]),
        ("Kim Ji Young", "Lee Ji Young", []),
        ("Cho Jong Young", "Jang Young-woo", []),
        ("Kim Jong Un", "Jong Un Kim", [0]),
    ],
)
def test_what_stands_between_a_surname_ahead_and_a_given_name_is_no_surname(
    one: str, other: str, met: list[int]
) -> None:
    assert Candidates([parse_person(one), parse_person(other)]).rivals(1) == met


@given(words=st.lists(WORDS, max_size=12), edits=EDITS)
def test_surnames_find_all_that_are_like_a_word(
    words: list[str], edits: list[tuple[str, int]]
) -> None:
    known = [*words, *(edited(word, edits) for word in words[:4])]
    parts = [Part(plain, fold(plain)) for plain in known]
    found = Surnames(parts)
    for asked in (*parts, Part("petrov", "petrov")):
        like = {each.plain for each in parts if compare_parts(asked, each).kind != "different"}
        assert set(found.like(asked)) == like
