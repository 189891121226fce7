"""Copies of one story, told from what only looks like it: python benchmarks/copies.py.

Invented copies of the articles in corpus/, as editors make them, and pairs that are none: other
articles, forms filled in twice, follow-ups that repeat the background. The choices in
`extract/copies.py` were made on the articles with an even number; the odd ones were left alone.
Prints, for each kind of pair, how many share a key and how many are taken for copies; then how the
shares that decide are spread; then what it costs.
"""

from __future__ import annotations

import re
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

from extract.copies import Wording

CORPUS = Path(__file__).parents[1] / "corpus"
_SENTENCE = re.compile(r"(?<=[.!?”\"])\s+(?=[A-Z“\"])")

#: Forms that are filled in with other names and numbers, a paragraph each.
FORMS = """
A magnitude {a}.{b} earthquake struck {c} kilometres {d} of {p} on {day} at {h}:{m}, the survey
said. It was {c2} kilometres deep. There were no immediate reports of casualties or damage.
Residents of {p} said they felt the ground shake for {b} seconds. Authorities did not issue a
tsunami warning. The region lies on a fault and is often hit by earthquakes, the survey said.

{p} beat {q} {a}-{b} at {s} on {day} to move {c} points clear at the top of the table. {n} put
the hosts ahead after {m} minutes and {o} doubled the lead before half time. {q} pulled one back
through {r}, but could not find an equaliser. The result leaves them {c2} points from safety
with {h} matches to play. “We were good today,” said the manager of {p}, {t}.

Shares in {p} closed {a}.{b} percent lower on {day} as investors weighed figures from {q}. The
main index fell {c} points to {c2}{m}. Analysts said that trading was thin before the holiday.
{n}, of the broker {s}, said that the market had been waiting for the numbers since {t} resigned
in spring. The currency was little changed against the dollar at {h}.{m}.

{n}, {c}, of {p}, appeared before the court in {q} on {day} charged with theft from a shop in
{s}. The court heard that goods worth {c2} pounds were taken. {o}, for the defence, said that
the accused had lost work at {r} and asked for leniency. Judge {t} set a fine of {m}0 pounds,
and ordered costs of {h}5 pounds to be paid within {a} weeks.
""".strip().split("\n\n")
NAMES = [
    "Abernathy",
    "Okonkwo",
    "Lindqvist",
    "Marchetti",
    "Castellanos",
    "Vinogradov",
    "Nakagawa",
    "Oyelaran",
    "Petrosyan",
    "Halloran",
    "Dragomir",
    "Ibsen",
    "Juarez",
    "Kowalczyk",
    "Leclerc",
    "Mbeki",
    "Norgaard",
    "Quispe",
    "Ramaswamy",
    "Szabo",
    "Tanaka",
    "Ustinov",
    "Velasquez",
    "Whitcombe",
    "Yilmaz",
    "Zubiri",
    "Barkhausen",
    "Cheong",
    "Delacroix",
    "Eriksen",
]
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def filled(form: str, random: Random) -> str:
    """Return a form with invented names and numbers."""
    names = dict(zip("pqsnort", random.sample(NAMES, 7), strict=True))
    numbers = {"a": random.randint(2, 7), "b": random.randint(1, 9), "c": random.randint(12, 89)}
    more = {"c2": random.randint(110, 980), "h": random.randint(1, 23), "m": random.randint(10, 59)}
    day, side = random.choice(DAYS), random.choice(("north", "west"))
    return form.format(day=day, d=side, **names, **numbers, **more)


def sentences(text: str) -> list[str]:
    return _SENTENCE.split(text)


def reworded(text: str, share: float, random: Random) -> str:
    """Return `text` with some of its words dropped, doubled or replaced."""
    words = text.split(" ")
    for place in range(len(words)):
        if random.random() < share:
            words[place] = random.choice(("", "the", "also", "reportedly", "earlier", "a"))
    return " ".join(words)


def with_byline(text: str, _other: str, random: Random) -> str:
    headline, author, town = random.sample(NAMES, 5), random.choice(NAMES), random.choice(NAMES)
    return f"{' '.join(headline)}\nBy {author}\n{town} (Agency) — {text}"


def first_half(text: str, _other: str, _random: Random) -> str:
    parts = sentences(text)
    return " ".join(parts[: max(4, len(parts) // 2)])


def first_third(text: str, _other: str, _random: Random) -> str:
    parts = sentences(text)
    return " ".join(parts[: max(4, len(parts) // 3)])


def local_paragraph(text: str, other: str, random: Random) -> str:
    parts, more = sentences(text), sentences(other)
    place = random.randrange(len(parts))
    return " ".join([*parts[:place], *more[: max(2, len(parts) // 5)], *parts[place:]])


def copy_edited(text: str, _other: str, random: Random) -> str:
    return reworded(text, 0.04, random)


def thinned(text: str, _other: str, random: Random) -> str:
    return " ".join(each for each in sentences(text) if random.random() > 0.25)


def heavily_edited(text: str, other: str, random: Random) -> str:
    parts = sentences(thinned(text, other, random))
    place = random.randrange(len(parts))
    return reworded(" ".join(parts[place:] + parts[:place]), 0.08, random)


def follow_up(text: str, other: str, _random: Random) -> str:
    parts, more = sentences(text), sentences(other)
    size = len(parts)
    return " ".join([*more[: round(size * 0.6) + 1], *parts[: round(size * 0.4)]])


def one_statement(text: str, other: str, _random: Random) -> str:
    parts, more = sentences(text), sentences(other)
    return " ".join([*more[:3], *parts[: max(1, len(parts) // 8)], *more[3:]])


COPIES: tuple[Callable[[str, str, Random], str], ...] = (
    with_byline, first_half, first_third, local_paragraph, copy_edited, thinned, heavily_edited,
)  # fmt: skip
OTHERS = (follow_up, one_statement)


def pairs(texts: list[str], random: Random) -> Iterator[tuple[str, bool, str, str]]:
    """Yield kind, whether it is a copy, and the two texts."""
    for number, text in enumerate(texts):
        other = texts[(number + 1) % len(texts)]
        for make in (*COPIES, *OTHERS):
            yield make.__name__, make in COPIES, text, make(text, other, random)
        for later in texts[number + 1 :]:
            yield "another_article", False, text, later
    for form in FORMS:
        for _ in range(100):
            yield "same_form", False, filled(form, random), filled(form, random)


def report(title: str, texts: list[str]) -> None:
    found: dict[tuple[bool, str], list[tuple[bool, bool, float, float]]] = {}
    for kind, is_copy, one, two in pairs(texts, Random(8)):
        a, b = Wording.of(one), Wording.of(two)
        alike = a.likeness(b)
        meets = not set(a.keys()).isdisjoint(b.keys())
        row = (meets, a.is_copy(b), alike.runs, alike.facts)
        found.setdefault((not is_copy, kind), []).append(row)
    print(f"\n{title}: {len(texts)} articles")
    print(
        f"{'pair':18} {'pairs':>6} {'share a key':>12} {'copies':>7}  {'runs':>17}  {'facts':>17}"
    )
    for (is_other, kind), rows in sorted(found.items()):
        met, taken = sum(m for m, *_ in rows), sum(m and c for m, c, *_ in rows)
        spread = [
            f"{min(v):5.2f}{statistics.median(v):6.2f}{max(v):6.2f}"
            for v in ([r for *_, r, _ in rows], [f for *_, f in rows])
        ]
        mark = " (not)" if is_other else ""
        print(f"{kind + mark:18.24} {len(rows):6} {met:12} {taken:7}  {spread[0]}  {spread[1]}")
    hits = sum(m and c for (no, _), rows in found.items() if not no for m, c, *_ in rows)
    false = sum(m and c for (no, _), rows in found.items() if no for m, c, *_ in rows)
    total = sum(len(rows) for (no, _), rows in found.items() if not no)
    print(f"copies found {hits}/{total} = {hits / total:.3f}; other pairs taken for copies {false}")


def main() -> None:
    texts = [path.read_text("utf-8") for path in sorted(CORPUS.glob("*.txt"))]
    texts = [text for text in texts if len(sentences(text)) >= 8]
    report("Even (chosen on these)", texts[::2])
    report("Odd", texts[1::2])
    started = time.process_time()
    words = 0
    for _ in range(20):
        for text in texts:
            wording = Wording.of(text)
            wording.keys()
            words += wording.words
    spent = time.process_time() - started
    each = 1e3 * spent / 20 / len(texts)
    print(f"\nkeys: {words / spent:,.0f} words a CPU second, {each:.2f} ms an article")


if __name__ == "__main__":
    main()
