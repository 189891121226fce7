"""Find copies: articles that tell one story in nearly the same words, as agency reports do.

In order of publication, each article joins the story that it is a copy of, or stands for one of its
own; so ten prints of one report are ten articles and one story, for which the first stands. Every
article is kept: this only links. In whatever order articles come to a database, the stories are the
same: one that comes late takes its turn, and those after it that it concerns are placed again.

Candidates are those that share one of the article's keys, bands of a MinHash signature over runs of
three words; a database finds them by index, whatever its size. They are then compared word for
word.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from itertools import islice

from rensa import RMinHash

from extract.knowledge import Placed, Stories, Turn

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
#: Stories under one key, and copies; a key that more have says nothing of the others.
ARTICLES_PER_KEY = 20
#: Stories that an article is compared with, those that share most keys.
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


def link_copies(
    stories: Stories, *, note: Callable[[int, int], None] = lambda _placed, _all: None
) -> int:
    """Place every article that is due; return how many were placed.

    An article becomes the copy of the story before it that it is most like, or stands for one of
    its own. So the work is that of the new articles, and of later ones that are like them: what
    was known before is not compared again.

    The order in which articles come makes no difference as long as none meets more than
    `MOST_CANDIDATES` stories, and a key no more than `ARTICLES_PER_KEY` articles.

    Args:
        stories: the database.
        note: is told, again and again, how many of how many were placed.
    """
    due = stories.due()
    heapify(due)
    count = 0
    while due:
        placing = _Placing([heappop(due) for _ in range(min(_BATCH, len(due)))], stories)
        placed = list(placing.placed())
        stories.place(placed, again=[turn.article for turn in placing.again])
        for turn in (*placing.batch[len(placed) :], *placing.again):
            heappush(due, turn)
        count += len(placed)
        note(count, count + len(due))
    return count


class _Placing:
    """Places some articles, in their turn.

    Args:
        batch: the articles; nothing else that is due comes before the last of them.
        stories: the database.

    Attributes:
        batch: the same.
        again: articles that are to be placed again, because of those that were placed.
    """

    def __init__(self, batch: Sequence[Turn], stories: Stories) -> None:
        self.batch = batch
        self.again: set[Turn] = set()
        self._stories = stories
        ids = [turn.article for turn in batch]
        self._wordings = {each: Wording.of(text) for each, text in stories.texts(ids).items()}
        self._keys = {each: self._wordings[each].keys() for each in ids}
        under = stories.sharing({key for keys in self._keys.values() for key in keys})
        #: Turn and story of each article that shares a key with one of these and has its place.
        self._places = stories.places({each for some in under.values() for each in some})
        self._under = {
            key: [each for each in some if each in self._places] for key, some in under.items()
        }
        self._copies = stories.copies(ids)
        self._read({each for turn in batch for each in self._candidates(turn)})

    def placed(self) -> Iterator[Placed]:
        """Yield where each article belongs; stop where one of `again` comes first."""
        for turn in self.batch:
            if self.again and min(self.again) < turn:
                return
            article = turn.article
            story = self._story(turn)
            stands = story == article
            self.again |= self._concerned(turn) if stands else self._copies.get(article, set())
            keys = [key for key in self._keys[article] if self._has_room(key, stands=stands)]
            self._places[article] = (turn, story)
            for key in keys:
                self._under.setdefault(key, []).append(article)
            likeness = self._wordings[article].likeness(self._wordings[story])
            yield Placed(article, story, round(likeness.jaccard, 4), tuple(keys))

    def _story(self, turn: Turn) -> str:
        """Return the story that an article is a copy of, and most like; itself for none."""
        wording = self._wordings[turn.article]
        copies = [each for each in self._candidates(turn) if wording.is_copy(self._wordings[each])]
        return min(
            copies,
            key=lambda each: (-wording.likeness(self._wordings[each]).jaccard, each),
            default=turn.article,
        )

    def _candidates(self, turn: Turn) -> list[str]:
        """Return the stories before an article that share most keys with it."""
        shared = Counter(
            each
            for key in self._keys[turn.article]
            for each in self._under.get(key, ())
            if self._stands(each) and self._places[each][0] < turn
        )
        return sorted(shared, key=lambda story: (-shared[story], story))[:MOST_CANDIDATES]

    def _concerned(self, turn: Turn) -> set[Turn]:
        """Return the articles after one that may be its copies, whatever story they are in."""
        wording = self._wordings[turn.article]
        sharing = {each for key in self._keys[turn.article] for each in self._under.get(key, ())}
        later = [each for each in sharing if self._places[each][0] > turn]
        self._read(later)
        return {self._places[each][0] for each in later if wording.is_copy(self._wordings[each])}

    def _stands(self, article: str) -> bool:
        return self._places[article][1] == article

    def _has_room(self, key: int, *, stands: bool) -> bool:
        kept = sum(self._stands(each) == stands for each in self._under.get(key, ()))
        return kept < ARTICLES_PER_KEY

    def _read(self, articles: Iterable[str]) -> None:
        """Read the texts of articles that are to be compared."""
        unread = {each for each in articles if each not in self._wordings}
        if unread:
            texts = self._stories.texts(unread)
            self._wordings |= {each: Wording.of(text) for each, text in texts.items()}
