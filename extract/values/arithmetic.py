"""Arithmetic on the counts of a record: what follows from its figures, and whether they agree.

A derived count is not in the text and never among the mentions: it says how it was worked out, and
from which mentions. Four kinds are read, each from the plainest wordings alone, because a wrong
figure is worse than none:

- a **product**: "the two countries freed 90 prisoners each" is 180, when the text says how many
  parties there are;
- a **remainder**: "17 detainees, two of whom were journalists" leaves 15;
- a **check**: "26 people: 24 adults and two minors" holds, "27 people: 24 adults and two minors"
  does not;
- a **sum**: "24 adults and two minors" are 26, a "four-for-two swap" moves six.

Where to start reading: `derived_counts`, then `_Reading`, which has a method for each kind.

Does not do: sums over several sentences, unless they hold; sums of people and things; shares that
may overlap ("including three women and two journalists"); percentages.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extract.schemas import Bound, CountValue, DerivedCount, DerivedKind, Mention, Record, UnitClass
from extract.values.bases import WHOLE_REACH
from extract.values.counts import adds_up

#: Classes whose members are people, alive or dead: they add up whatever each is called.
_PEOPLE: frozenset[UnitClass] = frozenset(
    {"military", "civilian", "prisoner", "minor", "body", "casualty", "person"}
)
_BOUND_WORDS: dict[Bound, str] = {
    "exact": "",
    "approx": "about ",
    "at_least": "at least ",
    "at_most": "at most ",
}
_FLIPPED: dict[Bound, Bound] = {"at_least": "at_most", "at_most": "at_least"}

#: Units that hold several people each: two teams among 120 officers leave nobody knows how many.
_COLLECTIVES = frozenset(
    {"team", "group", "batch", "family", "household", "couple", "crew", "pair", "gang", "party"}
)

#: What may stand between a joint and the number that follows.
_LEAD = (
    r"(?:(?:about|around|some|nearly|almost|roughly|approximately|at least|at most|more than|over|"
    r"up to|fewer than|less than|no fewer than|as many as|an estimated|only|just|another|a further|"
    r"the|the other|their|his|her|its)\s+){0,3}"
)
_STATED = re.compile(
    r"\s(?:dead|killed|injured|wounded|hurt|missing|detained|arrested)\b", re.IGNORECASE
)
_STATE = rf"(?:{_STATED.pattern})?"
_COMMA = re.compile(rf"{_STATE},\s+{_LEAD}", re.IGNORECASE)
_AND = re.compile(
    rf"{_STATE},?\s+(?:and|plus|as well as|along with|together with)\s+{_LEAD}", re.IGNORECASE
)
#: An item without a number behind the last one: the list is longer than its figures.
_GOES_ON = re.compile(
    r"(?:\s[\w’'-]+){0,5}?(?:,|,?\s(?:and|plus|or|as well as|along with|together with))\s+"
    r"(?:an?|one|several|some|many|others?|(?:his|her|their|its)\s|[A-Z])",
)
_OPENS_PARTS = re.compile(
    rf"(?:\s*[:(—–]\s*|,?\s+(?:comprising|made up of|consisting of|namely)\s+){_LEAD}",
    re.IGNORECASE,
)
_SHARE = r"(?:including|among (?:them|whom)|of (?:whom|which|them))"
_INCLUDING = re.compile(rf"(?:[^.;:!?\n()]{{0,60}},)?\s*,?\s+{_SHARE}\s+{_LEAD}", re.IGNORECASE)
_APPOSED = re.compile(rf"(?:[^.;:!?\n(),]{{0,60}})?,\s+{_LEAD}", re.IGNORECASE)
_OF_WHOM = re.compile(r"\s+of (?:whom|which|them)\b", re.IGNORECASE)
_OF_THE = re.compile(r"\s+(?:out )?of (?:the|these|those|its|their|his|her)\s+", re.IGNORECASE)
_AFTER_OF = re.compile(
    r"\b(?:of|among)\s+(?:the|those|these|its|their)\s+(?:other\s+)?$", re.IGNORECASE
)
_AMONG_WERE = re.compile(rf"\s+(?:were|was|are|is)\s+{_LEAD}", re.IGNORECASE)
_ENDS_SHARES = re.compile(rf"\b{_SHARE}\s+{_LEAD}$", re.IGNORECASE)
_SWAPPED = re.compile(
    r"(?:\s[\w’'-]+){0,3}?\s(?:swap|exchange|trade)s?\b|\s(?:prisoner|hostage|spy)\b", re.IGNORECASE
)
_FOR = re.compile(r"[-‐‑–]for[-‐‑–]", re.IGNORECASE)
_BOTH = re.compile(
    r"\b(?:(?P<two>both|either)\s+(?:sides?|countries|country|part(?:y|ies)|nations?|governments?)"
    r"|(?P<side>each|per|a)\s+side)\b",
    re.IGNORECASE,
)
_TOTAL_SAID = re.compile(
    r"\b(?:total\w*|makes?|making|altogether|in all|bringing)\b", re.IGNORECASE
)
_IN_ALL = re.compile(r",?\s+(?:in all|in total|altogether|all told)\b", re.IGNORECASE)
_CLAUSE = re.compile(r"[.;:!?\n(),]|\b(?:and|while|but|whereas)\b", re.IGNORECASE)
_EACH = re.compile(r"(?:\s+and\s+[^.;:,()]{1,40}?)?\s+(?:each|apiece)\b", re.IGNORECASE)
_NAMED_PARTIES = re.compile(r"(?:\s[\w’'-]+){1,5}\s+", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<![A-Z])[.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z\d])|\n")


@dataclass(frozen=True, slots=True)
class _Count:
    """One count of the record: its mention, with the value at hand."""

    mention: Mention
    value: CountValue

    @property
    def vague(self) -> bool:
        return self.value.bound == "approx" and self.value.low != self.value.high

    @property
    def words(self) -> str:
        """Its words in the text, with what bounds it in front."""
        said = " ".join(self.mention.text.split())
        if self.value.low != self.value.high and " and " in said:
            said = f"between {said}"
        return said if self.vague else _BOUND_WORDS[self.value.bound] + said

    @property
    def exact(self) -> bool:
        return self.value.bound == "exact" and self.value.low == self.value.high


@dataclass(frozen=True, slots=True)
class _Parties:
    """How many parties there are, in which words, from which mentions."""

    number: int
    words: str
    sources: tuple[str, ...]


def derived_counts(record: Record) -> tuple[DerivedCount, ...]:
    """Return what follows from the counts of `record` by arithmetic, in the order of the text.

    Nothing here is in the text: each result names the mentions that it comes from, and says in its
    `detail` how. The record itself stays as it is.

    Args:
        record: as extraction gives it; only its text and its mentions are read.
    """
    reading = _Reading(record)
    checks = list(reading.checks())
    checked = {source for each in checks for source in each.sources[1:]}
    sums = (each for each in reading.sums() if checked.isdisjoint(each.sources))
    found = [*reading.products(), *reading.remainders(), *checks, *sums, *reading.swaps()]
    place = {mention.id: mention.start for mention in record.mentions}
    return tuple(sorted(found, key=lambda each: [place[source] for source in each.sources]))


def added(values: Sequence[CountValue]) -> CountValue | None:
    """Return the sum of `values`; None if they have no sum worth saying.

    "At least 20" and "at most five" together bound nothing; "about" makes the whole a guess. Unit
    and class are those that all share; people of several classes are people.
    """
    bound = _joint_bound([each.bound for each in values])
    if bound is None:
        return None
    units = {each.unit for each in values}
    return CountValue(
        low=sum(each.low for each in values),
        high=sum(each.high for each in values),
        bound=bound,
        unit=units.pop() if len(units) == 1 else None,
        unit_class=_joint_class([each.unit_class for each in values]),
    )


def remainder(whole: CountValue, part: CountValue) -> CountValue | None:
    """Return what `part` leaves of `whole`; None if nothing, or nothing certain, is left."""
    bound = _joint_bound([whole.bound, _FLIPPED.get(part.bound, part.bound)])
    low, high = whole.low - part.high, whole.high - part.low
    if bound is None or low <= 0:
        return None
    return CountValue(low=low, high=high, bound=bound, unit=whole.unit, unit_class=whole.unit_class)


def multiplied(value: CountValue, parties: int) -> CountValue:
    """Return `value` taken `parties` times."""
    return value.model_copy(
        update={"low": value.low * parties, "high": value.high * parties, "basis": "unspecified"}
    )


def _joint_bound(bounds: Sequence[Bound]) -> Bound | None:
    said = set(bounds) - {"exact"}
    if {"at_least", "at_most"} <= said:
        return None
    if "approx" in said:
        return "approx"
    return said.pop() if said else "exact"


def _joint_class(classes: Sequence[UnitClass | None]) -> UnitClass | None:
    if len(set(classes)) == 1:
        return classes[0]
    return "person" if set(classes) <= _PEOPLE else None


class _Reading:
    """The counts of one record, and the ways to take them together."""

    def __init__(self, record: Record) -> None:
        self.text = record.article.text
        self.names = [each for each in record.mentions if each.label in {"LOCATION", "AGENCY"}]
        self.counts = [
            _Count(each, each.value)
            for each in record.mentions
            if isinstance(each.value, CountValue)
        ]
        self.ends = [0, *(each.end() for each in _SENTENCE_END.finditer(self.text))]

    # --- what stands around a count ---------------------------------------------------------------
    def gap(self, left: _Count | Mention, right: _Count | Mention) -> str:
        first = left.mention if isinstance(left, _Count) else left
        second = right.mention if isinstance(right, _Count) else right
        return self.text[first.end : second.start]

    def sentence(self, count: _Count) -> int:
        return bisect_right(self.ends, count.mention.start) - 1

    def before(self, count: _Count) -> str:
        return self.text[self.ends[self.sentence(count)] : count.mention.start]

    def after(self, count: _Count) -> str:
        at = self.sentence(count) + 1
        stop = self.ends[at] if at < len(self.ends) else len(self.text)
        return self.text[count.mention.end : stop]

    def around(self, count: _Count) -> str:
        """Return the count with as much of its sentence as may say for whom it holds."""
        return self.before(count)[-80:] + count.mention.text + self.after(count)[:60]

    def lists(self) -> Iterator[list[_Count]]:
        """Yield each coordination of counts that "and" closes: "24 adults and two minors"."""
        run: list[_Count] = self.counts[:1]
        closed = False
        for left, right in pairwise(self.counts):
            gap = self.gap(left, right)
            # Between two items, ", and" begins a clause: "two guards, and one man read a letter".
            if _AND.fullmatch(gap) and (len(run) > 1 or "," not in gap):
                run.append(right)
                closed = True
            elif _COMMA.fullmatch(gap) and not closed:
                run.append(right)
            else:
                if closed:
                    yield run
                run, closed = [right], False
        if closed:
            yield run

    def names_its_own(self, count: _Count) -> bool:
        """Whether a count says itself what it counts: "two jobs", "30 wounded", not "five pieces".

        Bare numbers may be alternatives ("two and three jobs") or shares ("five Cups and eight"),
        and pieces of one thing are no more pieces of another.
        """
        if count.mention.evidence.by == "counts.elided":
            return _STATED.match(self.after(count)) is not None
        people = count.value.unit_class in _PEOPLE
        return people or " of " not in count.mention.text or count.value.unit_class == "event"

    def is_open(self, run: Sequence[_Count]) -> bool:
        """Whether more may belong to a list than its figures say."""
        last = run[-1]
        return _GOES_ON.match(self.after(last)) is not None or any(
            _OF_WHOM.match(self.after(each)) or _OF_THE.match(self.after(each)) for each in run
        )

    # --- the kinds --------------------------------------------------------------------------------
    def products(self) -> Iterator[DerivedCount]:
        """Yield what each of several parties has, taken together."""
        lists = [run for run in self.lists() if all(each.value.basis == "each" for each in run)]
        alone = [[each] for each in self.counts if each.value.basis == "each"]
        first = {each.mention.id: run[0] for run in lists for each in run}
        for run in (*alone, *lists):
            if not (_EACH.match(self.after(run[-1])) or _BOTH.search(self.around(run[-1]))):
                continue
            parties = self._parties(first.get(run[0].mention.id, run[0]))
            one = added([each.value for each in run])
            if parties is not None and one is not None:
                yield _product(parties, run, one)

    def _parties(self, count: _Count) -> _Parties | None:
        """Return the parties that a count holds for each of, if the text says how many."""
        if both := _BOTH.search(self.around(count)):
            more = any(each.value.unit == "side" and each.value.low != 2 for each in self.counts)
            return None if more else _Parties(2, f"two sides (“{both.group().lower()}”)", ())
        earlier = [
            each
            for each in self.counts
            if each.mention.end <= count.mention.start
            and self.sentence(each) == self.sentence(count)
        ]
        if earlier:
            last = earlier[-1]
            partitive = _AFTER_OF.search(self.before(last)) or _OF_WHOM.match(self.after(last))
            if (
                not last.exact
                or last.value.low < 2
                or last.value.unit is None
                or partitive
                or _CLAUSE.search(self.gap(last, count))
                or any(_AND.fullmatch(self.gap(each, last)) for each in earlier[:-1])
            ):
                return None
            return _Parties(int(last.value.low), last.words, (last.mention.id,))
        return self._named_parties(count)

    def _named_parties(self, count: _Count) -> _Parties | None:
        """Return the parties of "Russia and Ukraine freed 90 prisoners each"."""
        names = [each for each in self.names if each.end <= count.mention.start][-4:]
        if len(names) < 2 or not _NAMED_PARTIES.fullmatch(
            self.text[names[-1].end : count.mention.start]
        ):
            return None
        if self.text[names[-2].end : names[-1].start] != " and ":
            return None
        chosen = names[-2:]
        start = chosen[0].start
        begins = start in self.ends or re.search(r"(?:^|[;:—]\s|[“\"])$", self.text[:start][-2:])
        if not begins:
            return None
        words = " and ".join(each.text for each in chosen)
        return _Parties(2, f"two ({words})", tuple(each.id for each in chosen))

    def remainders(self) -> Iterator[DerivedCount]:
        """Yield what a share leaves of its whole."""
        for at, part in enumerate(self.counts):
            whole = self._whole_of(at)
            if whole is None or whole.vague or not _of_one_kind(whole.value, part.value):
                continue
            left = remainder(whole.value, part.value)
            if left is None:
                continue
            yield _derived(
                "remainder",
                left,
                (whole.mention.id, part.mention.id),
                f"{whole.words} − {part.words}",
            )

    def _whole_of(self, at: int) -> _Count | None:
        """Return the count that the one at `at` is the only share of, None if that is not plain."""
        part = self.counts[at]
        following = self.counts[at + 1] if at + 1 < len(self.counts) else None
        bare = part.mention.evidence.by == "counts.elided"
        if bare and following is not None and _OF_THE.fullmatch(self.gap(part, following)):
            return following  # "31 of the 50 students"
        if not at or self._has_company(part, following):
            return None
        whole = self.counts[at - 1]
        gap = self.gap(whole, part)
        if _INCLUDING.fullmatch(gap):
            return whole
        if _APPOSED.fullmatch(gap) and _OF_WHOM.match(self.after(part)):
            return whole
        if _AFTER_OF.search(self.before(whole)) and (
            _APPOSED.fullmatch(gap) or _AMONG_WERE.fullmatch(gap)
        ):
            return whole
        return None

    def _has_company(self, part: _Count, following: _Count | None) -> bool:
        """Whether a share is one of several: what all leave together is another matter."""
        if _GOES_ON.match(self.after(part)):
            return True
        return (
            following is not None
            and self.sentence(following) == self.sentence(part)
            and _of_one_kind(part.value, following.value)
            and following.mention.start - part.mention.end < 80
        )

    def checks(self) -> Iterator[DerivedCount]:
        """Yield whether a stated total is the sum of its parts.

        That they miss it is said only of parts that a colon, a bracket or "comprising" announces.
        """
        for at, whole in enumerate(self.counts):
            if not whole.exact:
                continue
            run = self._announced(at)
            if run:
                holds = adds_up(whole.value, [each.value for each in run])
                yield _check(whole, run, holds=holds)
            elif run := self._adding_up(at):
                yield _check(whole, run, holds=True)
        for run in self.lists():
            if told := self._told_behind(run):
                yield _check(told, run, holds=True)

    def _announced(self, at: int) -> list[_Count] | None:
        """Return the list of parts that is announced right behind the count at `at`."""
        whole, following = self.counts[at], self.counts[at + 1 : at + 2]
        if not following or not _OPENS_PARTS.fullmatch(self.gap(whole, following[0])):
            return None
        for run in self.lists():
            if run[0] is following[0]:
                fits = all(each.exact and _of_one_kind(whole.value, each.value) for each in run)
                return run if fits and not self.is_open(run) else None
        return None

    def _adding_up(self, at: int) -> list[_Count] | None:
        """Return the parts shortly behind the count at `at` that make it, if such there are."""
        whole, parts, total = self.counts[at], list[_Count](), 0.0
        sentence = self.sentence(whole)
        for each in self.counts[at + 1 :]:
            here = self.sentence(each)
            if each.mention.start - whole.mention.start > WHOLE_REACH or here > sentence + 1:
                return None
            if not _of_one_kind(whole.value, each.value) or self.is_share(each):
                continue
            if not each.exact or each.value.basis == "each":
                return None
            if parts and here != self.sentence(parts[0]):
                return None  # what makes a whole stands in one sentence
            if not parts and _joins(self.gap(whole, each)):
                return None  # "six Burmese, four Indians and two Ukrainians" are one list
            parts.append(each)
            total += each.value.low
            if total >= whole.value.low:
                listed = len(parts) > 2 or (len(parts) > 1 and _AND.fullmatch(self.gap(*parts)))
                return parts if total == whole.value.low and listed else None
        return None

    def _told_behind(self, run: Sequence[_Count]) -> _Count | None:
        """Return the total that the text gives right behind its parts, if it is their sum."""
        at = self.counts.index(run[-1]) + 1
        if at == len(self.counts):
            return None
        whole = self.counts[at]
        gap = self.gap(run[-1], whole)
        said = _TOTAL_SAID.search(gap) or _IN_ALL.match(self.after(whole))
        values = [each.value for each in run]
        kin = all(_of_one_kind(values[0], each) for each in values[1:])
        return whole if len(gap) < 60 and said and kin and adds_up(whole.value, values) else None

    def is_share(self, count: _Count) -> bool:
        """Whether a count is a share of the one before it: "ten men, including two minors"."""
        said = _ENDS_SHARES.search(self.before(count)) or _OF_WHOM.match(self.after(count))
        return said is not None

    def sums(self) -> Iterator[DerivedCount]:
        """Yield the sum of counts that stand in one coordination."""
        for run in self.lists():
            kin = all(_of_one_kind(run[0].value, each.value) for each in run[1:])
            told = any(each.value.basis == "each" for each in run)
            before = self.before(run[0])
            shares = _ENDS_SHARES.search(before) or _AFTER_OF.search(before)
            values = [each.value for each in run]
            apposed = adds_up(values[0], values[1:])  # "26 people, 24 adults and two minors"
            repeated = len({each.words for each in run}) < len(run)  # "dozens and dozens"
            if not kin or told or shares or apposed or repeated or self.is_open(run):
                continue
            if any(each.vague or not self.names_its_own(each) for each in run):
                continue
            total = added(values)
            if total is not None:
                yield _derived(
                    "sum",
                    total,
                    tuple(each.mention.id for each in run),
                    " + ".join(each.words for each in run),
                )

    def swaps(self) -> Iterator[DerivedCount]:
        """Yield how many change hands in an exchange of so many for so many."""
        for left, right in pairwise(self.counts):
            if _FOR.fullmatch(self.gap(left, right)) and _SWAPPED.match(self.after(right)):
                total = added([left.value, right.value])
                if total is not None:
                    yield _derived(
                        "sum",
                        total,
                        (left.mention.id, right.mention.id),
                        f"{left.words} + {right.words} in exchange",
                    )


def _joins(gap: str) -> bool:
    return bool(_COMMA.fullmatch(gap) or _AND.fullmatch(gap))


def _of_one_kind(one: CountValue, other: CountValue) -> bool:
    """Whether two counts can be parts of one figure: both of people, or of things of one name."""
    if one.unit_class in _PEOPLE and other.unit_class in _PEOPLE:
        return one.unit not in _COLLECTIVES and other.unit not in _COLLECTIVES
    return one.unit is not None and one.unit == other.unit


def _product(parties: _Parties, run: Sequence[_Count], one: CountValue) -> DerivedCount:
    """Return what all parties have together, where each has `one`: the counts of `run`."""
    words = " + ".join(each.words for each in run)
    return _derived(
        "product",
        multiplied(one, parties.number),
        (*parties.sources, *(each.mention.id for each in run)),
        f"{parties.words} × {words}" if len(run) == 1 else f"{parties.words} × ({words})",
    )


def _check(whole: _Count, run: Sequence[_Count], *, holds: bool) -> DerivedCount:
    total = sum(each.value.low for each in run)
    ahead = whole.mention.start < run[0].mention.start  # behind, "26 in all", it has no noun
    named = whole.value if ahead else added([each.value for each in run]) or whole.value
    derived = _derived(
        "check",
        named.model_copy(update={"low": total, "high": total}),
        (whole.mention.id, *(each.mention.id for each in run)),
        " + ".join(each.words for each in run),
    )
    missed = abs(total - whole.value.low)
    side = "more" if total > whole.value.low else "fewer"
    said = "as stated" if holds else f"{missed:,} {side} than the {whole.words} stated"
    return derived.model_copy(update={"holds": holds, "detail": f"{derived.detail}, {said}"})


def _derived(
    kind: DerivedKind, value: CountValue, sources: tuple[str, ...], working: str
) -> DerivedCount:
    number = f"{value.low:,}" if value.low == value.high else f"{value.low:,}–{value.high:,}"
    return DerivedCount(
        kind=kind,
        low=value.low,
        high=value.high,
        bound=value.bound,
        unit=value.unit,
        unit_class=value.unit_class,
        sources=sources,
        detail=f"{working} = {_BOUND_WORDS[value.bound]}{number}",
    )
