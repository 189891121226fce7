"""Gold articles for the tests of `extract.gold`: by markup, and by chance."""

import datetime as dt
import io

from hypothesis import strategies as st
from rich.console import Console, RenderableType

from extract.evaluate import GoldArticle
from extract.schemas import ENTITY_LABELS, LABELS
from tests.evaluate.making import gold

__all__ = ["EXAMPLE", "gold", "gold_articles", "shown"]

EXAMPLE = gold(
    "KYIV — <ent label=PERSON entity=ann role=judge>Ann Lee</ent> told the "
    "<ent label=AGENCY entity=sbu type=intelligence country=UA hard=yes>SBU</ent> on "
    "<ent label=DATE edtf=2024-08-01>Thursday</ent>.\n\nThey freed "
    "<ent label=COUNT low=2 high=2 unit=man>two\nmen</ent> 😀 near "
    "<ent label=LOCATION entity=lviv type=city country=UA>Lviv</ent>.\n",
    "example",
    tags=("wire",),
    title="Two freed",
)

_VALUES = {
    "PERSON": st.fixed_dictionaries({"role": st.none() | st.sampled_from(["judge", 'x: "y"\t{'])}),
    "AGENCY": st.fixed_dictionaries(
        {"type": st.sampled_from([None, "court"]), "country": st.sampled_from([None, "IN"])}
    ),
    "LOCATION": st.fixed_dictionaries(
        {"type": st.sampled_from([None, "city"]), "country": st.sampled_from([None, "KE"])}
    ),
    "DATE": st.fixed_dictionaries({"edtf": st.sampled_from([None, "2024-08-01", "197X"])}),
    "COUNT": st.fixed_dictionaries(
        {
            "low": st.integers(0, 9),
            "high": st.integers(10, 99),
            "bound": st.just("approx"),
            "unit": st.none() | st.just("man"),
        }
    ),
}
# Letters of one and two bytes and beyond the first plane, marks, and every kind of space.
_WORD = st.text(alphabet="abÉß山😀.,’-'\"(", min_size=1, max_size=5)
_SPACE = st.sampled_from([" ", "  ", "\n", "\r\n", " \n\n ", "\t", "\u00a0", "\u2028"])
_FREE_TEXT = st.text(alphabet="aé %/.:#\n", max_size=6)


@st.composite
def _articles(draw):
    """Words with spaces between them; some runs of words are mentions."""
    text, mentions = draw(st.sampled_from(["", "", " ", "\n"])), []
    for _ in range(draw(st.integers(1, 6))):
        start = len(text)
        text += draw(_WORD)
        for _ in range(draw(st.integers(0, 2))):
            text += draw(_SPACE) + draw(_WORD)
        label = draw(st.none() | st.sampled_from(LABELS))
        if label is not None:
            entity = draw(st.none() | st.sampled_from(["ann", "a b", "é/1"]))
            hard = draw(st.booleans())
            mentions.append(
                {
                    "label": label,
                    "start": start,
                    "end": len(text),
                    "text": text[start:],
                    "entity": entity if label in ENTITY_LABELS else None,
                    "value": draw(_VALUES[label]),
                    "hard": hard,
                    "reason": draw(st.none() | st.just("two\nlines")) if hard else None,
                }
            )
        text += draw(st.sampled_from(["", " "]))
    published = draw(st.none() | st.dates(dt.date(1990, 1, 1), dt.date(2030, 1, 1)))
    return {
        "made_by": draw(st.sampled_from(["reading", "machine"])),
        "tags": draw(st.lists(st.sampled_from(["wire", "two words"]), max_size=2)),
        "article": {
            "id": "i" + draw(_FREE_TEXT) + "d",
            "text": text,
            "title": draw(st.none() | st.just("A title")),
            "published": published,
            "published_from": "metadata" if published else None,
        },
        "mentions": mentions,
    }


def shown(renderable: RenderableType) -> str:
    """Return what a terminal would show."""
    console = Console(width=160, file=io.StringIO())
    console.print(renderable)
    return console.file.getvalue()


@st.composite
def gold_articles(draw):
    """One to three articles with different ids."""
    articles = draw(st.lists(_articles(), min_size=1, max_size=3))
    for number, each in enumerate(articles):
        each["article"]["id"] += str(number)
    return [GoldArticle.model_validate(each) for each in articles]
