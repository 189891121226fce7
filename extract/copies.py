"""Find copies: articles that tell one story in nearly the same words, as agency reports do.

An article joins the first article that it is a copy of, which then stands for their story; so ten
prints of one report are ten articles and one story. Every article is kept: this only links.

Candidates are those that share one of the article's keys, bands of a MinHash signature over runs of
three words; a database finds them by index, whatever its size. They are then compared word for
word.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from rensa import RMinHash

from extract.knowledge import Placed, Stories

#: Words in a run; shorter runs are shared by chance, longer ones broken by every edit.
RUN_WORDS = 3
#: Bands of the signature of a text, and hashes in each. More bands find copies that are less alike,
#: fewer hashes in a band too; both give more candidates to compare.
BANDS, HASHES = 24, 3
#: The same of its opening, and how many words that has: what is cut is the end.
OPENING_BANDS, OPENING_HASHES, OPENING_WORDS = 8, 3, 100
#: Share of the shorter article's runs of words that its copy has too. Higher is stricter.
SAME_RUNS = 0.6
#: Share of the shorter article's numbers and names that its copy has too: two reports
#: in the words of one form differ there, as on two earthquakes. Higher is stricter.
SAME_FACTS = 0.8
#: Words below which only the same words are a copy: a brief is mostly form.
FEWEST_WORDS = 30
#: Stories under one key; a key that more have says nothing.
STORIES_PER_KEY = 20
#: Candidates that are compared, those that share most keys.
MOST_CANDIDATES = 5
#: Articles that are placed in one transaction.
_BATCH = 64

_WORD = re.compile(r"\w+")
# A number, or a capitalised word that does not begin a sentence.
_FACT = re.compile(r"\b\d(?:[\w.,:]*\w)?|(?<=[\w,;(] )[A-Z]\w*")
_SEED = 20_240_801


@dataclass(frozen=True, slots=True)
class Likeness:
    """How alike two texts are.

    Attributes:
        runs: share of the shorter one's runs of words that the other has.
        facts: share of the shorter one's numbers and names that the other has.
        jaccard: runs of words of both, as a share of those of either.
    """

    runs: float
    facts: float
    jaccard: float


@dataclass(frozen=True, slots=True)
class Wording:
    """What a text is compared by.

    Attributes:
        runs: its runs of words, those of its opening first.
        facts: its numbers, and the words with a capital that begin no sentence.
        words: how many words it has.
    """

    runs: Mapping[str, None]
    facts: frozenset[str]
    words: int

    @classmethod
    def of(cls, text: str) -> Wording:
        """Return the wording of a text."""
        words = _WORD.findall(text)
        folded = [word.casefold() for word in words]
        last = max(1, len(folded) - RUN_WORDS + 1)
        return cls(
            runs=dict.fromkeys(" ".join(folded[i : i + RUN_WORDS]) for i in range(last)),
            facts=frozenset(_FACT.findall(text)),
            words=len(words),
        )

    def keys(self) -> tuple[int, ...]:
        """Return the keys under which copies meet, as signed 64-bit numbers, one for each band."""
        opening = list(islice(self.runs, OPENING_WORDS))
        return (
            *_bands("whole", self.runs, BANDS, HASHES),
            *_bands("opening", opening, OPENING_BANDS, OPENING_HASHES),
        )

    def likeness(self, other: Wording) -> Likeness:
        """Return how alike this wording and `other` are."""
        shorter, longer = sorted((self, other), key=lambda each: len(each.runs))
        shared = len(shorter.runs.keys() & longer.runs.keys())
        return Likeness(
            runs=shared / len(shorter.runs),
            facts=len(shorter.facts & longer.facts) / len(shorter.facts) if shorter.facts else 1.0,
            jaccard=shared / (len(shorter.runs) + len(longer.runs) - shared),
        )

    def is_copy(self, other: Wording) -> bool:
        """Whether this wording and `other` are those of one story."""
        if min(self.words, other.words) < FEWEST_WORDS:
            return self.runs.keys() == other.runs.keys()
        likeness = self.likeness(other)
        return likeness.runs >= SAME_RUNS and likeness.facts >= SAME_FACTS


def _bands(what: str, runs: Iterable[str], bands: int, hashes: int) -> Iterator[int]:
    signature = RMinHash(num_perm=bands * hashes, seed=_SEED)
    signature.update(list(runs))
    values = signature.digest()
    for band in range(bands):
        part = f"{what} {band} {values[band * hashes : (band + 1) * hashes]}"
        digest = hashlib.blake2b(part.encode(), digest_size=8).digest()
        yield int.from_bytes(digest, "big", signed=True)


def link_copies(stories: Stories) -> int:
    """Place every article that is in no story yet; return how many were placed.

    An article becomes the copy of the story that it is most like, or stands for one of its own. Of
    articles that are placed together, the earliest published stands; a story that stands stays. So
    the work is that of the new articles, and what was known before is never compared again.

    Args:
        stories: the database.
    """
    due = stories.due()
    count = 0
    while batch := list(islice(due, _BATCH)):
        stories.place(_placed(batch, stories))
        count += len(batch)
    return count


def _placed(batch: Sequence[str], stories: Stories) -> Iterator[Placed]:
    """Yield where each article of a batch belongs, in order."""
    wordings = {each: Wording.of(text) for each, text in stories.texts(batch).items()}
    keys = {each: wordings[each].keys() for each in batch}
    standing = stories.standing({key for each in batch for key in keys[each]})
    likely = {each: _candidates(keys[each], standing) for each in batch}
    known = stories.texts({candidate for each in batch for candidate in likely[each]})
    wordings |= {each: Wording.of(text) for each, text in known.items()}
    fresh: dict[int, list[str]] = {}
    for each in batch:
        candidates = (*likely[each], *_candidates(keys[each], fresh))
        story = _story(wordings[each], {one: wordings[one] for one in candidates})
        if story is not None:
            similarity = wordings[each].likeness(wordings[story]).jaccard
            yield Placed(each, story, round(similarity, 4))
            continue
        own = [
            key
            for key in keys[each]
            if len(standing.get(key, ())) + len(fresh.get(key, ())) < STORIES_PER_KEY
        ]
        for key in own:
            fresh.setdefault(key, []).append(each)
        yield Placed(each, each, 1.0, tuple(own))


def _candidates(keys: Iterable[int], standing: Mapping[int, Sequence[str]]) -> list[str]:
    """Return the stories that share most keys."""
    shared = Counter(story for key in keys for story in standing.get(key, ()))
    return sorted(shared, key=lambda story: (-shared[story], story))[:MOST_CANDIDATES]


def _story(wording: Wording, candidates: Mapping[str, Wording]) -> str | None:
    """Return the candidate that a text is a copy of, and most like."""
    copies = [each for each, other in candidates.items() if wording.is_copy(other)]
    if not copies:
        return None
    return min(copies, key=lambda each: (-wording.likeness(candidates[each]).jaccard, each))
