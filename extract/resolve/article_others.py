"""Which mentions of people are certainly two people's, by what stands between them.

A relative of somebody; who is named beside one of the same name; who speaks, and whom they name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from extract.resolve.article_roles import descriptions_of, is_person, with_kinds
from extract.resolve.article_words import OWNER, SPEECH, says_before
from extract.resolve.names import lexicon
from extract.schemas import Mention

_KINSHIP = lexicon("kinship")
_KIN = "|".join(sorted(_KINSHIP))
#: Between two names, one of them a relative's: "Ali Nur, a nephew of the late [Nur]".
_RELATED = re.compile(
    rf""",?\s(?:(?:who\s)?(?:is|was)\s)?(?:an?|the|one)\s(?:[\w-]+\s){{0,2}}(?:{_KIN})\s(?:of|to)\s
        (?:(?:the|his|her|their)\s)?(?:[\w.-]+\s){{0,3}}
    | ['’]s?\s(?:[\w-]+\s){{0,3}}(?:{_KIN}),?\s
    | ,?\sand\s(?:his|her|their)\s(?:[\w-]+\s){{0,3}}(?:{_KIN}),?\s
    | ,\swhose\s(?:[\w-]+\s){{0,3}}(?:{_KIN}),?\s
    | [^\n]{{0,100}}\s(?:[Hh]is|[Hh]er|[Tt]heir)\s(?:[\w-]+\s){{0,2}}(?:{_KIN}),\s
    """,
    re.VERBOSE,
)
#: Between a name and the same one: "the officer Diallo and the smuggler Diallo".
_AND_THE = re.compile(r",?\sand\s(?:the\s)?(?:[a-z-]+\s){0,3}")
#: The same in one sentence: "the officer Diallo says that the smuggler Diallo".
_THE_ROLE = re.compile(r"\s[^.!?;\n“”\"]{1,60}\sthe\s(?:[a-z-]+\s)?([a-z]+)\s")
_BETWEEN_CHARS = 130

#: Words that are said, and the mark that ends them where who said them follows.
_SAID = re.compile(
    r"""(?:“|``|(?<![^\s(\[—–])")(?P<words>[^“”"`\n]{2,600}?)[,?!](?:”|''|")(?P<after>\s)"""
)
#: Behind who said it, where they go on: "Nur said. “Lund was ill."
_SAYS_MORE = re.compile(
    rf"(?:\s(?:{SPEECH})\b)?[^.“”\"\n]{{0,60}}\.\s(?:“|``|\")(?P<words>[^“”\"`\n]{{2,600}})"
)
#: Between what is said and who said it: "said the mayor, [Amina Nur]".
_SAYS = re.compile(
    rf"(?:{SPEECH})\s(?:[^.;:“”\"]{{0,60}},?\s)?(?:(?:Mrs?|Ms|Dr|Rev|Gen|Col|Capt)\.\s)?"
)
#: The same where it stands before: "the mayor, [Amina Nur], said". A full stop is that of a title
#: or an initial: with "his sister said. [Nur] told them" a sentence ends.
_AHEAD = re.compile(r"(?:(?:[A-Z][\w.]{0,4}\.|[\w’'-]+),?\s){0,6}")
_DOES_SAY = re.compile(rf"(?:,[^.“”\"]{{2,60}},|,)?\s(?:{SPEECH})\b")
#: Before a name that is not the speaker's: "said a friend of", "said a man who met".
_OF_WHOM = re.compile(
    r"""\b(?:of|for|to|with|by|from|about|against|on|in|at|into|over|that|and|told|asked)\s
            (?:[\w-]+\s){0,2}$
    | \b(?:who|whom|whose|which|where|as|when|while|after|before|because|if|but)\s
    | \b[a-z]+ing\s$
    """,
    re.VERBOSE,
)
_SPEAKER_CHARS = 90
#: What stands behind who tells something.
_TELLS = frozenset(SPEECH.split("|"))
_LONGEST = max(map(len, _TELLS)) + 1
#: How many names of the sentence are looked at before it, and behind.
_NAMED_BEFORE, _NAMED_BEHIND = 3, 10
#: What ends a sentence; a full stop behind a title or an initial does not.
_SENTENCE_END = re.compile(
    r"(?<![A-Z])(?<!\b(?:Mr|Ms|Dr|St|Lt))(?<!\b(?:Mrs|Rev|Gen|Col|Sen|Gov))[.!?]\s|[“”\"\n]|``"
)
#: Before a name with which somebody speaks of themself: "My name is Nur", "I, Nur".
_OF_ONESELF = re.compile(r"\b(?:I|[Mm]e|am|name is|[Ii]t is|[Tt]his is|[Ii]t[’']s|I[’']m),?\s$")
_ONESELF_CHARS = 12


def somebody_else(text: str, mentions: Sequence[Mention]) -> dict[str, set[str]]:
    """Return which mentions are two people's, by id, both ways.

    Args:
        text: of the article.
        mentions: of people, in text order.
    """
    found: dict[str, set[str]] = {}
    for one, two in (*_beside(text, mentions), *_said(text, mentions), *_told(text, mentions)):
        found.setdefault(one.id, set()).add(two.id)
        found.setdefault(two.id, set()).add(one.id)
    return found


def _beside(text: str, mentions: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """Return who is a relative of whom is named next, or another of the same name."""
    found = []
    for first, second in pairwise(mentions):
        if not 2 < second.start - first.end <= _BETWEEN_CHARS:
            continue
        between = text[first.end : second.start]
        if first.text == second.text and _is_again(first, between, text):
            is_two = not OWNER.match(text, second.end)  # "Farrin and Farrin's wife"
        else:
            words = between.replace(",", " ").split()
            is_two = (
                not _KINSHIP.isdisjoint(words)
                and bool(_RELATED.fullmatch(between))
                and not says_before(second, text)
                # No relative goes by the surname: "of him and his mother, [Nur] had a pig".
                and not (between.endswith(", ") and first.text.endswith(f" {second.text}"))
            )
        if is_two:
            found.append((first, second))
    return found


def _is_again(first: Mention, between: str, text: str) -> bool:
    """Return whether what stands between a name and the same one makes it another's.

    "The officer Rao told them that the policeman Rao" is no other: a policeman is an officer.
    """
    if _AND_THE.fullmatch(between):
        return True
    role = _THE_ROLE.fullmatch(between)
    return (
        role is not None
        and is_person(role[1])
        and with_kinds(role[1]).isdisjoint(descriptions_of(first, text))
    )


def _said(text: str, mentions: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """Return whom quoted words name, and who says them: hardly anybody says their own name."""
    starts = [mention.start for mention in mentions]
    pairs: list[tuple[Mention, Mention]] = []
    if '"' not in text and "“" not in text and "``" not in text:
        return pairs
    for said in _SAID.finditer(text):
        after = bisect_left(starts, said.end())
        named = mentions[bisect_left(starts, said.start("words")) : after]
        if after < len(mentions) and _speaks(text, said.end(), mentions[after]):
            if more := _SAYS_MORE.match(text, mentions[after].end):
                first, last = (bisect_left(starts, at) for at in more.span("words"))
                named = [*named, *mentions[first:last]]
            pairs += [
                (each, mentions[after])
                for each in named
                if each.text != mentions[after].text
                and not _OF_ONESELF.search(text, max(0, each.start - _ONESELF_CHARS), each.start)
            ]
    return pairs


def _told(text: str, mentions: Sequence[Mention]) -> list[tuple[Mention, Mention]]:
    """Return who tells something, and whom the same sentence names in it: others, all of them.

    "Ada Nur said that Nur was ill"; "Nur was ill, Ada Nur said."
    """
    pairs: list[tuple[Mention, Mention]] = []
    for number, speaker in enumerate(mentions):
        at = speaker.end + 1
        if text.startswith(", ", speaker.end):
            at += 1
        verb, space, _ = text[at : at + _LONGEST].partition(" ")
        if space and verb in _TELLS:
            end = _SENTENCE_END.search(text, at)
            stop = end.start() if end else len(text)
            last = bisect_left(mentions, stop, number, key=lambda mention: mention.start)
            named = mentions[number + 1 : min(last, number + 1 + _NAMED_BEHIND)]
        elif verb[:-1] in _TELLS and text.endswith(", ", 0, speaker.start):
            before = mentions[max(0, number - _NAMED_BEFORE) : number]
            named = [m for m in before if not _SENTENCE_END.search(text, m.end, speaker.start)]
        else:
            continue
        pairs += [(speaker, other) for other in named if other.text != speaker.text]
    return pairs


def _speaks(text: str, end: int, mention: Mention) -> bool:
    """Return whether a mention is who said the words that end right before `end`."""
    start = mention.start
    if start - end > _SPEAKER_CHARS or OWNER.match(text, mention.end):
        return False
    if _SAYS.fullmatch(text, end, start):
        return not _OF_WHOM.search(text, end, start)
    return (
        bool(_AHEAD.fullmatch(text, end, start))
        and not _OF_WHOM.search(text, end, start)
        and bool(_DOES_SAY.match(text, mention.end))
    )
