"""What a person sees in the terminal: the summary of a run, an article, entities, decisions.

Functions return rich renderables and print nothing. Every colour is backed by words, so that the
output says the same without colours.
"""

from extract.display.article import article_facts, article_text
from extract.display.decisions import decision_view, pair_scores_view
from extract.display.entities import entities_list, entities_table, entity_view
from extract.display.failures import failures_table
from extract.display.findings import finding_line
from extract.display.summary import summary_view
from extract.display.words import COLOURS, PLURALS

__all__ = [
    "COLOURS",
    "PLURALS",
    "article_facts",
    "article_text",
    "decision_view",
    "entities_list",
    "entities_table",
    "entity_view",
    "failures_table",
    "finding_line",
    "pair_scores_view",
    "summary_view",
]
