"""Read: folders, files, URLs and standard input become articles, or failures that say what to mend.

Where to start reading: `sources` reads the inputs and drops repeats, `files` finds them; `tables`,
`pages` and `warc` know the file formats, `compression` the compressed ones; `building` checks
fields and makes the article. Records that were made elsewhere are read by ``records.py``.
"""

from extract.articles.sources import (
    check_inputs,
    count_articles,
    read_articles,
    read_records,
)

__all__ = ["check_inputs", "count_articles", "read_articles", "read_records"]
