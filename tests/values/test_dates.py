"""Date expressions: what is found, and what it is worth."""
# ruff: noqa: E501 - one case a line

import datetime as dt
import sys
from types import SimpleNamespace
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.schemas import DateValue
from extract.values.dates import date_value, find_dates, published_in
from tests.markup import parse

THURSDAY = dt.date(2024, 8, 1)


def values_in(text: str, anchor: dt.date | None) -> list[tuple[str, DateValue]]:
    """Return every date of `text` with its value; the text counts as one sentence."""
    found = []
    previous = None
    for match in find_dates(text):
        value = date_value(
            match,
            anchor=anchor,
            previous=previous,
            before=text[: match.start],
            after=text[match.end :],
        )
        previous = value if value.edtf else previous
        found.append((text[match.start : match.end], value))
    return found


#: Published on Thursday, 1 August 2024. "null" is a date that stays open.
ABSOLUTE = """
It took place on <ent value=2024-08-01>2024-08-01</ent>.
It took place on <ent value=2024-08-01>2024/08/01</ent>.
It took place on <ent value=2024-08-01>Thursday, 2024-08-01</ent>.
It began <ent value=2024-08-01>2024-08-01</ent>T10:15:00Z.
He was held on <ent value=2023-05-03>3 May 2023</ent>.
He was held on <ent value=2023-05-03>May 3, 2023</ent>.
He was held on <ent value=2023-05-03>May 3 2023</ent>.
He was held on <ent value=2023-05-03>May 3rd, 2023</ent>.
He was held on the <ent value=2021-05-03>3rd of May 2021</ent>.
He was held on <ent value=2021-05-03>3rd May, 2021</ent>.
He was held on the <ent value=2022-11-15>15th day of November, 2022</ent>.
He was held on <ent value=2023-09-03>Sept. 3, 2023</ent>.
He was held on <ent value=2023-09-03>Sep 3, 2023</ent>.
He was held on <ent value=2023-09-03>3 Sept 2023</ent>.
He was held on <ent value=2024-07-04>4 July</ent>.
He was held on <ent value=2024-07-04>July 4th</ent>.
He was held on the <ent value=2024-07-04>4th of July</ent>.
He was held on the <ent value=2024-07-04>fourth of July</ent>.
He was held on <ent value=2024-07-28>Sunday, July 28</ent>.
He was held on <ent value=2024-07-28>Sunday, 28th July, 2024</ent>.
He was held on <ent value=2024-07-28>Sunday July 28, 2024</ent>.
He was held on <ent value=2024-07-28>Sunday the 28th of July</ent>.
He was held on <ent value=2024-08-01>Thursday, August 1</ent>.
He was held on <ent value=2024-08-01>Aug. 1</ent>.
He was held on <ent value=2024-07-29>Mon, 29 Jul 2024</ent>.
He was held on <ent value=2024-07-29>Mon. Jul. 29, 2024</ent>.
He was held on <ent value=2024-12-31>31/12/2024</ent>.
He was held on <ent value=2024-12-31>12/31/2024</ent>.
He was held on <ent value=2023-12-31>31.12.2023</ent>.
He was held on <ent value=2023-12-31>31/12/23</ent>.
He was held on <ent value=2016-08-05>05-Aug-2016</ent>.
He was held on <ent value=2016-08-05>5-Aug-16</ent>.
He was held on <ent value=2024-01-08>08.01.2024</ent>.
He was held on <ent value=2024-01-08>Monday, 01/08/2024</ent>.
He was held on <ent value=2024-08-01>Thursday 01/08/2024</ent>.
He was held on <ent value=2024-08-01>01/08/2024</ent>.
He was held on <ent value=2023-05-03>03/05/2023</ent>, not on <ent value=2023-06-13>13/06/2023</ent>.
He was held on <ent value=2023-03-05>03/05/2023</ent>, not on <ent value=2023-06-13>06/13/2023</ent>.
He was held on <ent value=null>03/05/2023</ent>, not on <ent value=2023-06-13>06/13/2023</ent> or <ent value=2023-06-14>14/06/2023</ent>.
He was held on <ent value=2024-05-05>05/05/2024</ent>.
He was held in <ent value=2024-08>August 2024</ent>.
He was held in <ent value=2024-06>June, 2024</ent>.
He was held in <ent value=2022-04>April of 2022</ent>.
He was held in <ent value=2022-01>Jan. 2022</ent>.
He was held in <ent value=2024-07>July</ent>.
He was held in <ent value=2024-05>May</ent>.
He was held in <ent value=2023-12>December</ent>.
He was held in <ent value=2018>2018</ent>.
He was held in the <ent value=2018>year 2018</ent>.
He was held in the <ent value=2023>rainy season of 2023</ent>.
He was held in the <ent value=2022>monsoon of 2022</ent>.
He was held on <ent value=2024-05-01>May Day</ent>.
Since the <ent value=2023>2023</ent> election little has changed.
The <ent value=1956>1956</ent> accord failed.
He was born in <ent value=1789>1789</ent>.
He was born <ent value=1850~>c. 1850</ent>.
He was born <ent value=1875~>around 1875</ent>.
FIFA picked it for <ent value=2026>2026</ent>.
"""
RELATIVE = """
He was freed on <ent value=2024-08-01>Thursday</ent>.
He was freed on <ent value=2024-07-26>Friday</ent>.
He was freed on <ent value=2024-07-31>Wednesday</ent>.
The court <ent value=2024-07-26>Friday</ent> refused to free him.
<ent value=2024-07-30>Tuesday</ent>'s vote was close.
He will be freed on <ent value=2024-08-02>Friday</ent>.
He will be freed on <ent value=2024-08-08>Thursday</ent>.
He plans to visit Ankara on <ent value=2024-08-05>Monday</ent>.
He is due to be freed on <ent value=2024-08-05>Monday</ent>.
He is expected to be freed <ent value=2024-08-06>Tuesday</ent>.
The trial, scheduled for <ent value=2024-08-07>Wednesday</ent>, may be long.
On <ent value=2024-08-05>Monday</ent>, the court will hear him.
On <ent value=2024-07-29>Monday</ent>, the court heard him.
Police said <ent value=2024-07-29>Monday</ent> that he will appear on <ent value=2024-08-02>Friday</ent>.
The hearing was adjourned until <ent value=2024-08-05>Monday</ent>.
He was freed <ent value=2024-07-26>last Friday</ent>.
He was freed on <ent value=2024-07-26>Fri</ent>.
He was freed on <ent value=2024-07-29>Monday last</ent>.
He will be freed on <ent value=2024-08-02>Friday next</ent>.
He will be freed on <ent value=2024-08-12>Monday week</ent>.
He will be freed a <ent value=2024-08-09>week from Friday</ent>.
He was freed on <ent value=2024-07-26>Friday (26)</ent>.
He was freed on <ent value=2024-07-26>Friday the 26th</ent>.
It rained from <ent value=2024-07-26>Friday</ent> to <ent value=2024-07-28>Sunday</ent>.
It will rain from <ent value=2024-08-02>Friday</ent> until <ent value=2024-08-04>Sunday</ent>.
It rained on <ent value=2024-07-25/2024-07-26>Thursday-Friday night</ent>.
He will be away from <ent value=2024-08-05>next Monday</ent> to <ent value=2024-08-09>Friday</ent>.
The vote was postponed from <ent value=2024-07-30>Tuesday</ent> to <ent value=2024-08-02>Friday</ent>.
The trial was adjourned to <ent value=2024-08-05>Monday</ent>.
He was invited for <ent value=2024-08-05>Monday</ent>.
He gave them up to <ent value=2024-08-05>Monday</ent>.
"We had till <ent value=2024-08-05>Monday</ent>."
It is due by <ent value=2024-08-05>Monday</ent> or <ent value=2024-08-06>Tuesday</ent>.
It could reach land by <ent value=2024-08-05>Monday</ent>.
Food was sent, with more to come by <ent value=2024-08-05>Monday</ent>.
By <ent value=2024-07-29>Monday</ent>, 12 had died.
Funds were likely to buy as soon as trading opened <ent value=2024-08-05>Monday</ent>.
He fled as soon as polls closed <ent value=2024-07-29>Monday</ent>.
The vote is on <ent value=2024-08-05>Monday</ent>.
The vote is on <ent value=2024-08-01>Thursday</ent>.
He will appeal <ent value=2024-08-01>Thursday</ent>'s ruling.
PM to visit Kyiv <ent value=2024-08-05>Monday</ent>
He was freed a <ent value=2024-07-25>week ago today</ent>.
He was freed a <ent value=2023-08-01>year ago today</ent>.
He was freed <ent value=2021-08>three years ago this month</ent>.
He was freed a <ent value=2023-07-31/2023-08-06>year ago this week</ent>.
It was written a <ent value=1924~>century ago</ent> or <ent value=1974~>half a century ago</ent>.
He was freed the <ent value=2022>year before last</ent>.
He will be freed the <ent value=2024-08-12/2024-08-18>week after next</ent>.
Sales rose <ent value=2024-07/2024-09>this quarter</ent>.
He was freed <ent value=2024-07-25>last Thursday</ent>.
He was freed <ent value=2024-07-26>this past Friday</ent>.
He was freed <ent value=2024-07-29>this Monday</ent>.
He will be freed <ent value=2024-08-02>this Friday</ent>.
He will be freed <ent value=2024-08-02>this coming Friday</ent>.
He will be freed <ent value=2024-08-06>next Tuesday</ent>.
He was freed on <ent value=2024-07-24>Wednesday last week</ent>.
He was freed on <ent value=2024-07-24>Wednesday of last week</ent>.
He was freed <ent value=2024-07-24>last week Wednesday</ent>.
He will be freed on <ent value=2024-08-07>Wednesday next week</ent>.
He was freed a <ent value=2024-07-23>week ago Tuesday</ent>.
He was freed <ent value=2024-07-16>two weeks ago Tuesday</ent>.
He was freed <ent value=2024-07-26>early Friday</ent>.
He was freed <ent value=2024-07-30>late Tuesday</ent>.
He was freed <ent value=2024-07-30>late on Tuesday</ent>.
He was freed <ent value=2024-07-26>early on Friday morning</ent>.
He was freed early on in <ent value=2023>2023</ent>.
He was freed <ent value=2024-07-30>Tuesday night</ent>.
He was freed on <ent value=2024-07-29>Monday morning</ent>.
He was freed <ent value=2024-07-26>early Friday morning</ent>.
<ent value=2024-07-28>Earlier Sunday</ent>, he was freed.
He was freed at 10 a.m. on <ent value=2024-07-26>Friday</ent>.
He was freed at noon <ent value=2024-07-30>Tuesday</ent>.
He was freed <ent value=2024-07-31>yesterday</ent>.
He was freed <ent value=2024-07-31>yesterday morning</ent>.
He was freed <ent value=2024-08-01>today</ent>.
He was freed <ent value=2024-08-01>earlier today</ent>.
He will be freed <ent value=2024-08-01>tonight</ent>.
He will be freed <ent value=2024-08-02>tomorrow</ent>.
He was freed <ent value=2024-08-01>this morning</ent>.
He was freed <ent value=2024-07-31>last night</ent>.
He was freed the <ent value=2024-07-30>day before yesterday</ent>.
He will be freed the <ent value=2024-08-03>day after tomorrow</ent>.
He was freed <ent value=2024-07-30>two days ago</ent>.
He was freed <ent value=2024-07-22>10 days ago</ent>.
He was freed <ent value=2024-07-11>twenty-one days ago</ent>.
He was freed a <ent value=2024-07-22/2024-07-28>week ago</ent>.
He was freed a <ent value=2024-07-15/2024-07-21>fortnight ago</ent>.
He was freed <ent value=2024-05>three months ago</ent>.
He was freed <ent value=2019>five years ago</ent>.
He was freed nearly <ent value=2020~>four years ago</ent>.
He was freed about <ent value=2004~>two decades ago</ent>.
He will be freed <ent value=2024-08-04>three days from now</ent>.
He will be freed in <ent value=2024-08-12/2024-08-18>two weeks' time</ent>.
He was freed <ent value=2024-07>last month</ent>.
He was freed <ent value=2024-08>this month</ent>.
He will be freed <ent value=2024-09>next month</ent>.
He was freed <ent value=2024-07-22/2024-07-28>last week</ent>.
He was freed <ent value=2024-07-29/2024-08-04>this week</ent>.
He will be freed <ent value=2024-08-05/2024-08-11>next week</ent>.
He was freed <ent value=2023>last year</ent>.
He was freed <ent value=2024>this year</ent>.
<ent value=2025>Next year</ent>'s budget is ready.
He was freed <ent value=2024>earlier this year</ent>.
He will be freed <ent value=2024>later this year</ent>.
He was freed <ent value=2024-07-29/2024-08-04>earlier in the week</ent>.
He was freed <ent value=2023-01/2023-04>early last year</ent>.
He was freed in <ent value=2023-07>July last year</ent>.
He was freed on <ent value=2023-07-15>15 July last year</ent>.
He was freed in <ent value=2024-03>March this year</ent>.
He was freed <ent value=2024-05>last May</ent>.
He was freed <ent value=2023-11>last November</ent>.
It will open <ent value=2025-05>next May</ent>.
It will open <ent value=2024-09>this September</ent>.
He was freed over the <ent value=2024-07-27/2024-07-28>weekend</ent>.
He was freed <ent value=2024-07-27/2024-07-28>last weekend</ent>.
He will be freed <ent value=2024-08-03/2024-08-04>this weekend</ent>.
He will be freed <ent value=2024-08-10/2024-08-11>next weekend</ent>.
He was freed <ent value=2023-22>last summer</ent>.
It will open <ent value=2024-23>this autumn</ent>.
He will be tried on <ent value=2024-09-14>September 14</ent>.
He was tried on <ent value=2023-12-20>December 20</ent>.
It was moved from <ent value=2024-07-15>July 15</ent> to <ent value=2024-08-20>August 20</ent>.
He will be away from <ent value=2024-05>May</ent> to <ent value=2024-09>September</ent>.
He was away from <ent value=2023-12-28>28 December</ent> to <ent value=2024-01-03>3 January</ent>.
She had been buried on <ent value=2023-09-03>September 3</ent>.
He was held in Hull until <ent value=2023-10-21/2023-10-31>late October</ent>, then in York.
He led it in <ent value=202X>this decade</ent> and in the <ent value=19XX>last century</ent>.
"""
FOLLOWING = """
He was held on <ent value=2024-07-04>4 July</ent> and freed the <ent value=2024-07-05>following day</ent>.
He was held on <ent value=2024-07-04>4 July</ent> and freed the <ent value=2024-07-05>next day</ent>.
He was held on <ent value=2024-07-04>4 July</ent> and freed the <ent value=2024-07-04>same day</ent>.
He was held on <ent value=2024-07-04>4 July</ent>; <ent value=2024-07-04>that night</ent> he was freed.
He was held on <ent value=2024-07-04>4 July</ent> and, unlike her, a <ent value=2024-07-03>day earlier</ent>.
He was held on <ent value=2024-07-04>4 July</ent> and freed <ent value=2024-07-06>two days later</ent>.
He was held on <ent value=2024-07-04>4 July</ent> and freed <ent value=2024-07-22/2024-07-28>three weeks later</ent>.
He was held on <ent value=2024-07-04>4 July</ent> and tried the <ent value=2024-08>following month</ent>.
He was held in <ent value=2019>2019</ent> and freed <ent value=2022>three years later</ent>.
He was held in <ent value=2019>2019</ent>, she the <ent value=2018>previous year</ent>.
He was held in <ent value=2019>2019</ent> and freed a <ent value=null>day later</ent>.
He was held on <ent value=2024-07-03>Wednesday, July 3</ent> and freed the <ent value=2024-07-05>following Friday</ent>.
He was held on <ent value=2024-07-04>4 July</ent>, the <ent value=2024-07-03>day before</ent>.
He was held on <ent value=2024-07-04>4 July</ent>, she the <ent value=2024-06-24/2024-06-30>week before</ent>.
He was held on <ent value=2024-07-04>4 July</ent> and freed on the <ent value=2024-07-09>9th</ent>.
He was held in <ent value=2024-02-01/2024-02-10>early February</ent> and freed on the <ent value=2024-02-09>9th</ent>.
He was held in <ent value=2019>2019</ent> and freed on the <ent value=null>9th</ent>.
He was held on <ent value=2024-07-04>4 July</ent> and freed the <ent value=2024-07-08>next Monday</ent>.
He was held on <ent value=2024-07-04>4 July</ent>; <ent value=2024-07-07>that Sunday</ent> he was freed.
He was held on <ent value=2024-07-04>4 July</ent> and freed on the <ent value=2024-07-05>following day, 5 July</ent>.
"""
SPANS = """
It was sold in <ent value=2024-07-21/2024-07-31>late July 2024</ent>.
It was sold in <ent value=2024-07-01/2024-07-10>early July</ent>.
It was sold in <ent value=2024-07-11/2024-07-20>mid-July</ent>.
It was sold in <ent value=2022-05/2022-08>mid-2022</ent>.
It was sold in <ent value=2022-01/2022-04>early 2022</ent>.
It was sold in <ent value=2022-09/2022-12>late 2022</ent>.
It was sold at the <ent value=2024-05-21/2024-05-31>end of May</ent>.
It was sold by the <ent value=2023-09/2023-12>end of 2023</ent>.
It will be sold by <ent value=2024-09/2024-12>end of year</ent>.
It was sold in <ent value=2022-01/2022-02>Jan-Feb 2022</ent>.
It was sold in <ent value=2024-03/2024-06>March–June</ent>.
It was sold in <ent value=2024-03-21/2024-03-31>end-March</ent>.
It was sold by <ent value=2023-09/2023-12>end-2023</ent>.
It will be sold by <ent value=2024-09/2024-12>year-end</ent>.
It will be sold by <ent value=2024-09/2024-12>year's end</ent>.
It was sold in the <ent value=2024-06-01/2024-06-10>first days of June</ent>.
It was sold in the <ent value=2024-06-21/2024-06-30>last days of June</ent>.
It was sold in the <ent value=2024-04-16/2024-04-30>second half of April</ent>.
It was sold in the <ent value=1995/1999>second half of the 1990s</ent>.
It was sold in <ent value=2024-01/2024-06>H1 2024</ent>.
It was sold in <ent value=2022-07/2022-09>3Q2022</ent>.
It was sold in <ent value=2023-01/2023-03>2023-Q1</ent>.
It was sold in the <ent value=2023-10/2023-12>last quarter of 2023</ent>.
It was sold in the <ent value=2024-01/2024-03>first three months of the year</ent>.
It was sold in the <ent value=2023-10/2023-12>last three months of 2023</ent>.
It was sold in the <ent value=2021-03>third month of 2021</ent>.
It was sold in <ent value=2024-21>spring</ent>.
It was sold in <ent value=2023-08>late summer 2023</ent>.
It has been sold since the <ent value=2023-08/..>end of last summer</ent>.
It was sold in the <ent value=199X>90s</ent>.
It was sold in the <ent value=1994/1996>mid-90s</ent>.
It was sold in the <ent value=198X>1980s</ent> and <ent value=199X>90s</ent>.
It was sold in the <ent value=1900/1903>early 1900s</ent>.
It was sold in the <ent value=200X>noughties</ent>.
It was sold on the <ent value=2024-07-15>15th of last month</ent>.
It will be sold on the <ent value=2024-08-21>21st this month</ent>.
It will be sold by the <ent value=2024-09/2024-12>end of the year</ent>.
It was sold at the <ent value=2024-03-01/2024-03-10>beginning of March 2024</ent>.
It was sold in the <ent value=2024-03-11/2024-03-20>middle of March 2024</ent>.
It was sold in the <ent value=2023-01/2023-06>first half of 2023</ent>.
It was sold in the <ent value=2023-07/2023-12>second half of last year</ent>.
It was sold in the <ent value=2024-01/2024-03>first quarter of 2024</ent>.
It was sold in the <ent value=2023-10/2023-12>fourth quarter of last year</ent>.
It was sold in <ent value=2024-04/2024-06>Q2 2024</ent>.
Profit rose in the <ent value=2024-04/2024-06>second quarter</ent>.
It was sold in the <ent value=2024-01/2024-06>first six months of 2024</ent>.
It was sold in <ent value=2022-21>spring 2022</ent>.
It was sold in the <ent value=2023-22>summer of 2023</ent>.
It was sold in the <ent value=2023-23>autumn of 2023</ent>.
It was sold in the <ent value=2023-24>winter of 2023</ent>.
It was sold in the <ent value=2013-24>winter of 2013-14</ent>.
It was sold in the <ent value=2024-21>spring</ent>.
It was sold in the <ent value=197X>1970s</ent>.
It was sold in the <ent value=198X>eighties</ent>.
It was sold in the <ent value=1987/1989>late '80s</ent>.
It was sold in the <ent value=1994/1996>mid-1990s</ent>.
It began in the <ent value=2000/2003>early 2000s</ent>.
He was held on the <ent value=1937-10-29>night of October 29, 1937</ent>, at home.
Gunmen came in the <ent value=2024-07-28>early hours of Sunday</ent>.
It was agreed on <ent value=2024-07-22>July 22, a Monday</ent>, to wait.
They meet <ent value=2024-08-08>next Thursday</ent>, <ent value=2024-07-29/2024-08-04>this week</ent> he said.
It has gone on since <ent value=2024-01/..>January</ent>.
It lasted until <ent value=2024-06-27>June 27</ent>.
It was sold in the <ent value=18XX>1800s</ent>.
It was sold in the <ent value=18XX>19th century</ent>.
It was sold in the <ent value=20XX>twenty-first century</ent>.
It was sold on <ent value=2024-05-23/2024-05-25>May 23-25</ent>.
It was sold on <ent value=2024-05-23/2024-05-25>May 23–25, 2024</ent>.
It was sold on <ent value=2024-05-23/2024-05-25>23-25 May</ent>.
It was sold from <ent value=2024-06-03/2024-06-05>3 to 5 June</ent>.
It was sold from <ent value=2024-06-03/2024-06-05>June 3 to 5</ent>.
It was sold on <ent value=2024-06-03/2024-06-04>June 3 and 4</ent>.
It was sold between <ent value=2024-06-03/2024-06-09>3 and 9 June 2024</ent>.
It was sold on <ent value=2024-05-03/2024-05-05>3, 4 and 5 May</ent>.
It was sold on <ent value=2024-05-03/2024-05-05>May 3, 4 and 5</ent>.
It was sold on <ent value=2024-05-03/2024-05-04>May 3 & 4</ent>.
It was sold after 3/9 <ent value=2024-06>June</ent>.
It was sold on the <ent value=2024-05-03/2024-05-04>night of 3/4 May</ent>.
It was sold on the <ent value=2024-05-30/2024-06-01>night of May 30-June 1</ent>.
It was sold <ent value=2022-02-24/2022-03-03>24 February-3 March 2022</ent>.
It was sold <ent value=2023-04-01/2024-03-31>1 April 2023-31 March 2024</ent>.
It was sold over the <ent value=2024-07-20/2024-07-21>weekend of July 20</ent>.
It was sold over the <ent value=2024-07-20/2024-07-21>weekend of July 20-21</ent>.
It was sold on the <ent value=2024-08-03/2024-08-04>first weekend of August</ent>.
It was sold on the <ent value=2024-05-12>second Sunday in May</ent>.
It was sold on the <ent value=2024-07-31>last day of July</ent>.
It was sold on the <ent value=2023-12-31>last day of 2023</ent>.
It was sold on the <ent value=2024-07-01>first day of last month</ent>.
It was sold in the <ent value=2023-01-01/2023-01-07>first week of 2023</ent>.
It was sold <ent value=2024-05-23/2024-06-02>May 23 – June 2, 2024</ent>.
It was sold <ent value=2023-12-28/2024-01-03>December 28 - January 3, 2024</ent>.
It was sold in <ent value=2022-03/2022-06>March-June 2022</ent>.
It was sold in <ent value=2014/2015>2014-2015</ent>.
It was sold in <ent value=2014/2015>2014-15</ent>.
It was sold in <ent value=2023/2024>2023/24</ent>.
It was sold from <ent value=2010>2010</ent> to <ent value=2023>2023</ent>.
It was sold between <ent value=2022-03>March</ent> and <ent value=2022-06>June 2022</ent>.
It was sold between <ent value=2021-11>November</ent> and <ent value=2022-03>March 2022</ent>.
It has been sold since <ent value=2023-03-29/..>March 29, 2023</ent>.
It has been sold since <ent value=2014/..>2014</ent>.
It has been sold since the <ent value=2022-01/..>start of 2022</ent>.
It has been sold since <ent value=2024-07-22/..>last week</ent>.
It has been sold since <ent value=2023-12/..>December</ent>.
It was not sold until <ent value=1956>1956</ent>.
It was sold by <ent value=2024-07-12>12 July</ent>.
It was sold <ent value=2024-05~>around May 2024</ent>.
It was sold around the <ent value=2024-05-21/2024-05-31>end of May</ent>.
It was sold in about <ent value=1900~>1900</ent>.
It was sold <ent value=2022-21>around spring 2022</ent>.
It was sold in the <ent value=2024-06-01/2024-06-07>first week of June</ent>.
It was sold in the <ent value=2024-06-24/2024-06-30>last week of June</ent>.
It was sold on the <ent value=2024-06-03>first Monday of June</ent>.
It was sold in the <ent value=2024-03-04/2024-03-10>week of March 6</ent>.
It was sold on <ent value=2023-12-25>Christmas Day</ent>.
It was sold on <ent value=2023-12-25>Christmas morning</ent>.
It was sold during <ent value=null>Ramadan</ent>.
It was sold before <ent value=null>Eid al-Fitr</ent>.
It was sold <ent value=null>last Easter</ent> or over the <ent value=null>Easter weekend</ent>.
It was sold on the <ent value=null>eve of Diwali</ent>.
It was sold on the <ent value=null>first day of Durga Puja</ent>.
It was sold at <ent value=2023>Easter 2023</ent>.
It was sold on <ent value=null>Republic Day</ent>.
It was sold on <ent value=2024-06-12>June 12, Independence Day</ent>.
It was sold on <ent value=2024-07-31>Independence Day, July 31</ent>.
It was sold on <ent value=2023-12-31>New Year's Eve</ent>.
It was sold on <ent value=2022-11-24>Thanksgiving Day 2022</ent>.
It was sold in <ent value=2024>FY2024</ent>.
"""
TABLE = [
    pytest.param(line, id=f"{name}: {line}")
    for name, lines in (
        ("absolute", ABSOLUTE),
        ("relative", RELATIVE),
        ("following", FOLLOWING),
        ("spans", SPANS),
    )
    for line in lines.strip().splitlines()
]


@pytest.mark.parametrize("marked", TABLE)
def test_dates_are_found_and_valued(marked: str) -> None:
    text, expected = parse(marked)
    found = values_in(text, THURSDAY)
    assert [quoted for quoted, _ in found] == [each.text for each in expected]
    assert [value.edtf or "null" for _, value in found] == [
        each.attributes["value"] for each in expected
    ]


def test_the_table_is_large_enough() -> None:
    assert sum(line.values[0].count("<ent") for line in TABLE) >= 150


@pytest.mark.parametrize(
    "text",
    [
        "He was jailed for 16 years.",
        "They meet every week.",
        "They meet every Friday.",
        "They meet on Fridays.",
        "A three-day visit ended.",
        "It is held annually.",
        "He is 45 years old.",
        "He recently left.",
        "He will leave in the coming days.",
        "He will leave soon.",
        "It rained over the last week.",
        "It rose over the past year.",
        "It may rise over the next year.",
        "It fell for the last three months.",
        "He left several days ago.",
        "He left at 10:15.",
        "He left at 10 a.m.",
        "He left at noon.",
        "He left at 2000 hours.",
        "He left at 1500 GMT.",
        "Sumer fell around 2000 B.C. or in 2004 BC.",
        "It was the worst since World War II.",
        "It was the worst since the Cold War.",
        "It followed the September 11 attacks.",
        "It followed the Sept. 11 terror attacks.",
        "It followed the October 7 attack on Israel.",
        "He joined the January 6 riot.",
        "He came on the 27th Brigade's day.",
        "It is on the 9th floor.",
        "He left in two weeks.",
        "He finished it in a year.",
        "She is in her 80s.",
        "Temperatures in the 60s are rare.",
        "Women in their 20s and 30s voted.",
        "Monday nights are quiet.",
        "They meet every other Monday.",
        "They sold Easter eggs at the Ramadan market.",
        "He told tales of Ashura.",
        "He lent it to her.",
        "The national day centre and a memorial day out.",
        "Many of today's leaders know it.",
        "In today's world it is rare.",
        "It starred the Tonight Show host.",
        "USA TODAY said so.",
        "Call 2024-555-0199 now.",
        "It ran from 1800 to 2000 GMT.",
        "Euro 2024 was close.",
        "He wore a year-end smile.",
        "The talks end badly.",
        "The Sun was up and he Sat.",
        "A last quarter goal won it.",
        "The June 12 Movement met.",
        "The March 14 Alliance met.",
        "The October Revolution failed.",
        "The 27th Brigade moved in.",
        "They freed 1,000 prisoners.",
        "They freed 2000 prisoners.",
        "They freed 1956 people.",
        "It cost $2000.",
        "It cost £1900 and €2010.",
        "It cost Rs 2000.",
        "It sank 2000 metres.",
        "It seats 1990 fans.",
        "He flew in a Boeing 1737.",
        "Resolution 1701 holds.",
        "It is No. 1984 on the list.",
        "See Section 1990 of the act.",
        "The 2020% rise is wrong.",
        "COVID-19 spread.",
        "The Su-2000 flew.",
        "The G20 met.",
        "The Sunday Times said so.",
        "The Daily Friday said so.",
        "The Black Friday sales fell.",
        "Good Friday Agreement signatories met.",
        "It may be so.",
        "May he rest.",
        "Theresa May resigned.",
        "They march on the palace.",
        "The March on Washington was long.",
        "Soldiers March past the palace.",
        "April Ryan asked.",
        "Mr Sunday Igboho spoke.",
        "The august body met.",
        "The second man left.",
        "He won the second set.",
        "The team led in the second quarter.",
        "He wore a mask in the fall-out.",
        "The fall of Kabul was quick.",
        "The sun set and he sat down.",
        "They want to go to mars.",
        "He is in his eighties.",
        "It won 3-2 and 23-25.",
        "The score was 10-12.",
        "Call 555-2014 now.",
        "Read https://example.org/2024/07/25/story now.",
        "He read USA Today.",
        "It works 24/7.",
        "A 9/11 report came out.",
        "The century-old house fell.",
        "He works night and day.",
        "He won the 20th Century Fox case.",
        "She bought Christmas trees.",
        "The mid-year budget came.",
        "",
    ],
)
def test_what_is_no_date_is_not_found(text: str) -> None:
    assert [text[each.start : each.end] for each in find_dates(text)] == []


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("on July 4th", "XXXX-07-04"),
        ("in July", "XXXX-07"),
        ("on Sunday, August 24", "XXXX-08-24"),
        ("on May 23-25", "XXXX-05-23/XXXX-05-25"),
        ("on Friday", None),
        ("this week", None),
        ("yesterday", None),
        ("two years ago", None),
        ("the following day", None),
        ("last May", None),
        ("over the weekend", None),
        ("in the first week of June", "XXXX-06-01/XXXX-06-07"),
        ("in the spring", None),
        ("in 2018", "2018"),
        ("in late July", "XXXX-07-21/XXXX-07-31"),
        ("at the end of February", "XXXX-02-21/XXXX-02-28"),
        ("in late 2022", "2022-09/2022-12"),
        ("in the last week of February", "XXXX-02-22/XXXX-02-28"),
        ("on Monday-Friday", None),
        ("a year ago today", None),
        ("on Friday the 26th", None),
        ("in late summer", None),
        ("during Ramadan", None),
    ],
)
def test_without_a_publication_date_nothing_is_borrowed(text: str, edtf: str | None) -> None:
    ((_, value),) = values_in(text, None)
    assert value.edtf == edtf
    assert value.anchor is None
    if edtf is None or "XXXX" in edtf:
        assert value.start is None
        assert value.reason


@pytest.mark.parametrize(
    "text", ["30 February 2024", "February 30", "31/02/2024", "June 31, 2024", "Feb. 29, 2023"]
)
def test_an_impossible_day_keeps_its_mention_and_says_so(text: str) -> None:
    ((quoted, value),) = values_in(text, THURSDAY)
    assert quoted == text
    assert value.edtf is None
    assert value.reason == "no such day in the calendar"


@pytest.mark.parametrize(
    ("text", "edtf"),
    [("03/04/2024", None), ("03/09/2024", "2024-03-09"), ("09/03/2024", "2024-03-09")],
)
def test_day_and_month_in_numbers_are_told_apart_by_what_is_past(
    text: str, edtf: str | None
) -> None:
    ((_, value),) = values_in(text, THURSDAY)
    assert value.edtf == edtf


@pytest.mark.parametrize(
    ("text", "start", "end", "precision", "relative", "anchor"),
    [
        ("on Friday", "2024-07-26", "2024-07-27", "day", True, THURSDAY),
        ("on 3 May 2023", "2023-05-03", "2023-05-04", "day", False, None),
        ("on 3 May", "2024-05-03", "2024-05-04", "day", True, THURSDAY),
        ("in December 2023", "2023-12-01", "2024-01-01", "month", False, None),
        ("in 2023", "2023-01-01", "2024-01-01", "year", False, None),
        ("in the 1970s", "1970-01-01", "1980-01-01", "decade", False, None),
        ("in the 19th century", "1800-01-01", "1900-01-01", "century", False, None),
        ("in spring 2022", "2022-03-01", "2022-06-01", "season", False, None),
        ("in winter 2022", "2022-12-01", "2023-03-01", "season", False, None),
        ("last week", "2024-07-22", "2024-07-29", "week", True, THURSDAY),
        ("last weekend", "2024-07-27", "2024-07-29", "weekend", True, THURSDAY),
        ("in Q1 2024", "2024-01-01", "2024-04-01", "quarter", False, None),
        ("since 29 March 2023", "2023-03-29", None, "range", False, None),
        ("on May 23-25, 2024", "2024-05-23", "2024-05-26", "range", False, None),
        ("in late July 2024", "2024-07-21", "2024-08-01", "range", False, None),
    ],
)
def test_a_value_is_a_half_open_interval_with_its_anchor(
    text: str,
    start: str,
    end: str | None,
    precision: str,
    relative: bool,
    anchor: dt.date | None,
) -> None:
    ((_, value),) = values_in(text, THURSDAY)
    assert (str(value.start), value.end and str(value.end)) == (start, end)
    assert (value.precision, value.relative, value.anchor) == (precision, relative, anchor)


MOVES_WITH_THE_ANCHOR = [
    "on Friday",
    "will leave on Friday",
    "last Friday",
    "next Tuesday",
    "this Monday",
    "Friday last week",
    "a week ago Tuesday",
    "yesterday",
    "tonight",
    "last night",
    "two days ago",
    "three weeks ago",
    "this week",
    "next week",
    "left over the weekend",
    "last weekend",
    "the day before yesterday",
]


@pytest.mark.parametrize("text", MOVES_WITH_THE_ANCHOR)
@given(anchor=st.dates(dt.date(1950, 1, 1), dt.date(2080, 1, 1)))
@settings(max_examples=25)
def test_moving_the_publication_by_a_week_moves_relative_dates_by_a_week(
    text: str, anchor: dt.date
) -> None:
    week = dt.timedelta(days=7)
    ((_, before),) = values_in(text, anchor)
    ((_, after),) = values_in(text, anchor + week)
    assert before.start
    assert before.end
    assert (after.start, after.end) == (before.start + week, before.end + week)


@given(anchor=st.dates(dt.date(1950, 1, 1), dt.date(2080, 1, 1)), day=st.integers(0, 6))
def test_a_bare_weekday_is_that_weekday_within_the_last_seven_days(
    anchor: dt.date, day: int
) -> None:
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[day]
    ((_, value),) = values_in(f"He was freed on {name}.", anchor)
    assert value.start
    assert value.start.weekday() == day
    assert 0 <= (anchor - value.start).days <= 6


def ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number // 10 != 1 else 0, "th")
    return f"{number}{ending}"


SHORT = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec")
WAYS_TO_WRITE_A_DAY = [
    "{year}-{month:02}-{day:02}",
    "{year}/{month:02}/{day:02}",
    "{day:02}.{month:02}.{year}",
    "{day} {name} {year}",
    "{day:02} {name} {year}",
    "{day} {name}, {year}",
    "{day} {short} {year}",
    "{day} {short}. {year}",
    "{day}-{short}-{year}",
    "{nth} {name} {year}",
    "{nth} of {name}, {year}",
    "{nth} day of {name} {year}",
    "{name} {day}, {year}",
    "{name} {day} {year}",
    "{name} {nth}, {year}",
    "{short} {day}, {year}",
    "{short}. {day}, {year}",
    "{upper} {day}, {year}",
    "{weekday}, {name} {day}, {year}",
    "{weekday} {day} {name} {year}",
    "{weekday}, the {nth} of {name}, {year}",
    "{three}, {day} {short} {year}",
    "{three}. {short}. {day}, {year}",
    "{weekday}, {year}-{month:02}-{day:02}",
]


def written(day: dt.date, way: str) -> str:
    text = way.format(
        year=day.year,
        month=day.month,
        day=day.day,
        nth=ordinal(day.day),
        name=f"{day:%B}",
        upper=f"{day:%B}".upper(),
        short=SHORT[day.month - 1],
        weekday=f"{day:%A}",
        three=f"{day:%a}",
    )
    return text.replace("May.", "May")  # which is no abbreviation


@pytest.mark.parametrize("way", WAYS_TO_WRITE_A_DAY)
@given(day=st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31)), anchored=st.booleans())
@settings(max_examples=40)
def test_every_way_to_write_a_day_gives_that_day(way: str, day: dt.date, anchored: bool) -> None:
    text = written(day, way)
    ((quoted, value),) = values_in(f"It took place on {text}.", THURSDAY if anchored else None)
    assert quoted == text
    assert (value.edtf, value.start, value.end) == (
        day.isoformat(),
        day,
        day + dt.timedelta(days=1),
    )
    assert (value.precision, value.relative, value.anchor) == ("day", False, None)


@pytest.mark.parametrize(
    "way", ["{day} {name}", "{name} {nth}", "{short}. {day}", "{weekday}, {name} {day}"]
)
@given(anchor=st.dates(dt.date(1950, 1, 1), dt.date(2080, 1, 1)), back=st.integers(0, 80))
@settings(max_examples=40)
def test_a_day_without_its_year_is_the_one_that_is_just_past(
    way: str, anchor: dt.date, back: int
) -> None:
    day = anchor - dt.timedelta(days=back)
    ((_, value),) = values_in(f"He was freed on {written(day, way)}.", anchor)
    assert value.start == day
    assert (value.relative, value.anchor) == (True, anchor)


@pytest.mark.parametrize(
    "way",
    [
        "{name} {first}-{last}, {year}",
        "{name} {first} to {last}, {year}",
        "{first}-{last} {name} {year}",
        "{first} to {last} {name} {year}",
        "{first}–{last} {short}. {year}",
        "{name} {first} – {name} {last}, {year}",
        "{first} {name} {year} - {last} {name} {year}",
    ],
)
@given(
    year=st.integers(1900, 2100),
    month=st.integers(1, 12),
    days=st.lists(st.integers(1, 28), min_size=2, max_size=2, unique=True).map(sorted),
)
@settings(max_examples=40)
def test_every_way_to_write_a_range_ends_after_its_last_day(
    way: str, year: int, month: int, days: list[int]
) -> None:
    first, last = (dt.date(year, month, day) for day in days)
    text = way.format(
        first=days[0], last=days[1], year=year, name=f"{first:%B}", short=SHORT[month - 1]
    ).replace("May.", "May")
    ((quoted, value),) = values_in(f"It took place on {text}.", None)
    assert quoted == text
    assert (value.start, value.end) == (first, last + dt.timedelta(days=1))
    assert (value.edtf, value.precision) == (f"{first}/{last}", "range")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("He was freed today.", 0),
        ("He was freed this morning.", 0),
        ("He was freed yesterday.", -1),
        ("He was freed last night.", -1),
        ("He will be freed tomorrow.", 1),
        ("He was freed two days ago.", -2),
        ("He was freed 45 days ago.", -45),
        ("He was freed the day before yesterday.", -2),
        ("He was freed a week ago today.", -7),
        ("He was freed two weeks ago yesterday.", -15),
        ("He will be freed three days from now.", 3),
        ("He will be freed a week from tomorrow.", 8),
    ],
)
@given(anchor=st.dates(dt.date(1950, 1, 1), dt.date(2080, 1, 1)), by=st.integers(-400, 400))
@settings(max_examples=20)
def test_moving_the_publication_by_days_moves_what_is_counted_in_days(
    text: str, days: int, anchor: dt.date, by: int
) -> None:
    moved = anchor + dt.timedelta(days=by)
    ((_, value),) = values_in(text, moved)
    assert (value.start, value.anchor) == (moved + dt.timedelta(days=days), moved)


@given(
    anchor=st.dates(dt.date(1950, 1, 1), dt.date(2080, 1, 1)),
    first=st.integers(0, 6),
    last=st.integers(0, 6),
    ahead=st.booleans(),
)
def test_a_stretch_of_weekdays_is_in_order_and_on_one_side_of_publication(
    anchor: dt.date, first: int, last: int, ahead: bool
) -> None:
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    rain = "It will rain" if ahead else "It rained"
    (_, start), (_, end) = values_in(f"{rain} from {names[first]} to {names[last]}.", anchor)
    assert start.start
    assert end.start
    assert (start.start.weekday(), end.start.weekday()) == (first, last)
    assert 1 <= (end.start - start.start).days <= 7
    assert (start.start >= anchor) if ahead else (end.start <= anchor)


# --- EDTF, read by another reader than the one that wrote it ------------------------------------

_YEAR_OF = {"21": 3, "22": 6, "23": 9, "24": 12}


def days_of(edtf: str) -> tuple[dt.date | None, dt.date | None]:
    """Return the first day of an EDTF string and the day after its last, None where open."""
    if "/" in edtf:
        first, last = edtf.split("/")
        return days_of(first)[0], None if last == ".." else days_of(last)[1]
    edtf = edtf.removesuffix("~")
    if edtf.startswith("XXXX"):
        return None, None
    if "X" in edtf:
        first_year = int(edtf.replace("X", "0"))
        return dt.date(max(first_year, 1), 1, 1), dt.date(first_year + 10 ** edtf.count("X"), 1, 1)
    year, *rest = edtf.split("-")
    if not rest:
        return dt.date(int(year), 1, 1), dt.date(int(year) + 1, 1, 1)
    if len(rest) == 2:
        day = dt.date.fromisoformat(edtf)
        return day, day + dt.timedelta(days=1)
    month, length = (_YEAR_OF[rest[0]], 3) if rest[0] in _YEAR_OF else (int(rest[0]), 1)
    years, end = divmod(month - 1 + length, 12)
    return dt.date(int(year), month, 1), dt.date(int(year) + years, end + 1, 1)


@pytest.mark.parametrize("marked", TABLE)
@given(anchor=st.one_of(st.none(), st.dates(dt.date(1900, 1, 1), dt.date(2100, 1, 1))))
@settings(max_examples=8)
def test_the_interval_is_that_of_the_edtf(marked: str, anchor: dt.date | None) -> None:
    for _, value in values_in(parse(marked)[0], anchor):
        if value.edtf is None:
            assert value.reason
            assert (value.start, value.end) == (None, None)
        else:
            assert days_of(value.edtf) == (value.start, value.end)
            assert value.precision
        if value.anchor is not None and anchor is None:
            assert not value.edtf or not value.edtf.startswith("XXXX")


class _NoToday(dt.date):
    @classmethod
    def today(cls) -> NoReturn:
        raise AssertionError("a value asked for today's date")

    @classmethod
    def fromtimestamp(cls, *_: object) -> NoReturn:
        raise AssertionError("a value asked the clock")


class _NoNow(dt.datetime):
    @classmethod
    def now(cls, *_: object) -> NoReturn:
        raise AssertionError("a value asked for the time")


def test_no_value_asks_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    modules = [
        module for name, module in sys.modules.items() if name.startswith("extract.values.dates.")
    ]
    clockless = SimpleNamespace(date=_NoToday, datetime=_NoNow, timedelta=dt.timedelta)
    patched = [module for module in modules if hasattr(module, "dt")]
    for module in patched:
        monkeypatch.setattr(module, "dt", clockless)
    assert len(patched) >= 3
    for line in TABLE:
        text = parse(str(line.values[0]))[0]
        for anchor in (None, THURSDAY):
            assert len(values_in(text, anchor)) == str(line.values[0]).count("<ent")
        published_in(text)


def test_what_has_happened_does_not_follow_a_day_still_to_come() -> None:
    text = "On 26 July he was held till 9 August. The same day she spoke."
    held, till, same = find_dates(text)
    values = [date_value(each, anchor=THURSDAY) for each in (held, till)]
    said = date_value(
        same, anchor=THURSDAY, previous=values[1], happened=values[0], after=" she spoke."
    )
    will = date_value(
        same, anchor=THURSDAY, previous=values[1], happened=values[0], after=" she will speak."
    )
    assert (said.edtf, will.edtf) == ("2024-07-26", "2024-08-09")


_WORDS = st.sampled_from(
    [
        "the",
        "a",
        "of",
        "in",
        "on",
        "since",
        "until",
        "from",
        "to",
        "and",
        "early",
        "mid",
        "-",
        "late",
        "end",
        "start",
        "last",
        "next",
        "this",
        "following",
        "Friday",
        "Sunday",
        "May",
        "March",
        "July",
        "Sept.",
        "3",
        "23",
        "31",
        "1,000",
        "2024",
        "2014-15",
        "1970s",
        "4th",
        "first",
        "second",
        "quarter",
        "week",
        "days",
        "years",
        "ago",
        "later",
        "earlier",
        "weekend",
        "summer",
        "yesterday",
        "century",
        "half",
        ",",
        ".",
        "(",
        ")",
        "\n",
        "\n\n",
        "'",
        "s",
        "FY24",
        "Q3",
        "30/02/2024",
        "Christmas",
        "Day",
        "9999",
        "0",
        "'99",
        "day",
        "before",
        "after",
        "23-25",
        "every",
        "people",
    ]
)


@given(st.one_of(st.text(max_size=200), st.lists(_WORDS, max_size=25).map(" ".join)), st.booleans())
@settings(max_examples=400)
def test_no_text_breaks_it_and_offsets_quote_the_text(text: str, dated: bool) -> None:
    anchor = THURSDAY if dated else None
    last = 0
    previous = None
    for match in find_dates(text):
        assert last <= match.start < match.end <= len(text)
        assert text[match.start : match.end].strip() == text[match.start : match.end]
        last = match.end
        value = date_value(match, anchor=anchor, previous=previous)
        assert value.edtf or value.reason
        assert value.start is None or value.end is None or value.start < value.end
        previous = value
    assert find_dates(text) == find_dates(text)


@pytest.mark.parametrize("anchor", [dt.date.min, dt.date.max, dt.date(2024, 2, 29)])
def test_the_edges_of_the_calendar_give_a_value_or_a_reason(anchor: dt.date) -> None:
    for line in RELATIVE.strip().splitlines():
        for _, value in values_in(parse(line)[0], anchor):
            assert value.edtf or value.reason


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (" date 2024-08-01 The swap took place in Ankara on Thursday.", "2024-08-01"),
        ("date: 1 August 2024\n\nThe swap took place.", "2024-08-01"),
        ("Swap done\n\nPublished: 3 May 2024\n\nThe swap took place.", "2024-05-03"),
        ("Swap done\nPublished on May 3, 2024 by Staff\nThe swap took place.", "2024-05-03"),
        ("Swap done\nUpdated 3 May 2024 10:15\nThe swap took place.", "2024-05-03"),
        ("Swap done\nLast updated: 2024-05-03T10:15:00Z\nThe swap took place.", "2024-05-03"),
        ("Swap done\nBy Ann Doe\nMay 3, 2024 10:15 GMT\nThe swap took place.", "2024-05-03"),
        ("Swap done\nBy Ann Doe | May 3, 2024, 10:15 am\nThe swap took place.", "2024-05-03"),
        ("Swap done\n3 May 2024\nThe swap took place.", "2024-05-03"),
        ("Swap done\nFriday, 3 May 2024\n\nThe swap took place.", "2024-05-03"),
        ("LAGOS, 3 May 2024 (AFP) — Police freed a man.", "2024-05-03"),
        ("LAGOS, May 3, 2024 — Police freed a man.", "2024-05-03"),
        ("NEW DELHI, India, 3 May 2024 – Police freed a man.", "2024-05-03"),
        ("MANILA (3 May 2024) — Police freed a man.", "2024-05-03"),
        ("May 3, 2024 (AFP) - Police freed a man.", "2024-05-03"),
        ("LAGOS: 3 May 2024 - Police freed a man.", "2024-05-03"),
        ("NEW DELHI | 3 May 2024: Police freed a man.", "2024-05-03"),
        ("LONDON — 3 May 2024 — Police freed a man.", "2024-05-03"),
        ("MANILA, Philippines – 3 May 2024\nPolice freed a man.", "2024-05-03"),
        ("Swap done\nBy JANE DOE  MAY 3, 2024\nPolice freed a man.", "2024-05-03"),
        ("Swap done\nBy Ann Doe • 3 May 2024 • 5 min\nPolice freed a man.", "2024-05-03"),
        ("Swap done\n10:15 GMT, 3 May 2024\nPolice freed a man.", "2024-05-03"),
        ("Swap done\nMay 3, 2024 / 10:15 AM / CBS News\nPolice freed a man.", "2024-05-03"),
        ("Swap done\n13.05.2024 10:15\nPolice freed a man.", "2024-05-13"),
        ("Troops Enter Kyiv – 24 February 2022\nThey came at dawn.", None),
        ("Timeline\n10:15, 3 May 2019 – He was arrested.", None),
        ("By 3 May 2019\nhe was free.", None),
        ("Swap done\n03/05/2024\nPolice freed a man.", None),
        ("On 3 May 2019 he was arrested.", None),
        ("3 May 2019 was the day he was arrested.", None),
        ("He was arrested on May 3, 2019 at 10:15.", None),
        ("Police in Lagos say the man was held on 3 May 2019 — a day late.", None),
        ("LAGOS, May 3 (AFP) — Police freed a man.", None),
        ("Published: May 2024\nPolice freed a man.", None),
        ("Published: 30 February 2024\nPolice freed a man.", None),
        ("Police freed a man. " * 20 + "\nPublished: 3 May 2024\n", None),
        ("The treaty, published on 3 May 2019, was short.", None),
        ("He was released on 3 May 2019 after a year.", None),
        ("Released on 3 May 2019, he went home.", None),
        ("Published on 3 May 2019, the report angered many.", None),
        ("Swap done\n3 May 2019 – He was arrested.", None),
        ("", None),
    ],
)
def test_the_day_of_publication_is_read_from_the_head(text: str, day: str | None) -> None:
    found = published_in(text)
    assert (found and found.isoformat()) == day


@pytest.mark.xfail(strict=True, reason="no verb says that a headline looks ahead")
def test_a_headline_in_the_present_looks_ahead() -> None:
    ((_, value),) = values_in("Ministers visit Ankara Monday", THURSDAY)
    assert value.edtf == "2024-08-05"
