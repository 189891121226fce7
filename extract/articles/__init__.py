"""Read: folders, files and standard input become articles, or failures that say what to mend.

Where to start reading: `sources` finds the inputs and drops repeats, `tables` and `pages` know the
file formats, `building` checks fields and makes the article.
"""

from extract.articles.sources import check_inputs, count_articles, read_articles

__all__ = ["check_inputs", "count_articles", "read_articles"]
