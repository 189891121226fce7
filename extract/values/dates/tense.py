"""Whether a sentence looks ahead or back at the date in it.

The verb that governs a date is taken to be the nearest one before it, else the first one after it:
"Police said Friday that talks will open on Monday" looks back at Friday and ahead at Monday.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from extract.values.dates.lexicon import vocabulary

Look = Literal["ahead", "back"]

#: How far the verb may be, in words, and how much text is read for them.
_REACH_WORDS = 24
_REACH_CHARACTERS = 200
_WORD = re.compile(r"['’]ll\b|\w+(?:n['’]t)?")
#: Directly before a date, these put it ahead whatever the verb: "was adjourned until Monday" …
_DEADLINE = re.compile(
    r"\b(?:until|till|up to|as (?:soon|early) as|no later than|ahead of|effective|payable"
    r"|(?:invited|called|booked|fixed|listed|summoned|convened|adjourned|postponed|rescheduled)"
    r" for|(?:adjourned|postponed|rescheduled) to)"
    r"\s+(?:the\s+)?$",
    re.IGNORECASE,
)
#: … save in a row of what went on: "held in Khartoum until late May, then in Bahri".
_THEN = re.compile(r"^,?\s+(?:then|when|before|after which)\b")
#: … and these do where no verb says otherwise.
_TOWARDS = re.compile(
    r"\b(?:by|from|starting|beginning|before|through|to)\s+(?:the\s+)?$", re.IGNORECASE
)
#: What is on a day is still to come, or of today: "the election is on Sunday".
_IS = re.compile(r"\b(?:is|are)\s+(?:on\s+)?$", re.IGNORECASE)
#: By then: it may, and it is still to do.
_BY = re.compile(r"\b(?:by|before)\s+(?:the\s+)?$", re.IGNORECASE)
_MODALS = frozenset(("could", "might", "can"))
#: "by Thursday or Friday": the second is seen as the first.
_COORDINATED = re.compile(
    r"\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\s+(?:and|or)\s+(?:on\s+)?$", re.IGNORECASE
)
#: In a clause of time the tense is that of the main clause: "likely to buy as soon as it opened".
_TIME_CLAUSE = re.compile(r"\bas soon as\s+[^,;]*\s(?:on\s+)?$", re.IGNORECASE)
#: A headline leaves "is" out: "Court to rule on ban Friday".
_HEADLINE_WORDS = 12
_HEADLINE_TO = re.compile(r"\bto (?!the\b|an?\b|his\b|her\b|its\b|their\b|our\b)[a-z]{2,}\b")
_DETERMINERS = frozenset(("the", "a", "an", "his", "her", "its", "their", "our"))
#: What had been done on a day was done before: nothing else puts it behind so surely.
_SETTLED = re.compile(
    r"\b(?:had|having)\s(?!.*\b(?:to|for|until|till|would|will|that)\b).*\bon\s+(?:the\s+)?$"
)
#: A clock time may stand in between: "until 9 a.m. EST Tuesday", "by noon on Friday".
_CLOCK = re.compile(
    r"(?:\d[\d:.]*\s*(?:[ap]\.?m\.?|hours)\s*(?:[A-Z]{2,4}\s+)?|noon\s+|midnight\s+)(?:on\s+)?$"
)
_NEAR_CHARACTERS = 40
_BE = frozenset(("is", "are", "was", "were", "be"))
_HAVE = frozenset(("had", "have", "has"))
_POSSESSIVE = re.compile(r"^['’]s?\b")
#: "Up until Thursday, they had …": what opens a sentence is no deadline.
_SHORT_LEAD_WORDS = 3
#: A quotation beside the date has a tense of its own.
_QUOTATION = re.compile(r"[\"“”]|``|''")


def may_be_today(before: str, after: str) -> bool:
    """Whether a sentence that looks ahead may mean this very day by its weekday.

    "The vote is on Thursday" and "will appeal Thursday's ruling" may, "will rule on Thursday" not.
    """
    return bool(_IS.search(before[-_NEAR_CHARACTERS:]) or _POSSESSIVE.match(after))


def is_settled(before: str, after: str) -> bool:
    """Whether a date lies behind for sure: "had been buried on …", "was held until …, then"."""
    before = before[-_REACH_CHARACTERS:]
    if _DEADLINE.search(before) and _THEN.match(after):
        return look(before, after) == "back"
    return bool(_SETTLED.search(before))


def look(before: str, after: str) -> Look | None:
    """Return how the sentence looks at a date, from its words before and after the date."""
    before = _COORDINATED.sub("", before)
    if (clause := _TIME_CLAUSE.search(before)) and before[: clause.start()].strip():
        before = before[: clause.start()]
    left_text = _QUOTATION.split(before[-_REACH_CHARACTERS:])[-1]
    left = _WORD.findall(left_text.lower())[-_REACH_WORDS:]
    right_text = _QUOTATION.split(after[:_REACH_CHARACTERS], maxsplit=1)[0].lower()
    right = _WORD.findall(right_text)[:_REACH_WORDS]
    if (
        right
        and right_text[0] == " "
        and right_text[1:2].isalpha()
        and (found := _cue(right, 0, first=True))
    ):
        return found  # "The court Friday ruled"
    near = _CLOCK.sub("", before[-_NEAR_CHARACTERS:])
    if _IS.search(near):
        return "ahead"
    if _BY.search(near) and _is_possible(_WORD.findall(left_text)[-_REACH_WORDS:]):
        return "ahead"
    found = next(filter(None, (_cue(left, index) for index in range(len(left) - 1, -1, -1))), None)
    deadline = _DEADLINE.search(near) and not _THEN.match(after)
    if _POSSESSIVE.match(after):
        # "would appeal Friday's ruling": the verb says nothing of Friday, a plain "will" does.
        return "ahead" if deadline or (found == "ahead" and "will" in left) else None
    lasted = not vocabulary().tense["lasted"].isdisjoint(left)
    opens = len(left) <= _SHORT_LEAD_WORDS and _HAVE.isdisjoint(left)
    if deadline and not opens and "not" not in left[-2:] and not lasted:
        return "ahead"
    if found:
        return found
    found = next(
        filter(None, (_cue(right, index, first=True) for index in range(len(right)))), None
    )
    towards = _TOWARDS.search(near) and before.strip() != "By"
    headline = len(left) <= _HEADLINE_WORDS and _HEADLINE_TO.search(left_text)
    if found is None and (towards or headline):
        return "ahead"
    return found


def _is_possible(words: Sequence[str]) -> bool:
    """Whether the nearest verb is "could …" or "… to come": not done yet."""
    tense = vocabulary().tense
    for index in range(len(words) - 2, 0, -1):
        word, governor, following = words[index], words[index - 1], words[index + 1]
        if word in _MODALS:
            return following != "not"
        if word == "to" and following.islower() and following not in _DETERMINERS:
            return not (governor in tense["happened"] or governor.endswith("ed"))
        if _cue(words, index) is not None:
            return False
    return False


def _cue(words: Sequence[str], index: int, *, first: bool = False) -> Look | None:
    """Return what the word at `index` says of the tense, None if it says nothing.

    With `first` it is the first verb after the date, so that a bare participle is a past tense: "On
    Friday, the government planned to pay".
    """
    tense, word = vocabulary().tense, words[index]
    following = words[index + 1] if index + 1 < len(words) else ""
    if word in tense["ahead"]:
        return "ahead"
    if word == "to":
        return "ahead" if _is_pending(words, index) else None
    if word in tense["awaited"]:
        if word == "set" and following not in ("to", "for"):
            return "back"
        if "as" in words[max(0, index - 2) : index]:
            return None  # "as planned"
        if first and _BE.isdisjoint(words[max(0, index - 3) : index]):
            return "back"
        return None if "had" in words[max(0, index - 3) : index] else "ahead"
    past = word in tense["happened"] or (
        word.endswith("ed") and len(word) > 4 and word not in tense["not_past"]
    )
    if past or word in ("has", "have", "been"):
        return "ahead" if _is_awaited(words, index) else "back"
    on_the_calendar = word in tense["scheduled"] and (index == 0 or words[index - 1] != "to")
    return "ahead" if on_the_calendar else None


def _is_pending(words: Sequence[str], index: int) -> bool:
    """Whether the "to" at `index` follows "is due", "plans", "expected" and the like."""
    governor = words[index - 1] if index else ""
    return (
        governor in vocabulary().tense["pending"] and "had" not in words[max(0, index - 4) : index]
    )


def _is_awaited(words: Sequence[str], index: int) -> bool:
    """Whether the participle at `index` belongs to "will be …" or "is to be …"."""
    tense = vocabulary().tense
    for back in range(index - 1, max(-1, index - 5), -1):
        word = words[back]
        if word in tense["ahead"]:
            return True
        if word == "to":
            return _is_pending(words, back)
        if word not in tense["inside"] and not word.endswith("ly"):
            return False
    return False
