"""What tests of several folders share."""

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.commands", "tests.databases"]

# How long an example takes says something of the machine and of what it reads first, not of us.
settings.register_profile(
    "any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any-machine")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Leave property tests out of coverage, which makes code take twice its time.

    They go the same ways a hundred times; the other tests have to go them too.
    """
    for item in items:
        if item.get_closest_marker("hypothesis"):
            item.add_marker("no_cover")
