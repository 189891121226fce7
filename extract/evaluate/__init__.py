"""Evaluation: predictions against articles labelled by reading.

It takes gold articles and records and returns figures; it never runs the extractor.

    gold = read_gold(Path("gold/dev"))
    evaluation = evaluate(gold, records)
    console.print(render_table({"extract": evaluation}))
    page.write_text(render_page(evaluation, gold))
"""

from extract.evaluate.compare import Comparison, compare, gate
from extract.evaluate.evaluation import MEASURES, Evaluation, Linked, evaluate
from extract.evaluate.gold import GoldArticle, GoldMention, read_gold, write_gold
from extract.evaluate.page import render_page
from extract.evaluate.rule_tables import render_rules
from extract.evaluate.rules import report_rules
from extract.evaluate.tables import render_comparison, render_table

__all__ = [
    "MEASURES",
    "Comparison",
    "Evaluation",
    "GoldArticle",
    "GoldMention",
    "Linked",
    "compare",
    "evaluate",
    "gate",
    "read_gold",
    "render_comparison",
    "render_page",
    "render_rules",
    "render_table",
    "report_rules",
    "write_gold",
]
