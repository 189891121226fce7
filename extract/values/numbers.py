"""Numbers in running English text: what they are worth, how they are bounded, and what kind.

`find_numbers` reads digits ("1,000", "1,00,000", "1.2 million", "3 lakh"), words ("two hundred and
fifty", "half a dozen"), vague quantities ("tens of thousands") and ranges ("between 20 and 30").
Every number comes back, also those that count nothing: money, ages, durations and so on carry
their own kind, so that what was refused can be listed.

Where to start reading: `find_numbers`, then `_read_cardinal` (the grammar) and `kind_of` in
``number_kinds.py`` (what is not a count). Word lists and context patterns are data, in
``patterns/counts.toml``.

Does not do: negative numbers, powers, fractions without a whole, spelled-out decimals. None of them
says how many people or things there are.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from extract.patterns.words import load_patterns
from extract.schemas import Bound
from extract.values.number_kinds import (
    Kind,
    Number,
    digit_group,
    in_small_letters,
    inherit,
    kind_of,
    left_of,
    touches_letter,
)

_ONES = {
    "zero": 0, "nought": 0, "naught": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
    "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_SMALL = _ONES | _TENS
_SCALES = {
    "thousand": 10**3,
    "lakh": 10**5,
    "lakhs": 10**5,
    "lac": 10**5,
    "lacs": 10**5,
    "million": 10**6,
    "mln": 10**6,
    "crore": 10**7,
    "crores": 10**7,
    "billion": 10**9,
    "bln": 10**9,
    "trillion": 10**12,
    "tln": 10**12,
}
_DOZEN = {"dozen", "dozens"}
#: Suffixes written onto digits ("10k"). A bare "m" after a space is a metre.
_GLUED = {
    "k": 10**3, "m": 10**6, "mm": 10**6, "mn": 10**6, "mil": 10**6, "bn": 10**9, "b": 10**9,
    "tn": 10**12, "cr": 10**7,
}  # fmt: skip
#: Vague quantities; the ranges are those of the annotation guidelines, the others by analogy.
_VAGUE = {
    "tens": (20, 99),
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2_000, 9_999),
    "tens of thousands": (20_000, 99_999),
    "hundreds of thousands": (200_000, 999_999),
    "millions": (2 * 10**6, 10**7 - 1),
    "tens of millions": (2 * 10**7, 10**8 - 1),
    "hundreds of millions": (2 * 10**8, 10**9 - 1),
    "billions": (2 * 10**9, 10**10 - 1),
    "lakhs": (2 * 10**5, 10**6 - 1),
    "crores": (2 * 10**7, 10**8 - 1),
}

_DIGITS = (
    r"\d{1,3}(?:,\d{2,3})*,\d{3}(?!\d)(?:\.\d+)?"
    r"|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+(?!\d)(?:\.\d+)?"
    r"|\d{1,3}(?:\x20\d{3}){2,}(?!\d)|\d{1,3}\x20000(?!\d)"
    r"|\d+(?:\.\d+)?|\.\d+"
)
_WORDS = sorted({*_ONES, *_TENS, *_SCALES, *_DOZEN, "hundred"}, key=len, reverse=True)
_FIRST = re.compile(
    r"(?P<skip>\bhttps?://\S+|\bwww\.\S+)"
    rf"|(?P<digits>{_DIGITS})"
    r"|\b(?P<vague>(?:(?:several|a few|few|a couple(?: of)?|many)\s+)"
    r"(?:dozen|hundred|thousand|million|lakh|crore)\b(?!\s+of\b(?=\s+(?:thousand|million)))"
    r"|(?:tens|hundreds) of (?:thousands|millions)"
    r"|tens(?=\sof\s)|dozens|scores(?=\s+(?:of|more|were|have|are)\b)|hundreds|thousands|millions"
    r"|billions|lakhs(?=\sof\s)|crores(?=\sof\s))\b"
    r"|\b(?P<share>(?:an?\s+)?half[\s-]+(?:an?[\s-]+)?"
    r"|(?:an?[\s-]+)?quarter[\s-]+(?:(?:of[\s-]+)?an?[\s-]+)?"
    r"|three[\s-]+quarters[\s-]+of[\s-]+an?[\s-]+)"
    r"(?=(?:dozen|million|hundred|thousand|billion|lakh|crore)\b)"
    r"|\b(?P<a>an?\s+)(?=(?:dozen|hundred|thousand|million|billion|lakh|crore)\b)"
    rf"|\b(?P<word>{'|'.join(_WORDS)})\b",
    re.IGNORECASE,
)
_BARE_WORD = re.compile(rf"(?P<word>{'|'.join(_WORDS)})\b", re.IGNORECASE)
_WORD_OR_DIGIT = re.compile(r"([^\W\d_]+)|\.?\d+")
_STARTERS = frozenset(_WORDS) | {
    "a", "an", "half", "quarter", "several", "few", "many", "couple", "tens", "dozens", "scores",
    "hundreds", "thousands", "millions", "billions", "lakhs", "crores", "http", "https", "www",
}  # fmt: skip
_NEXT_WORD = re.compile(
    rf"(?P<sep>\s*[-‐‑]\s*|\s+)(?P<and>and\s+)?(?P<word>{'|'.join(_WORDS)})\b(?!['’]s)",
    re.IGNORECASE,
)
_POINT = re.compile(rf"\s+point((?:[\s-]+(?:{'|'.join(_ONES)}))+)\b", re.IGNORECASE)
_AND_A_SHARE = re.compile(
    r"[\s-]+and[\s-]+(?:a[\s-]+(?:half\b|quarter\b(?!\s+of\b))"
    r"|three[\s-]+quarters(?=\s+(?:million|billion)\b))",
    re.IGNORECASE,
)
_MIXED = re.compile(r"\s?(?P<sign>[½¼¾⅓⅔])|\s(?P<over>[1-9])/(?P<under>[2-9])(?![\d/])")
_SIGNS = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3}
#: "2 crore 50 lakh": digits behind a scale, with a smaller one of their own.
_NEXT_DIGITS = re.compile(
    r"\s+(?:and\s+)?(?P<digits>\d{1,3})(?=\s+(?P<scale>hundred|thousand|lakhs?|million)\b)",
    re.IGNORECASE,
)
_SUFFIX = re.compile(rf"(?:{'|'.join(sorted(_GLUED, key=len, reverse=True))})\b", re.IGNORECASE)
_REPEATED = re.compile(r"\s?\(\s?(?:\d[\d,]*|[a-z]+(?:[\s-][a-z]+){0,3})\s?\)", re.IGNORECASE)
_TO = re.compile(r"\s*(?:-|‐|‑|–|—|~)\s*|\s+(?:to|through)\s+", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+(?:about\s+|around\s+|some\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:about\s+|around\s+|some\s+|over\s+|nearly\s+)?$", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+(?:about\s+|around\s+)?", re.IGNORECASE)


def patterns() -> dict[str, Any]:
    """Return the word lists and patterns for counts, as they stand in ``patterns/counts.toml``."""
    data: dict[str, Any] = load_patterns("counts.toml")
    return data


@dataclass(frozen=True, slots=True)
class _Context:
    """The patterns of what bounds a number and of scores, compiled once."""

    bound_left: re.Pattern[str]
    bound_of: dict[str, Bound]
    bound_right: tuple[tuple[Bound, re.Pattern[str]], ...]
    blocked: dict[str, re.Pattern[str]]
    score_left: re.Pattern[str]
    score_right: re.Pattern[str]


@cache
def _context() -> _Context:
    data = patterns()
    left = dict(data["bounds"]["left"])
    few_digits = set(left.pop("at_most_digits"))
    bound_of: dict[str, Bound] = {p: bound for bound, phrases in left.items() for p in phrases}
    bound_of |= dict.fromkeys(few_digits, "at_most")
    longest_first = sorted(bound_of, key=len, reverse=True)
    phrases = "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in longest_first)
    return _Context(
        bound_left=re.compile(rf"(?<![\w-])({phrases})\s*$"),
        bound_of=bound_of,
        bound_right=tuple(
            (bound, re.compile("|".join(rows), re.IGNORECASE))
            for bound, rows in data["bounds"]["right"].items()
        ),
        blocked={
            word: re.compile(row, re.IGNORECASE) for word, row in data["bounds"]["blocked"].items()
        },
        score_left=re.compile(data["scores"]["left"], re.IGNORECASE),
        score_right=re.compile(data["scores"]["right"], re.IGNORECASE),
    )


def find_numbers(text: str) -> list[Number]:
    """Return every number in `text`, in order and without overlaps.

    Numbers that count nothing come too, with the kind that says why; ordinals only where they are
    written with a cardinal in front ("21st", "twenty-first").
    """
    small = in_small_letters(text)
    found: list[Number] = []
    position = 0
    for start in _candidates(text):
        if start < position or (match := _FIRST.match(text, start)) is None:
            continue
        position = match.end()
        if match["skip"] is not None:
            continue
        number = _read(text, small, match)
        if number is not None:
            found.append(number)
            position = number.tail
    return list(inherit(text, found))


def _candidates(text: str) -> list[int]:
    """Return where a number could begin: one pass over the words, far cheaper than the grammar."""
    return [
        match.start()
        for match in _WORD_OR_DIGIT.finditer(text)
        if (word := match[1]) is None or word.lower() in _STARTERS
    ]


def _read(text: str, small: str, match: re.Match[str]) -> Number | None:
    start = match.start()
    if match["digits"] is not None and (group := digit_group(text, start)) is not None:
        value = _digits(match["digits"])
        return Number(start, group[0], start, group[0], value, value, "exact", group[1])
    plain = _read_plain(text, match)
    if plain is None:
        return None
    low, high, end, kind = plain
    left = left_of(text, start)
    if kind == "number":
        wide = _read_range(text, left, match, low, end)
        if wide is not None:
            low, high, end, kind = wide
    lead, tail, bound = _bound(text, left, start, end, digits=match["digits"] is not None)
    if kind == "vague" and bound == "exact":
        bound = "approx"
    number = Number(start, end, lead, tail, low, high, bound, kind)
    return replace(number, kind=kind_of(text, small, number)) if number.counts else number


def _read_plain(text: str, match: re.Match[str]) -> tuple[float, float, int, Kind] | None:
    """Return (low, high, end, kind) of the cardinal or vague quantity at `match`."""
    if match["vague"] is not None:
        words = " ".join(match["vague"].lower().split())
        last = words.split()[-1]
        if words not in _VAGUE:
            words = "dozens" if last == "dozen" else f"{last}s"
        low, high = _VAGUE[words]
        return low, high, match.end(), "vague"
    value, end = _read_cardinal(text, match)
    if end == match.start():
        return None
    return value, value, end, "number"


class _Cardinal:
    """A cardinal in the making: English groups below a thousand, each with a falling scale.

    A method returns whether the number can go on with the given word; if not, it ends before it.
    """

    def __init__(self, group: float | None, *, in_words: bool) -> None:
        self.total: float = 0  # what is closed by a scale
        self.group = group  # what is still open, below the next scale
        self.last_scale = float("inf")
        self.may_join = False  # after a hundred or a scale a smaller number may follow
        self.in_words = in_words  # digits take no units ("20 six") and may pass a hundred

    @property
    def value(self) -> float:
        return self.total + (self.group or 0)

    def add(self, word: str, *, after_and: bool) -> bool:
        if word in _SMALL:
            return self._add_small(_SMALL[word], after_and=after_and)
        if after_and:
            return False
        if word == "hundred":
            return self._add_hundred()
        return self._add_dozen() if word in _DOZEN else self._add_scale(_SCALES[word])

    def add_share(self, share: float) -> None:
        """Add what "and a half" adds: to a closed scale half of it, else one half."""
        if self.group is None:
            self.total += self.last_scale * share
        else:
            self.group += share
        self.may_join = False

    def add_digits(self, number: int, *, scale: int) -> bool:
        """Add digits with a scale of their own behind a larger one: "2 crore 50 lakh"."""
        if self.group is not None or not self.total or not scale < self.last_scale:
            return False
        self.group, self.may_join, self.in_words = number, False, False
        return True

    def _add_small(self, number: int, *, after_and: bool) -> bool:
        if self.may_join and self.group is None:
            if number >= self.last_scale:
                return False
            self.group = number
        elif self.may_join and self.group is not None:
            self.group += number
        else:  # twenty-six
            tens = self.group is not None and self.group % 100 in range(20, 100, 10)
            if after_and or not (self.in_words and tens and 0 < number < 10):
                return False
            self.group = (self.group or 0) + number
        self.may_join, self.in_words = False, True
        return True

    def _add_hundred(self) -> bool:
        if self.group is None or (self.in_words and not 0 < self.group % 1000 < 100):
            return False
        self.group *= 100
        self.may_join = self.in_words = True
        return True

    def _add_dozen(self) -> bool:
        if self.total % 12 == 0 and self.group is None and self.total:
            return False  # "a dozen dozen" is not news
        self.total, self.group, self.last_scale = self.value * 12, None, 12
        self.may_join = False
        return True

    def _add_scale(self, scale: int) -> bool:
        if self.group is None and self.total:
            self.total *= scale  # three lakh crore, hundred thousand million
        elif self.group is not None and scale < self.last_scale:
            self.total += self.group * scale
        elif self.group is not None and scale > self.last_scale:
            self.total = self.value * scale
        else:
            return False
        self.group, self.last_scale = None, scale
        self.may_join = self.in_words = True
        return True


def _read_cardinal(text: str, match: re.Match[str]) -> tuple[float, int]:
    """Return the value of the longest cardinal at `match`, and where it ends.

    "and" joins only after a hundred or a scale; "lakh crore" multiplies. The end is the start of
    `match` if there is no cardinal after all.
    """
    end = match.end()
    bare = match["share"] is not None or match["a"] is not None  # the word follows at once
    if match["digits"] is not None:
        value = _digits(match["digits"])
        if (suffix := _SUFFIX.match(text, end)) and text[end - 1].isdigit():
            return _whole(value * _GLUED[suffix.group().lower()]), suffix.end()
        if mixed := _MIXED.match(text, end):
            value, end = value + _mixed(mixed), mixed.end()
        number = _Cardinal(value, in_words=False)
    elif bare:
        number = _Cardinal(_share(match["share"]) if match["share"] else 1, in_words=True)
    elif (word := match["word"].lower()) in _SMALL:
        number = _Cardinal(_SMALL[word], in_words=True)
    else:  # "hundred", "thousand" or "dozen" without a number before it
        number, end, bare = _Cardinal(1, in_words=True), match.start(), True
        if word == "dozens":
            return 0, end
    while True:
        if not bare and (share := _AND_A_SHARE.match(text, end)):
            number.add_share(_share(share.group()))
            end = share.end()
        if not bare and (digits := _NEXT_DIGITS.match(text, end)):
            scale = (
                100 if digits["scale"].lower() == "hundred" else _SCALES[digits["scale"].lower()]
            )
            if not number.add_digits(int(digits["digits"]), scale=scale):
                break
            end = digits.end()
        following = (_BARE_WORD if bare else _NEXT_WORD).match(text, end)
        if following is None:
            break
        after_and = not bare and following["and"] is not None
        if not number.add(following["word"].lower(), after_and=after_and):
            break
        end, bare = following.end(), False
    value = number.value
    if end > match.start() and (point := _POINT.match(text, end)):
        figures = (_ONES[word] for word in re.findall(r"[a-z]+", point[1].lower()))
        value += float("0." + "".join(map(str, figures)))
        end = point.end()
    return _whole(value), end


def _share(words: str) -> float:
    """Return what "half a", "a quarter of a", "and three quarters" take of what follows."""
    if "quarter" not in words.lower():
        return 0.5
    return 0.75 if "three" in words.lower() else 0.25


def _mixed(match: re.Match[str]) -> float:
    """Return the fraction that is written onto digits: "2½", "3 1/2"."""
    return _SIGNS[match["sign"]] if match["sign"] else int(match["over"]) / int(match["under"])


def _digits(text: str) -> float:
    plain = re.sub(r"[,\s\u00a0\u202f\u2009]", "", text)
    return float(plain) if "." in plain else int(plain)


def _whole(value: float) -> float:
    # Binary fractions are off by a few parts in 10**16: 16.01 million is 16010000.000000002.
    whole = round(value)
    return whole if math.isclose(value, whole, rel_tol=1e-12, abs_tol=1e-9) else round(value, 9)


def _read_range(
    text: str, left: str, match: re.Match[str], low: float, end: int
) -> tuple[float, float, int, Kind] | None:
    """Return (low, high, end, kind) of a range or score that begins with the number at `match`."""
    between = _BETWEEN.search(left) is not None
    joint = _AND.match(text, end) if between else None
    if joint is None:
        joint = _TO.match(text, end)
        if joint is None:
            return None
    second = _FIRST.match(text, joint.end())
    if second is None or second["skip"] is not None or second["vague"] is not None:
        return None
    if touches_letter(left[-2:]):
        return None
    read = _read_plain(text, second)
    if read is None:
        return None
    high, _, end_high, _ = read
    low = _scaled(text[match.start() : end], low, text[second.start() : end_high], high)
    hyphen = joint.group().strip() in {"-", "‐", "‑", "–", "—"}
    if joint.group().strip() == "—" and joint.group() != "—":
        return None  # a dash between clauses
    if not hyphen and not between and _FROM.search(left):
        return None  # "rose from 20 to 30" tells of two counts
    if match["digits"] is None and hyphen and second["digits"] is not None:
        return None
    small = hyphen and match["digits"] is not None and high < 100
    if low >= high:
        return (low, high, end_high, "score") if not between and low < 1000 else None
    context = _context()
    after = text[end_high : end_high + 24]
    if context.score_right.match(after) or (
        context.score_left.search(left) and not re.match(r"\s[a-z]{4,}s\b", after)
    ):
        return low, high, end_high, "score"
    if small and not re.match(r"\s?[-\w%$°]", after):
        return low, high, end_high, "score"
    return low, high, end_high, "range"


def _scaled(first: str, low: float, second: str, high: float) -> float:
    """Return `low` with the scale that only the second number carries ("two to three thousand")."""
    words = second.lower().split()
    scale = _SCALES.get(words[-1], 100 if words[-1] == "hundred" else 1) if words else 1
    if (
        scale > 1
        and low < scale
        and high >= scale
        and not re.search(r"[a-z]{6,}$", first, re.IGNORECASE)
    ):
        return _whole(low * scale) if low * scale < high else low
    return low


def _bound(text: str, left: str, start: int, end: int, *, digits: bool) -> tuple[int, int, Bound]:
    """Return (lead, tail, bound): where the bounding words begin and end, and what they say."""
    context = _context()
    tail = end
    if (repeated := _REPEATED.match(text, end)) and _same_number(
        text, start, end, repeated.group()
    ):
        tail = repeated.end()
    for bound, pattern in context.bound_right:
        if after := pattern.match(text, tail):
            lead, _ = _bound_left(context, left, start, digits=digits)
            return lead, after.end(), bound
    if between := _BETWEEN.search(left):
        return start - len(left) + between.start(), tail, "exact"
    lead, before = _bound_left(context, left, start, digits=digits)
    return lead, tail, before


def _bound_left(context: _Context, left: str, start: int, *, digits: bool) -> tuple[int, Bound]:
    lead, bound = start, None
    left = in_small_letters(left)
    while match := context.bound_left.search(left):  # "at least about 20": the outer one binds
        phrase = " ".join(match.group(1).split())
        before = left[: match.start()]
        block = context.blocked.get(phrase)
        if block is not None and block.search(before):
            break
        if phrase in {"under", "below"} and not digits:
            break
        lead = start - len(left) + match.start() if lead == start else lead - len(match.group())
        if bound is None or bound == "approx":
            bound = context.bound_of[phrase]
        left = before
    return lead, bound or "exact"


def _same_number(text: str, start: int, end: int, bracketed: str) -> bool:
    """Whether "three (3)" says one number twice."""
    inner = bracketed.strip().strip("()").strip()
    first = _FIRST.match(inner)
    outer = _FIRST.match(text, start)
    if first is None or outer is None or first["skip"] or outer["skip"]:
        return False
    read, written = _read_plain(inner, first), _read_plain(text, outer)
    return bool(
        read and written and read[2] == len(inner) and written[2] == end and read[0] == written[0]
    )
