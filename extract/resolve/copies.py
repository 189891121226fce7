"""Who is who in copies of one story: what one of them calls so is what another one calls so.

A bare surname or a short name that stands alone stays apart in each article that has it, because
two articles may mean two things. Copies cannot: they are one text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from extract.resolve.clusters import Cluster, Judged
from extract.resolve.reviewed import Ruling
from extract.schemas import Label


def join_copies(
    label: Label,
    groups: Sequence[Sequence[Cluster]],
    stories: Mapping[str, str],
    ruling: Ruling,
) -> tuple[list[list[int]], list[Judged]]:
    """Say which groups are one because copies of one story call them so.

    Only a group that lies within one story joins another: what other stories name has been decided
    on more than the text of this one. Two that one article names stay two.

    Args:
        label: of all clusters.
        groups: clusters that are taken for one thing already.
        stories: article → the one that it is a copy of.
        ruling: what people have decided.

    Returns:
        The positions of the groups that are one, each list with the one that the others join
        first, in order; and the judgements.
    """
    told = set(stories.values())
    met: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    within: dict[int, tuple[str, str]] = {}
    for place, clusters in enumerate(groups):
        keys = {_key(each, stories) for each in clusters}
        for key in sorted(keys):
            if key[0] in told:
                met[key].append(place)
        if len(keys) == 1 and (key := next(iter(keys)))[0] in told:
            within[place] = key
    joined: dict[int, list[int]] = {place: [place] for place in range(len(groups))}
    articles = {
        place: {each.article for each in groups[place]}
        for key in within.values()
        for place in met[key]
    }
    judged: list[Judged] = []
    for place, key in within.items():
        others = [
            other
            for other in met[key]
            if other != place
            and other in joined
            and articles[other].isdisjoint(articles[place])
            and not ruling.between(ruling.marks(groups[other]), ruling.marks(groups[place]))
        ]
        # A group that reaches beyond the story knows more; of several, nothing says which is meant.
        wider = [other for other in others if other not in within]
        others = wider or [other for other in others if other < place][:1]
        if len(others) != 1:
            continue
        (other,) = others
        joined[other] += joined.pop(place)
        articles[other] |= articles[place]
        name = groups[place][0].name
        judged.append(
            Judged(
                label,
                groups[other][0].name,
                name,
                "match",
                "copies",
                1.0,
                "copies of one story name both",
                mention=min(groups[place][0].mentions),
            )
        )
    return list(joined.values()), judged


def _key(cluster: Cluster, stories: Mapping[str, str]) -> tuple[str, str]:
    """Return the story that a cluster is in, and its name."""
    return stories.get(cluster.article, cluster.article), cluster.name.casefold()
