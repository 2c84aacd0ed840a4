"""What every test runs under, and the fixtures that all share."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings
from sites import steady_weather

from dcenergy.weather.hourly import Weather

settings.register_profile("dcenergy", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("dcenergy")


@pytest.fixture(scope="session")
def mild() -> Weather:
    """A year of 15 degC."""
    return steady_weather()
