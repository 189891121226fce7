"""People decide who is who: questions to answer, and decisions from the command line.

`questions` ranks the pairs that resolution left unsure, `terminal` asks them one by one, `edits`
turns "merge", "split" and "rename" into decisions, `apply_decisions` resolves again.
"""

from extract.review.edits import Author, apply_decisions, merge, rename, split
from extract.review.questions import Question, find_questions
from extract.review.terminal import walk
from extract.review.who import author_name

__all__ = [
    "Author",
    "Question",
    "apply_decisions",
    "author_name",
    "find_questions",
    "merge",
    "rename",
    "split",
    "walk",
]
