"""What people have decided, as resolution asks for it.

`Reviewed` holds the decisions and parts the mentions of one article; `Ruling` is what they say of
the clusters of one label in all articles: which are one (`units`), and which are never one, by
*marks*. A mark is a decision and one of its sides: whoever has one side is never joined with
whoever has the other. What is the same by decision shares its marks, so that nothing comes together
through others either.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TypeVar

from extract.decisions import Name, Same, check_decisions, names_of, singled_out
from extract.resolve.bodies import parse_body
from extract.resolve.clusters import Cluster, Contexts, Judged, display
from extract.resolve.names import parse_person
from extract.schemas import Label, Mention, ReviewedDecision, content_id

RULE = "reviewed"
#: Names that a note lists at most.
_NOTED = 5

#: A decision, by its place among the sorted, and a side of it: 0 or 1.
Mark = tuple[int, int]
Marks = frozenset[Mark]
NO_MARKS: Marks = frozenset()

_Item = TypeVar("_Item")


def is_short(label: str, name: str) -> bool:
    """Return whether a name needs a longer one to say who is meant: a surname, an acronym."""
    if label == "PERSON":
        return len(parse_person(name).parts) == 1
    return label == "AGENCY" and parse_body(name).acronym is not None


class Reviewed:
    """Reviewed decisions in an order of their own, so that the order of lines changes nothing.

    Raises:
        DecisionError: two contradict each other.
    """

    def __init__(self, decisions: Iterable[ReviewedDecision] = ()) -> None:
        unique = {each.model_dump_json(): each for each in decisions}
        self.decisions = tuple(unique[key] for key in sorted(unique))
        check_decisions(self.decisions, where=lambda at: _said(self.decisions[at]))
        self._same = Same(self.decisions)
        self.singled_out = singled_out(self.decisions)
        self._sides: defaultdict[Name, set[Mark]] = defaultdict(set)
        for number, decision in enumerate(self.decisions):
            if decision.decide == "different":
                for side, name in enumerate(names_of(decision)):
                    if name is not None:
                        self._sides[name].add((number, side))
        self._marks: dict[Name, set[Mark]] = {}
        #: Names that a decision is about, with their labels.
        self.names = {
            name[:2] for each in self.decisions for name in names_of(each) if name is not None
        }
        self._labels = {label for label, _ in self.names}
        #: Names in one article that are decided to be somebody's.
        self._claimed = {
            name
            for each in self.decisions
            if each.decide == "same"
            for name in names_of(each)
            if name is not None and name[2] is not None
        }

    @property
    def digest(self) -> str:
        """A digest of the decisions, whatever their order; empty where there is none."""
        words = [each.model_dump_json() for each in self.decisions]
        return content_id(*words) if words else ""

    def among(self, label: Label, clusters: Iterable[Cluster]) -> Ruling:
        """Return what is decided of `clusters`, which are those of `label` in all articles."""
        return Ruling(self, label, clusters if label in self._labels else ())

    def marks(self, label: str, name: str, article: str) -> Marks:
        """Return the marks of a spelling in an article."""
        if (label, name) not in self.names:
            return NO_MARKS
        everywhere, here = (label, name, None), (label, name, article)
        found = frozenset(self._marks_of(here) | self._marks_of(everywhere))
        if here in self.singled_out:
            # "In this article, and everywhere": everywhere else.
            found -= {
                (number, side)
                for number, side in self._sides.get(everywhere, ())
                if names_of(self.decisions[number])[1 - side] in self.singled_out
            }
        return found

    def _marks_of(self, name: Name) -> set[Mark]:
        if name not in self._marks:
            self._marks[name] = set[Mark]().union(
                *(self._sides.get(each, ()) for each in self._same.names(name))
            )
        return self._marks[name]

    def parted(self, article: str, groups: Iterable[list[Mention]]) -> list[list[Mention]]:
        """Part what one article's mentions of one thing are, where it was decided so."""
        return [
            part
            for group in groups
            for part in (self._part(article, group) if group[0].label in self._labels else [group])
        ]

    def _part(self, article: str, group: list[Mention]) -> list[list[Mention]]:
        label = group[0].label
        spelt: defaultdict[str, list[Mention]] = defaultdict(list)
        for mention in group:
            spelt[display(mention.text)].append(mention)
        if len(spelt) == 1 or not any((label, name) in self.names for name in spelt):
            return [group]
        short = {name for name in spelt if is_short(label, name)}
        items: list[list[str]] = []
        for name in sorted(spelt, key=lambda name: (name in short, -len(spelt[name]), name)):
            alike = {
                each[1]
                for each in self._same.names((label, name, article))
                | self._same.names((label, name, None))
                if each[2] in {None, article}
            }
            home = next((item for item in items if alike & set(item)), None)
            if home is None:
                items.append([name])
            else:
                home.append(name)
        parts = part(
            items,
            lambda item: frozenset().union(*(self.marks(label, name, article) for name in item)),
        )
        # A surname that was decided to be somebody else's leaves the one it was given to.
        leaving = [
            item
            for item in items
            if len(short) < len(spelt)
            and short.issuperset(item)
            and any((label, name, article) in self._claimed for name in item)
        ]
        kept = [[each for each in found if each not in leaving] for found in parts]
        return [
            sorted((m for item in found for name in item for m in spelt[name]), key=_place)
            for found in [*kept, *([item] for item in leaving)]
            if found
        ]


class Ruling:
    """What is decided of the clusters of one label.

    Attributes:
        units: clusters that are one by decision, each list two or more.
        judged: the decisions that apply, as judgements.
        notes: what does not apply, and why, in words.
        unknown: names that no cluster bears as they are meant.
    """

    def __init__(self, reviewed: Reviewed, label: Label, clusters: Iterable[Cluster]) -> None:
        self.reviewed = reviewed
        self.label = label
        self.units: list[list[Cluster]] = []
        self.judged: list[Judged] = []
        self.notes: list[str] = []
        self.unknown: list[str] = []
        self._marks: dict[tuple[str, str], Marks] = {}
        self._bearing: defaultdict[str, list[Cluster]] = defaultdict(list)
        named = (each for each in clusters if reviewed.names)
        for cluster in sorted(named, key=lambda cluster: cluster.id):
            for name in cluster.names:
                if (label, name) in reviewed.names:
                    self._bearing[name].append(cluster)
                    marks = reviewed.marks(label, name, cluster.article)
                    if marks:
                        self._marks[cluster.id] = marks | self._marks.get(cluster.id, NO_MARKS)
        #: Mentions whose name one article leaves open, and people have decided.
        self._settled: set[str] = set()
        self._about: defaultdict[frozenset[str], list[ReviewedDecision]] = defaultdict(list)
        self._apply()

    def marks(self, clusters: Iterable[Cluster]) -> Marks:
        """Return the marks of `clusters`."""
        if not self._marks:
            return NO_MARKS
        return frozenset[Mark]().union(*(self._marks.get(each.id, ()) for each in clusters))

    def between(self, one: Marks, two: Marks) -> ReviewedDecision | None:
        """Return a decision that keeps bearers of these marks apart, None if there is none."""
        if not one or not two:
            return None
        parting = sorted(number for number, side in one if (number, 1 - side) in two)
        return self.reviewed.decisions[parting[0]] if parting else None

    def parted(self, clusters: Sequence[Cluster]) -> list[list[Cluster]]:
        """Part clusters that a name or an id would make one, where it was decided so."""
        if not self.marks(clusters):
            return [list(clusters)]
        items: list[list[Cluster]] = []
        inside = {cluster.id for cluster in clusters}
        of_unit = {each.id: n for n, unit in enumerate(self.units) for each in unit}
        unit_items: dict[int, list[Cluster]] = {}
        for cluster in sorted(clusters, key=lambda cluster: cluster.id):
            number = of_unit.get(cluster.id)
            if number in unit_items:
                continue
            item = [cluster]
            if number is not None:
                item = [each for each in self.units[number] if each.id in inside]
                unit_items[number] = item
            items.append(item)
        # What is decided comes first; the rest goes where its company is.
        items.sort(key=lambda item: (not self.marks(item), item[0].id))
        return [
            sorted((cluster for item in found for cluster in item), key=lambda each: each.id)
            for found in part(items, self.marks, near=_nearness)
        ]

    def overrides(self, judged: Judged) -> bool:
        """Return whether a judgement is about what people have decided themselves."""
        if judged.rule == RULE:
            return False
        if judged.mention in self._settled and judged.article and judged.verdict == "unsure":
            return True
        return any(
            judged.article is None or {each.a_in, each.b_in} & {None, judged.article}
            for each in self._about.get(frozenset((judged.name_a, judged.name_b)), ())
        )

    def refuse(self, decision_between: ReviewedDecision, one: str, two: str) -> None:
        """Note that two were not joined although a decision says so: another forbids it."""
        self.notes.append(
            f"“{one}” and “{two}” were decided to be the same, but that would join what"
            f" {_said(decision_between)} keeps apart: not joined"
        )

    def _apply(self) -> None:
        together: list[tuple[Cluster, Cluster, ReviewedDecision]] = []
        applied: list[tuple[ReviewedDecision, Cluster]] = []
        for decision in self.reviewed.decisions:
            if decision.label != self.label or decision.decide == "name":
                continue
            one, two = (self._meant(decision, name) for name in names_of(decision) if name)
            if not one or not two:
                continue
            if decision.decide == "same":
                if self._several(decision, one) or self._several(decision, two):
                    continue
                together += [(one[0], each, decision) for each in (*one, *two)]
            applied.append((decision, one[0]))
        refused = self._unite(together)
        for decision, cluster in applied:
            if decision not in refused:
                self._about[frozenset((decision.a, decision.b or ""))].append(decision)
                self.judged.append(_as_judged(decision, cluster))
                self._settle(decision)

    def _settle(self, decision: ReviewedDecision) -> None:
        """Note which mentions need no guess any more: their short name is decided here."""
        for _, name, article in filter(None, names_of(decision)):
            if decision.decide == "same" and article and is_short(self.label, name):
                self._settled.update(
                    mention
                    for cluster in self._bearing[name]
                    if cluster.article == article
                    for mention in cluster.mentions
                )

    def _meant(self, decision: ReviewedDecision, name: Name) -> list[Cluster]:
        """Return the clusters that a name in a decision means."""
        _, text, article = name
        found = [
            cluster
            for cluster in self._bearing.get(text, ())
            if (cluster.article == article if article else self._alone(text, cluster))
        ]
        if decision.decide == "different" and not found:
            found = self._bearing.get(text, []) if article is None else []
        if not found:
            self.unknown.append(f"“{text}”" + (f" in {article}" if article else ""))
        return found

    def _alone(self, name: str, cluster: Cluster) -> bool:
        """Return whether a name stands by itself: no longer one says already who is meant."""
        return not is_short(self.label, name) or all(
            is_short(self.label, other) for other in cluster.names
        )

    def _several(self, decision: ReviewedDecision, clusters: Sequence[Cluster]) -> bool:
        """Return whether a name means several things here, and note it."""
        references = {cluster.reference for cluster in clusters if cluster.reference}
        countries = {cluster.country for cluster in clusters if cluster.country}
        several = max(len(references), 0 if references else len(countries))
        if several < 2:
            return False
        self.notes.append(
            f"{_said(decision)} does not apply: a name of it stands for {several} things here;"
            " limit it to an article with “a_in” or “b_in”"
        )
        return True

    def _unite(
        self, together: Iterable[tuple[Cluster, Cluster, ReviewedDecision]]
    ) -> list[ReviewedDecision]:
        """Make units of what is together by decision; return what would break another decision."""
        unit_of: dict[tuple[str, str], list[Cluster]] = {}
        refused = []
        for a, b, decision in together:
            one, two = unit_of.setdefault(a.id, [a]), unit_of.setdefault(b.id, [b])
            if one is two:
                continue
            if (parting := self.between(self.marks(one), self.marks(two))) is not None:
                self.refuse(parting, a.name, b.name)
                refused.append(decision)
                continue
            one += two
            unit_of.update((each.id, one) for each in two)
        for unit in {id(unit): unit for unit in unit_of.values()}.values():
            if len(unit) > 1:
                self.units.append(sorted(unit, key=lambda each: each.id))
                if marks := self.marks(unit):
                    self._marks.update((each.id, marks) for each in unit)
        return refused

    def shown_names(
        self, groups: Sequence[Sequence[Cluster]]
    ) -> tuple[dict[int, str], list[Judged]]:
        """Return the names that groups were decided to be shown under, by position, and why."""
        if not self._bearing:  # nobody is called what is decided of, as of most corpora
            groups = ()
        of_cluster = {each.id: number for number, group in enumerate(groups) for each in group}
        latest: dict[int, ReviewedDecision] = {}
        for decision in self.reviewed.decisions:
            if decision.label != self.label or decision.decide != "name":
                continue
            meant = self._meant(decision, names_of(decision)[0])
            numbers = {of_cluster[each.id] for each in meant if each.id in of_cluster}
            if len(numbers) > 1:
                self.notes.append(
                    f"{_said(decision)} does not apply: {len(numbers)} bear the name here; limit"
                    " it to an article with “a_in”"
                )
            for number in numbers if len(numbers) == 1 else ():
                known = latest.get(number)
                # The later decision counts; of one day, the first of the alphabet.
                if known is None or decision.on > known.on:
                    latest[number] = decision
        judged = [
            _as_judged(decision, min(groups[number], key=lambda each: each.id))
            for number, decision in sorted(latest.items())
        ]
        return {number: each.shown_as or each.a for number, each in latest.items()}, judged


def part(
    items: Iterable[_Item],
    marks_of: Callable[[_Item], Marks],
    near: Callable[[_Item, Sequence[_Item]], float] = lambda _item, _part: 0.0,
) -> list[list[_Item]]:
    """Part `items`, which would be one, so that no part has both sides of a decision.

    Args:
        items: in the order in which they choose; each goes to the nearest part that it may go to,
            the first of equals, and makes a new one where there is none.
        marks_of: gives the marks of an item.
        near: gives how near an item is to a part.
    """
    parts: list[tuple[list[_Item], set[Mark]]] = []
    for item in items:
        marks = marks_of(item)
        against = {(number, 1 - side) for number, side in marks}
        free = [each for each in parts if not against & each[1]]
        if not free:
            parts.append(([item], set(marks)))
            continue
        best = max(free, key=lambda each: near(item, each[0])) if len(free) > 1 else free[0]
        best[0].append(item)
        best[1].update(marks)
    return [found for found, _ in parts]


def notes_of(rulings: Collection[Ruling]) -> Iterator[str]:
    """Yield, in words, what of the decisions did not apply."""
    unknown = sorted({name for ruling in rulings for name in ruling.unknown})
    if unknown:
        more = f" and {len(unknown) - _NOTED} more" if len(unknown) > _NOTED else ""
        yield (
            f"decisions wait for names that these articles do not have:"
            f" {', '.join(unknown[:_NOTED])}{more}"
        )
    for ruling in rulings:
        yield from sorted(set(ruling.notes))


def _nearness(item: list[Cluster], found: Sequence[list[Cluster]]) -> float:
    around = Contexts().of(item)
    return around.support(Contexts().of(cluster for each in found for cluster in each)).score


def _place(mention: Mention) -> tuple[int, str]:
    return mention.start, mention.id


def _said(decision: ReviewedDecision) -> str:
    other = decision.b or decision.shown_as
    return f"“{decision.decide}” of “{decision.a}” and “{other}” ({decision.by}, {decision.on})"


def reason_of(decision: ReviewedDecision) -> str:
    """Return who decided, when and why, in words."""
    words = f"decided by {decision.by} on {decision.on}"
    if decision.why:
        words += f": {decision.why}"
    places = [place for place in (decision.a_in, decision.b_in) if place]
    return f"{words} (in {' and '.join(places)})" if places else words


def _as_judged(decision: ReviewedDecision, cluster: Cluster) -> Judged:
    same = decision.decide != "different"
    return Judged(
        decision.label,
        decision.a,
        decision.b or decision.shown_as or "",
        "match" if same else "no_match",
        RULE,
        1.0 if same else 0.0,
        reason_of(decision),
        article=decision.a_in or decision.b_in,
        mention=cluster.mentions[0],
    )
