"""Which agencies of one article are one: by register id, by name, by acronym, by a short form.

`cluster_bodies` is the entry.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet

from extract.resolve.article_aliases import joined_by_alias
from extract.resolve.blocks import Blocks, body_keys, names_in_register
from extract.resolve.bodies import (
    MEMBERS_MIN_LENGTH,
    clipped_forms,
    compare_bodies,
    is_acronym_of,
    is_lead_of,
    is_short_for,
    parse_body,
    short_keys,
)
from extract.resolve.clusters import Judged, display
from extract.resolve.compare import NameJudgement, Verdict
from extract.schemas import AgencyValue, ArticleMentions, Mention

#: Between a short name and the full one that explains it.
_APPOSITION = re.compile(r"(?:,|\s\()\s?(?:the\s)?")
#: Before a name that another body bears too.
_ANOTHER = re.compile(r"\b(?:another|other|second)\s$", re.IGNORECASE)
_ANOTHER_CHARS = 10


def cluster_bodies(
    article: ArticleMentions, mentions: Sequence[Mention]
) -> tuple[list[list[Mention]], list[Judged]]:
    """Bring agencies together: by register id, by name, and acronyms with their long forms."""
    if len(mentions) == 1:
        return [list(mentions)], []
    named: dict[tuple[str, str, str], list[Mention]] = defaultdict(list)
    for mention in mentions:
        country = mention.value.country if isinstance(mention.value, AgencyValue) else None
        key = display(mention.text), mention.reference or "", country or ""
        named[key].append(mention)
    groups: list[list[Mention]] = []
    judged: list[Judged] = []
    blocks, longer = Blocks(), Blocks()
    leads = _company_leads(mentions)
    # The registered and the longer names first: what is shorter then has something to mean.
    order = sorted(named.items(), key=lambda item: (not item[0][1], -len(item[0][0]), item[0]))
    for (name, _, _), mine in order:
        keys = set[str]().union(*map(body_keys, mine))
        fitting = [
            (number, judgement)
            for number in sorted(blocks.under(keys))
            if (judgement := _judge_bodies(groups[number], mine)) is not None
            and judgement.verdict == "match"
        ]
        sure = [item for item in fitting if item[1].plain]
        fitting = sure if len(sure) == 1 else fitting
        if not fitting:
            near = blocks.under({f"words {parse_body(led).key}" for led in leads[mine[0].text]})
            near |= longer.under({parse_body(name).key})
            fitting = _named_in_full({each: groups[each] for each in sorted(near)}, mine, leads)
        for number, judgement in fitting:
            other = display(groups[number][0].text)
            verdict: Verdict = "match" if len(fitting) == 1 else "unsure"
            if name != other:
                judged.append(
                    Judged(
                        "AGENCY",
                        name,
                        other,
                        verdict,
                        judgement.rule if len(fitting) == 1 else "several-fit",
                        judgement.score if len(fitting) == 1 else 0.5,
                        judgement.reason,
                        article.id,
                        mine[0].id,
                    )
                )
        if len(fitting) == 1:
            groups[fitting[0][0]] += mine
            blocks.add(fitting[0][0], keys)
            longer.add(fitting[0][0], short_keys(mine[0].text))
            continue
        # What may be either of two bodies may be one here and the other there.
        for part in [[mention] for mention in mine] if fitting else [list(mine)]:
            meant = _meant(article.text, part[0], {each: groups[each] for each, _ in fitting})
            if meant is not None:
                groups[meant] += part
                blocks.add(meant, keys)
                continue
            blocks.add(len(groups), keys)
            longer.add(len(groups), short_keys(part[0].text))
            groups.append(part)
    return list(joined_by_alias(article.text, groups, _may_be_one)), judged


def _may_be_one(one: Mention, two: Mention) -> bool:
    """Return whether register, country and type of two agencies agree, as far as known."""
    return (
        not (one.reference and two.reference and one.reference != two.reference)
        and _agree(_countries([one]), _countries([two]))
        and _agree(_types([one]), _types([two]))
    )


def _meant(text: str, mention: Mention, groups: Mapping[int, Sequence[Mention]]) -> int | None:
    """Return which of several bodies a short name means, or None where the text leaves it open.

    That is the one whose full name stands in apposition to it, or the only one named before it.
    """
    beside = [
        number
        for number, group in groups.items()
        if any(_APPOSITION.fullmatch(text, mention.end, m.start) for m in group)
    ]
    if beside or _ANOTHER.search(text, max(0, mention.start - _ANOTHER_CHARS), mention.start):
        return beside[0] if len(beside) == 1 else None
    before = [
        number for number, group in groups.items() if min(m.start for m in group) < mention.start
    ]
    return before[0] if len(before) == 1 else None


def _named_in_full(
    groups: Mapping[int, list[Mention]], mine: Sequence[Mention], leads: Mapping[str, set[str]]
) -> list[tuple[int, NameJudgement]]:
    """Return which of `groups` are named in full what `mine` is called in short.

    What is short for a longer name has that before it, but for one telling word: a headline has
    "Saints" before the text has the New Orleans Saints. A company's first words are its name.
    """
    name = mine[0].text
    body = parse_body(name)
    if body.acronym and len(body.acronym) >= MEMBERS_MIN_LENGTH:
        body = parse_body(name.capitalize())  # "ROVERS", in a headline
    telling = len(body.words) == 1 and not body.generic
    fitting = [
        number for number, group in groups.items() if any(m.text in leads[name] for m in group)
    ]
    if not fitting and mine[0].reference is None:
        fitting = [
            number
            for number, group in groups.items()
            if any(is_short_for(body.text, m.text) for m in group)
            and (telling or min(m.start for m in group) < min(m.start for m in mine))
            and not ("party" in _types(mine) | _types(group) and len(body.words) > 1)
        ]
    return [
        (number, NameJudgement("match", 0.8, "short-form", ("one is short for the other",)))
        for number in fitting
        if _agree(_countries(groups[number]), _countries(mine))
        and _agree(_types(groups[number]), _types(mine))
    ]


def _company_leads(mentions: Sequence[Mention]) -> Mapping[str, set[str]]:
    """Return which names are a company's in full, and what leads it: name → the other.

    What leads the names of two companies is neither.
    """
    found: dict[str, set[str]] = defaultdict(set)
    kinds = {m.text: m.value.type for m in mentions if isinstance(m.value, AgencyValue)}
    by_first: dict[str, list[str]] = defaultdict(list)
    for name in kinds:
        by_first[_beginning(name)].append(name)
    for long, kind in kinds.items():
        for short in by_first[_beginning(long)]:
            if is_lead_of(short, long, kind):
                found[short].add(long)
    leads: defaultdict[str, set[str]] = defaultdict(set)
    for short, longs in found.items():
        full = max(longs, key=lambda long: (len(parse_body(long).words), long))
        words = parse_body(full).words
        if all(parse_body(long).words == words[: len(parse_body(long).words)] for long in longs):
            leads[short] |= longs
            for long in longs:
                leads[long].add(short)
    return leads


def _beginning(name: str) -> str:
    return parse_body(name).words[0][:MEMBERS_MIN_LENGTH]


def _agree(one: AbstractSet[str], two: AbstractSet[str]) -> bool:
    """Return whether two sets have something in common, or one is empty."""
    return not (one and two) or not one.isdisjoint(two)


def _types(group: Iterable[Mention]) -> set[str]:
    """Return the types that the values of agencies say."""
    kinds = {m.value.type for m in group if isinstance(m.value, AgencyValue) and m.value.type}
    return set(kinds - {"other"})


def _judge_bodies(one: list[Mention], two: list[Mention]) -> NameJudgement | None:
    """Judge two groups of one article; None when nothing brings them near."""
    refs = [{m.reference for m in group if m.reference} for group in (one, two)]
    if refs[0] and refs[1]:
        if refs[0] == refs[1]:
            return NameJudgement(
                "match", 1.0, "register", ("both are one body in the register",), plain=True
            )
        return None
    pairs = [pair for a in _forms(one) for b in _forms(two) for pair in ((a, b), (b, a))]
    for short, long in pairs:
        acronym = short.text.replace(".", "")
        if isinstance(long.value, AgencyValue) and long.value.acronym == acronym != long.text:
            return NameJudgement(
                "match", 0.98, "acronym", (f"the text gives “{acronym}” for “{long.text}”",)
            )
        # Letters so telling are above a country that may be that of the article.
        body = parse_body(short.text)
        if body.acronym in clipped_forms(long.text):
            return NameJudgement(
                "match",
                0.85,
                "initials",
                (f"“{body.acronym}” are letters of the words of “{long.text}”",),
            )
    if not _agree(_countries(one), _countries(two)):
        return None
    for known, other in ((one, two), (two, one)):
        if _countries(known) and _countries(other) and _is_named_by_register(known, other):
            return NameJudgement("match", 0.95, "register", ("the register has both names",))
    for short, long in pairs:
        body = parse_body(short.text)
        if body.acronym and is_acronym_of(body.acronym, parse_body(long.text)):
            return NameJudgement(
                "match",
                0.9,
                "initials",
                (f"“{body.acronym}” are the initials of “{long.text}”",),
            )
    judgements = [compare_bodies(a.text, b.text) for a in _forms(one) for b in _forms(two)]
    best = max(judgements, key=lambda j: (j.verdict == "match", j.score))
    if best.verdict == "unsure" and best.rule == "country-unknown":
        # In one article a body's bare name means the body that it has named in full; but what is
        # named before its chapter is the whole.
        chapter, bare = sorted((one, two), key=lambda group: not parse_body(group[0].text).chapter)
        if parse_body(chapter[0].text).chapter and bare[0].start < chapter[0].start:
            return best
        return NameJudgement("match", 0.85, "bare-name", best.evidence, best.counter)
    return best


def _is_named_by_register(known: Iterable[Mention], other: Iterable[Mention]) -> bool:
    """Return whether the register gives the body that `known` means the name of `other`."""
    keys = frozenset[str]().union(*(names_in_register(m.reference) for m in known if m.reference))
    return any(parse_body(mention.text).key in keys for mention in other)


def _forms(group: Iterable[Mention]) -> list[Mention]:
    """Return the first mention of each spelling and acronym: a body may stand hundreds of times."""
    first: dict[tuple[str, str | None], Mention] = {}
    for mention in group:
        acronym = mention.value.acronym if isinstance(mention.value, AgencyValue) else None
        first.setdefault((mention.text, acronym), mention)
    return list(first.values())


def _countries(group: Iterable[Mention]) -> set[str]:
    """Return the countries of agencies: those in their names, or else of their values."""
    found = set()
    for mention in group:
        said = mention.value.country if isinstance(mention.value, AgencyValue) else None
        if (country := parse_body(mention.text).country or said) is not None:
            found.add(country)
    return found
