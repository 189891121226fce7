"""Which full names of a corpus are worth comparing, without comparing all with all.

Two names meet when their surnames are alike and their given names share a family, a sound or an
initial; or when they are the same words in another order, or parted differently. Surnames are far
fewer than names, so likeness is worked out between surnames, once for each pair of them, and the
names are then looked up below the surnames that are alike.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.resolve.blocks import RARE_SURNAME, part_keys
from extract.resolve.compare import differ, sounds
from extract.resolve.names import Part, PersonName, given_roots, surname_root

#: Names under one key that are more than these share too common a key to say anything.
MAX_BLOCK = 400
#: Names up to which it is noted why two bearers of a rare surname are two people.
NOTED_NAMES = 20_000

#: Numbers under keys. Most keys have one number alone, and no list is made for it.
_Numbers = dict[int, int | list[int]]


class Candidates:
    """The full names of a corpus; a name goes by its position.

    Args:
        names: the names.
        new: the positions of those that were not compared with the others before; None for all.
    """

    def __init__(self, names: Sequence[PersonName], new: AbstractSet[int] | None = None) -> None:
        self.names = names
        self.new = new

    @property
    def relatives(self) -> bool:
        """Whether all bearers of a surname that few bear are compared, so as to say why not."""
        return len(self.names) <= NOTED_NAMES

    @property
    def surnames(self) -> Surnames:
        """Every word that may be a surname."""
        return self._index.surnames

    def rivals(self, number: int) -> list[int]:
        """Return the names before that at `number` that it is to be compared with, in order."""
        known = self.new is not None and number not in self.new
        met = set(self._met_by_new.get(number, ())) if known else self._index.meeting(number)
        if self.relatives:
            relatives = self._of_surname[surname_root(self.names[number].surname)]
            if len(relatives) <= RARE_SURNAME:
                met.update(relatives)
        if self.new is not None and known:
            met &= self.new
        # Namesakes were told apart by their circles.
        key = self.names[number].key
        return sorted(other for other in met if other < number and self.names[other].key != key)

    @cached_property
    def _index(self) -> _Index:
        return _Index(self.names)

    @cached_property
    def _met_by_new(self) -> dict[int, list[int]]:
        """Of each known name the new ones that meet it: they are few, where the known are many."""
        found: defaultdict[int, list[int]] = defaultdict(list)
        for number in self.new or ():
            for other in self._index.meeting(number):
                found[other].append(number)
        return found

    @cached_property
    def _of_surname(self) -> dict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(self.names):
            found[surname_root(name.surname)].append(number)
        return found


class _Index:
    """Full names under the keys by which they meet."""

    def __init__(self, names: Sequence[PersonName]) -> None:
        self._names = names
        #: Every word that may be a surname.
        self.surnames = Surnames(part for name in names for part in surnames_of(name))
        #: Surname → key of the given name → names. Of keys, as many as there are, the hash.
        self._below: dict[str, _Numbers] = {}
        whole: _Numbers = {}
        for number, name in enumerate(names):
            held = list(map(hash, held_keys(name)))
            for surname in surnames_of(name):
                below = self._below.setdefault(surname.plain, {})
                for key in held:
                    _add(below, key, number)
            for each in whole_keys(name):
                _add(whole, hash(each), number)
        #: Of each name those that one of its words and letters as a whole brings together.
        self._beside: dict[int, list[list[int]]] = {}
        for block in whole.values():
            if isinstance(block, list):
                for number in block:
                    self._beside.setdefault(number, []).append(block)

    def meeting(self, number: int) -> set[int]:
        """Return the names that are worth comparing with that at `number`."""
        name = self._names[number]
        asked = list(map(hash, asked_keys(name)))
        found: set[int] = set()
        for surname in surnames_of(name):
            for other in self.surnames.like(surname):
                below = self._below[other]
                for key in asked:
                    block = below.get(key)
                    if isinstance(block, int):
                        found.add(block)
                    elif block is not None and len(block) <= MAX_BLOCK:
                        found.update(block)
        for block in self._beside.get(number, ()):
            found.update(block)
        found.discard(number)
        return found


def _add(numbers: _Numbers, key: int, number: int) -> None:
    known = numbers.setdefault(key, number)
    if isinstance(known, list):
        if known[-1] != number:
            known.append(number)
    elif known != number:
        numbers[key] = [known, number]


def surnames_of(name: PersonName) -> Iterator[Part]:
    """Yield the parts that may be the surname: in "Juan Pérez García" the middle one too.

    Not in "Kim Jong Un", where what stands behind the surname is the given name.
    """
    yield name.surname
    if name.surname_first:
        return
    for part in name.parts[1:-1]:
        if not part.initial and part.plain != name.surname.plain:
            yield part


def held_keys(name: PersonName) -> frozenset[str]:
    """Return the keys of its given name that a name is found under, below its surname."""
    return _held_keys(name.given, name.nicknames)


@lru_cache(maxsize=20_000)
def _held_keys(given: Part | None, nicknames: tuple[Part, ...]) -> frozenset[str]:
    if given is None:
        return frozenset()
    if given.initial:
        return frozenset([f"initial {given.plain[0]}"])
    called = (root for nickname in nicknames for root in given_roots(nickname))
    return frozenset(
        [f"begins {given.plain[0]}", *given_roots(given), *sounds(given.plain), *called]
    )


def asked_keys(name: PersonName) -> frozenset[str]:
    """Return the keys that those are held under whom a name may mean, below a surname."""
    return _asked_keys(name.given, name.nicknames)


@lru_cache(maxsize=20_000)
def _asked_keys(given: Part | None, nicknames: tuple[Part, ...]) -> frozenset[str]:
    if given is None:
        return frozenset()
    initial = f"initial {given.plain[0]}"
    if given.initial:
        return frozenset([initial, f"begins {given.plain[0]}"])
    called = (root for nickname in nicknames for root in given_roots(nickname))
    return frozenset([initial, *given_roots(given), *sounds(given.plain), *called])


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
    """Distinct surnames, and which of them may be spellings of one.

    A surname has up to a hundred keys (`part_keys`). Of each only the hash is kept, in an array
    with all others, and beside it, in `_owners`, the number of the surname: a key is a group of
    entries from one of `_starts` to the one of `_ends` beside it.
    """

    def __init__(self, parts: Iterable[Part]) -> None:
        distinct: dict[str, Part] = {}
        for part in parts:
            distinct.setdefault(part.plain, part)
        self._parts = list(distinct.values())
        self._number = {plain: number for number, plain in enumerate(distinct)}
        self._like: dict[str, tuple[str, ...]] = {}
        hashes, owners = array("q"), array("i")
        for number, part in enumerate(self._parts):
            keys = part_keys(part)
            hashes.extend(map(hash, keys))
            owners.extend(repeat(number, len(keys)))
        entries = np.array(hashes, np.int64)
        order = np.argsort(entries, kind="stable")
        entries, self._owners = entries[order], np.array(owners, np.int32)[order]
        edges = np.flatnonzero(np.diff(entries)) + 1
        self._starts = np.concatenate(([0], edges)).astype(np.int32)
        self._ends = np.concatenate((edges, [len(entries)])).astype(np.int32)
        self._keys = entries[self._starts] if len(entries) else entries
        self._share()

    def _share(self) -> None:
        """Note of each surname which of its keys another one has, too."""
        sizes = self._ends - self._starts
        shared = np.repeat(sizes > 1, sizes)
        groups = np.repeat(np.arange(len(sizes), dtype=np.int32), sizes)[shared]
        owners = self._owners[shared]
        order = np.argsort(owners, kind="stable")
        self._shared = groups[order]
        self._first_shared = np.searchsorted(owners[order], np.arange(len(self._parts) + 1))

    def like(self, part: Part) -> tuple[str, ...]:
        """Return the surnames that may be spellings of `part`."""
        if part.plain not in self._like:
            found = set[int]()
            groups: NDArray[np.signedinteger[Any]]
            if (number := self._number.get(part.plain)) is not None:
                found.add(number)
                groups = self._shared[self._first_shared[number] : self._first_shared[number + 1]]
            else:
                groups = self._groups(part)
            for start, end in zip(
                self._starts[groups].tolist(), self._ends[groups].tolist(), strict=True
            ):
                found.update(self._owners[start:end].tolist())
            self._like[part.plain] = tuple(
                other.plain
                for other in map(self._parts.__getitem__, sorted(found))
                if self._alike(part, other)
            )
        return self._like[part.plain]

    def _groups(self, part: Part) -> NDArray[np.signedinteger[Any]]:
        """Return the groups of the keys that a word has which is none of the surnames."""
        asked = np.fromiter(map(hash, part_keys(part)), np.int64)
        places = np.minimum(np.searchsorted(self._keys, asked), len(self._keys) - 1)
        return places[self._keys[places] == asked] if len(self._keys) else places[:0]

    def _alike(self, part: Part, other: Part) -> bool:
        if (known := self._like.get(other.plain)) is not None and part.plain in self._number:
            return part.plain in known
        return not differ(part, other)
