"""Work with labelled articles: check them, compare two labellings, convert, prelabel.

Beside it what shows how good the output is with little gold or none: the floors that any output
must beat, gold in other formats and from other corpora, and checks that need no gold at all.

    findings = check_gold(read_gold(Path("gold/dev")), corpus=Path("corpus"))
    console.print(render_agreement(agree(read_gold(a), read_gold(b))))
    consistency = check_articles(extractor, articles)

Nothing here loads spaCy, except `formats.docbin` and `model_floor`, which are imported by name.
"""

from extract.gold.agree import Agreement, agree, render_agreement
from extract.gold.check import Finding, check_gold, has_errors, render_findings
from extract.gold.floors import Floor, naive_floor
from extract.gold.formats import (
    FORMATS,
    OutsideArticle,
    mask,
    read_labelled,
    valued_labels,
    write_labelled,
)
from extract.gold.metamorphic import Consistency, Violation, check_articles, render_consistency
from extract.gold.outside import evaluate_outside, render_outside
from extract.gold.prelabel import prelabel

__all__ = [
    "FORMATS",
    "Agreement",
    "Consistency",
    "Finding",
    "Floor",
    "OutsideArticle",
    "Violation",
    "agree",
    "check_articles",
    "check_gold",
    "evaluate_outside",
    "has_errors",
    "mask",
    "naive_floor",
    "prelabel",
    "read_labelled",
    "render_agreement",
    "render_consistency",
    "render_findings",
    "render_outside",
    "valued_labels",
    "write_labelled",
]
