"""Where an outlet is at home by its web address."""

import pytest

from extract.values.outlets import address_in, country_of_address


@pytest.mark.parametrize(
    ("address", "country"),
    [
        ("https://www.lagoonstar.com.my/news/1", "MY"),
        ("https://lagoon.co.uk/1", "GB"),
        ("http://lagoon.cl/1", "CL"),
        ("https://www.bangkokpost.com/1", "TH"),
        ("https://todaynicaragua.com/1", "NI"),
        ("https://indianexpress.com/1", "IN"),
        ("https://english.koreaherald.com/1", "KR"),
        ("https://lagoon.com.co/1", "CO"),
        ("https://thebangkokpost.com/1", "TH"),
        ("https://alriyadhdaily.com/1", "SA"),
        ("https://dailyobserverbd.com/1", "BD"),
        ("https://timesin.com/1", None),
        ("https://radiofm.com/1", None),  # no Micronesia
        ("https://journalva.com/1", None),  # Virginia
        ("https://dailymd.com/1", None),
        ("https://newsga.com/1", None),
        ("https://pressnc.com/1", None),
        ("https://lagoonbd.com/1", None),
        ("https://bd.com/1", None),
        ("https://lagoon.co/1", None),  # an ending that is used for its sound
        ("https://lagoon.tv/1", None),
        ("https://malibutimes.com/1", None),  # not Mali
        ("https://www.bbc.co.uk/news/1", None),  # of all the world
        ("https://lagoontimes.com/1", None),
        ("lagoon", None),
        ("https://[", None),
        (f"https://lagoon{'n' * 300}.cl/1", None),  # no host
    ],
)
def test_an_address_says_the_country_of_its_outlet(address: str, country: str | None) -> None:
    assert country_of_address(address) == country


def test_a_copied_page_begins_with_its_address() -> None:
    assert address_in("https://lagoon.cl/1\nA text.") == "https://lagoon.cl/1"
    assert address_in("See https://lagoon.cl/1") is None
