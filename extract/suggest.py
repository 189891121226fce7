"""What somebody may have meant by a word that is mistyped: one of a list, or a path beside it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path


def did_you_mean(word: str, among: Iterable[str]) -> str:
    """Return “; did you mean “X”?” for the closest word of `among`, "" where none is close."""
    by_key = {each.casefold(): each for each in among}
    close = get_close_matches(word.casefold(), by_key, n=1)
    return f"; did you mean “{by_key[close[0]]}”?" if close else ""


def did_you_mean_path(path: str | Path) -> str:
    """Return what `did_you_mean` says for a path that is not there: of its neighbours in a folder.

    The first part that is not there is compared, so that a mistyped folder is found too.
    """
    path = Path(path)
    missing = path
    while not missing.parent.exists():
        missing = missing.parent
    try:
        neighbours = [each.name for each in missing.parent.iterdir()]
    except OSError:  # the folder is somebody else's, or a file
        return ""
    close = get_close_matches(missing.name, neighbours, n=1)
    if not close:
        return ""
    meant = missing.parent / close[0] / path.relative_to(missing)
    if not meant.exists():
        meant = missing.parent / close[0]
    return f"; did you mean “{meant}”?"
