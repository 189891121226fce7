"""Parse the name of a person into comparable parts.

`parse_person` is the entry. A name becomes parts in plain Latin letters (`Part.plain`) and in
folded letters (`Part.folded`), in which the habits of different romanisations come together:
"Zelenskyy", "Zelenskiy" and "Zelensky" fold to one form. Titles and particles ("al-", "van") are
kept apart; "bin X" is a part that says so; "Abd al-Rahman" and "Saif al-Din" are one part each.

The word lists are ``patterns/names.yaml``. No name is refused: an unknown shape is parts in order,
the last of which is taken for the surname.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from anyascii import anyascii

from extract.patterns.words import load_patterns

Kinship = Literal["same", "short", "kin"]

#: Most distinct strings whose parse is kept (about 1 kB each).
_CACHE = 400_000

_HAN_OR_HANGUL = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
#: Arabic and Hebrew letters: short vowels are not written.
_VOWELLESS = re.compile(r"[\u0590-\u05ff\u0600-\u06ff]")
_NON_LATIN = re.compile(r"[^\u0000-\u024f\u1e00-\u1eff\u2000-\u206f]")
_POSSESSIVE = re.compile(r"['’]s?$")
#: Burmese forms of address; before one more word they may be part of the name ("U Thant").
_BURMESE_ADDRESS = frozenset({"U", "Daw"})
_NICKNAME = re.compile(r"\s*(?:\([^()]*\)|[\"“«][^\"”»]*[\"”»])\s*")
#: A given name as Korean, Taiwanese and Cantonese ones are written: "Hae-in", "Yung-cheng".
_TWO_SYLLABLES = re.compile(r" [A-Z][a-z]{1,5}-[a-z]{2,6}$")
#: Up to four words of Latin letters, or initials.
_PLAIN = re.compile(r"[A-Z](?:[a-z]+|\.)(?: [A-Z](?:[a-z]+|\.)){0,3}")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LETTERS = re.compile(r"[a-z]+")
_TOKEN = re.compile(r"[A-Za-z0-9][A-Za-z0-9'`]*\.?(?:-[A-Za-z0-9'`]+)*")

# Order matters: longer habits first. Each pair is (what is written, what it folds to).
_FOLDS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"tsch|tch", "ch"),
        (r"sch", "sh"),
        (r"dzh|dj", "j"),
        (r"kh|gh(?=[aeiouy])", "h"),
        (r"ph", "f"),
        (r"ck|q", "k"),
        (r"ks", "x"),
        (r"w", "v"),
        (r"ou|oo|ue", "u"),
        (r"oe", "o"),
        (r"ee", "i"),
        (r"(?:[eiy]?[iyj]+)$", "i"),
        (r"y", "i"),
        (r"(.)\1+", r"\1"),
        (r"ie|ii|iy", "i"),
    )
)


class Part(NamedTuple):
    """One word, or several that make one, of a name.

    Attributes:
        plain: lower case, Latin letters and digits only ("alrahman").
        folded: `plain` after `fold`.
        initial: it is one letter that stands for a name.
        filial: "bin", "ben", "ibn" … stands before it.
        halves: what a hyphen joins in it ("harewood", "christopher"); else nothing.
    """

    plain: str
    folded: str
    initial: bool = False
    filial: bool = False
    halves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name in parts; `text` is as given.

    Attributes:
        parts: what is compared, in order; titles and particles are not among them.
        suffix: "jr", "sr", "ii" …, or None.
        titles: honorifics that stood inside the name, lower case.
        particles: dropped particles, in order.
        surname_first: the name keeps an East Asian order, as far as its surname tells.
        leading_particle: the name begins with a particle ("bin Salman", "al-Assad").
        native: text in Han or Hangul letters, where one letter is a word; None elsewhere.
        vowelless: it was written in a script without short vowels.
        nicknames: words in quotation marks or brackets, which are left out of `parts`.
        key: folded parts and suffix: names with one key are written alike but for habits.
        surname: the part that names the family, or the only part; initials behind it are not it.
        given: the first given name or initial; None for a single name.
    """

    text: str
    parts: tuple[Part, ...]
    suffix: str | None = None
    titles: tuple[str, ...] = ()
    particles: tuple[str, ...] = ()
    surname_first: bool = False
    leading_particle: bool = False
    native: str | None = None
    vowelless: bool = False
    nicknames: tuple[Part, ...] = ()
    key: str = field(init=False, compare=False)
    surname: Part = field(init=False, compare=False)
    given: Part | None = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Work out once what is asked for at every mention and every comparison."""
        key = " ".join([part.folded for part in self.parts])
        object.__setattr__(self, "key", f"{key} {self.suffix}" if self.suffix else key)
        object.__setattr__(self, "surname", self._surname())
        object.__setattr__(self, "given", self._given())

    def __hash__(self) -> int:
        """Return the hash of the text, from which all else follows; that of a text is kept."""
        return hash(self.text)

    def _surname(self) -> Part:
        if self.surname_first:
            return self.parts[0]
        last = self.parts[-1]
        if not last.initial:
            return last
        return next((part for part in reversed(self.parts) if not part.initial), last)

    def _given(self) -> Part | None:
        if len(self.parts) < 2:
            return None
        first = self.parts[0]
        if self.surname_first or (self.parts[-1].initial and first is self.surname):
            return self.parts[1]
        return first

    @property
    def full(self) -> bool:
        """Whether a given name (not just its initial) and a surname are there."""
        given = self.given
        return given is not None and not given.initial and not self.surname.initial


@lru_cache(maxsize=100_000)
def fold(plain: str) -> str:
    """Return `plain` (lower-case Latin) with the habits of romanisations brought together.

    >>> fold("zelenskyy"), fold("zelenskiy"), fold("mikhail")
    ('zelenski', 'zelenski', 'mihail')
    """
    for pattern, to in _FOLDS:
        plain = pattern.sub(to, plain)
    return plain


def plain_words(text: str) -> str:
    """Return `text` in lower-case Latin letters, apostrophes and stops removed, spaces single."""
    ascii_text = anyascii(unicodedata.normalize("NFKC", text)).casefold()
    return " ".join(re.sub(r"[^a-z0-9&%]+", " ", re.sub(r"['`.]", "", ascii_text)).split())


@cache
def lexicon(name: str) -> frozenset[str]:
    """Return one of the plain word lists of ``patterns/names.yaml``."""
    return frozenset(load_patterns("names.yaml")[name].split())


@cache
def _joining() -> Mapping[str, str]:
    joining: dict[str, str] = load_patterns("names.yaml")["joining"]
    return joining


@cache
def _suffixes() -> Mapping[str, str]:
    suffixes: dict[str, str] = load_patterns("names.yaml")["suffixes"]
    return suffixes


@cache
def _given_families() -> Mapping[str, tuple[tuple[int, Kinship], ...]]:
    families: dict[str, list[tuple[int, Kinship]]] = {}
    kinds: tuple[Kinship, ...] = ("same", "short", "kin")
    for number, entry in enumerate(load_patterns("names.yaml")["given"]):
        for kind in kinds:
            for word in entry.get(kind, "").split():
                families.setdefault(fold(word), []).append((number, kind))
    return {word: tuple(dict.fromkeys(found)) for word, found in families.items()}


@cache
def _surname_families() -> Mapping[str, int]:
    return {
        fold(word): number
        for number, line in enumerate(load_patterns("names.yaml")["surnames"])
        for word in line.split()
    }


@cache
def _sexes() -> Mapping[str, str]:
    sexes: dict[str, set[str]] = {}
    for entry in load_patterns("names.yaml")["given"]:
        for word in f"{entry['same']} {entry.get('short', '')}".split():
            sexes.setdefault(fold(word), set()).add(entry.get("sex", ""))
    return {word: found.pop() for word, found in sexes.items() if len(found) == 1}


def sex_of(given: Part) -> str | None:
    """Return "m" or "f" where the word lists give a given name one sex, else None."""
    return _sexes().get(given.folded) or None


def sex_of_name(name: PersonName) -> str | None:
    """Return "m" or "f" where the given name, or a Vietnamese “Văn” or “Thị”, says it."""
    given = name.given
    if given is None:
        return None
    if name.surname_first and len(name.parts) > 2 and given.plain == "thi":
        return "f"
    return sex_of(given)


def sex_by_titles(titles: Iterable[str]) -> str | None:
    """Return "m" or "f" where the first word of a title or role says it ("Mrs"), else None."""
    first = {words[0] for title in titles if (words := _LETTERS.findall(title.casefold()))}
    if first & lexicon("feminine_titles"):
        return "f"
    return "m" if first & lexicon("masculine_titles") else None


def is_known_given(part: Part) -> bool:
    """Return whether the word lists know `part` as a given name or a diminutive of one."""
    return any(kind != "kin" for _, kind in _given_families().get(part.folded, ()))


@lru_cache(maxsize=50_000)
def is_shared_surname(part: Part) -> bool:
    """Return whether a surname is known to be many people's, or is a given name as well."""
    known = lexicon("shared_surnames"), lexicon("eastern_surnames")
    return any(part.plain in words for words in known) or is_known_given(part)


def is_fathers(name: PersonName, part: Part) -> bool:
    """Return whether a part is the father's, and a short name not: "Salman" for "bin Salman"."""
    return part.filial and not name.leading_particle


def given_kinship(a: Part, b: Part) -> Kinship | None:
    """Return how two given names belong together by the word lists, the closest way first.

    "same": two romanisations (Dmytro, Dmitry); "short": a diminutive is involved (Joe, Joseph);
    "kin": the name of one in another language (Evan, Ivan); None: not known to belong together.
    """
    of_a, of_b = _given_families().get(a.folded, ()), _given_families().get(b.folded, ())
    closest_first: tuple[Kinship, ...] = ("same", "short", "kin")
    shared = {
        max(kind_a, kind_b, key=closest_first.index)
        for family_a, kind_a in of_a
        for family_b, kind_b in of_b
        if family_a == family_b and not kind_a == kind_b == "kin"
    }
    return next((kind for kind in closest_first if kind in shared), None)


def given_roots(part: Part) -> tuple[str, ...]:
    """Return keys under which every variant of a given name meets (for blocking)."""
    families = tuple(f"family:{number}" for number, _ in _given_families().get(part.folded, ()))
    return families or (part.folded,)


def same_surname_family(a: Part, b: Part) -> bool:
    """Return whether the word lists hold both as romanisations of one surname."""
    family = _surname_families().get(a.folded)
    return family is not None and family == _surname_families().get(b.folded)


def surname_root(part: Part) -> str:
    """Return the key under which the romanisations of a surname meet (for blocking)."""
    family = _surname_families().get(part.folded)
    return part.folded if family is None else f"family:{family}"


@lru_cache(maxsize=_CACHE)
def parse_person(text: str) -> PersonName:
    """Parse a person's name as a text or a list gives it.

    Args:
        text: "Sergey Viktorovich LAVROV", "NURISTANI, Abdul Aziz", "Kim Jong-un", "Putin".

    Returns:
        The name in parts. There is at least one part: text without letters is its own part.
    """
    if _PLAIN.fullmatch(text):  # most names are such, and need no more than a look at each word
        words = text.lower().replace(".", "").split()
        if _telling_words().isdisjoint(words):
            parts = tuple([_part(word, len(word) == 1, False, ()) for word in words])
            return PersonName(text, parts, surname_first=_is_surname_first(parts, text))
    return _parsed(text)


def _parsed(text: str) -> PersonName:
    spaced = unicodedata.normalize("NFKC", text).strip()
    without_nickname = _NICKNAME.sub(" ", spaced).strip()
    quoted = _NICKNAME.findall(spaced) if without_nickname else []
    spaced = _POSSESSIVE.sub("", without_nickname or spaced)
    vowelless = bool(_VOWELLESS.search(spaced))
    native = "".join(spaced.split()) if _HAN_OR_HANGUL.search(spaced) else None
    words, suffix = _words(spaced)
    words, titles = _without_titles(_without_description(words))
    if vowelless:
        words = [w[2:] if w.startswith("al") and len(w) > 4 else w for w in words]
    parts, particles, leading = _parts(words)
    if not parts:
        plain = plain_words(spaced).replace(" ", "") or spaced.casefold() or text
        parts = (Part(plain, fold(plain)),)
    return PersonName(
        text=text,
        parts=parts,
        suffix=suffix,
        titles=titles,
        particles=particles,
        surname_first=_is_surname_first(parts, spaced),
        leading_particle=leading,
        native=native,
        vowelless=vowelless,
        nicknames=tuple(_nicknames(quoted)),
    )


@cache
def _telling_words() -> frozenset[str]:
    """Return the words that are more, or less, than a part of a name."""
    lists = "credentials", "honorifics", "faith"
    burmese = frozenset(word.casefold() for word in _BURMESE_ADDRESS)
    return _small_words().union(burmese, _suffixes(), *map(lexicon, lists))


def _nicknames(quoted: Iterable[str]) -> Iterator[Part]:
    for text in quoted:
        plain = plain_words(text).replace(" ", "")
        if plain:
            yield Part(plain, fold(plain))


def _words(spaced: str) -> tuple[list[str], str | None]:
    """Return the words in reading order ("X, Y" is Y X) and the suffix."""
    segments = [segment.strip() for segment in re.split(r"[,،、]", spaced)]
    # "Regina Benjamin, M.D.", "Regina Benjamin MD"
    credentials = lexicon("credentials")
    segments = [
        segment
        for number, segment in enumerate(segments)
        if segment and (number == 0 or re.sub(r"[. ]", "", segment).casefold() not in credentials)
    ]
    suffix = None
    kept: list[list[str]] = []
    for segment in segments:
        words = _romanised(segment)
        while (
            words and len(words) + len(kept) > 1 and words[-1].casefold().strip(".") in _suffixes()
        ):
            suffix = _suffixes()[words.pop().casefold().strip(".")]
        if len(words) > 2 and words[-1].replace(".", "").casefold() in credentials:
            words.pop()
        if words:
            kept.append(words)
    if len(kept) == 2:
        kept.reverse()
    return [word for words in kept for word in words], suffix


def _romanised(segment: str) -> list[str]:
    words = []
    for word in segment.split():
        ascii_word = anyascii(word)
        if _HAN_OR_HANGUL.search(word):
            ascii_word = _CAMEL.sub(" ", ascii_word)
        elif _NON_LATIN.search(word):
            ascii_word = ascii_word.replace("'", "").replace("`", "")
        words += _TOKEN.findall(ascii_word.replace("`", "'"))
    return words


def _without_description(words: list[str]) -> list[str]:
    """Leave out what stands before a name without a capital ("striker Jamal Okafor", an age)."""
    if not words or words[0][0].isupper():
        return words
    named = next((place for place, word in enumerate(words) if word[0].isupper()), 0)
    before = {word.casefold() for word in words[:named]}
    kept = len(words) - named > 1 and before.isdisjoint(_small_words())
    return words[named:] if kept else words


def _without_titles(words: list[str]) -> tuple[list[str], tuple[str, ...]]:
    honorifics = lexicon("honorifics")
    titles: list[str] = []
    while len(words) > 1 and words[0].casefold().strip(".") in honorifics:
        titles.append(words[0].casefold().strip("."))
        words = words[1:]
    if len(words) > 2 and words[0] in _BURMESE_ADDRESS:
        titles.append(words[0].casefold())
        words = words[1:]
    return words, tuple(titles)


def _parts(words: list[str]) -> tuple[tuple[Part, ...], tuple[str, ...], bool]:
    particles, filial_words, joining = lexicon("particles"), lexicon("filial"), _joining()
    faith = lexicon("faith")
    pieces = [piece for word in words for piece in _pieces(word)]
    halves = {"".join(each): each for word in words if len(each := _halves(word)) > 1}
    parts: list[Part] = []
    dropped: list[str] = []
    filial = leading = False
    prefix = ""
    for position, (piece, initial) in enumerate(pieces):
        last = position == len(pieces) - 1
        if (
            not last
            and piece in filial_words
            and not (piece == "ben" and position == 0 and len(pieces) == 2)
        ):
            leading |= position == 0
            filial = True
        elif not last and not initial and piece in joining and not prefix:
            prefix = joining[piece]
        elif (
            not last
            and not initial
            and piece in particles
            and not _is_vietnamese(pieces[position:])
        ):
            leading |= position == 0
            dropped.append(piece)
        elif parts and piece in faith and (dropped or piece not in {"din", "deen"}):
            before = parts.pop()
            plain = before.plain + "din"
            parts.append(_part(plain, False, before.filial, ()))
        else:
            plain = prefix + piece
            one_letter = initial and not prefix
            parts.append(_part(plain, one_letter, filial, halves.get(plain, ())))
            filial, prefix = False, ""
    return tuple(parts), tuple(dropped), leading


@lru_cache(maxsize=100_000)
def _part(plain: str, initial: bool, filial: bool, halves: tuple[str, ...]) -> Part:
    """Return the one object that stands for a part in all names."""
    return Part(plain, plain if initial else fold(plain), initial, filial, halves)


def _is_vietnamese(pieces: list[tuple[str, bool]]) -> bool:
    """Return whether what may be a particle is a surname: "Lê Văn Hùng", "Đỗ Thị Lệ"."""
    first, second, *others = (piece for piece, _ in (*pieces, ("", False)))
    return bool(others) and first in lexicon("eastern_surnames") and second in {"van", "thi"}


@lru_cache(maxsize=100_000)
def _halves(word: str) -> tuple[str, ...]:
    """Return the words that a hyphen joins in a name."""
    return tuple(
        filter(None, (chunk.strip(".").casefold() for chunk in word.replace("'", "").split("-")))
    )


@cache
def _small_words() -> frozenset[str]:
    return lexicon("particles") | lexicon("filial") | frozenset(_joining())


@lru_cache(maxsize=100_000)
def _pieces(word: str) -> tuple[tuple[str, bool], ...]:
    """Split particles off a hyphenated word; the rest of it stays one piece."""
    particles = _small_words() | lexicon("faith")
    chunks = word.replace("'", "").split("-")
    pieces: list[tuple[str, bool]] = []
    run = ""
    for chunk in chunks:
        plain = chunk.strip(".").casefold()
        if len(chunks) > 1 and plain in particles and plain not in {"kara", "st", "ul"}:
            if run:
                pieces.append((run, False))
            pieces.append((plain, False))
            run = ""
        elif plain:
            run += plain
    if run:
        one_letter = len(run) == 1 and word[0].isupper()
        pieces.append(
            (run, one_letter or (len(run) == 2 and word.isupper() and word.endswith(".")))
        )
    return tuple(pieces)


def _is_surname_first(parts: tuple[Part, ...], spaced: str) -> bool:
    surnames = lexicon("eastern_surnames")
    if len(parts) == 2 and _TWO_SYLLABLES.search(spaced) and not is_known_given(parts[0]):
        return True
    return (
        len(parts) in {2, 3, 4}
        and parts[0].plain in surnames
        and (parts[-1].plain not in surnames or len(parts) == 3)
        and not is_known_given(parts[-1])
        and not any(part.initial for part in parts)
    )
