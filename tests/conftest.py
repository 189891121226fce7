"""What tests of several folders share."""

from hypothesis import HealthCheck, settings

pytest_plugins = ["tests.commands", "tests.databases"]

# How long an example takes says something of the machine and of what it reads first, not of us.
settings.register_profile(
    "any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any-machine")
