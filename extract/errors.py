"""Every error that extract raises on purpose.

A message says what went wrong, where (article, field), what was expected and what to do.
"""

from __future__ import annotations


class ExtractError(Exception):
    """The base of all errors that extract raises on purpose."""


class ConfigError(ExtractError):
    """A setting has a value that cannot work; the message lists the legal ones."""


class ModelError(ExtractError):
    """A spaCy pipeline is missing or lacks what extract needs; the message says what to install."""


class PatternError(ExtractError):
    """A pattern or register file is malformed; the message names file and line."""


class DecisionError(ExtractError):
    """A reviewed decision is malformed or contradicts another; the message names the lines."""


class StoreError(ExtractError):
    """The database cannot be opened, read or written."""


class ClusterError(ExtractError):
    """The scheduler of a cluster cannot be reached, or went away."""


class ArticleError(ExtractError):
    """One article cannot be read or processed; the rest of the batch goes on.

    Args:
        article: the article's id, or the name of the file and line it should have come from.
        reason: what is wrong and how to mend it, in one line.
    """

    def __init__(self, article: str, reason: str) -> None:
        super().__init__(f"{article}: {reason}")
        self.article = article
        self.reason = reason
