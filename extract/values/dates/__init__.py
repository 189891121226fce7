"""Dates: find the expressions that denote a day, a month, a year or a range, and value them.

Where to start reading: `find_dates` (`grammar`) lexes a text into word categories and matches a
regular grammar over them (`lexicon`, `builders`); each expression is one of the small records in
`expressions`.
`date_value` (`valuation`) turns such a record into EDTF and a half-open interval of days, with the
arithmetic of `calendar`; `tense` says whether the sentence around it looks ahead or back.
`published_in` (`published`) reads the day of publication from the head of a text.
"""

from extract.values.dates.grammar import DateMatch, find_dates
from extract.values.dates.published import published_in
from extract.values.dates.valuation import date_value

__all__ = ["DateMatch", "date_value", "find_dates", "published_in"]
