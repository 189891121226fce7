"""Which names of one article are worth comparing: names meet under keys, not all against all.

Two words that `compare_parts` (of people) or `compare_bodies` may take for one share a key: a
spelling, a sound, a family of the word lists, or what is left when a letter or two are taken out.
So the keys lose no match; what they bring together by chance, the comparison rejects.

A word may have a hundred keys. `share_key` tells without making them whether two words have one in
common, which in most articles, of a handful of names, is far less work than an index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache, reduce
from itertools import combinations, pairwise
from operator import and_, or_
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from extract.resolve.bodies import (
    STEM_MIN_LENGTH,
    capitals,
    clipped_forms,
    initials_of,
    parse_body,
)
from extract.resolve.compare import (
    BONES_MIN_LENGTH,
    GLUED_MIN_LENGTH,
    HALF_MIN_LENGTH,
    LONG_PART,
    SLIP_MIN_LENGTH,
    SOUND_MIN_LENGTH,
    skeleton,
    slavic_bones,
    sounds,
)
from extract.resolve.names import Part, PersonName, fold, given_roots, surname_root
from extract.schemas import AgencyValue, Mention
from extract.values.register import load_register

#: Bearers of one surname up to which every pair of them is judged, and its rejection kept.
RARE_SURNAME = 30
#: Names of one article up to which it is quicker to look at all of them than to index them.
FEW_NAMES = 40


def shortened(word: str, letters: int) -> set[str]:
    """Return `word` and all that is left of it without up to `letters` letters.

    Words at most that many slips apart (edits, neighbours swapped) have one of these in common.

    >>> sorted(shortened("ann", 1))
    ['an', 'ann', 'nn']
    """
    found = {word}
    for length in range(max(len(word) - letters, 0), len(word)):
        found.update(map("".join, combinations(word, length)))
    return found


def _slips(word: str, written: int = 0) -> set[str]:
    """Return the keys under which `word` meets its slips, as far as they are forgiven.

    What is folded may be much shorter than what is `written`, whose letters count.
    """
    return shortened(word, _forgiven(word, written))


def _forgiven(word: str, written: int) -> int:
    """Return how many letters may be taken out of `word`."""
    length = max(len(word), written)
    if length < SLIP_MIN_LENGTH - 1:
        return 0
    return 2 if length >= LONG_PART else 1


class Forms(NamedTuple):
    """The keys of a part, not all written out.

    Attributes:
        words: words, each with the number of its letters that a key has at least, and with the
            set of its letters as bits: what is left of it when the others are taken out is a key,
            too.
        letters: the letters of all the words, as bits.
        core: the letters that every one of the words has, as bits.
        slack: how many letters are taken out of a word at most.
        others: keys that are no such words.
    """

    words: tuple[tuple[str, int, int], ...]
    letters: int
    core: int
    slack: int
    others: frozenset[str]

    @classmethod
    def of(cls, least: Mapping[str, int], others: Iterable[str] = ()) -> Forms:
        """Return the forms of words with the least number of letters of their keys."""
        words = tuple((word, number, _bits(word)) for word, number in least.items())
        sets = [bits for _, _, bits in words]
        slack = max((len(word) - number for word, number, _ in words), default=0)
        core = reduce(and_, sets) if sets else 0
        return cls(words, reduce(or_, sets, 0), core, slack, frozenset(others))


def _bits(word: str) -> int:
    """Return the set of the letters of a word; two rare letters may have one bit."""
    bits = 0
    for letter in word:
        bits |= 1 << (ord(letter) & 63)
    return bits


@lru_cache(maxsize=30_000)
def part_forms(part: Part) -> Forms:
    """Return the keys that two parts, neither an initial, share if they can be one."""
    plain = part.plain
    words = {plain.removeprefix("abdul"): 0}
    for word in (plain, part.folded):
        words[word] = max(words.get(word, 0), _forgiven(word, len(plain)))
    least = {word: max(len(word) - letters, 0) for word, letters in words.items()}
    others = {root for root in (surname_root(part), *given_roots(part)) if root not in words}
    if len(plain) >= SOUND_MIN_LENGTH:
        others.update(f"sound {code}" for code in sounds(plain))
    bones, _ = slavic_bones(plain)
    if len(bones) >= BONES_MIN_LENGTH:
        others.add(f"bones {bones}")
    for half in part.halves:
        if len(half) >= HALF_MIN_LENGTH:
            forms = part_forms(Part(half, fold(half)))
            others |= forms.others
            for word, letters, _ in forms.words:
                least[word] = min(least.get(word, letters), letters)
    return Forms.of(least, others)


def part_keys(part: Part) -> frozenset[str]:
    """Return the keys of a part, all written out."""
    forms = part_forms(part)
    return forms.others.union(*(shortened(w, len(w) - least) for w, least, _ in forms.words))


def share_key(one: Forms, two: Forms) -> bool:
    """Return whether two parts have a key in common.

    Two words have so many letters in common, in their order, as the longest key that they share.
    """
    # A letter that the other has not cannot be in a key of both: most pairs end here.
    if (one.core & ~two.letters).bit_count() <= one.slack and (
        two.core & ~one.letters
    ).bit_count() <= two.slack:
        for word, least, letters in one.words:
            if len(word) - (letters & ~two.letters).bit_count() < least:
                continue
            for other, other_least, _ in two.words:
                needed = max(least, other_least)
                if word == other or (
                    len(word) >= needed <= len(other)
                    and LCSseq.similarity(word, other, score_cutoff=needed) >= needed
                ):
                    return True
    return not one.others.isdisjoint(two.others)


class Blocks:
    """Numbers under keys. Most keys have one number alone, and no set is made for it."""

    def __init__(self) -> None:
        self._first: dict[str, int] = {}
        self._others: dict[str, set[int]] = {}

    def add(self, number: int, keys: Iterable[str]) -> None:
        """Put `number` under each of `keys`."""
        for key in keys:
            if self._first.setdefault(key, number) != number:
                self._others.setdefault(key, set()).add(number)

    def under(self, keys: AbstractSet[str]) -> frozenset[int]:
        """Return the numbers under any of `keys`."""
        found = set()
        for key in keys:
            if (first := self._first.get(key)) is not None:
                found.add(first)
                if key in self._others:
                    found |= self._others[key]
        return frozenset(found)


class NameIndex:
    """The full names of one article, found by their parts; names go by their position.

    A name is worth comparing with those whose surname is like its own, unless there are more than
    `RARE_SURNAME`, and with those that two of its parts, or all its letters, are like.
    """

    def __init__(self, names: Sequence[PersonName]) -> None:
        self._names = names
        # Only between two scripts are vowels no difference.
        self._across_scripts = len({name.vowelless for name in names}) > 1
        # Words are parted differently only in names of more words and of fewer.
        self._parted = len({len(name.parts) for name in names}) > 1
        self._bearing: dict[Part, frozenset[int]] = {}
        self._surnamed: dict[Part, frozenset[int]] = {}
        held: defaultdict[Part, list[int]] = defaultdict(list)
        for number, name in enumerate(names):
            for part in (*_pieces(name.parts), *name.nicknames):
                held[part].append(number)
        self._indexed = len(names) > FEW_NAMES
        if not self._indexed:
            self._held = [(part, part_forms(part), own) for part, own in held.items()]
            if self._parted:
                self._letters = [_letters(name.parts) for name in names]
                self._bear_each_other()
        else:
            self._by_part, self._by_letters = Blocks(), Blocks()
            for part, numbers in held.items():
                keys = self._keys_held(part)
                for number in numbers:
                    self._by_part.add(number, keys)
            for number, name in enumerate(names):
                if self._parted:
                    self._by_letters.add(number, _letter_keys(name.parts))

    def bearing(self, part: Part) -> frozenset[int]:
        """Return the names with a part that `part` may be."""
        if part not in self._bearing:
            self._bearing[part] = (
                self._by_part.under(self._keys_asked(part))
                if self._indexed
                else self._all_bearing(part)
            )
        return self._bearing[part]

    def _bear_each_other(self) -> None:
        """Note of each part which names have one that it may be; each pair of parts meets once."""
        met = [list(own) for _, _, own in self._held]
        for place, (part, forms, own) in enumerate(self._held):
            for other in range(place):
                other_part, other_forms, others = self._held[other]
                if self._meet(part, forms, other_part, other_forms):
                    met[place] += others
                    met[other] += own
        for (part, _, _), numbers in zip(self._held, met, strict=True):
            self._bearing[part] = frozenset(numbers)

    def _all_bearing(self, part: Part) -> frozenset[int]:
        forms, meet = part_forms(part), self._meet
        found: list[int] = []
        for other, other_forms, numbers in self._held:
            if meet(part, forms, other, other_forms):
                found += numbers
        return frozenset(found)

    def rivals(self, number: int) -> frozenset[int]:
        """Return the names that are worth comparing with that at `number`."""
        name = self._names[number]
        if len(name.parts) == 2 and not self._parted and len(self.bearing(name.surname)) == 1:
            return frozenset()  # nobody has the surname, and without it no two parts are alike
        once: set[int] = set()
        twice: set[int] = set()
        for part in _pieces(name.parts):
            bearing = self.bearing(part)
            twice |= once & bearing
            once |= bearing
        of_surname = self._surnamed_like(name.surname)
        if len(of_surname) > RARE_SURNAME:
            of_surname = frozenset()
        if self._parted:
            twice |= self._written_like(number)
        return of_surname.union(twice) - {number}

    def _surnamed_like(self, surname: Part) -> frozenset[int]:
        bearing = self.bearing(surname)
        if len(bearing) == 1:
            return bearing
        if surname not in self._surnamed:
            forms = part_forms(surname)
            surnames = ((n, self._names[n].surname) for n in bearing)
            self._surnamed[surname] = frozenset(
                number
                for number, other in surnames
                if self._meet(surname, forms, other, part_forms(other))
            )
        return self._surnamed[surname]

    def _written_like(self, number: int) -> frozenset[int]:
        """Return the names that are the letters of that at `number`, parted differently."""
        parts = self._names[number].parts
        if self._indexed:
            return self._by_letters.under(_letter_keys(parts))
        forms, size = self._letters[number], len(parts)
        return frozenset(
            [
                other
                for other, letters in enumerate(self._letters)
                if len(self._names[other].parts) != size and share_key(forms, letters)
            ]
        )

    def _meet(self, one: Part, forms: Forms, two: Part, others: Forms) -> bool:
        """Return whether two parts may be one, or one the initial of the other."""
        if one.initial or two.initial:
            return one.plain[0] == two.plain[0]
        return share_key(forms, others) or (
            self._across_scripts and skeleton(one.plain) == skeleton(two.plain)
        )

    def _keys_held(self, part: Part) -> AbstractSet[str]:
        """Return the keys that a part of a name is found under."""
        if part.initial:
            return {f"initial {part.plain[0]}"}
        return part_keys(part) | {f"begins {part.plain[0]}"} | self._bones(part)

    def _keys_asked(self, part: Part) -> AbstractSet[str]:
        """Return the keys that those are found under whom a part may be."""
        initial = f"initial {part.plain[0]}"
        if part.initial:
            return {initial, f"begins {part.plain[0]}"}
        return part_keys(part) | {initial} | self._bones(part)

    def _bones(self, part: Part) -> set[str]:
        return {f"vowelless {skeleton(part.plain)}"} if self._across_scripts else set()


@lru_cache(maxsize=50_000)
def _pieces(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return the parts, and where there are three or more, neighbours joined ("Jong Un")."""
    if len(parts) < 3:
        return parts
    joined = [
        Part(first.plain + second.plain, first.folded + second.folded)
        for first, second in pairwise(parts)
        if not (first.initial or second.initial)
    ]
    return (*parts, *joined)


@lru_cache(maxsize=50_000)
def _letters(parts: tuple[Part, ...]) -> Forms:
    """Return the keys under which names meet whose words are parted differently."""
    plain = "".join(part.plain for part in parts)
    if len(plain) < GLUED_MIN_LENGTH or any(part.initial for part in parts):
        return Forms.of({})
    folded = "".join(part.folded for part in parts)
    return Forms.of({plain: len(plain)} | {folded: max(len(folded) - 1, 0)})


def _letter_keys(parts: tuple[Part, ...]) -> frozenset[str]:
    words = _letters(parts).words
    return frozenset[str]().union(*(shortened(w, len(w) - least) for w, least, _ in words))


def body_keys(mention: Mention) -> set[str]:
    """Return the keys that two agencies of one article share if they can be one."""
    keys = set(_name_keys(mention.text))
    if mention.reference:
        keys.add(f"register {mention.reference}")
        keys |= {f"words {key}" for key in names_in_register(mention.reference)}
    if isinstance(mention.value, AgencyValue) and mention.value.acronym:
        keys.add(f"letters {mention.value.acronym}")
    return keys


@lru_cache(maxsize=10_000)
def names_in_register(reference: str) -> frozenset[str]:
    """Return the keys of the names that the register has for a body, of those in its state too."""
    body = load_register().bodies.get(reference)
    names = (*body.names, *body.local) if body else ()
    return frozenset(parse_body(name).key for name in names)


@lru_cache(maxsize=2_000)
def _name_keys(text: str) -> frozenset[str]:
    body = parse_body(text)
    keys = {f"letters {text.replace('.', '')}", f"words {body.key}"}
    keys |= {f"initials {letters}" for letters in initials_of(body)}
    if body.acronym:
        keys |= {f"letters {body.acronym}", f"initials {capitals(body.acronym)}"}
        keys.add(f"clipped {body.acronym}")
    keys |= {f"clipped {form}" for form in clipped_forms(text)}
    keys |= {f"glued {rest}" for rest in shortened("".join(body.words), 1)}
    words = sorted(body.words)
    for number, word in enumerate(words):
        others = " ".join(words[:number] + words[number + 1 :])
        keys |= {f"{others} * {key}" for key in word_keys(word)}
    return frozenset(keys)


@lru_cache(maxsize=50_000)
def word_keys(word: str) -> frozenset[str]:
    """Return the keys that two words share in which the names of one body may differ."""
    keys = _slips(word) | {f"sound {code}" for code in sounds(word)}
    if len(word) >= STEM_MIN_LENGTH:
        keys.add(f"stem {word[: STEM_MIN_LENGTH - 1]}")
    return frozenset(keys)
