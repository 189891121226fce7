"""Which names of one article are worth comparing: names meet under keys, not all against all.

Two words that `compare_parts` (of people) or `compare_bodies` may take for one share a key: a
spelling, a sound, a family of the word lists, or what is left when a letter or two are taken out.
So the keys lose no match; what they bring together by chance, the comparison rejects.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from functools import lru_cache
from itertools import combinations, pairwise

from extract.resolve.bodies import STEM_MIN_LENGTH, capitals, initials_of, parse_body
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

#: Bearers of one surname up to which every pair of them is judged, and its rejection kept.
RARE_SURNAME = 30


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
    if max(len(word), written) < SLIP_MIN_LENGTH - 1:
        return {word}
    return shortened(word, 2 if len(word) >= LONG_PART else 1)


@lru_cache(maxsize=50_000)
def part_keys(part: Part) -> frozenset[str]:
    """Return the keys that two parts, neither an initial, share if they can be one."""
    keys = {part.plain.removeprefix("abdul"), surname_root(part), *given_roots(part)}
    keys.update(*(_slips(word, len(part.plain)) for word in {part.plain, part.folded}))
    if len(part.plain) >= SOUND_MIN_LENGTH:
        keys.update(f"sound {code}" for code in sounds(part.plain))
    bones, _ = slavic_bones(part.plain)
    if len(bones) >= BONES_MIN_LENGTH:
        keys.add(f"bones {bones}")
    for half in part.halves:
        if len(half) >= HALF_MIN_LENGTH:
            keys |= part_keys(Part(half, fold(half)))
    return frozenset(keys)


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
        self._by_part, self._by_letters = Blocks(), Blocks()
        #: Where no surname is like another word: the name with a surname. In most articles.
        self._only = {} if self._across_scripts or self._parted else _lone_surnames(names)
        if not self._only:
            self._index()

    def _index(self) -> None:
        for number, name in enumerate(self._names):
            for part in (*_pieces(name.parts), *name.nicknames):
                self._by_part.add(number, self._held(part))
            if self._parted:
                self._by_letters.add(number, _letters(name.parts))

    def bearing(self, part: Part) -> frozenset[int]:
        """Return the names with a part that `part` may be."""
        if part in self._only:
            return frozenset((self._only[part],))
        if part not in self._bearing:
            if self._only:
                self._only = {}
                self._index()
            self._bearing[part] = self._by_part.under(self._asked(part))
        return self._bearing[part]

    def rivals(self, number: int) -> frozenset[int]:
        """Return the names that are worth comparing with that at `number`."""
        name = self._names[number]
        if self._only:
            return frozenset()
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
            twice |= self._by_letters.under(_letters(name.parts))
        return of_surname.union(twice) - {number}

    def _surnamed_like(self, surname: Part) -> frozenset[int]:
        if surname not in self._surnamed:
            asked = self._asked(surname)
            self._surnamed[surname] = frozenset(
                number
                for number in self.bearing(surname)
                if not asked.isdisjoint(self._held(self._names[number].surname))
            )
        return self._surnamed[surname]

    def _held(self, part: Part) -> AbstractSet[str]:
        return _held(part) | self._bones(part)

    def _asked(self, part: Part) -> AbstractSet[str]:
        return _asked(part) | self._bones(part)

    def _bones(self, part: Part) -> frozenset[str]:
        if not self._across_scripts or part.initial:
            return frozenset()
        return frozenset({f"vowelless {skeleton(part.plain)}"})


def _lone_surnames(names: Sequence[PersonName]) -> dict[Part, int]:
    """Return the surnames of names of two parts, if each is unlike all other parts; else nothing.

    Then no two of the names are worth comparing, and a surname alone can mean one of them only.
    """
    surnames = [name.parts[-1] for name in names]
    given = [name.parts[0] for name in names]
    if any(len(name.parts) != 2 or name.surname_first for name in names) or any(
        part.initial for part in (*surnames, *given)
    ):
        return {}
    keys = [part_keys(part) for part in surnames]
    all_keys = frozenset().union(*keys)
    if len(all_keys) < sum(map(len, keys)) or not all_keys.isdisjoint(
        frozenset().union(*map(part_keys, given))
    ):
        return {}
    return {part: number for number, part in enumerate(surnames)}


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
def _letters(parts: tuple[Part, ...]) -> frozenset[str]:
    """Return the keys under which names meet whose words are parted differently."""
    plain = "".join(part.plain for part in parts)
    if len(plain) < GLUED_MIN_LENGTH or any(part.initial for part in parts):
        return frozenset()
    return frozenset({plain, *shortened("".join(part.folded for part in parts), 1)})


@lru_cache(maxsize=50_000)
def _held(part: Part) -> frozenset[str]:
    """Return the keys that a part of a name is found under."""
    if part.initial:
        return frozenset({f"initial {part.plain[0]}"})
    return part_keys(part) | {f"begins {part.plain[0]}"}


@lru_cache(maxsize=50_000)
def _asked(part: Part) -> frozenset[str]:
    """Return the keys that those are found under whom a part may be."""
    initial = f"initial {part.plain[0]}"
    if part.initial:
        return frozenset({initial, f"begins {part.plain[0]}"})
    return part_keys(part) | {initial}


def body_keys(mention: Mention) -> set[str]:
    """Return the keys that two agencies of one article share if they can be one."""
    keys = set(_name_keys(mention.text))
    if mention.reference:
        keys.add(f"register {mention.reference}")
    if isinstance(mention.value, AgencyValue) and mention.value.acronym:
        keys.add(f"letters {mention.value.acronym}")
    return keys


@lru_cache(maxsize=2_000)
def _name_keys(text: str) -> frozenset[str]:
    body = parse_body(text)
    keys = {f"letters {text.replace('.', '')}", f"words {body.key}"}
    keys |= {f"initials {letters}" for letters in initials_of(body)}
    if body.acronym:
        keys |= {f"letters {body.acronym}", f"initials {capitals(body.acronym)}"}
    keys |= {f"glued {rest}" for rest in shortened("".join(body.words), 1)}
    words = sorted(body.words)
    for number, word in enumerate(words):
        others = " ".join(words[:number] + words[number + 1 :])
        keys |= {f"{others} * {key}" for key in _word_keys(word)}
    return frozenset(keys)


@lru_cache(maxsize=50_000)
def _word_keys(word: str) -> frozenset[str]:
    keys = _slips(word) | {f"sound {code}" for code in sounds(word)}
    if len(word) >= STEM_MIN_LENGTH:
        keys.add(f"stem {word[: STEM_MIN_LENGTH - 1]}")
    return frozenset(keys)
