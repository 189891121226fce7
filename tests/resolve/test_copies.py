import pytest

from extract.resolve import resolve
from extract.schemas import ArticleMentions, ReviewedDecision
from tests.resolve.conftest import Reader

UNKNOWN = "The <a>Ministry of Defence</a> fined <p>Okonkwo</p>."


def copies(article: Reader, *markups: str) -> list[ArticleMentions]:
    """Return articles a, b, c, …, of which all but the first are copies of it."""
    read = [article(chr(97 + place), markup) for place, markup in enumerate(markups)]
    return [read[0], *(each.model_copy(update={"story": "a"}) for each in read[1:])]


@pytest.mark.parametrize("label", ["PERSON", "AGENCY"])
def test_what_copies_call_so_is_one_thing(article: Reader, label: str) -> None:
    told = copies(article, UNKNOWN, f"KESSEL. {UNKNOWN}", UNKNOWN)
    apart = [each.model_copy(update={"story": None}) for each in told]
    assert len([each for each in resolve(apart).entities if each.label == label]) > 1
    (entity,) = [each for each in resolve(told).entities if each.label == label]
    assert entity.articles == 3


def test_the_outcome_is_the_same_in_any_order(article: Reader) -> None:
    told = copies(article, UNKNOWN, f"KESSEL. {UNKNOWN}", UNKNOWN)
    assert resolve(told) == resolve(told[::-1])


def test_the_reason_is_a_decision(article: Reader) -> None:
    decisions = resolve(copies(article, UNKNOWN, UNKNOWN)).decisions
    (decision,) = [each for each in decisions if each.label == "PERSON"]
    assert (decision.rule, decision.reason) == ("copies", "copies of one story name both")


def test_another_story_is_another_matter(article: Reader) -> None:
    told = copies(article, UNKNOWN, UNKNOWN)
    other = article("z", "<p>Okonkwo</p> scored in <l>Leeds</l>.")
    people = [each for each in resolve([*told, other]).entities if each.label == "PERSON"]
    assert sorted(each.articles for each in people) == [1, 2]


def test_what_people_decided_stands(article: Reader) -> None:
    told = copies(article, UNKNOWN, UNKNOWN)
    fields = {"decide": "different", "label": "PERSON", "a": "Okonkwo", "a_in": "a", "b": "Okonkwo"}
    decided = ReviewedDecision.model_validate(fields | {"by": "Ann", "on": "2026-11-29"})
    people = [e for e in resolve(told, reviewed=[decided]).entities if e.label == "PERSON"]
    assert len(people) == 2


def test_copies_do_not_make_common_what_they_name(article: Reader) -> None:
    """Thirty prints of one report name Yashin: his company still tells two spellings as one."""
    company = "beside <p>Ilya Yashin</p> and <p>Rico Krieger</p>."
    prints = copies(article, *[f"Note {n}: <p>Paul Whelan</p> {company}" for n in range(30)])
    other = article("zz", f"<p>Paul Whalen</p> came {company}")
    people = [e for e in resolve([*prints, other]).entities if e.label == "PERSON"]
    assert sorted(each.name for each in people) == ["Ilya Yashin", "Paul Whelan", "Rico Krieger"]
    alone = [each.model_copy(update={"story": None}) for each in prints]
    assert len([e for e in resolve([*alone, other]).entities if e.label == "PERSON"]) == 4
