"""Report: the facts of a database as one HTML file that a person can read, search and send on.

Where to start reading: `report_page` in ``page.py``; ``data.py`` is what the page knows, ``page/``
what it looks like and does.
"""

from extract.report.page import MAX_BYTES, Page, report_page

__all__ = ["MAX_BYTES", "Page", "report_page"]
