"""Several people of one full name: who of the clusters of many articles is whom.

What articles tell of a life parts them first and what one article tells apart stays apart
(`by_life`), and in a large corpus the words of a name say how many are likely to bear it
(`shared_names`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.resolve.clusters import SUPPORT, Cluster, Contexts, Surroundings, has_new
from extract.resolve.lives import BIRTH_SLACK, Clash, Life, is_common
from extract.resolve.names import PersonName, given_roots, surname_root

#: Bearers of a name that are expected by chance, from which on its name does not make them one.
NAMESAKES = 0.1
#: Names from which on frequencies say something.
MANY_NAMES = 1_000


@dataclass(eq=False, slots=True)
class _Bearer:
    """Clusters that may be one person, and what is known of it."""

    clusters: list[Cluster]
    life: Life
    around: Surroundings

    @property
    def entity(self) -> str | None:
        """The earlier entity that it is, if any."""
        return self.clusters[0].entity

    def absorb(self, cluster: Cluster, life: Life, around: Surroundings) -> None:
        """Take in a cluster, what it tells and what is around it."""
        self.clusters.append(cluster)
        self.life.add(life)
        self.around.keys |= around.keys


def by_life(
    clusters: Sequence[Cluster], contexts: Contexts, *, torn: bool
) -> tuple[list[list[Cluster]], Clash | None]:
    """Part the clusters of one name whose articles tell of several lives.

    Ages that no slip explains part people whatever else they share; what is less is outweighed by a
    shared context. Articles that tell nothing mean whom they share most with; else, of a rare name,
    whom most articles mean, and of a common name they stay apart.

    Args:
        clusters: all clusters of the name.
        contexts: what stands around them.
        torn: an article names two people so: its clusters are as many people's.

    Returns:
        The clusters of each bearer, the first who is best known, and what told two of them apart;
        all clusters and None if nothing did.
    """
    if len(clusters) == 1:
        return [list(clusters)], None
    common = is_common(clusters[0].full_names[0])
    lives = [Life.of([cluster]) for cluster in clusters]
    if not torn and not _differ(lives, common=common):
        return [list(clusters)], None
    is_open = has_new(clusters)  # what is known was told apart, or not, by what stands around it
    in_article = Counter(cluster.article for cluster in clusters)
    telling_first = sorted(
        zip(clusters, lives, strict=True),
        key=lambda each: (
            each[0].entity is None,
            -in_article[each[0].article],
            each[1].says_less(common=common),
            each[0].id,
        ),
    )
    bearers: list[_Bearer] = []
    unclear: list[Cluster] = []
    parting: Clash | None = None
    for cluster, life in telling_first:
        around = contexts.of([cluster]) if is_open else Surroundings()
        fitting: list[tuple[float, int, int, _Bearer]] = []
        for bearer in bearers:
            if cluster.entity is not None:
                if cluster.entity == bearer.entity:
                    fitting = [(SUPPORT, 0, 0, bearer)]
                    break
                continue
            if torn and any(c.article == cluster.article for c in bearer.clusters):
                continue
            clash = bearer.life.clash(life, common=common)
            score = around.support(bearer.around).score
            if clash is not None and (clash.hard or score < SUPPORT):
                parting = parting if parting is not None and parting.hard else clash
                continue
            words = len(life.words & bearer.life.words)
            if torn and not words and life.words and bearer.life.words:
                continue  # of two who bear the name, each has a role of its own
            fitting.append((score, words, len(bearer.clusters), bearer))
        if not fitting:
            bearers.append(_Bearer([cluster], life, around))
            continue
        score, words, _, best = max(fitting, key=lambda each: each[:3])
        if (common or torn) and len(fitting) > 1 and score < SUPPORT and not words:
            unclear.append(cluster)
        else:
            best.absorb(cluster, life, around)
    bearers.sort(key=lambda each: -len(each.clusters))
    return [*(each.clusters for each in bearers), *([unclear] if unclear else [])], parting


def _differ(lives: Sequence[Life], *, common: bool) -> bool:
    """Return, fast, whether any two of many lives may clash."""
    births = {year for life in lives for year in life.births}
    known = [
        {each for life in lives for each in life.sexes},
        {each for life in lives for each in life.callings},
    ]
    if common:
        known.append({each for life in lives for each in life.countries})
        known.append({each for life in lives for each in life.homes})
    return (bool(births) and max(births) - min(births) > BIRTH_SLACK) or any(
        len(each) > 1 for each in known
    )


def shared_names(names: Iterable[PersonName]) -> dict[str, float]:
    """Return the names that several people are likely to bear, and how many beside the first.

    With given names and surnames dealt out at random, a name is borne by as many people as the one
    is frequent times the other, among the different names of the corpus: for a rare word nobody
    else, and of a small corpus nothing is known.
    """
    of_given: Counter[str] = Counter()
    of_surname: Counter[str] = Counter()
    words: list[tuple[str, str, str]] = []
    for name in names:
        if name.full and name.given is not None and len(name.parts) == 2:
            given, surname = given_roots(name.given)[0], surname_root(name.surname)
            of_given[given] += 1
            of_surname[surname] += 1
            words.append((name.key, given, surname))
    if len(words) < MANY_NAMES:
        return {}
    expected = {
        key: (of_given[given] - 1) * (of_surname[surname] - 1) / len(words)
        for key, given, surname in words
    }
    return {key: others for key, others in expected.items() if others >= NAMESAKES}
