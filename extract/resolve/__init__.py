"""Who is who: inside an article, then across articles, with a reason for every decision.

`resolve` takes the mentions of many articles and returns entities, links and decisions, and
`entity_links` the links alone. `update` resolves what a database has that is not resolved, and
`resolve_whole` all of it anew. `compare_names` judges two names without an article. Start reading
at `corpus.resolve`, then `growth` (new articles beside what is known), `article` (one article),
`people`, `single_names` and `things` (across articles), `compare` and `bodies` (two names), `names`
(one name); `reviewed` is what people have decided.
"""

from extract.resolve.corpus import entity_links, resolve, resolve_whole
from extract.resolve.growth import update
from extract.resolve.pairs import compare_names

__all__ = ["compare_names", "entity_links", "resolve", "resolve_whole", "update"]
