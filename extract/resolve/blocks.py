"""Which names of one article are worth comparing: names meet under keys, not all against all.

Two words that `compare_parts` (of people) or `compare_bodies` may take for one share a key: a
spelling, a sound, a family of the word lists, or what is left when a letter or two are taken out.
So the keys lose no match; what they bring together by chance, the comparison rejects.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from extract.resolve.bodies import STEM_MIN_LENGTH, capitals, initials_of, parse_body
from extract.resolve.compare import (
    GLUED_MIN_LENGTH,
    LONG_PART,
    SLIP_MIN_LENGTH,
    SOUND_MIN_LENGTH,
    skeleton,
    sounds,
)
from extract.resolve.names import Part, PersonName, given_roots, surname_root
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
    for _ in range(letters):
        found |= {each[:i] + each[i + 1 :] for each in found for i in range(len(each))}
    return found


def _slips(word: str) -> set[str]:
    """Return the keys under which `word` meets its slips, as far as they are forgiven."""
    if len(word) < SLIP_MIN_LENGTH - 1:
        return {word}
    return shortened(word, 2 if len(word) >= LONG_PART else 1)


@lru_cache(maxsize=50_000)
def part_keys(part: Part) -> frozenset[str]:
    """Return the keys that two parts, neither an initial, share if they can be one."""
    keys = {*_slips(part.plain), *_slips(part.folded), part.plain.removeprefix("abdul")}
    keys |= {surname_root(part), *given_roots(part)}
    if len(part.plain) >= SOUND_MIN_LENGTH:
        keys.update(f"sound {code}" for code in sounds(part.plain))
    return frozenset(keys)


class NameIndex:
    """The full names of one article, found by their parts; names go by their position.

    A name is worth comparing with those whose surname is like its own, unless there are more than
    `RARE_SURNAME`, and with those that two of its parts, or all its letters, are like.
    """

    def __init__(self, names: Sequence[PersonName]) -> None:
        self._names = names
        # Only between two scripts are vowels no difference.
        self._across_scripts = len({name.vowelless for name in names}) > 1
        self._by_part: defaultdict[str, set[int]] = defaultdict(set)
        self._by_letters: defaultdict[str, set[int]] = defaultdict(set)
        self._bearing: dict[Part, frozenset[int]] = {}
        self._surnamed: dict[Part, frozenset[int]] = {}
        for number, name in enumerate(names):
            for part in _pieces(name):
                for key in self._held(part):
                    self._by_part[key].add(number)
            for key in _letters(name):
                self._by_letters[key].add(number)

    def bearing(self, part: Part) -> frozenset[int]:
        """Return the names with a part that `part` may be."""
        if part not in self._bearing:
            self._bearing[part] = _union(self._by_part, self._asked(part))
        return self._bearing[part]

    def rivals(self, number: int) -> frozenset[int]:
        """Return the names that are worth comparing with that at `number`."""
        name = self._names[number]
        once: set[int] = set()
        twice: set[int] = set()
        for part in _pieces(name):
            bearing = self.bearing(part)
            twice |= once & bearing
            once |= bearing
        of_surname = self._surnamed_like(name.surname)
        if len(of_surname) > RARE_SURNAME:
            of_surname = frozenset()
        return (_union(self._by_letters, _letters(name)) | twice | of_surname) - {number}

    def _surnamed_like(self, surname: Part) -> frozenset[int]:
        if surname not in self._surnamed:
            asked = set(self._asked(surname))
            self._surnamed[surname] = frozenset(
                number
                for number in self.bearing(surname)
                if not asked.isdisjoint(self._held(self._names[number].surname))
            )
        return self._surnamed[surname]

    def _held(self, part: Part) -> Iterator[str]:
        if part.initial:
            yield f"initial {part.plain[0]}"
            return
        yield from part_keys(part)
        yield f"begins {part.plain[0]}"
        if self._across_scripts:
            yield f"bones {skeleton(part.plain)}"

    def _asked(self, part: Part) -> Iterator[str]:
        yield f"initial {part.plain[0]}"
        if part.initial:
            yield f"begins {part.plain[0]}"
            return
        yield from part_keys(part)
        if self._across_scripts:
            yield f"bones {skeleton(part.plain)}"


def _union(blocks: defaultdict[str, set[int]], keys: Iterable[str]) -> frozenset[int]:
    return frozenset[int]().union(*(blocks[key] for key in keys if key in blocks))


def _pieces(name: PersonName) -> Iterator[Part]:
    """Yield the parts, and where there are three or more, neighbours joined ("Jong Un")."""
    yield from name.parts
    if len(name.parts) > 2:
        for first, second in zip(name.parts, name.parts[1:], strict=False):
            if not (first.initial or second.initial):
                yield Part(first.plain + second.plain, first.folded + second.folded)


def _letters(name: PersonName) -> set[str]:
    """Return the keys under which names meet whose words are parted differently."""
    plain = "".join(part.plain for part in name.parts)
    if len(plain) < GLUED_MIN_LENGTH or any(part.initial for part in name.parts):
        return set()
    return {plain, *shortened("".join(part.folded for part in name.parts), 1)}


def body_keys(mention: Mention) -> set[str]:
    """Return the keys that two agencies of one article share if they can be one."""
    body = parse_body(mention.text)
    keys = {f"letters {mention.text.replace('.', '')}", f"words {body.key}"}
    if mention.reference:
        keys.add(f"register {mention.reference}")
    if isinstance(mention.value, AgencyValue) and mention.value.acronym:
        keys.add(f"letters {mention.value.acronym}")
    keys |= {f"initials {letters}" for letters in initials_of(body)}
    if body.acronym:
        keys |= {f"letters {body.acronym}", f"initials {capitals(body.acronym)}"}
    keys |= {f"glued {rest}" for rest in shortened("".join(body.words), 1)}
    words = sorted(body.words)
    for number, word in enumerate(words):
        others = " ".join(words[:number] + words[number + 1 :])
        keys |= {f"{others} * {key}" for key in _word_keys(word)}
    return keys


@lru_cache(maxsize=50_000)
def _word_keys(word: str) -> frozenset[str]:
    keys = _slips(word) | {f"sound {code}" for code in sounds(word)}
    if len(word) >= STEM_MIN_LENGTH:
        keys.add(f"stem {word[: STEM_MIN_LENGTH - 1]}")
    return frozenset(keys)
