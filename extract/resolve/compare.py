"""Compare two names of people by their parts, and say why.

`compare_people` judges two strings and nothing else; `compare_names` is the public question, for
any label and with what is known around the names. A judgement rests on evidence, not on a score:

- surnames must agree by double metaphone *and* by edit similarity, or differ in one slip;
- given names must agree, be variants of one name, or be an initial of the other;
- a part that stands against another part ("Paul" against "David") is a veto;
- spelling habits (kh/h, -iy/-y) and known romanisations are no difference at all.

`NameJudgement.plain` tells the judgements that need no help from those that a shared context has
to confirm once a context is known: sound-alikes, slips, initials, cognates.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal, NamedTuple

from doublemetaphone import doublemetaphone
from rapidfuzz.distance import OSA

from extract.resolve.names import (
    Part,
    PersonName,
    fold,
    given_kinship,
    is_known_given,
    parse_person,
    same_surname_family,
    sex_of,
)

_DOUBLED = re.compile(r"(.)\1+")

Verdict = Literal["match", "no_match", "unsure"]
Kind = Literal[
    "same",
    "spelling",
    "variant",
    "nickname",
    "cognate",
    "initial",
    "sound",
    "slip",
    "half",
    "different",
]

#: How sure a part that agrees in this way makes us, 0–1; the score of two names is the product
#: over their parts. Set by hand on the development half of the name pairs; higher is stricter.
PART_SCORES: dict[Kind, float] = {
    "same": 1.0,
    "spelling": 0.98,
    "variant": 0.97,
    "nickname": 0.93,
    "sound": 0.92,
    "cognate": 0.86,
    "initial": 0.88,
    "slip": 0.85,
    "half": 0.85,
    "different": 0.0,
}
#: Kinds that are no difference; the others need a context that confirms them, where there is one.
PLAIN_KINDS: frozenset[Kind] = frozenset({"same", "spelling", "variant", "nickname"})
#: Kinds in which two words of one name may be one word of the other.
_JOINING_KINDS: frozenset[Kind] = frozenset({"same", "spelling", "sound", "slip"})
#: Names under this score are `unsure` even if nothing stands against them. Higher is stricter.
MATCH_SCORE = 0.75
#: Share of equal letters (1 − edit distance ÷ longer length) that sound-alikes need.
SOUND_SIMILARITY = 0.6
#: Shorter parts are names of their own at one letter's difference ("Li", "Lu").
SLIP_MIN_LENGTH = 5
SOUND_MIN_LENGTH = 4
#: A second slip is forgiven in parts at least this long.
LONG_PART = 9
#: What is half of a double name, or the bones of one, has so many letters.
HALF_MIN_LENGTH = 4
BONES_MIN_LENGTH = 3
#: Share of equal letters that names with the same East Slavic bones need.
BONES_SIMILARITY = 0.4
#: Names of Han or Hangul letters, and those glued together, need this many letters to be compared.
GLUED_MIN_LENGTH = 6


class PartRelation(NamedTuple):
    """How two parts relate: `kind`, its score (0–1), and the words that say so."""

    kind: Kind
    detail: str

    @property
    def score(self) -> float:
        """How sure the relation makes us, 0–1."""
        return PART_SCORES[self.kind]


class NameJudgement(NamedTuple):
    """What two names alone say about being one person.

    Attributes:
        verdict: match, no_match or unsure.
        score: 0–1; 0 where a veto speaks.
        rule: short name of the rule that decided.
        evidence: what speaks for one person, in words.
        counter: what speaks against.
        plain: a match that no missing context can put in doubt.
        same_surname: the surnames agree, whatever the verdict.
    """

    verdict: Verdict
    score: float
    rule: str
    evidence: tuple[str, ...] = ()
    counter: tuple[str, ...] = ()
    plain: bool = False
    same_surname: bool = False

    @property
    def reason(self) -> str:
        """Evidence and counter-evidence in words."""
        return say(self.evidence, self.counter)


def say(evidence: Iterable[str], counter: Iterable[str]) -> str:
    """Return one line that says what speaks for and what against."""
    pro, con = "; ".join(evidence), "; ".join(counter)
    if not con:
        return pro or "nothing speaks for it"
    return f"{pro}; against: {con}" if pro else f"against: {con}"


@lru_cache(maxsize=50_000)
def sounds(plain: str) -> frozenset[str]:
    """Return the double-metaphone codes of a part, without empty ones."""
    return frozenset(filter(None, doublemetaphone(plain)))


def skeleton(plain: str) -> str:
    """Return what a script without short vowels keeps of a part (p is written b, v f, g j)."""
    table = str.maketrans({"p": "b", "v": "f", "g": "j", "c": "k", "q": "k", "z": "s", "t": "t"})
    return "".join(ch for ch in plain.translate(table) if ch not in "aeiouywh'")


_BELARUSIAN = (
    (re.compile(r"kh"), "x"),
    (re.compile(r"[aoe]u(?=[^aeiouy]|$)"), "av"),
    (re.compile(r"d[zh](?=[ie])"), "d"),
    (re.compile(r"ts(?=[ie])"), "t"),
    (re.compile(r"(?<![sczt])h"), "g"),
)
#: The vowels that the languages exchange; "u" is not among them.
_VOWELS = re.compile(r"[aeioy]+")


@lru_cache(maxsize=50_000)
def slavic_bones(plain: str) -> tuple[str, bool]:
    """Return the consonants of a part as Russian has them, and whether it spells them otherwise.

    Belarusian and Ukrainian names are romanised from either language: "Kazlouskaya" is
    "Kozlovskaya", "Dziadok" is "Dedok", "Bahdanovich" is "Bogdanovich".
    """
    changed = plain
    for pattern, to in _BELARUSIAN:
        changed = pattern.sub(to, changed)
    return _VOWELS.sub("", changed), changed != plain


def similarity(a: str, b: str) -> float:
    """Return 1 − edit distance ÷ longer length, where a transposition is one edit."""
    return OSA.normalized_similarity(a, b)


def compare_parts(
    a: Part, b: Part, *, as_given: bool = False, vowelless: bool = False
) -> PartRelation:
    """Return how two parts of names relate.

    Args:
        a: a part of one name.
        b: a part of the other.
        as_given: both may be given names: variants and diminutives count, and two known given
            names of different families are two names however alike they are.
        vowelless: exactly one of the names was written without its short vowels.
    """
    if a.plain == b.plain and not (a.initial or b.initial):
        return _same(a.plain)
    if (b.plain, b.filial) < (a.plain, a.filial):
        a, b = b, a
    return _compare_parts(a, b, as_given, vowelless)


@lru_cache(maxsize=50_000)
def _same(plain: str) -> PartRelation:
    return PartRelation("same", f"“{plain}” in both")


def differ(a: Part, b: Part) -> bool:
    """Return whether `compare_parts` finds two parts different; what it finds is not kept."""
    if (b.plain, b.filial) < (a.plain, a.filial):
        a, b = b, a
    return _compare_parts.__wrapped__(a, b, False, False).kind == "different"


@lru_cache(maxsize=50_000)
def _compare_parts(a: Part, b: Part, as_given: bool, vowelless: bool) -> PartRelation:
    pair = f"“{a.plain}” and “{b.plain}”"
    if a.initial or b.initial:
        if a.initial and b.initial:
            same = a.plain == b.plain
            return PartRelation("same" if same else "different", f"initials {pair}")
        letter, name = (a, b) if a.initial else (b, a)
        fits = name.plain.startswith(letter.plain)
        return PartRelation(
            "initial" if fits else "different",
            f"“{letter.plain}” {'may stand' if fits else 'cannot stand'} for “{name.plain}”",
        )
    if a.plain == b.plain:
        return _same(a.plain)
    shorter, longer = sorted((a.plain, b.plain), key=len)
    if as_given:
        kinship = given_kinship(a, b)
        if kinship == "same":
            return PartRelation("variant", f"{pair} are spellings of one given name")
        if kinship == "short":
            return PartRelation("nickname", f"{pair} are forms of one given name")
        if kinship == "kin":
            return PartRelation("cognate", f"{pair} are one given name in two languages")
    if same_surname_family(a, b):
        return PartRelation("variant", f"{pair} are romanisations of one name")
    if as_given and is_known_given(a) and is_known_given(b):
        return PartRelation("different", f"{pair} are two given names")
    if as_given and not vowelless and _of_two_sexes(shorter, longer):
        return PartRelation("different", f"{pair} are a man's and a woman's name")
    alike = similarity(a.plain, b.plain)
    if a.folded == b.folded and len(shorter) > 3 and alike >= 0.5:
        return PartRelation("spelling", f"{pair} differ in spelling habits only")
    if len(shorter) > 2 and a.folded == b.folded and _undoubled(a.plain) == _undoubled(b.plain):
        return PartRelation("spelling", f"{pair} differ in a doubled letter only")
    if vowelless and len(skeleton(a.plain)) > 1 and skeleton(a.plain) == skeleton(b.plain):
        return PartRelation("sound", f"{pair} agree in their consonants")
    if longer == f"abdul{shorter}":
        return PartRelation("slip", f"{pair} differ in “abdul”, which is often left out")
    if (
        len(shorter) >= SOUND_MIN_LENGTH
        and alike >= SOUND_SIMILARITY
        and sounds(a.plain) & sounds(b.plain)
    ):
        return PartRelation("sound", f"{pair} sound alike and share {alike:.0%} of their letters")
    allowed = 2 if len(shorter) >= LONG_PART else 1
    near = min(OSA.distance(a.plain, b.plain), OSA.distance(a.folded, b.folded))
    if (
        len(longer) >= SLIP_MIN_LENGTH
        and len(shorter) >= SLIP_MIN_LENGTH - 1
        and near <= allowed
        and a.plain[0] == b.plain[0]
    ):
        return PartRelation("slip", f"{pair} differ in {near} letter{'s' * (near > 1)}")
    if _same_bones(a.plain, b.plain) and alike >= BONES_SIMILARITY:
        return PartRelation("sound", f"{pair} may be one name in two Slavic languages")
    if a.halves or b.halves:
        return _compare_halves(a, b, pair)
    return PartRelation("different", f"{pair} differ")


def _of_two_sexes(shorter: str, longer: str) -> bool:
    """Return whether two given names differ as a man's and a woman's do (Imran, Imrana).

    Arabic ones may change a vowel, too: Salim and Salma.
    """
    if len(shorter) == len(longer) and {shorter[-1], longer[-1]} == {"a", "o"}:
        return shorter[:-1] == longer[:-1]
    if longer == f"{shorter}a":
        return shorter[-1] not in "aeiou"
    hers, his = sorted((shorter, longer), key=lambda name: name[-1] != "a")
    if hers[-1] != "a" or his[-1] in "aeiouhwy":
        return False
    return len(shorter) > 3 and skeleton(hers) == skeleton(his)


def _undoubled(plain: str) -> str:
    return _DOUBLED.sub(r"\1", plain)


def _same_bones(a: str, b: str) -> bool:
    (bones_a, changed_a), (bones_b, changed_b) = slavic_bones(a), slavic_bones(b)
    return bones_a == bones_b and len(bones_a) >= BONES_MIN_LENGTH and (changed_a or changed_b)


def _compare_halves(a: Part, b: Part, pair: str) -> PartRelation:
    """Compare names that a hyphen joins: half by half, or a half with what stands alone."""
    if len(a.halves) == len(b.halves):
        kinds = [
            _compare_parts(Part(x, fold(x)), Part(y, fold(y)), False, False).kind
            for x, y in zip(a.halves, b.halves, strict=True)
        ]
        if "different" not in kinds:
            return PartRelation("sound", f"{pair} agree half by half")
    elif not (a.halves and b.halves):
        double, single = (a, b) if a.halves else (b, a)
        for half in double.halves:
            part = Part(half, fold(half))
            if len(half) >= HALF_MIN_LENGTH and (
                _compare_parts(part, single, False, False).kind in PLAIN_KINDS
            ):
                return PartRelation(
                    "half", f"“{single.plain}” is half of “{'-'.join(double.halves)}”"
                )
    return PartRelation("different", f"{pair} differ")


@lru_cache(maxsize=20_000)
def compare_people(a: str, b: str) -> NameJudgement:
    """Judge by their letters alone whether two names are one person's.

    Args:
        a: a person's name, in any script and order.
        b: another.

    Returns:
        The judgement, which does not depend on the order of `a` and `b`.
    """
    return judge_people(*(parse_person(text) for text in sorted((a, b))))


def judge_people(a: PersonName, b: PersonName) -> NameJudgement:
    """Judge two parsed names; see `compare_people`."""
    if a.native and b.native:
        same = a.native == b.native
        return NameJudgement(
            "match" if same else "no_match",
            float(same),
            "native-letters",
            ("the same letters",) if same else (),
            () if same else (f"“{a.native}” and “{b.native}” differ in a letter that is a word",),
            plain=same,
        )
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return NameJudgement(
            "no_match",
            0.0,
            "suffix",
            (),
            (f"“{a.suffix}” against “{b.suffix}”",),
            same_surname=True,
        )
    if (clash := _sex_clash(a, b)) is not None:
        return NameJudgement("no_match", 0.0, "gender", (), (clash,))
    if (glued := _glued(a, b)) is not None:
        return glued
    if len(a.parts) == 1 and len(b.parts) == 1:
        return _judge_single(a, b)
    if len(a.parts) == 1 or len(b.parts) == 1:
        return _judge_part_of_name(*sorted((a, b), key=lambda name: len(name.parts)))
    return _judge_full(a, b)


def _sex_clash(a: PersonName, b: PersonName) -> str | None:
    given_a, given_b = a.given, b.given
    if given_a is None or given_b is None:
        return None
    sex_a, sex_b = sex_of(given_a), sex_of(given_b)
    if sex_a and sex_b and sex_a != sex_b and given_kinship(given_a, given_b) is None:
        return f"“{given_a.plain}” and “{given_b.plain}” are a man's and a woman's name"
    surnames = a.surname.plain, b.surname.plain
    if not (sex_a or sex_b) and surnames[0] != surnames[1] and gendered(*surnames):
        return f"“{surnames[0]}” and “{surnames[1]}” are a man's and a woman's surname"
    return None


@lru_cache(maxsize=50_000)
def gendered(a: str, b: str) -> bool:
    """Return whether two surnames are the man's and the woman's form of one (Slavic)."""
    short, long = sorted((a, b), key=len)
    if long == short + "a" and short.endswith(("ov", "ev", "in", "yn")):
        return True
    stem = re.sub(r"(?:yy|iy|ii|y|i)$", "", short)
    return stem != short and re.fullmatch(re.escape(stem) + r"(?:aya|aia|aja|a)", long) is not None


def _glued(a: PersonName, b: PersonName) -> NameJudgement | None:
    """Match names that differ in where their words are parted ("JanDaniel Bothma")."""
    if len(a.parts) == len(b.parts):
        return None
    joined_a, joined_b = ("".join([part.plain for part in name.parts]) for name in (a, b))
    if min(len(joined_a), len(joined_b)) < GLUED_MIN_LENGTH or any(
        part.initial for name in (a, b) for part in name.parts
    ):
        return None
    shorter, longer = sorted((a.parts, b.parts), key=len)
    if {part.folded for part in shorter} < {part.folded for part in longer}:
        return None  # a word more, short as it is: "Tin Maung" and "Tin Maung Oo"
    folded_a, folded_b = ("".join(part.folded for part in name.parts) for name in (a, b))
    if joined_a == joined_b or folded_a == folded_b:
        return NameJudgement(
            "match", 0.97, "word-breaks", ("the same letters, parted differently",), plain=True
        )
    if len(joined_a) >= 10 and OSA.distance(folded_a, folded_b) <= 1:
        return NameJudgement(
            "match", 0.85, "word-breaks", ("all letters but one, parted differently",)
        )
    return None


def _judge_single(a: PersonName, b: PersonName) -> NameJudgement:
    relation = compare_parts(a.parts[0], b.parts[0], vowelless=a.vowelless != b.vowelless)
    if relation.kind == "different":
        return NameJudgement("no_match", 0.0, "single-name", (), (relation.detail,))
    return NameJudgement(
        "match",
        relation.score,
        "single-name",
        (relation.detail,),
        ("a single name",),
        same_surname=True,
    )


def _judge_part_of_name(single: PersonName, longer: PersonName) -> NameJudgement:
    part = single.parts[0]
    for other in longer.parts:
        relation = compare_parts(part, other, as_given=other is longer.given)
        if relation.kind in PLAIN_KINDS or (relation.kind == "sound" and other is longer.surname):
            is_surname = other is longer.surname
            return NameJudgement(
                "unsure",
                0.5 * relation.score,
                "surname-only" if is_surname else "given-name-only",
                (relation.detail,),
                (f"“{single.text}” gives no more than that",),
                same_surname=is_surname,
            )
    return NameJudgement("no_match", 0.0, "no-shared-part", (), (f"“{part.plain}” is in one only",))


class _Alignment(NamedTuple):
    pairs: tuple[tuple[int, int, PartRelation], ...]
    left_a: tuple[Part, ...]
    left_b: tuple[Part, ...]
    in_order: bool


def _judge_full(a: PersonName, b: PersonName) -> NameJudgement:
    vowelless = a.vowelless != b.vowelless
    surnames = compare_parts(a.surname, b.surname, vowelless=vowelless)
    same_surname = surnames.kind != "different"
    if a.surname_first and b.surname_first and not same_surname:
        # Syllables of given names recur: "Choi Jong Young" has all of "Jang Young-woo" but a slip.
        return NameJudgement("no_match", 0.0, "surnames-differ", (), (surnames.detail,))
    a_parts, b_parts = _harmonised(a.parts, b.parts)
    alignment = _align(a_parts, b_parts, vowelless=vowelless)
    if alignment.left_a and alignment.left_b and (called := _by_nickname(a, b)) is not None:
        return called
    evidence = [relation.detail for _, _, relation in alignment.pairs]
    if alignment.left_a and alignment.left_b:
        counter = (
            f"“{' '.join(p.plain for p in alignment.left_a)}” stands against"
            f" “{' '.join(p.plain for p in alignment.left_b)}”"
        )
        rule = "given-names-differ" if same_surname else "surnames-differ"
        if same_surname and a.given and b.given:
            given = compare_parts(a.given, b.given, as_given=True)
            rule = rule if given.kind == "different" else "middle-names-differ"
        return NameJudgement(
            "no_match", 0.0, rule, tuple(evidence), (counter,), same_surname=same_surname
        )
    left = alignment.left_a or alignment.left_b
    longer = a_parts if alignment.left_a else b_parts
    if (instead := _instead_of_abdul(a_parts, b_parts, alignment)) is not None:
        counter = f"“abdul” stands against “{instead.plain}”"
        return NameJudgement(
            "no_match",
            0.0,
            "middle-names-differ",
            tuple(evidence),
            (counter,),
            same_surname=same_surname,
        )
    score = 1.0
    for _, _, relation in alignment.pairs:
        score *= relation.score
    kinds = {relation.kind for _, _, relation in alignment.pairs}
    counter_words = []
    plain = kinds <= PLAIN_KINDS
    rule = "same-name" if kinds == {"same"} else "spelling-variant"
    if "initial" in kinds:
        rule = "initials"
    if "cognate" in kinds:
        rule = "given-name-cognate"
    if left:
        missing = " ".join(part.plain for part in left)
        counter_words.append(f"“{missing}” is in one only")
        rule = "middle-name-missing" if plain else rule
        outer = any(not part.initial and part in left for part in (longer[0], longer[-1]))
        score *= (0.9 if outer else 0.97) ** (1 if len(left) <= len(alignment.pairs) else 2)
        plain = plain and not outer
        if len(alignment.pairs) * 5 < len(longer) * 2 or len(alignment.pairs) < 2:
            return NameJudgement(
                "unsure",
                min(score, 0.6),
                "too-little-shared",
                tuple(evidence),
                tuple(counter_words),
            )
    if a.suffix != b.suffix:
        counter_words.append(f"only one has “{a.suffix or b.suffix}”")
        score, plain = score * 0.85, False
    if not alignment.in_order:
        verdict = _reordered(a_parts, b_parts, alignment)
        if verdict is not None:
            return NameJudgement(
                verdict,
                0.5,
                "order",
                tuple(evidence),
                ("the words stand in another order",),
                same_surname=same_surname,
            )
        counter_words.append("the words stand in another order")
        score, rule, plain = score * 0.95, "word-order", False
    verdict_: Verdict = "match" if score >= MATCH_SCORE else "unsure"
    return NameJudgement(
        verdict_,
        round(score, 4),
        rule,
        tuple(evidence),
        tuple(counter_words),
        plain=plain and verdict_ == "match",
        same_surname=True,
    )


def _instead_of_abdul(
    a: tuple[Part, ...], b: tuple[Part, ...], alignment: _Alignment
) -> Part | None:
    """Return the word that one name has where the other has “abdul”, or None.

    “Abdul Mohammad” may be written “Mohammad”, but is not “Wali Mohammad”.
    """
    if not any(part.plain.startswith("abdul") for part in (*a, *b)):
        return None
    for i, j, _ in alignment.pairs:
        for with_it, (parts, place), left in (
            (a[i], (b, j), alignment.left_b),
            (b[j], (a, i), alignment.left_a),
        ):
            before = parts[place - 1] if place else None
            if (
                with_it.plain == f"abdul{parts[place].plain}"
                and before is not None
                and not before.plain.startswith("abdul")
                and any(part is before for part in left)
            ):
                return before
    return None


def _by_nickname(a: PersonName, b: PersonName) -> NameJudgement | None:
    """Judge "Luis (Jerry) Ortiz" as "Jerry Ortiz", too."""
    for name, other in ((a, b), (b, a)):
        for nickname in name.nicknames:
            called = replace(name, parts=(nickname, name.surname), nicknames=())
            judgement = judge_people(called, other)
            if judgement.verdict == "match" and judgement.rule in {"same-name", "initials"}:
                return judgement._replace(rule="nickname-in-name")
    return None


def _reordered(a: tuple[Part, ...], b: tuple[Part, ...], alignment: _Alignment) -> Verdict | None:
    """Return what another order of the words means, or None where it means nothing."""
    if any(a[i].filial != b[j].filial for i, j, _ in alignment.pairs):
        return "no_match"
    # "P. K. Raghavan" is not "K. P. Raghavan".
    initials = [j for i, j, _ in alignment.pairs if a[i].initial and b[j].initial]
    if initials != sorted(initials):
        return "no_match"
    if len(a) == len(b) == 2 and all(is_known_given(part) for part in a):
        return "unsure"
    return None


def _harmonised(
    a: tuple[Part, ...], b: tuple[Part, ...]
) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Join neighbours in one name that are one word in the other ("Jong Un", "Jong-un")."""
    if len(a) == len(b) == 2:
        return a, b
    return _joined_like(a, b), _joined_like(b, a)


def _joined_like(parts: tuple[Part, ...], model: tuple[Part, ...]) -> tuple[Part, ...]:
    out = list(parts)
    i = 0
    while i < len(out) - 1:
        first, second = out[i], out[i + 1]
        length = len(first.plain) + len(second.plain)
        as_long = [
            other
            for other in model
            if -1 <= len(other.plain) - length <= 1
            and other.plain not in (first.plain, second.plain)
        ]
        if as_long and not (first.initial or second.initial):
            joined = Part(
                first.plain + second.plain, first.folded + second.folded, filial=first.filial
            )
            if any(compare_parts(joined, other).kind in _JOINING_KINDS for other in as_long):
                out[i : i + 2] = [joined]
        i += 1
    return tuple(out) if len(out) > 1 else parts


def _align(a: tuple[Part, ...], b: tuple[Part, ...], *, vowelless: bool) -> _Alignment:
    """Pair the parts of two names: in order as far as that pairs most, else freely."""
    last_a, last_b = len(a) - 1, len(b) - 1
    straight: list[PartRelation] = []
    if last_a == last_b:
        # Given-name knowledge applies wherever a part is not the last of its name.
        straight = [
            compare_parts(x, y, as_given=i < last_a, vowelless=vowelless)
            for i, (x, y) in enumerate(zip(a, b, strict=True))
        ]
        if all(relation.kind != "different" for relation in straight):  # most are so
            pairs_in_order = tuple([(i, i, relation) for i, relation in enumerate(straight)])
            return _Alignment(pairs_in_order, (), (), True)
    relations = [
        [
            straight[i]
            if straight and i == j
            else compare_parts(x, y, as_given=i < last_a and j < last_b, vowelless=vowelless)
            for j, y in enumerate(b)
        ]
        for i, x in enumerate(a)
    ]
    scores = [[PART_SCORES[relation.kind] for relation in row] for row in relations]
    if last_a == last_b == 1:
        pairs, in_order = _crossed_pairs(scores)
    else:
        pairs, in_order = _ordered_pairs(scores), True
        if len(pairs) < min(len(a), len(b)):
            free = _free_pairs(scores)
            in_order = len(pairs) >= len(free)
            pairs = pairs if in_order else free
    taken_a, taken_b = {i for i, _ in pairs}, {j for _, j in pairs}
    return _Alignment(
        tuple([(i, j, relations[i][j]) for i, j in pairs]),
        tuple([part for i, part in enumerate(a) if i not in taken_a]),
        tuple([part for j, part in enumerate(b) if j not in taken_b]),
        in_order,
    )


def _crossed_pairs(scores: Sequence[Sequence[float]]) -> tuple[list[tuple[int, int]], bool]:
    """Pair the parts of two names of two parts which do not agree in order."""
    if scores[0][1] and scores[1][0]:
        return [(0, 1), (1, 0)], False
    best = max(((1, 1), (0, 0), (0, 1), (1, 0)), key=lambda pair: scores[pair[0]][pair[1]])
    return ([best] if scores[best[0]][best[1]] else []), True


#: Pairs, each with those behind it.
_Pairs = tuple[tuple[int, int], "_Pairs"] | None


def _ordered_pairs(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Return the pairs of parts, both in order, that are most, and best among as many."""
    nothing: tuple[float, _Pairs] = (0.0, None)
    columns = len(scores[0])
    below = [nothing] * (columns + 1)
    for i in range(len(scores) - 1, -1, -1):
        row = [nothing] * (columns + 1)
        for j in range(columns - 1, -1, -1):
            best = below[j] if below[j][0] >= row[j + 1][0] else row[j + 1]
            if score := scores[i][j]:
                rest, behind = below[j + 1]
                # +1: pairing more parts always beats pairing fewer of them better.
                if rest + 1 + score > best[0]:
                    best = (rest + 1 + score, ((i, j), behind))
            row[j] = best
        below = row
    found, rest_of_them = [], below[0][1]
    while rest_of_them is not None:
        pair, rest_of_them = rest_of_them
        found.append(pair)
    return found


def _free_pairs(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    ranked = sorted(
        (-score, i, j) for i, row in enumerate(scores) for j, score in enumerate(row) if score > 0
    )
    taken_i: set[int] = set()
    taken_j: set[int] = set()
    pairs = []
    for _, i, j in ranked:
        if i not in taken_i and j not in taken_j:
            taken_i.add(i)
            taken_j.add(j)
            pairs.append((i, j))
    return sorted(pairs)
