"""Which full names of a corpus are worth comparing, without comparing all with all.

Two names meet when their surnames are alike and their given names share a family, a sound or an
initial; or when they are the same words in another order, or parted differently. Surnames are far
fewer than names, so likeness is worked out between surnames, once for each pair of them, and the
names are then looked up below the surnames that are alike.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from extract.resolve.blocks import Blocks, part_keys
from extract.resolve.compare import compare_parts, sounds
from extract.resolve.names import Part, PersonName, given_roots, surname_root

#: Names under one key that are more than these share too common a key to say anything.
MAX_BLOCK = 400


class Candidates:
    """The full names of a corpus; a name goes by its position in the order of adding."""

    def __init__(self) -> None:
        self._names: list[PersonName] = []
        #: Every word that may be a surname.
        self.surnames = Surnames()
        #: Surname → key of the given name → names.
        self._below: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(
            lambda: defaultdict(list)
        )
        self._whole: dict[str, list[int]] = {}
        self._first_of_whole: dict[str, int] = {}

    def add(self, name: PersonName) -> int:
        """Take in a name of two parts or more, and return its position."""
        number = len(self._names)
        self._names.append(name)
        held = held_keys(name)
        for surname in surnames_of(name):
            self.surnames.add(surname)
            below = self._below[surname.plain]
            for key in held:
                below[key].append(number)
        for key in whole_keys(name):
            # Most such keys are one name's alone: a list for each would cost more than the rest.
            first = self._first_of_whole.setdefault(key, number)
            if first != number:
                self._whole.setdefault(key, [first]).append(number)
        return number

    def meeting(self, number: int) -> set[int]:
        """Return the names that are worth comparing with that at `number`."""
        name = self._names[number]
        asked = asked_keys(name)
        found: set[int] = set()
        for surname in surnames_of(name):
            for other in self.surnames.like(surname):
                below = self._below[other]
                for key in asked:
                    block = below.get(key, ())
                    if len(block) <= MAX_BLOCK:
                        found.update(block)
        for key in whole_keys(name):
            found.update(self._whole.get(key, ()))
        found.discard(number)
        return found


def surnames_of(name: PersonName) -> Iterator[Part]:
    """Yield the parts that may be the surname: in "Juan Pérez García" the middle one too."""
    yield name.surname
    for part in name.parts[1:-1]:
        if not part.initial and part.plain != name.surname.plain:
            yield part


def held_keys(name: PersonName) -> set[str]:
    """Return the keys of its given name that a name is found under, below its surname."""
    given = name.given
    if given is None:
        return set()
    if given.initial:
        return {f"initial {given.plain[0]}"}
    called = [root for nickname in name.nicknames for root in given_roots(nickname)]
    return {f"begins {given.plain[0]}", *given_roots(given), *sounds(given.plain), *called}


def asked_keys(name: PersonName) -> set[str]:
    """Return the keys that those are held under whom a name may mean, below a surname."""
    given = name.given
    if given is None:
        return set()
    initial = f"initial {given.plain[0]}"
    if given.initial:
        return {initial, f"begins {given.plain[0]}"}
    called = [root for nickname in name.nicknames for root in given_roots(nickname)]
    return {initial, *given_roots(given), *sounds(given.plain), *called}


def whole_keys(name: PersonName) -> Iterator[str]:
    """Yield the keys under which names of the same words or letters meet."""
    yield "words " + " ".join(sorted(part.folded for part in name.parts))
    yield "glued " + "".join(part.folded for part in name.parts)
    if name.given is not None and not name.given.initial:
        # The surname before or behind the given name, each in a spelling of its family.
        for root in given_roots(name.given):
            yield "pair " + " ".join(sorted((root, surname_root(name.surname))))
    if len(name.parts) > 2:
        yield "roots " + " ".join(sorted(_root(part) for part in name.parts))


def _root(part: Part) -> str:
    """Return one key for the spellings of a part, wherever in a name it stands."""
    given = given_roots(part)[0]
    return given if given != part.folded else surname_root(part)


class Surnames:
    """Distinct surnames, and which of them may be spellings of one."""

    def __init__(self) -> None:
        self._parts: list[Part] = []
        self._number: dict[str, int] = {}
        self._blocks = Blocks()
        self._like: dict[str, tuple[str, ...]] = {}

    def add(self, part: Part) -> None:
        """Take in a surname."""
        if part.plain not in self._number:
            self._like.clear()
            self._number[part.plain] = len(self._parts)
            self._blocks.add(len(self._parts), part_keys(part))
            self._parts.append(part)

    def like(self, part: Part) -> tuple[str, ...]:
        """Return the surnames that may be spellings of `part`."""
        if part.plain not in self._like:
            self._like[part.plain] = tuple(
                other.plain
                for number in self._blocks.under(part_keys(part))
                if compare_parts(part, other := self._parts[number]).kind != "different"
            )
        return self._like[part.plain]
