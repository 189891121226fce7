"""The other name that an article gives for a body or a place: "Kochi, once Cochin"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, product

from extract.schemas import Mention

#: Between a name and the other name: "X (formerly known as Y", "X, which Russia calls Y".
_ALIAS = re.compile(
    r"""
    (?:\s(?:of|in)\s(?:the\s)?[A-Z][\w-]+(?:\s[A-Z][\w-]+)?)?,?\s[(“"]?(?:,\s)?
    (?:(?:which|that)\s(?:is|was|are|were)\s)?
    (?:
      (?:(?:also|better|formerly|previously|once|locally|originally|now|still|widely|commonly)\s)*
      (?:known|called|named|renamed)\s(?:[a-z]+ly\s)?(?:as\s)?(?:simply\s)?
    | (?:formerly|previously|once|now)\s
    | the\s(?:former|old|ancient)\s
    | (?:which|that)\s(?:the\s)?[A-Z][a-z]+\scalls?\s
    )
    (?:the\s)?["“‘']?
    """,
    re.VERBOSE,
)
#: Behind another name of what ended the sentence before: "the White Helmets, as they are called".
_AS_CALLED = re.compile(
    r",\sas\s(?:it|they|he|she|the\s[a-z]+|(?:the\s)?(?:[A-Z]?[a-z]+\s){1,2})"
    r"(?:is|was|are|were)\s(?:[a-z]+ly\s|also\s|often\s)?(?:called|known|named)\b"
)
#: Between it and what is called so, with which a sentence ended.
_NEXT_SENTENCE = re.compile(r"\.”?\s(?:The\s)?")


def joined_by_alias(
    text: str, groups: Sequence[list[Mention]], may_be_one: Callable[[Mention, Mention], bool]
) -> Iterator[list[Mention]]:
    """Yield groups of mentions, those joined of which the article says that they are one.

    Args:
        text: of the article.
        groups: its mentions of one label, each of one body or place.
        may_be_one: whether nothing else speaks against two mentions being one.
    """
    home = {mention.id: number for number, group in enumerate(groups) for mention in group}
    into = list(range(len(groups)))
    joined = {number: list(group) for number, group in enumerate(groups)}
    for a, b in pairwise(sorted((m for group in groups for m in group), key=lambda m: m.start)):
        said = _ALIAS.fullmatch(text, a.end, b.start) or (
            _NEXT_SENTENCE.fullmatch(text, a.end, b.start) and _AS_CALLED.match(text, b.end)
        )
        one, two = into[home[a.id]], into[home[b.id]]
        # By a chain of aliases two could come together that are not one.
        if (
            said
            and one != two
            and all(may_be_one(x, y) for x, y in product(_forms(joined[one]), _forms(joined[two])))
        ):
            into = [one if each == two else each for each in into]
            joined[one] += joined.pop(two)
    for members in joined.values():
        yield sorted(members, key=lambda m: m.start)


def _forms(group: Sequence[Mention]) -> list[Mention]:
    """Return the first mention of each spelling and id."""
    first: dict[tuple[str, str | None], Mention] = {}
    for mention in group:
        first.setdefault((mention.text, mention.reference), mention)
    return list(first.values())
