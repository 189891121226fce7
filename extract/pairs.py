"""Judge pairs of names from JSON lines, and score the judgements where the truth is given.

`judge_pairs` is the entry: one pair or failure for each line. This is how test sets of names are
scored that hold no articles.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from extract.errors import ArticleError
from extract.resolve import compare_names
from extract.schemas import Decision, Failure, Label

#: What test sets call the things that have names → the label under which they are compared.
LABEL_OF_KIND: dict[str, Label] = {
    **dict.fromkeys(("PERSON", "PER"), "PERSON"),
    **dict.fromkeys(
        (
            "AGENCY",
            "AIRPLANE",
            "COMPANY",
            "LEGALENTITY",
            "NORP",
            "ORG",
            "ORGANISATION",
            "ORGANIZATION",
            "PRODUCT",
            "PUBLICBODY",
            "VESSEL",
        ),
        "AGENCY",
    ),
    **dict.fromkeys(
        ("ADDRESS", "CITY", "COUNTRY", "FAC", "GPE", "LOC", "LOCATION", "PLACE", "REGION"),
        "LOCATION",
    ),
}


@dataclass(frozen=True, slots=True)
class JudgedPair:
    """A pair of names as it was given, and the decision on it.

    Attributes:
        fields: of its line, all of them.
        kind: of its names, as the line has it, or the label that stood in for it.
        decision: on the two names.
        same: whether they are one, if the line says so.
    """

    fields: dict[str, Any]
    kind: str
    decision: Decision
    same: bool | None = None

    def as_json(self) -> str:
        """Return one line: the pair's own fields, then verdict, score, rule and reason."""
        decision = self.decision
        judged = {
            "verdict": decision.verdict,
            "score": decision.score,
            "rule": decision.rule,
            "reason": decision.reason,
        }
        return json.dumps(self.fields | judged, ensure_ascii=False)


@dataclass(slots=True)
class PairScore:
    """Judgements of one kind of name against the truth; `unsure` counts as no match."""

    tp: int = 0
    fp: int = 0
    fn: int = 0
    tn: int = 0

    def count(self, *, same: bool, matched: bool) -> None:
        """Count one pair."""
        if matched:
            self.tp, self.fp = self.tp + same, self.fp + (not same)
        else:
            self.fn, self.tn = self.fn + same, self.tn + (not same)

    @property
    def pairs(self) -> int:
        """The pairs counted."""
        return self.tp + self.fp + self.fn + self.tn

    @property
    def precision(self) -> float | None:
        """Share of the matches that are right; None where nothing was matched."""
        return self.tp / (self.tp + self.fp) if self.tp + self.fp else None

    @property
    def recall(self) -> float | None:
        """Share of the true pairs that were matched; None where there are none."""
        return self.tp / (self.tp + self.fn) if self.tp + self.fn else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; None where there is nothing to match and nothing was matched."""
        found = 2 * self.tp + self.fp + self.fn
        return 2 * self.tp / found if found else None


def judge_pair(a: str, b: str, *, label: Label) -> JudgedPair:
    """Judge two names of things of one label."""
    fields = {"a": a, "b": b, "kind": label}
    return JudgedPair(fields, label, compare_names(a, b, label=label))


def judge_pairs(
    lines: Iterable[bytes], name: str, *, label: Label
) -> Iterator[JudgedPair | Failure]:
    """Yield the judgement, or the failure in its place, for each of `lines` that is not blank.

    Args:
        lines: JSON objects with the names `a` and `b`, and perhaps their `kind` and whether they
            are the `same`; other fields are kept.
        name: of the file, for failures.
        label: of pairs without a kind.
    """
    for number, line in enumerate(lines, start=1):
        here = f"{name}:{number}"
        try:
            if line.strip():
                yield _judged(_fields(line, here), here, label)
        except ArticleError as error:
            yield Failure(article=error.article, stage="read", error=error.reason)


def score_pairs(pairs: Iterable[JudgedPair]) -> dict[str, PairScore]:
    """Return the score of each kind, and of all, over the pairs whose truth is known.

    With one kind there is no row for all; without a known pair there is no row.
    """
    scores: dict[str, PairScore] = {}
    for pair in pairs:
        if pair.same is None:
            continue
        for row in (pair.kind, "all"):
            matched = pair.decision.verdict == "match"
            scores.setdefault(row, PairScore()).count(same=pair.same, matched=matched)
    overall = scores.pop("all", None)
    if overall is not None and len(scores) > 1:
        scores["all"] = overall
    return scores


def _fields(line: bytes, here: str) -> dict[str, Any]:
    try:
        fields = json.loads(line)
        # Half a surrogate pair can be read, but is no text that could be written again.
        json.dumps(fields, ensure_ascii=False).encode()
    except UnicodeError as error:
        raise ArticleError(here, f"is no text in UTF-8 ({error}): convert it with iconv") from None
    except RecursionError:
        raise ArticleError(here, "is not a pair: its JSON is nested too deep") from None
    except ValueError as error:
        raise ArticleError(
            here, f"is not valid JSON ({error}): write one complete object on each line"
        ) from None
    if not isinstance(fields, dict):
        raise ArticleError(
            here, 'is JSON but no object: write {"a": "…", "b": "…", "kind": "PERSON"}'
        )
    return fields


def _judged(fields: dict[str, Any], here: str, label: Label) -> JudgedPair:
    names = []
    for field in ("a", "b"):
        value = fields.get(field)
        if not isinstance(value, str) or not value.strip():
            raise ArticleError(
                here, f"field “{field}” is {_shown(fields, field)}, expected a name: write it there"
            )
        names.append(value)
    kind = label if fields.get("kind") is None else fields["kind"]
    known = LABEL_OF_KIND.get(kind.strip().upper()) if isinstance(kind, str) else None
    if known is None:
        raise ArticleError(
            here,
            f"field “kind” is {_shown(fields, 'kind')}; use PERSON, AGENCY or LOCATION, or one of"
            f" {', '.join(sorted(LABEL_OF_KIND.keys() - {'PERSON', 'AGENCY', 'LOCATION'}))}",
        )
    same = fields.get("same")
    if same is not None and not isinstance(same, bool):
        raise ArticleError(
            here,
            f"field “same” is {_shown(fields, 'same')}, expected true or false: leave it out where"
            " the truth is not known",
        )
    return JudgedPair(fields, kind.strip().upper(), compare_names(*names, label=known), same)


def _shown(fields: dict[str, Any], field: str) -> str:
    return json.dumps(fields[field], ensure_ascii=False)[:60] if field in fields else "missing"
